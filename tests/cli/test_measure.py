"""`throughcare measure`: the figures, in each form, and the rows that were refused or repeated."""

import csv
import io
import json
from collections import Counter, defaultdict

import pytest
from rich.console import Console

from tests.cli.commands import ALPHA, ROOT, alpha, measured, succeeds
from throughcare.measures.intervals import wilson

OUTCOMES = ("met", "late", "missed", "pending", "void")
TRUTH = json.loads((ROOT / "tests" / "data" / "alpha-truth.json").read_text("utf-8"))


def entries(*arguments: str) -> list[dict]:
    return json.loads(alpha("--format", "json", *arguments).out)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


# --- json


def test_the_machine_reading_of_alpha_is_the_truth_to_the_last_duty():
    found: dict[str, dict] = defaultdict(dict)
    for entry in entries("--pack", "briefing", "--by", "provider_type"):
        assert list(entry) == ["standard", "group", *OUTCOMES]
        assert entry["group"] not in found[entry["standard"]], "counted twice"
        found[entry["standard"]][entry["group"]] = {outcome: entry[outcome] for outcome in OUTCOMES}
    assert found == TRUTH["standards"]


def test_every_figure_of_the_machine_reading_is_a_whole_number_and_no_group_is_empty():
    for entry in entries():
        assert all(type(entry[outcome]) is int for outcome in OUTCOMES)
        assert any(entry[outcome] for outcome in OUTCOMES)


def test_the_briefing_by_provider_type_is_what_is_counted_where_nothing_else_is_asked():
    assert entries() == entries("--pack", "briefing", "--by", "provider_type")
    assert alpha().out == alpha("--pack", "briefing", "--format", "table").out


def test_organisations_add_up_to_their_types():
    types = {row["ProviderCode"]: row["Type"] for row in table((ALPHA / "providers.csv").read_text("utf-8-sig"))}
    found: dict[tuple[str, str], Counter] = defaultdict(Counter)
    by_provider = entries("--by", "provider")
    for entry in by_provider:
        group = types.get(entry["group"], entry["group"])
        found[entry["standard"], group].update({outcome: entry[outcome] for outcome in OUTCOMES})
    assert {entry["group"] for entry in by_provider} == {*types, "none"}
    assert found == {(e["standard"], e["group"]): Counter({o: e[o] for o in OUTCOMES}) for e in entries()}


def test_several_packs_stand_together_by_their_full_names():
    both = entries("--pack", "briefing", "--pack", "contract-2015")
    names = {entry["standard"] for entry in both}
    assert {"briefing/allocated-in-time", "contract-2015/allocated-in-time"} <= names
    assert "further-conviction" in names
    assert {name.split("/")[0] for name in names} == {"briefing", "contract-2015", "further-conviction"}
    one = {
        (f"briefing/{e['standard']}", e["group"]): e["met"] for e in entries() if e["standard"] != "further-conviction"
    }
    assert one.items() <= {(e["standard"], e["group"]): e["met"] for e in both}.items()
    assert sum(entry["standard"] == "further-conviction" for entry in both) == 2


@pytest.mark.parametrize("pack", ["briefing", "contract-2015", "throughcare"])
def test_further_convictions_are_printed_with_every_pack(pack):
    found = {
        e["group"]: (e["met"], e["missed"]) for e in entries("--pack", pack) if e["standard"] == "further-conviction"
    }
    assert found == {"CRC": (173, 660), "NPS": (77, 530)}


def test_a_pack_that_is_named_twice_is_counted_once():
    assert entries("--pack", "briefing", "--pack", "briefing") == entries()


def test_a_pack_that_is_named_twice_by_name_and_by_folder_is_not_counted_twice(tiny):
    folder = ROOT / "throughcare" / "standards" / "packs" / "briefing"
    ran = measured(tiny.write(), "--format", "json", "--pack", "briefing", "--pack", folder)
    found = Counter((entry["standard"], entry["group"]) for entry in json.loads(ran.out))
    assert set(found.values()) == {1}


