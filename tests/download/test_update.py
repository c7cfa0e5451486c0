"""Updates of stored lists against a server that misbehaves: a good version is never lost to a bad one."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.config import Config, DownloadConfig, ListConfig
from screening.configuration import load_config
from screening.download.fetch import Surroundings
from screening.errors import ConfigError, ListError, OutputError, UsageError
from screening.lists.registry import read_watchlist
from screening.lists.shipped import shipped_lists
from screening.source_text import Source
from screening.store.lock import locked
from screening.store.state import ListState, read_state
from screening.store.versions import check_file
from screening.update.jobs import jobs
from screening.update.result import UpdateResult
from screening.update.run import update_lists

from .publisher import Publisher, Reply, body, redirect, running, status

DAY = datetime(2026, 11, 20, 6, 0, 0, tzinfo=UTC)
SDN = (Path(__file__).parents[1] / "lists" / "excerpts" / "ofac_sdn_excerpt.xml").read_bytes()
UN = (Path(__file__).parents[1] / "lists" / "excerpts" / "un_xml_excerpt.xml").read_bytes()
COUNT = SDN.count(b"<sdnEntry>")


def table(count: int, first: int = 0) -> bytes:
    return b"id,name\n" + b"".join(b"p%d,Party %d\n" % (n, n) for n in range(first, first + count))


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with running() as it:
        yield it


class House:
    """A user's stored lists, and a clock that stands still until it is turned on."""

    def __init__(self, store: Path, publisher: Publisher, **download: object) -> None:
        self.store = store
        self.now = DAY
        self.config = Config(
            list=(ListConfig(name="own", url=publisher.url("/own.csv")),),
            download=DownloadConfig.model_validate({"mirror": publisher.url(""), "retries": 0, **download}),
        )

    def update(self, *names: str, force: bool = False) -> UpdateResult:
        around = Surroundings(time.monotonic, lambda: self.now, lambda _: None, lambda: 0.5, {})
        wanted = jobs(self.config, Source(), names, {})
        (result,) = update_lists(self.store, wanted, self.config.download, around, force=force)
        return result

    def state(self, name: str = "own") -> ListState:
        return read_state(self.store / name)

    def files(self, name: str = "own") -> list[str]:
        return sorted(path.name for path in (self.store / name).iterdir())

    def content(self, name: str = "own") -> bytes:
        newest = self.state(name).newest
        assert newest is not None
        return (self.store / name / newest.file).read_bytes()


@pytest.fixture
def house(tmp_path: Path, publisher: Publisher) -> House:
    return House(tmp_path / "store", publisher)


def test_a_list_is_downloaded_read_and_stored(house: House, publisher: Publisher) -> None:
    publisher.says(body(SDN, ETag='"1"', Last_Modified="Tue, 07 May 2024 14:00:00 GMT"), path="/ofac-sdn.xml")
    result = house.update("ofac-sdn")
    assert (result.status, result.version, result.entities) == ("updated", "2024-05-07", COUNT)
    assert result.line.startswith(f"ofac-sdn: updated to 2024-05-07 ({COUNT} entries; sha256 ")
    (version,) = house.state("ofac-sdn").versions
    assert house.files("ofac-sdn") == [version.file, "state.json"]
    assert version.file == f"20261120T060000Z-{version.sha256[:12]}.xml"
    assert house.content("ofac-sdn") == SDN
    assert (version.etag, version.last_modified) == ('"1"', "Tue, 07 May 2024 14:00:00 GMT")
    assert (version.as_of, version.fetched, version.size) == ("2024-05-07", "2026-11-20T06:00:00Z", len(SDN))
    assert house.state("ofac-sdn").checked == "2026-11-20T06:00:00Z"


def test_what_has_not_changed_is_not_sent_again(house: House, publisher: Publisher) -> None:
    publisher.says(body(table(10), ETag='"1"'), status(304, b""), path="/own.csv")
    house.update()
    house.now += timedelta(days=3)
    result = house.update()
    assert (result.status, result.age_days, result.checked) == ("unchanged", 0, "2026-11-23T06:00:00Z")
    assert publisher.requests[1][1]["If-None-Match"] == '"1"'
    assert house.state().versions[0].fetched == "2026-11-20T06:00:00Z"
    assert house.files() == [house.state().versions[0].file, "state.json"]


