// What the report's page can do with scripts: find, sort and page through alerts and rows, by mouse and by keyboard.
// Without it the page says the same. It fetches nothing; text from the file becomes text on the page, never markup, and
// the cards that it unpacks were made by the same writer as those that stand in the page open.
(() => {
"use strict";

const ALERTS_A_PAGE = 20, ROWS_A_PAGE = 100;
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("words").textContent);
const words = data.words;

const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, data.thousands);
const say = (key, gaps = {}) => words[key].replace(/\{(\w+)\}/g, (all, name) => name in gaps ? number(gaps[name]) : all);

// An element: its properties, then its children (text or elements).
const make = (name, properties = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value; else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
};

const unpacked = async (text) => {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
};

// The parts of a kind (cards, rows): where each begins, how many it holds, and its items once they are asked for.
const partsOf = (kind) => [...document.querySelectorAll(`.${kind}-part`)].map((block) => {
  const part = {first: Number(block.dataset.first), count: Number(block.dataset.count)};
  part.items = () => part.asked ??= unpacked(block.textContent);
  return part;
});

// A box with a search field, menus and a count; `changed` is called with what is asked for.
const tools = (name, menus, sorts, changed) => {
  const search = make("input", {type: "search", id: `search-${name}`, placeholder: say(`search_${name}`), autocomplete: "off"});
  const field = (label, control) => make("div", {}, make("label", {htmlFor: control.id}, label), control);
  const menu = (key, options, first) => {
    const choices = Object.entries(options).map(([value, label]) => make("option", {value: `=${value}`}, label));
    return make("select", {id: `${name}-${key}`}, ...(first ? [make("option", {value: ""}, first)] : []), ...choices);
  };
  const selects = {};
  for (const key of menus) {
    if (Object.keys(data[key]).length > 1) selects[key] = menu(key, data[key], words.any);
  }
  const sort = menu("sort", Object.fromEntries(sorts.map((key) => [key, words[`sort_${key}`]])), "");
  const count = make("p", {className: "count", role: "status"});
  let waiting = 0;
  const ask = () => {
    clearTimeout(waiting);  // what was typed before is asked for with this
    return changed({
      query: search.value.trim().toLowerCase().split(/\s+/).filter(Boolean),
      sort: sort.value.slice(1),
      chosen: Object.entries(selects).filter(([, select]) => select.value).map(([key, select]) => [key, select.value.slice(1)]),
    });
  };
  const clear = () => {
    search.value = "";
    for (const select of Object.values(selects)) select.value = "";
    return ask();
  };
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && search.value) { search.value = ""; ask(); event.preventDefault(); }
  });
  const box = make("div", {className: "tools", role: "search", ariaLabel: words[name]},
    field(words.search, search),
    ...Object.entries(selects).map(([key, select]) => field(words[key], select)),
    field(words.sort, sort),
    make("button", {type: "button", onclick: clear}, words.reset), count);
  for (const select of [...Object.values(selects), sort]) select.addEventListener("change", ask);
  return {box, search, count, clear};
};

// Buttons to the page before and after, with what is shown between them.
const pager = (turn) => {
  const [before, shown, after] = [make("button", {type: "button"}, words.previous), make("span"), make("button", {type: "button"}, words.next)];
  before.addEventListener("click", () => turn(-1));
  after.addEventListener("click", () => turn(1));
  const box = make("div", {className: "pager"}, before, shown, after);
  const tell = (page, size, total) => {
    box.hidden = total <= size;
    before.disabled = page === 0;
    after.disabled = (page + 1) * size >= total;
    shown.textContent = say("range", {first: page * size + 1, last: Math.min((page + 1) * size, total), total});
  };
  return {box, tell};
};

const holdsAll = (text, query) => query.every((word) => text.includes(word));

// ---------------------------------------------------------------------------------------------------------- alerts

