"""Cases of a file of sentences: every value is read right or told with its field, whatever stands there."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.exchange.sentence_files import OF_A_SENTENCE, OF_THE_CASE, answers, read_cases
from throughcare.rules.sentences import Kind, Length
from throughcare.rules.sentences.lengths_as_typed import length_as_typed

GOOD = {"kind": "custody", "offence_on": "2015-02-10", "sentenced_on": "2015-03-01", "length": "6 months"}


def answer(said):
    (found,) = answers([{"id": "x", "input": said}])
    assert found["id"] == "x"
    return found["result"]


def fields(said):
    return [fault["field"] for fault in answer(said)["errors"]]


@pytest.mark.parametrize(
    ("typed", "length"),
    [
        ("18 months", Length(months=18)),
        ("1 year 6 months", Length(years=1, months=6)),
        ("1 year and 6 months", Length(years=1, months=6)),
        ("2y 3m", Length(years=2, months=3)),
        ("16 weeks", Length(weeks=16)),
        ("1 Year, 2 Months, 3 days", Length(years=1, months=2, days=3)),
        ("10days", Length(days=10)),
        ("18", None),
        ("", None),
        ("months", None),
        ("six months", None),
        ("-6 months", None),
        ("6 months 2 months", None),
        ("6 months or so", None),
        ("6.5 months", None),
        ("1 day" * 30, None),
    ],
)
def test_lengths_are_read_as_people_type_them(typed, length):
    assert length_as_typed(typed) == length


@pytest.mark.parametrize("length", ["6 months", {"months": 6}, {"years": 0, "months": 6}])
def test_a_length_is_a_text_or_an_object(length):
    assert answer(GOOD | {"length": length})["days"]["sentence_end"] == "2015-08-31"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": None}, "kind"),
        ({"kind": "prison"}, "kind"),
        ({"kind": ["custody"]}, "kind"),
        ({"offence_on": None}, "offence_on"),
        ({"offence_on": "30/02/2015"}, "offence_on"),
        ({"offence_on": "2015-02-30"}, "offence_on"),
        ({"offence_on": 20150210}, "offence_on"),
        ({"sentenced_on": ""}, "sentenced_on"),
        ({"length": 6}, "length"),
        ({"length": {}}, "length"),
        ({"length": {"months": 6.5}}, "length"),
        ({"length": {"months": True}}, "length"),
        ({"length": {"fortnights": 2}}, "length"),
        ({"remand_days": "12"}, "remand_days"),
        ({"remand_days": 1.5}, "remand_days"),
        ({"remand_days": True}, "remand_days"),
        ({"remand_days": 10**7}, "remand_days"),
        ({"is_listed_15b": "no"}, "is_listed_15b"),
        ({"release_group": "bad"}, "release_group"),
        ({"consecutive_to": []}, "consecutive_to"),
        ({"consecutive_to": "x" * 41}, "consecutive_to"),
        ({"requirements": "work"}, "requirements"),
        ({"requirements": ["work"]}, "requirements[0]"),
        ({"requirements": [{"kind": "work"}]}, "requirements[0].kind"),
        ({"requirements": [{"kind": "curfew", "hours": 3}]}, "requirements[0].hours"),
        ({"recall": "yes"}, "recall"),
        ({"recall": {}}, "recall.kind"),
        ({"recall": {"kind": "fixed_term", "returned_on": "soon"}}, "recall.returned_on"),
        ({"born_on": 1980}, "born_on"),
        ({"age_at_release": "17"}, "age_at_release"),
        ({"remand": 4}, "remand"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_by_its_field(said, field):
    assert fields(GOOD | said)[0] == field


def test_a_name_that_nobody_reads_is_told_with_the_one_that_was_meant():
    (error,) = answer(GOOD | {"remand_day": 4})["errors"]
    assert error == {"field": "remand_day", "reason": "There is no such field: did you mean remand_days?"}


def test_faults_of_several_sentences_name_the_sentence():
    two = {"sentences": [GOOD | {"name": "a"}, {"kind": "custody", "offence_on": "2015-02-10", "name": "b"}]}
    assert fields(two) == ["b.sentenced_on"]
    assert fields({"sentences": [GOOD, GOOD | {"length": None}]}) == ["2.length"]
    assert fields({"sentences": [GOOD, 3]}) == ["2"]
    assert fields({"sentences": {}}) == ["sentences"]
    assert fields({"sentences": []}) == ["sentences"]
    assert fields([GOOD]) == ["input"]
    assert fields(None) == ["input"]


def test_a_case_that_is_none_or_has_no_id_is_answered_too():
    found = list(answers([3, {"input": GOOD}, {"id": True, "input": GOOD}, {"id": 4, "input": GOOD}]))
    assert [each["id"] for each in found] == [None, None, None, 4]
    assert [each["result"].get("error", False) for each in found] == [True, True, True, False]


def test_every_kind_can_be_said():
    for kind in Kind:
        result = answer(GOOD | {"kind": kind.value})
        assert "kind" not in [fault["field"] for fault in result.get("errors", [])]


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
SENTENCE = st.fixed_dictionaries({}, optional={name: ANY | st.just(GOOD.get(name)) for name in OF_A_SENTENCE})
CASE = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(OF_THE_CASE, ANY) | {"sentences": ANY | st.lists(SENTENCE, max_size=3)},
)
NEARLY = st.builds(lambda said, more: GOOD | said | more, SENTENCE, st.dictionaries(st.sampled_from(OF_THE_CASE), ANY))


@given(ANY | SENTENCE | CASE | NEARLY)
def test_whatever_stands_there_is_answered_in_json(said):
    content = json.dumps([{"id": 1, "input": said}]).encode()
    (found,) = answers(read_cases(content))
    json.dumps(found, allow_nan=False)
    result = found["result"]
    assert ("dates" in result) is not ("error" in result)
    for fault in result.get("errors", ()):
        assert fault["reason"]