def test_the_same_bytes_again_are_no_new_version(house: House, publisher: Publisher) -> None:
    publisher.says(body(table(10)), body(table(10), ETag='"2"'), path="/own.csv")
    house.update()
    assert house.update().status == "unchanged"
    assert [version.etag for version in house.state().versions] == ['"2"']


def test_versions_are_kept_and_the_oldest_go(tmp_path: Path, publisher: Publisher) -> None:
    house = House(tmp_path, publisher, keep=2)
    publisher.says(*(body(table(count)) for count in (10, 11, 12)), path="/own.csv")
    for _ in range(3):
        house.now += timedelta(days=1)
        result = house.update()
    assert result.line.startswith("own: updated to ")
    assert "(12 entries, 1 more than before; sha256" in result.line
    assert [version.entities for version in house.state().versions] == [12, 11]
    assert len(house.files()) == 3
    (tmp_path / "own" / "note.txt").write_text("of the user")
    publisher.says(body(table(13)), path="/own.csv")
    house.update()
    assert "note.txt" in house.files()


BAD: list[tuple[str, Reply, str, str]] = [
    # what comes in the place of the list; the code and what is said
    ("a web page", body(b"<!DOCTYPE html><html><body>Moved</body></html>"), "unrecognised", "is a web page"),
    ("cut off", body(SDN[:-200], length=len(SDN)), "cut_off", "broke off before its end: 200 bytes are missing"),
    ("cut off by the publisher", body(SDN[:-200]), "corrupt", "cut off or damaged"),
    ("entries that are missing", body(SDN.replace(b"<sdnEntry>", b"<!--", 1).replace(b"</sdnEntry>", b"-->", 1)),
     "corrupt", "where its header says"),
    ("another format", body(UN), "unrecognised", "is in another format than this list has (un_xml)"),
    ("another format, gzip", body(gzip.compress(UN)), "unrecognised", "is in another format"),
    ("an unknown format", body(b"hello"), "unrecognised", "is no watchlist in a format known here"),
    ("empty", body(b""), "empty", "is empty"),
    ("not there", status(404), "http_404", "the server answers 404"),
    ("broken", status(500), "http_500", "the server answers 500"),
    ("too large", body(b"x" * 3_000_000), "too_large", "is larger than 1 MiB"),
    ("itself again", redirect("/ofac-sdn.xml"), "redirect", "redirects more than 5 times"),
    ("older", body(SDN.replace(b"05/07/2024", b"05/06/2024")), "older", "is of 2024-05-06, older than"),
]  # fmt: skip


