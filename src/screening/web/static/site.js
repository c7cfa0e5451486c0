"use strict";
// The pages work without this. With it, files can be dropped, and parts of a page are renewed in their place.
document.documentElement.classList.add("scripted");

const said = document.getElementById("said");

/** Tells a screen reader what a renewed part says of itself, once. */
function say(part) {
  const words = part?.dataset.say || "";
  if (words && words !== said.textContent) said.textContent = words;
}

/** The page at an address, as a document; null where the request was overtaken by a later one. */
async function fetched(address, options = {}) {
  try {
    const answer = await fetch(address, { ...options, headers: { Accept: "text/html" } });
    if (answer.redirected && new URL(answer.url).pathname === "/login") location.assign(answer.url);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (error) {
    if (error.name !== "AbortError") said.textContent = "The server does not answer.";
    return null;
  }
}

/** Puts the part of that id, or the refusal that came instead, in the place of the one that is shown. */
function renew(page, id) {
  const old = document.getElementById(id);
  const part = page.getElementById(id) || page.getElementById("refusal");
  if (!old || !part) return;
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  const opened = [...old.querySelectorAll("details")].map((one) => one.open);
  const fresh = document.adoptNode(part);
  fresh.id = id;
  old.replaceWith(fresh);
  fresh.querySelectorAll("details").forEach((one, place) => { one.open ||= opened[place] || false; });
  if (focused) document.getElementById(focused)?.focus();
  say(fresh);
  follow(fresh);
}

/** Asks again for a part that says that it will change. One that stands for the whole page takes the rest along. */
function follow(part) {
  const wait = Number(part.dataset.again);
  if (!wait) return;
  setTimeout(async () => {
    const page = document.hidden ? null : await fetched(location.href);
    if (!page) return void follow(part);
    const next = page.getElementById(part.id);
    if ("whole" in part.dataset && !next?.dataset.again) {
      document.title = page.title;
      renew(page, "main");
      document.querySelectorAll("main [data-again]").forEach(follow);
      say(document.querySelector("main [data-say]"));
      document.querySelectorAll("form[data-part]").forEach(live);
    } else renew(page, part.id);
  }, wait);
}

/** A form that renews a part of its page while somebody types or moves a slider. */
function live(form) {
  let timer = 0;
  let running = new AbortController();
  const ask = async () => {
    clearTimeout(timer);
    running.abort();
    running = new AbortController();
    const values = new URLSearchParams(new FormData(form));
    const posts = form.method === "post";
    const address = posts ? form.action : `${form.action}?${values}`;
    const page = await fetched(address, { method: form.method.toUpperCase(), signal: running.signal, body: posts ? values : undefined });
    if (!page) return;
    renew(page, form.dataset.part);
    if (!posts) history.replaceState(null, "", address);
  };
  form.addEventListener("input", (event) => {
    const out = document.getElementById(event.target.dataset.out || "");
    if (out) out.textContent = Number(event.target.value).toFixed(1);
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
}

/** A field for files that takes dropped ones, and tells which were chosen. */
function dropping(place) {
  const input = place.querySelector("input[type=file]");
  const list = document.getElementById("chosen");
  const show = () => {
    const files = [...input.files];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    list.replaceChildren(...files.map((file) => {
      const line = document.createElement("li");
      line.textContent = `${file.name} (${Math.ceil(file.size / 1024).toLocaleString("en")} KiB)`;
      return line;
    }));
    const much = size > Number(place.dataset.most);
    input.setCustomValidity(much ? "That is more than may be sent at once." : "");
    place.classList.toggle("chosen", files.length > 0);
    if (much) input.reportValidity();
  };
  input.addEventListener("change", show);
  for (const kind of ["dragenter", "dragover"]) {
    place.addEventListener(kind, (event) => { event.preventDefault(); place.classList.add("over"); });
  }
  place.addEventListener("dragleave", (event) => { if (!place.contains(event.relatedTarget)) place.classList.remove("over"); });
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; show(); }
  });
  show();
}

document.querySelectorAll("[data-again]").forEach(follow);
document.querySelectorAll("form[data-part]").forEach(live);
document.querySelectorAll("[data-drop]").forEach(dropping);
