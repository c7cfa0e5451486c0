"""A realistic report, made by hand: what the writers are tested and looked at with."""

from __future__ import annotations

from collections.abc import Iterator

from screening.report.model import (
    Evidence,
    Exclusion,
    Identity,
    InputInfo,
    RedFlag,
    Report,
    Result,
    ScreeningInfo,
    WatchlistInfo,
    summarise,
)

from .entries import DAESONG, LAZARUS, RYUGYONG, WISE_HONEST, YUN, fact, hit, named

HOSTILE = (
    "=1+1",
    "@SUM(A1:A9)",
    "+cmd|' /C calc'!A0",
    "{=1+1}",
    "-2+3",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "https://evil.example/?a=1",
    "<r><t>x</t></r></is></c><c r=\"Z9\"><f>1+1</f></c><c><is><r></r>",
    "Acme \u202egnp.exe\u202c Ltd",
    "Zero\u200bwidth\u00adCo",
    "bell\x07 null\x00 _x0041_",
    "a;=1+1",
    "line one\r\nline two",
    "]]>&amp;<!--",
)  # fmt: skip


def _rows() -> Iterator[tuple[dict[str, str], dict[str, object]]]:
    """The input cells and the result's further fields of every row."""
    yield (
        {"Name": "Korea Daesung Bank", "Country": "CN", "Notes": "CNY account, Dandong branch"},
        {
            "risk": "high",
            "hits": (
                hit(
                    DAESONG,
                    named(
                        "Korea Daesung Bank",
                        "Korea Daesong Bank",
                        96.4,
                        "Daesung ≈ Daesong (1 of 7 letters)",
                        (("equal", "Korea", "Korea"), ("typo", "Daesung", "Daesong"), ("equal", "Bank", "Bank")),
                    ),
                    (fact("country", "CN", "KP", -4.0, "China is not North Korea, the listed country"),),
                    risk_reasons=("designated by an authority: high", "the score is 90 or more: not lowered"),
                ),
                hit(
                    RYUGYONG,
                    named(
                        "Korea Daesung Bank",
                        "Ryugyong Bank of Korea",
                        85.1,
                        "two of three words agree",
                        (
                            ("equal", "Korea", "Korea"),
                            ("contradicted", "Daesung", "Ryugyong"),
                            ("equal", "Bank", "Bank"),
                        ),
                    ),
                    risk="low",
                    name_quality="weak",
                ),
            ),
        },
    )
    yield (
        {"Name": "조선대성은행", "Country": "KP", "BIC": "KDBKKPPY"},
        {
            "risk": "high",
            "hits": (
                hit(
                    DAESONG,
                    named(
                        "조선대성은행",
                        "조선대성은행",
                        100.0,
                        "equal in hangul",
                        (("equal", "조선대성은행", "조선대성은행"),),
                    ),
                    (
                        fact("bic", "KDBKKPPY", "KDBKKPPY", 5.0, "the same BIC"),
                        fact("country", "KP", "KP", 1.5, "North Korea"),
                    ),
                    name_quality="alias",
                ),
            ),
        },
    )
    yield (
        {"Name": "Корея Дэсон Банк", "Country": "RU"},
        {
            "risk": "medium",
            "hits": (
                hit(
                    DAESONG,
                    named(
                        "Корея Дэсон Банк",
                        "Korea Daesong Bank",
                        88.0,
                        "Korea Daeson Bank in Latin letters",
                        (
                            ("romanised", "Корея", "Korea"),
                            ("romanised", "Дэсон", "Daesong"),
                            ("romanised", "Банк", "Bank"),
                        ),
                    ),
                    risk="medium",
                    risk_reasons=("designated by an authority: high", "score under 90: one step lower"),
                ),
            ),
            "problems": ("the country was read as Russia",),
        },
    )
    yield (
        {"Name": "MV Song I", "IMO": "8905490", "Notes": "STS off Nampo, coal"},
        {
            "risk": "high",
            "type": "Vessel",
            "hits": (
                hit(
                    WISE_HONEST,
                    Evidence(
                        feature="imo",
                        score=99.0,
                        weight=1.0,
                        query="8905490",
                        listed="8905490",
                        detail="the same IMO number, which stays with a hull through every renaming",
                    ),
                    (fact("name", "MV Song I", "Wise Honest", -6.0, "a different name"),),
                    risk_reasons=("seized: high", "an identifier agrees: not lowered by the name"),
                ),
            ),
            "red_flags": (
                RedFlag(
                    id="ship-to-ship-transfer",
                    title="Ship-to-ship transfer",
                    field="notes",
                    value="STS off Nampo, coal",
                    references=("https://example.org/advisory",),
                ),
            ),
        },
    )
    yield (
        {"Name": "Ryugyong Corp Trading", "Country": "CN"},
        {
            "risk": "medium",
            "hits": (
                hit(
                    RYUGYONG,
                    named(
                        "Ryugyong Corp Trading",
                        "Ryugyong Corporation",
                        91.7,
                        "Trading stands on one side only",
                        (
                            ("equal", "Ryugyong", "Ryugyong"),
                            ("abbreviation", "Corp", "Corporation"),
                            ("extra", "Trading", ""),
                        ),
                    ),
                    risk="medium",
                    risk_reasons=("reported, not designated: medium",),
                ),
            ),
        },
    )
    yield (
        {"Name": "Pacific Shipping Agency", "Notes": "payment via Yun Tae Hyong, Vladivostok"},
        {
            "risk": "low",
            "hits": (
                hit(
                    YUN,
                    named(
                        "payment via Yun Tae Hyong, Vladivostok",
                        "Yun Tae-hyong",
                        93.0,
                        "the name inside free text",
                        (("equal", "Yun", "Yun"), ("joined", "Tae Hyong", "Tae-hyong")),
                    ),
                    matched_field="notes",
                    risk="low",
                    risk_reasons=("reported to have defected: never above low",),
                ),
            ),
        },
    )
    yield (
        {"Name": "Hidden Cobra Consulting", "Country": "US"},
        {
            "risk": "low",
            "hits": (
                hit(
                    LAZARUS,
                    named(
                        "Hidden Cobra Consulting",
                        "Hidden Cobra",
                        86.5,
                        "a weak alias; Consulting stands on one side only",
                        (("equal", "Hidden", "Hidden"), ("equal", "Cobra", "Cobra"), ("extra", "Consulting", "")),
                    ),
                    (fact("country", "US", "KP", -3.0, "the United States, not North Korea"),),
                    name_quality="weak",
                    risk="low",
                    risk_reasons=("a weak alias alone: never above low",),
                ),
            ),
        },
    )
    yield (
        {"Name": "Daesung Industrial Co., Ltd.", "Country": "KR"},
        {
            "excluded_hits": (
                hit(
                    DAESONG,
                    named(
                        "Daesung Industrial Co., Ltd.",
                        "Korea Daesong Bank",
                        85.3,
                        "one of two words",
                        (("typo", "Daesung", "Daesong"), ("ignored", "Co., Ltd.", ""), ("omitted", "", "Bank")),
                    ),
                    risk="low",
                    excluded=Exclusion(
                        reason="Seoul-listed energy company, registration checked",
                        by="A. Reviewer",
                        on="2026-03-02",
                        expires="2027-03-02",
                    ),
                ),
            ),
        },
    )
    yield {"Name": "", "Notes": "total: 14"}, {"outcome": "not_screened", "problems": ("no name and no identifier",)}
    yield {"Name": "???"}, {"outcome": "not_screened", "problems": ("the name holds no letter or digit",)}
    for at, text in enumerate(HOSTILE):
        if at < 3:
            yield (
                {"Name": text, "Notes": text},
                {
                    "risk": "low",
                    "hits": (
                        hit(
                            LAZARUS,
                            named(text, "Lazarus Group", 85.0 + at, text, (("extra", text[:4], ""),)),
                            risk="low",
                            matched_value=text,
                            risk_reasons=(text,),
                        ),
                    ),
                    "problems": (text,),
                },
            )
        else:
            yield {"Name": text, "Notes": text, "Contact": text}, {"problems": (text,)}
    clean = (
        "Korea National Oil Corporation", "Ryobi Limited", "Honest Company", "Lazard Ltd", "Delta Electronics, Inc.",
        "Korean Reinsurance Company", "Banco Delta S.A.", "Wise Payments Ltd", "Pong's Seafood", "Kim & Park LLP",
        "Müller Straßenbau GmbH", "Société Générale", "Ærø Færger A/S", "東京電力ホールディングス", "삼성전자",
        "شركة النيل",
        "Нева Логистик", "İstanbul Deniz", "Żabka Polska", "Björk Guðmundsdóttir", "001 Holdings", "NA", "NO",
        "Grupo Bimbo", "Tata Steel", "Siam Cement", "Ayala Land", "Maersk A/S", "Hapag-Lloyd", "Evergreen Marine",
        "Vale S.A.", "Rio Tinto plc", "Glencore plc", "Trafigura", "Itochu",
    )  # fmt: skip
    for name in clean:
        yield {"Name": name, "Country": "XX"}, {}