@pytest.mark.parametrize(("reply", "code", "said"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_good_version_stays_where_a_bad_one_comes(
    reply: Reply, code: str, said: str, tmp_path: Path, publisher: Publisher
) -> None:
    house = House(tmp_path, publisher, max_size=1)
    publisher.says(body(SDN), reply, path="/ofac-sdn.xml")
    house.update("ofac-sdn")
    before = house.state("ofac-sdn")
    house.now += timedelta(days=4, hours=3)
    result = house.update("ofac-sdn")
    assert (result.status, result.code, result.age_days) == ("failed", code, 4)
    assert said in result.message
    assert "the version of 2026-11-20 stays in use, last confirmed 4 days ago" in result.message
    after = house.state("ofac-sdn")
    assert (after.versions, after.checked) == (before.versions, before.checked)
    assert after.failure is not None
    assert (after.failure.at, said in after.failure.message) == ("2026-11-24T09:00:00Z", True)
    assert house.files("ofac-sdn") == [before.versions[0].file, "state.json"]
    assert house.content("ofac-sdn") == SDN


def test_a_success_forgets_the_failure_before_it(house: House, publisher: Publisher) -> None:
    publisher.says(body(table(10), ETag='"1"'), status(404), status(304, b""), path="/own.csv")
    house.update()
    house.update()
    assert house.state().failure is not None
    house.update()
    assert house.state().failure is None


def test_a_first_download_that_fails_leaves_nothing(house: House, publisher: Publisher) -> None:
    publisher.says(body(b"<html>"), path="/own.csv")
    result = house.update()
    assert (result.status, result.version, result.age_days) == ("failed", None, None)
    assert result.message.endswith("there is no version to use")
    assert house.files() == []


@pytest.mark.parametrize(
    ("max_shrink", "count", "outcome"),
    [(20, 80, "updated"), (20, 79, "failed"), (0, 99, "failed"), (0, 100, "updated"), (100, 1, "updated")],
)
def test_a_list_that_lost_too_much_is_refused(
    max_shrink: float, count: int, outcome: str, tmp_path: Path, publisher: Publisher
) -> None:
    house = House(tmp_path, publisher, max_shrink=max_shrink)
    publisher.says(body(table(100)), body(table(count, 1)), path="/own.csv")
    house.update()
    result = house.update()
    assert (result.status, result.code) == (outcome, "shrunk" if outcome == "failed" else None)
    if outcome == "failed":
        assert f"holds {count} entries and the version in use 100" in result.message
        assert "screening lists update own --force" in result.message
        assert house.update(force=True).status == "updated"
        newest = house.state().versions[0]
        assert (newest.entities, f"holds {count} entries" in str(newest.forced)) == (count, True)


def test_a_list_without_entries_is_refused_even_by_force(house: House, publisher: Publisher) -> None:
    publisher.says(body(table(3)), body(b"id,name\n"), path="/own.csv")
    house.update()
    assert house.update(force=True).status == "failed"


@pytest.mark.parametrize("force", [False, True])
def test_a_list_with_fewer_entries_than_it_must_have_is_refused(
    house: House, publisher: Publisher, force: bool
) -> None:
    lists = (house.config.list[0].model_copy(update={"min_entities": 3}),)
    house.config = house.config.model_copy(update={"list": lists})
    publisher.says(body(table(3)), body(table(2)), path="/own.csv")
    assert house.update().status == "updated"
    result = house.update(force=force)
    assert (result.status, result.code) == ("failed", "shrunk")
    assert "holds 2 entries, and min_entities is 3" in result.message
    assert house.content() == table(3)


def test_force_downloads_what_has_not_changed(house: House, publisher: Publisher) -> None:
    publisher.says(body(table(3), ETag='"1"'), path="/own.csv")
    house.update()
    assert house.update(force=True).status == "unchanged"
    assert "If-None-Match" not in publisher.requests[1][1]


def test_a_stored_file_that_was_damaged_is_downloaded_again(house: House, publisher: Publisher) -> None:
    publisher.says(body(table(3), ETag='"1"'), path="/own.csv")
    house.update()
    (house.store / "own" / house.state().versions[0].file).write_bytes(table(2))
    house.now += timedelta(days=1)
    result = house.update()
    assert (result.status, "If-None-Match" in publisher.requests[1][1]) == ("updated", False)
    assert house.content() == table(3)
    assert len(house.state().versions) == 1


def test_what_one_server_said_is_not_told_another(house: House, publisher: Publisher) -> None:
    publisher.says(body(table(3), ETag='"1"'), path="/own.csv")
    publisher.says(body(table(4)), path="/moved.csv")
    house.update()
    lists = (ListConfig(name="own", url=publisher.url("/moved.csv")),)
    house.config = house.config.model_copy(update={"list": lists})
    assert house.update().entities == 4
    assert "If-None-Match" not in publisher.requests[1][1]


def test_a_token_in_an_address_is_kept_nowhere(house: House, publisher: Publisher) -> None:
    publisher.says(body(table(3)), status(404), path="/own.csv")
    lists = (ListConfig(name="own", url=publisher.url("/own.csv?token=secret")),)
    house.config = house.config.model_copy(update={"list": lists})
    for _ in range(2):
        assert "secret" not in house.update().model_dump_json()
    assert "secret" not in (house.store / "own" / "state.json").read_text()
    assert publisher.requests[0][0] == "/own.csv?token=secret"


def test_two_updates_at_once_are_refused(house: House) -> None:
    with locked(house.store), pytest.raises(ListError, match="another update of these lists runs") as caught:
        house.update()
    assert caught.value.code == "locked"


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path, publisher: Publisher) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="could not be written to"):
        House(tmp_path / "file", publisher).update()


