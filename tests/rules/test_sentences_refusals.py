"""What no days can be worked out for: each refusal names the field, says what is wrong and what would be right."""

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.rules.sentences import day, faults_of, months, one, only_fault, sentence
from throughcare.rules.sentences import Case, Kind, Length, Recall, RecallKind, ReleaseGroup, work_out
from throughcare.rules.sentences.rule_sets import ALL, SETS_OF


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"offence_on": day("2015-03-02")}, "sentenced_on", "is before the offence"),
        ({"length": Length()}, "length", "no length"),
        ({"length": Length(months=-1)}, "length", "negative"),
        ({"length": Length(months=6, days=-1)}, "length", "negative"),
        ({"length": Length(years=100)}, "length", "99 years at most"),
        ({"length": Length(months=10**9)}, "length", "99 years at most"),
        ({"length": None}, "length", "Say how long"),
        ({"remand_days": -1}, "remand_days", "0 or more"),
        ({"tagged_bail_days": -1}, "tagged_bail_days", "0 or more"),
        ({"remand_days": 185}, "remand_days", "the term has 184"),
        ({"tagged_bail_days": 400}, "remand_days", "200 days count as served"),
        ({"remand_days": 10**12}, "remand_days", "the term has 184"),
        ({"kind": Kind.EXTENDED, "length": Length(years=4)}, "extension", "1 year at least"),
        ({"kind": Kind.EXTENDED, "extension": months(11)}, "extension", "1 year at least"),
        ({"kind": Kind.EXTENDED, "extension": Length(days=364)}, "extension", "1 year at least"),
        ({"kind": Kind.EXTENDED, "extension": Length(years=11)}, "extension", "10 for serious"),
        ({"kind": Kind.LIFE, "length": None}, "tariff", "minimum term"),
        ({"kind": Kind.LIFE, "tariff": Length(years=9)}, "length", "no length"),
        ({"kind": Kind.LIFE, "length": None, "tariff": Length(years=9), "remand_days": 3}, "remand_days", "twice"),
        ({"kind": Kind.IPP, "length": None, "tariff": Length(years=9)}, "sentenced_on", "No set of rules"),
        ({"extension": Length(years=1)}, "extension", "Only an extended sentence"),
        ({"kind": Kind.DETENTION_AND_TRAINING, "length": months(7)}, "length", "4, 6, 8, 10, 12, 18 or 24"),
        ({"kind": Kind.DETENTION_AND_TRAINING, "remand_days": 3}, "remand_days", "leave the days out"),
        ({"kind": Kind.DETENTION_AND_TRAINING}, "born_on", "date of birth, or the age"),
        ({"kind": Kind.LONG_DETENTION}, "born_on", "date of birth, or the age"),
        ({"release_group": ReleaseGroup.TERRORIST}, "release_group", "ask the prison"),
        ({"consecutive_to": "9"}, "consecutive_to", "There is no sentence called 9"),
        ({"consecutive_to": "1"}, "consecutive_to", "1 after 1"),
        ({"case": {"released_on": day("2015-02-28")}}, "released_on", "is before the sentence"),
        ({"case": {"released_on": day("9999-01-01")}}, "released_on", "beyond a lifetime"),
        ({"case": {"born_on": day("2010-01-01")}}, "born_on", "10 to 110"),
        ({"case": {"born_on": day("2020-01-01")}}, "born_on", "10 to 110"),
        ({"case": {"born_on": day("1890-01-01")}}, "born_on", "10 to 110"),
        ({"case": {"age_at_release": 9}}, "age_at_release", "10 to 110"),
        ({"case": {"age_at_release": 20, "born_on": day("1980-01-01")}}, "age_at_release", "leave one of them out"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(said, field, words):
    fault = only_fault(one(**said))
    assert fault.field == field
    assert words in fault.sentence


@pytest.mark.parametrize(
    ("kind", "sentenced_on"),
    [
        (Kind.CUSTODY, "2005-04-03"),
        (Kind.CUSTODY, "2026-09-01"),
        (Kind.COMMUNITY_ORDER, "2005-04-03"),
        (Kind.EXTENDED, "2012-12-02"),
        (Kind.YOUTH_REHABILITATION, "2009-11-29"),
        (Kind.SUSPENDED_SENTENCE_ORDER, "2031-01-01"),
        (Kind.CUSTODY, "0001-01-01"),
        (Kind.LONG_DETENTION, "9999-12-31"),
    ],
)
def test_a_day_that_no_set_of_rules_covers_is_refused_with_the_days_that_are(kind, sentenced_on):
    fault = only_fault(one(kind, offence_on=day("0001-01-01"), sentenced_on=day(sentenced_on)))
    assert fault.field == "sentenced_on"
    assert "there are rules from" in fault.sentence


def test_an_offence_under_the_act_of_1991_is_refused_until_2012_and_not_after():
    said = {"offence_on": day("2005-04-03")}
    assert only_fault(one(sentenced_on=day("2012-12-02"), **said)).field == "offence_on"
    assert work_out(one(sentenced_on=day("2012-12-03"), **said)).dates


def test_everything_that_is_wrong_is_told_at_once():
    case = one(offence_on=day("2016-01-01"), remand_days=-1, case={"age_at_release": 3})
    assert {fault.field for fault in faults_of(case)} == {"sentenced_on", "remand_days", "age_at_release"}


def test_a_circle_of_consecutive_sentences_names_them():
    first, second, third = (sentence(name=name, consecutive_to=to) for name, to in (("a", "c"), ("b", "a"), ("c", "b")))
    faults = faults_of(Case(sentences=(first, second, third)))
    assert [fault.field for fault in faults] == ["a.consecutive_to", "b.consecutive_to", "c.consecutive_to"]
    assert "a after c after b after a" in faults[0].sentence


def test_a_field_of_one_of_several_sentences_bears_its_name():
    case = Case(sentences=(sentence(name="x"), sentence(name="y", length=None)))
    fault = only_fault(case)
    assert fault.field == "y.length"
    assert fault.sentence.startswith("Sentence y: ")


@pytest.mark.parametrize(
    ("kinds", "right"),
    [
        ((Kind.COMMUNITY_ORDER, Kind.CUSTODY), "leave it out"),
        ((Kind.DETENTION_AND_TRAINING, Kind.CUSTODY), "leave it out"),
    ],
)
def test_what_cannot_follow_is_refused(kinds, right):
    first, second = (sentence(kind, name=str(place)) for place, kind in enumerate(kinds))
    case = Case(sentences=(first, replace(second, consecutive_to="0")), age_at_release=20)
    assert right in only_fault(case).sentence


def test_a_sentence_cannot_follow_one_that_was_passed_later():
    late = sentence(name="late", sentenced_on=day("2015-04-01"))
    case = Case(sentences=(late, sentence(name="early", consecutive_to="late")))
    assert only_fault(case).field == "early.consecutive_to"


def test_no_sentences_too_many_and_two_of_one_name_are_refused():
    assert only_fault(Case(sentences=())).field == "sentences"
    assert only_fault(Case(sentences=tuple(sentence(name=str(n)) for n in range(51)))).field == "sentences"
    assert only_fault(Case(sentences=(sentence(), sentence()))).field == "sentences"


@pytest.mark.parametrize(
    "said",
    [
        {"sentenced_on": "2024-09-10", "length": months(6)},
        {"sentenced_on": "2023-06-01", "length": months(48)},
        {"sentenced_on": "2020-04-01", "length": months(84)},
        {"sentenced_on": "2022-06-28", "length": months(48)},
    ],
)
def test_where_release_depends_on_the_offence_it_is_asked_for(said):
    begins = day(said["sentenced_on"])
    fault = only_fault(one(offence_on=begins, sentenced_on=begins, length=said["length"]))
    assert fault.field == "release_group"


def test_where_it_does_not_depend_on_it_it_is_not():
    begins = day("2020-04-01")
    assert work_out(one(offence_on=begins, sentenced_on=begins, length=months(60))).dates


@pytest.mark.parametrize(
    ("case", "recall", "field"),
    [
        ({}, Recall(kind=RecallKind.FIXED_TERM, returned_on=day("2015-05-31")), "recall.returned_on"),
        ({}, Recall(kind=RecallKind.FIXED_TERM, returned_on=day("2015-09-01")), "recall.returned_on"),
        ({"offence_on": day("2015-01-31")}, Recall(kind=RecallKind.STANDARD, returned_on=day("2015-07-01")), "recall"),
        (
            {"kind": Kind.EXTENDED, "length": Length(years=4), "extension": Length(years=1)},
            Recall(kind=RecallKind.FIXED_TERM, returned_on=day("2018-07-01")),
            "recall.kind",
        ),
        (
            {"kind": Kind.COMMUNITY_ORDER, "length": months(12)},
            Recall(kind=RecallKind.STANDARD, returned_on=day("2015-07-01")),
            "recall",
        ),
    ],
)  # fmt: skip
def test_a_recall_needs_a_licence_to_be_recalled_from(case, recall, field):
    assert only_fault(one(case={"recall": recall}, **case)).field == field


def test_every_set_of_rules_says_where_it_stands_and_follows_on_the_one_before():
    assert len({rules.name for rules in ALL}) == len(ALL)
    for rules in ALL:
        assert rules.source.strip()
        assert rules.first <= rules.last
        assert ("not read" in rules.source) <= (not rules.is_verified)
    for sets in SETS_OF.values():
        for before, after in pairwise(sets):
            assert (after.first - before.last).days == 1