const alertsView = async (index) => {
  const holder = byId("cards");
  const cards = new Map([...holder.children].map((card) => [Number(card.id.slice(6)), card]));
  const parts = partsOf("cards");
  const held = parts.reduce((sum, part) => sum + part.count, cards.size);
  const alerts = index.slice(0, held).map(([risk, score, list, type, country, flag, place, name, text], at) => (
    {n: at + 1, risk: ["none", "low", "medium", "high"][risk], level: risk, score, list, type, country, flag, place, name, text}));
  const orders = {
    risk: (a, b) => a.n - b.n,
    score: (a, b) => b.score - a.score || a.n - b.n,
    file: (a, b) => a.place - b.place,
    name: (a, b) => a.name.localeCompare(b.name) || a.n - b.n,
  };
  let found = alerts, page = 0, current = 0, turns = 0;

  const card = async (n) => {
    if (!cards.has(n)) {
      const part = parts.find((one) => n > one.first && n <= one.first + one.count);
      const template = make("template");
      (await part.items()).forEach((markup, at) => {
        if (cards.has(part.first + at + 1)) return;
        template.innerHTML = markup;
        cards.set(part.first + at + 1, template.content.firstElementChild);
      });
    }
    return cards.get(n);
  };
  const show = async () => {
    const turn = ++turns;
    const shown = await Promise.all(found.slice(page * ALERTS_A_PAGE, (page + 1) * ALERTS_A_PAGE).map(({n}) => card(n)));
    if (turn !== turns) return;  // another page was asked for meanwhile
    holder.replaceChildren(...shown);
    if (!found.length) holder.append(make("p", {className: "caution"}, words.none_alerts));
    box.count.textContent = say("found_alerts", {total: found.length, number: alerts.length});
    for (const one of pagers) one.tell(page, ALERTS_A_PAGE, found.length);
  };
  const changed = ({query, sort, chosen}) => {
    const fits = (alert) => holdsAll(alert.text, query) &&
      chosen.every(([key, value]) => Array.isArray(alert[key]) ? alert[key].includes(value) : alert[key] === value);
    found = alerts.filter(fits).sort(orders[sort]);
    page = current = 0;
    return show();
  };
  const turn = async (by) => {
    const next = page + by;
    if (next < 0 || next * ALERTS_A_PAGE >= found.length) return;
    page = next;
    current = page * ALERTS_A_PAGE;
    await show();
    await focus(current);
  };
  const focus = async (at) => {
    if (at < 0 || at >= found.length) return;
    current = at;
    if (Math.floor(at / ALERTS_A_PAGE) !== page) {
      page = Math.floor(at / ALERTS_A_PAGE);
      await show();
    }
    const element = await card(found[at].n);
    element.scrollIntoView({block: "start"});
    element.focus({preventScroll: true});
  };
  const step = (by) => {
    const inside = document.activeElement?.closest?.(".card");
    const at = inside ? found.findIndex(({n}) => cards.get(n) === inside) : -1;
    return focus(at < 0 ? (by > 0 ? page * ALERTS_A_PAGE : current) : at + by);
  };
  const goTo = async (n) => {
    if (n > alerts.length) return;
    if (!found.some((alert) => alert.n === n)) await box.clear();
    await focus(found.findIndex((alert) => alert.n === n));
  };

  const box = tools("alerts", ["risk", "list", "type", "country", "flag"], ["risk", "score", "file", "name"], changed);
  const pagers = [pager(turn), pager(turn)];
  holder.before(box.box, pagers[0].box);
  holder.after(pagers[1].box);
  const short = byId("short-alerts");
  if (short && held === index.length) short.remove();  // every alert has a card now
  else if (short) {
    const lines = [...short.querySelectorAll("tbody tr")];
    lines.slice(0, lines.length - (index.length - held)).forEach((line) => line.remove());
    short.querySelector(".note").remove();
  }
  addEventListener("beforeprint", () => holder.replaceChildren(...found.map(({n}) => cards.get(n)).filter(Boolean)));
  addEventListener("afterprint", show);
  const followed = () => { const match = /^#alert-(\d+)$/.exec(location.hash); if (match) goTo(Number(match[1])); };
  addEventListener("hashchange", followed);
  document.addEventListener("click", (event) => {  // the same address again is no change
    const link = event.target.closest?.("a[href^='#alert-']");
    if (link && link.hash === location.hash) followed();
  });
  await show();
  followed();
  return {search: box.search, step, turn};
};

// ------------------------------------------------------------------------------------------------------------ rows

const rowsView = () => {
  const fixed = document.querySelector("#rows table");
  const parts = partsOf("rows");
  if (!fixed || !parts.length) return;
  const size = parts.reduce((sum, part) => sum + part.count, 0);
  const body = make("tbody");
  const table = make("table", {className: "rows"}, fixed.tHead.cloneNode(true), body);
  let all = null, found = null, page = 0;

  const cell = (className, ...children) => make("td", {className}, ...children.filter((child) => child !== ""));
  const line = ([, row, name, outcome, best, score, remarks, alert]) => {
    const text = make("bdi", {}, name);
    return make("tr", {}, cell("number", row ? String(row) : ""), cell("", alert ? make("a", {href: `#alert-${alert}`}, text) : text),
      cell(outcome === "no_hit" ? "" : outcome, data.outcome[outcome]), cell("", best ? make("bdi", {}, best) : "", best ? ` ${score.toFixed(1).replace(".", data.decimal)}` : ""),
      cell("", remarks));
  };
  const lines = (rows) => rows.flatMap((row, at) => {
    const head = make("tr", {className: "group"}, make("th", {colSpan: 5, scope: "colgroup"}, row[0]));
    return row[0] && (at === 0 || rows[at - 1][0] !== row[0]) ? [head, line(row)] : [line(row)];
  });
  const some = async () => {  // of the rows in their order, no more is unpacked than is looked at
    const from = page * ROWS_A_PAGE, to = from + ROWS_A_PAGE;
    const wanted = parts.filter((part) => part.first < to && part.first + part.count > from);
    const rows = (await Promise.all(wanted.map((part) => part.items()))).flat();
    return rows.slice(from - wanted[0].first, to - wanted[0].first);
  };
  const show = async () => {
    const rows = found ? found.slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE) : await some();
    body.replaceChildren(...lines(rows));
    if (!rows.length) body.append(make("tr", {}, make("td", {colSpan: 5}, words.none_rows)));
    const total = found ? found.length : size;
    box.count.textContent = say("found_rows", {total, number: size});
    for (const one of pagers) one.tell(page, ROWS_A_PAGE, total);
  };
  const orders = {score: (a, b) => b[5] - a[5], name: (a, b) => a[2].localeCompare(b[2])};
  const changed = async ({query, sort, chosen}) => {
    page = 0;
    found = null;
    if (query.length || chosen.length || sort !== "file") {
      all ??= (await Promise.all(parts.map((part) => part.items()))).flat();
      const text = (row) => row.text ??= `${row[1]} ${row[2]} ${row[4]} ${row[6]} ${row[0]}`.toLowerCase();
      found = all.filter((row) => holdsAll(text(row), query) && chosen.every(([, value]) => row[3] === value));
      if (sort !== "file") found.sort(orders[sort]);
    }
    return show();
  };
  const turn = async (by) => {
    page += by;
    await show();
    table.scrollIntoView({block: "start"});
  };

  const box = tools("rows", ["outcome"], ["file", "score", "name"], changed);
  const pagers = [pager(turn), pager(turn)];
  fixed.classList.add("paper-only");
  fixed.before(box.box, pagers[0].box, table, pagers[1].box);
  for (const note of document.querySelectorAll("#rows > .left-out")) note.classList.add("paper-only");
  show();
};