def test_detail_adds_shares_intervals_and_what_is_unknown():
    plain, found = entries(), entries("--detail")
    assert [{key: entry[key] for key in plain[0]} for entry in found] == plain
    more = ["numerator", "denominator", "share", "low", "high"]
    unknown = ["asked", "unknown", "share_unknown", "range_low", "range_high"]
    assert all(list(entry) == ["standard", "group", *OUTCOMES, *more, *unknown] for entry in found)
    visit = next(entry for entry in found if (entry["standard"], entry["group"]) == ("home-visit", "CRC"))
    assert {key: visit[key] for key in (*more, *unknown)} == {
        "numerator": 130,
        "denominator": 352,
        "share": 0.369318,
        "low": 0.320564,
        "high": 0.420894,
        "asked": visit["asked"],
        "unknown": visit["unknown"],
        "share_unknown": pytest.approx(visit["unknown"] / visit["asked"], abs=1e-6),
        "range_low": visit["range_low"],
        "range_high": 0.369318,
    }
    assert visit["range_low"] < visit["range_high"]
    assert all(entry["asked"] is None for entry in found if entry["standard"] == "plan-in-time")


# --- csv


def test_the_table_for_people_has_the_same_counts_with_intervals():
    rows = [row for row in table(alpha("--format", "csv").out) if row["standard"] != "further-conviction"]
    counted = [e for e in entries() if e["standard"] != "further-conviction"]
    assert [(r["standard"], r["group"], *(int(r[o]) for o in OUTCOMES)) for r in rows] == [
        (e["standard"], e["group"], *(e[o] for o in OUTCOMES)) for e in counted
    ]
    for row in rows:
        assert row["pack"] == "briefing"
        numerator, denominator = int(row["numerator"]), int(row["denominator"])
        assert (numerator, denominator) == (int(row["met"]), sum(int(row[o]) for o in ("met", "late", "missed")))
        if denominator:
            low, high = wilson(numerator, denominator)
            assert float(row["share"]) == pytest.approx(numerator / denominator, abs=1e-6)
            assert (float(row["low"]), float(row["high"])) == pytest.approx((low, high), abs=1e-6)
        else:
            assert (row["share"], row["low"], row["high"]) == ("", "", "")


def test_the_share_unknown_and_the_range_stand_only_beside_what_has_a_condition():
    rows = table(alpha("--format", "csv").out)
    with_unknown = {row["standard"] for row in rows if row["share_unknown"]}
    assert with_unknown == {"home-visit", "oversight"}
    for row in rows:
        if row["standard"] in with_unknown:
            assert float(row["share_unknown"]) == pytest.approx(int(row["unknown"]) / int(row["asked"]), abs=1e-6)
            if row["share"]:
                assert float(row["range_low"]) <= float(row["share"]) <= float(row["range_high"])
        else:
            assert (row["asked"], row["unknown"], row["range_low"], row["range_high"]) == ("", "", "", "")


def test_on_a_page_a_further_conviction_is_never_called_met():
    rows = [row for row in table(alpha("--format", "csv").out) if row["standard"] == "further-conviction"]
    assert [(row["group"], row["numerator"], row["denominator"]) for row in rows] == [
        ("CRC", "173", "833"),
        ("NPS", "77", "607"),
    ]
    assert all(row[outcome] == "" for row in rows for outcome in OUTCOMES)


def test_a_group_of_which_all_is_unknown_is_left_out_for_machines_and_shown_to_people(tiny):
    """Nobody of the company was screened before the sentence, so nothing is known to be owed by it."""
    tiny.rows["assessments"], tiny.rows["registrations"] = tiny.rows["assessments"][:1], tiny.rows["registrations"][:1]
    folder = tiny.write()
    machine = json.loads(measured(folder, "--format", "json").out)
    assert "home-visit" not in {entry["standard"] for entry in machine}
    rows = [row for row in table(measured(folder, "--format", "csv").out) if row["standard"] == "home-visit"]
    shown = [(row["group"], row["denominator"], row["asked"], row["unknown"], row["share_unknown"]) for row in rows]
    assert shown == [("CRC", "0", "1", "1", "1.0"), ("NPS", "0", "1", "1", "1.0"), ("none", "0", "1", "1", "1.0")]


# --- the table on the screen