def sample_report() -> Report:
    """About 60 rows: every outcome, risk and kind of text that a report must carry."""
    results = tuple(
        Result.model_validate(
            {
                "file": "counterparties.xlsx",
                "sheet": "Q3",
                "row": number,
                "input": {"Id": f"C-{number:03}", **cells},
                "name": cells["Name"],
                "outcome": "potential_match" if fields.get("hits") else "no_hit",
                "identity": Identity(id=f"C-{number:03}", name=cells["Name"]) if fields.get("hits") else None,
                **fields,
            }
        )
        for number, (cells, fields) in enumerate(_rows(), start=4)
    )
    lists = (
        WatchlistInfo(
            name="dprk", title="North Korea: named entities of two documents", issuer="The screening project",
            version="2026.11.21", as_of="2026-11-21", sha256="9f" * 32, entities=64, names=412,
        ),
        WatchlistInfo(
            name="own", issuer="Trading house, compliance", version="7", as_of="2026-10-01", sha256="1c" * 32,
            entities=3, names=5, warnings=("entry 'x-1': no country",),
        ),
    )  # fmt: skip
    screening = ScreeningInfo(
        version="0.1.0",
        started="2026-11-21T14:03:22+00:00",
        duration_s=0.84,
        input=InputInfo(file="counterparties.xlsx", sha256="ab12" * 16),
        config_sha256="cd34" * 16,
        threshold=85.0,
        max_hits=10,
        columns={"Id": "id", "Name": "name", "Country": "country", "IMO": "imo", "BIC": "bic", "Notes": "notes"},
        notes=("sheet 'Old' was left out: it is hidden",),
        watchlists=lists,
    )
    return Report(screening=screening, summary=summarise(results), counterparties=results)