// -------------------------------------------------------------------------------------------------------- keyboard

const keyboard = (alerts) => {
  const keys = {
    "/": ["search", () => alerts.search.focus()],
    j: ["next", () => alerts.step(1)],
    k: ["previous", () => alerts.step(-1)],
    "]": ["next_page", () => alerts.turn(1)],
    "[": ["previous_page", () => alerts.turn(-1)],
    "?": ["help", () => help.showModal()],
  };
  const on = make("input", {type: "checkbox", id: "keys-on", checked: true});
  const list = [...Object.entries(keys).map(([key, [name]]) => [key, name]), ["Esc", "escape"]];
  const help = make("dialog", {id: "help", ariaLabel: words.help},
    make("h2", {}, words.help),
    make("dl", {}, ...list.map(([key, name]) => make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, words[`key_${name}`])))),
    make("p", {}, on, " ", make("label", {htmlFor: "keys-on"}, words.keys_on)),
    make("button", {type: "button", onclick: () => help.close()}, words.close));
  document.body.append(help);
  document.querySelector("nav").append(make("button", {type: "button", onclick: () => help.showModal()}, words.help));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !on.checked || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key][1]();
  });
};

const start = async () => {
  if (typeof DecompressionStream === "undefined") {
    byId("alerts").append(make("p", {className: "note"}, words.old_browser));
    return;
  }
  if (byId("cards")) keyboard(await alertsView(await unpacked(JSON.parse(byId("index").textContent))));
  rowsView();
  document.documentElement.classList.add("scripted");  // at the end: the style would lay out all that is put away here
};
start();
})();