def rows_below(question: str, text: str, many: int) -> list[str]:
    """The first rows of a question in the table, without the question and its further lines."""
    lines = text.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(question))
    cells = [" ".join(line[lines[1].index("group") :].split()) for line in lines[start:]]
    return [row for row in cells if row][:many]


def test_the_table_has_the_question_the_share_its_interval_and_the_outcomes():
    assert rows_below("Were people seen in time by their own practitioner?", alpha().out, 3) == [
        "CRC 431 902 48% 45% to 51% 468 3 1 0",
        "NPS 449 651 69% 65% to 72% 201 1 0 0",
        "none 0 0 - 0 0 1 0",
    ]


def test_the_table_has_the_share_unknown_and_the_range():
    assert rows_below("Was a home visit made where it was", alpha().out, 3) == [
        "CRC 130 352 37% 32% to 42% 25 197 7 0 40% 23% to 37%",
        "NPS 168 367 46% 41% to 51% 20 179 13 0 31% 35% to 46%",
        "none 0 0 - 0 0 1 0 0%",
    ]


def test_the_table_says_below_what_the_figures_cannot_say():
    text = alpha().out
    assert "These count that a thing was recorded, not that it was good." in text
    assert "* The limit is not verified: its source is in the pack." in text
    assert "Where more than 10% is unknown" in text
    assert (
        "People convicted of a further offence after supervision began, by the first organisation: "
        "CRC 173 of 833 (18% to 24%); NPS 77 of 607 (10% to 16%). Follow-up and case mix differ, so this ranks nobody."
    ) in text
    assert "further-conviction" not in text


def test_notes_that_nothing_in_the_table_calls_for_are_left_out():
    text = alpha("--pack", "contract-2015").out
    assert "not verified" not in text
    assert "10% is unknown" not in text


@pytest.mark.parametrize("code", ["[/C01]", "[bold]", "[link=x]", ":smile:"])
def test_a_code_in_the_table_is_shown_as_it_is_written(tiny, code):
    for rows in tiny.rows.values():
        for row in rows:
            row[:] = [code if cell == "C01" else cell for cell in row]
    text = measured(tiny.write(), "--by", "provider").out
    assert any(row.startswith(f"{code} 1 1 100%") for row in rows_below("Was the plan ready in time?", text, 2))


# --- where it is said


def test_counting_succeeds_whatever_it_found_and_says_what_was_refused_and_repeated():
    assert alpha().told == [
        "Refused rows: orders 1 of 1628, assessments 2 of 3453, allocations 1 of 1652, contacts 5 of 28544; "
        "throughcare measure --rejects FILE says why.",
        "Repeated rows, loaded once: contacts 45.",
    ]


def test_of_a_good_extract_nothing_is_said(tiny):
    assert measured(tiny.write()).errors == ""


def test_a_lazy_reader_of_the_json_gets_nothing_but_json(tiny):
    ran = measured(tiny.spoil("contacts", 1, ContactType="WIBBLE").write(), "--format", "json")
    json.loads(ran.out)
    assert ran.told == ["Refused rows: contacts 1 of 6; throughcare measure --rejects FILE says why."]


def test_the_progress_bar_is_drawn_where_somebody_is_watching(tiny, monkeypatch):
    watched = Console(file=io.StringIO(), force_terminal=True)
    monkeypatch.setattr("throughcare.cli.screen.ERRORS", watched)
    measured(tiny.write())
    assert "convictions.csv loaded" in watched.file.getvalue()
    assert "100%" in watched.file.getvalue()


def test_the_day_of_the_extract_is_the_day_of_the_counting(tiny):
    """A sentence on 29 June is to be allocated by 1 July: then it is pending, and on 2 July missed."""
    folder = tiny.spoil("orders", 2, SentenceDate="29/06/2016").write()
    found = {}
    for day in ("2016-07-01", "2016-07-02"):
        ran = succeeds("measure", "--extract", folder, "--as-of", day, "--format", "csv")
        (row,) = [r for r in table(ran.out) if (r["standard"], r["group"]) == ("allocated-in-time", "none")]
        found[day] = (row["missed"], row["pending"])
    assert found == {"2016-07-01": ("0", "1"), "2016-07-02": ("1", "0")}