@pytest.mark.parametrize(
    ("lists", "download", "names", "kind", "said"),
    [
        ([], {}, [], UsageError, "has no list that is downloaded (name one of the catalogue: ofac-sdn"),
        ([], {}, ["ofac-sdm"], UsageError, "is called 'ofac-sdm' (did you mean 'ofac-sdn'?)"),
        ([{"path": "x.csv"}], {}, ["x"], UsageError, "no list that is downloaded is called 'x'"),
        ([{"name": "own", "url": "http://lists.example/x"}], {}, [], ConfigError, "list[0].url: http://lists.example/x "
         "is not encrypted (use https"),
        ([{"name": "own", "url": "ftp://lists.example/x"}], {}, [], ConfigError, "ftp://lists.example/x is no https"),
        ([{"name": "own", "url": "https://me:pw@lists.example/x"}], {}, [], ConfigError, "lists.example/x holds a "
         "user name or password"),
        ([{"name": "own", "url": "https://lists.example/a b"}], {}, [], ConfigError, "holds characters"),
        ([{"name": "own", "url": "https://[x"}], {}, [], ConfigError, "is no https address"),
        ([{"name": "un"}], {"mirror": "http://lists.example"}, [], ConfigError, "download.mirror: http://lists.example/"
         "un.xml is not encrypted"),
        ([{"name": "un"}], {"proxy": "socks5://a"}, [], ConfigError, "download.proxy: is no address of a proxy"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_told_before_anything_is(
    lists: Sequence[object], download: object, names: Sequence[str], kind: type[Exception], said: str
) -> None:
    config = Config.model_validate({"list": lists, "download": download})
    with pytest.raises(kind) as caught:
        jobs(config, Source(), names, {})
    assert said in str(caught.value)
    assert "pw" not in str(caught.value)


def test_addresses_come_from_the_list_the_mirror_or_the_catalogue() -> None:
    lists = (ListConfig(name="un", url="https://own.example/un?x=1"), ListConfig(name="eu"))
    asked = {job.name: job for job in jobs(Config(list=lists), Source(), (), {})}
    assert (asked["un"].address.target, asked["un"].suffix, asked["un"].reader) == ("/un?x=1", "list", None)
    assert (asked["eu"].address.host, asked["eu"].suffix, asked["eu"].reader) == (
        "webgate.ec.europa.eu",
        "xml",
        "eu_fsf_xml",
    )
    mirrored = Config(list=lists, download=DownloadConfig(mirror="http://lists.example/all/", allow_http=True))
    assert [job.address.url for job in jobs(mirrored, Source(), ("eu", "au-dfat"), {})] == [
        "http://lists.example/all/eu.xml", "http://lists.example/all/au-dfat.xlsx",
    ]  # fmt: skip


def test_the_example_names_lists_that_can_be_downloaded() -> None:
    file = Path(__file__).parents[2] / "examples" / "official_lists.toml"
    loaded = load_config(file, cwd=Path(), environ={})
    wanted = jobs(loaded.config, loaded.source, (), shipped_lists())
    assert [job.name for job in wanted] == ["ofac-sdn", "ofac-consolidated", "un", "eu", "uk-sanctions-list"]


def test_a_state_that_leads_out_of_its_folder_is_refused(house: House, publisher: Publisher) -> None:
    publisher.says(body(table(3)), path="/own.csv")
    house.update()
    path = house.store / "own" / "state.json"
    data = json.loads(path.read_text())
    data["versions"][0]["file"] = "../../secret"
    path.write_text(json.dumps(data))
    with pytest.raises(ListError, match="does not tell which versions are stored"):
        house.state()


GOOD = [table(count) for count in (10, 11, 12)]
SEQUENCES = st.lists(
    st.one_of(st.sampled_from([case[1] for case in BAD]), st.sampled_from(GOOD).map(body), st.just(body(table(2)))),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(max_examples=30)
@given(replies=SEQUENCES, force=st.lists(st.booleans(), min_size=6, max_size=6))
def test_whatever_a_server_does_the_list_in_use_is_one_that_it_published(
    replies: list[Reply], force: list[bool], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with running() as publisher:
        house = House(tmp_path_factory.mktemp("store"), publisher, max_size=1)
        publisher.says(body(GOOD[0]), *replies, path="/own.csv")
        house.update()
        for one in force[: len(replies)]:
            house.now += timedelta(days=1)
            before = house.state()
            result = house.update(force=one)
            after = house.state()
            assert (result.status == "failed") == (after.failure is not None)
            assert (result.status == "updated") == (after.versions[0].file != before.versions[0].file)
            assert house.files() == sorted([*(version.file for version in after.versions), "state.json"])
            for version in after.versions:
                check_file(house.store / "own" / version.file, version)
                assert len(read_watchlist(house.store / "own" / version.file).entities) == version.entities
