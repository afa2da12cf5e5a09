"""What holds of every sentence, whatever its days: their order, their sums, and nothing raised but refusals."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.sentences import months, sentence
from throughcare.calendar import add_months
from throughcare.rules.sentences import (
    CannotBeWorkedOut,
    Case,
    DateName,
    Kind,
    Length,
    Recall,
    RecallKind,
    ReleaseGroup,
    Requirement,
    RequirementKind,
    Sentence,
    work_out,
)
from throughcare.rules.sentences.custody import TWO_YEARS, YEAR
from throughcare.rules.sentences.lengths import days_in, last_day
from throughcare.rules.sentences.rule_sets import ACT_2003_FROM, ORA_FROM, READ_UNTIL

ONE_DAY = timedelta(days=1)
BEGINS = st.dates(ACT_2003_FROM, READ_UNTIL)
LENGTHS = st.one_of(
    st.builds(Length, months=st.integers(1, 60)),
    st.builds(Length, years=st.integers(0, 6), months=st.integers(0, 11), days=st.integers(1, 30)),
    st.builds(Length, weeks=st.integers(1, 104)),
    st.builds(Length, days=st.integers(1, 800)),
)
GROUPS = st.sampled_from([group for group in ReleaseGroup if group is not ReleaseGroup.TERRORIST])


@st.composite
def terms(draw, name="1", sentenced_on=None, after=()):
    """A term that is in order; after one of `after` where it says so."""
    begins = sentenced_on or draw(BEGINS)
    return sentence(
        Kind.CUSTODY,
        name=name,
        offence_on=begins - draw(st.integers(0, 2000)) * ONE_DAY,
        sentenced_on=begins,
        length=draw(LENGTHS),
        release_group=draw(GROUPS),
        consecutive_to=draw(st.sampled_from([None, *after])),
    )


@st.composite
def cases(draw, at_most=1):
    """Several terms of one day, beside each other and after each other."""
    begins = draw(BEGINS)
    found: list[Sentence] = []
    for number in range(draw(st.integers(1, at_most))):
        found.append(draw(terms(str(number), begins, [each.name for each in found])))
    return Case(sentences=tuple(found))


def found_or_faults(case):
    try:
        return work_out(case).dates, ()
    except CannotBeWorkedOut as refused:
        return (), refused.faults


def of(case):
    """The days by name, or None where the case is refused (an offence under the Act of 1991, say)."""
    try:
        return {each.name: each.day for each in work_out(case).dates if not each.of}
    except CannotBeWorkedOut:
        return None


@given(cases(at_most=4))
def test_release_comes_before_the_end_of_the_licence_and_that_before_the_end_of_supervision(case):
    if days := of(case):
        release, licence = days[DateName.CONDITIONAL_RELEASE], days[DateName.LICENCE_END]
        assert case.sentences[0].sentenced_on <= release <= days[DateName.SENTENCE_END]
        if licence:
            assert release <= licence <= days[DateName.SENTENCE_END]
        if after := days[DateName.SUPERVISION_END]:
            assert after > (licence or release)


@given(terms(), st.integers(0, 40), st.integers(0, 40))
def test_custody_and_licence_together_are_the_term(said, remand, bail):
    term = days_in(said.sentenced_on, last_day(said.sentenced_on, said.length))
    said = replace(said, remand_days=min(remand, term // 4), tagged_bail_days=min(bail, term // 4))
    if days := of(Case(sentences=(said,))):
        custody = days_in(said.sentenced_on, days[DateName.CONDITIONAL_RELEASE]) + said.credit
        after = days_in(days[DateName.CONDITIONAL_RELEASE], days[DateName.SENTENCE_END]) - 1
        assert custody + after == term


@given(cases(at_most=4))
def test_licence_and_supervision_together_are_twelve_months_wherever_supervision_follows(case):
    days = of(case)
    if days and days[DateName.SUPERVISION_END]:
        assert days[DateName.SUPERVISION_END] == add_months(days[DateName.CONDITIONAL_RELEASE], 12)
        assert any(each.offence_on >= ORA_FROM for each in case.sentences)


@given(terms())
def test_supervision_follows_one_adult_term_just_where_the_act_says_so(said):
    if days := of(Case(sentences=(said,))):
        end = last_day(said.sentenced_on, said.length)
        is_in_the_act = said.sentenced_on < end < last_day(said.sentenced_on, TWO_YEARS)
        has_time_left = add_months(days[DateName.CONDITIONAL_RELEASE], 12) > end
        expected = is_in_the_act and said.offence_on >= ORA_FROM and has_time_left
        assert bool(days[DateName.SUPERVISION_END]) is expected


@given(terms())
def test_below_twelve_months_the_day_of_the_offence_decides_whether_there_is_a_licence(said):
    if days := of(Case(sentences=(said,))):
        end = last_day(said.sentenced_on, said.length)
        is_long = end >= last_day(said.sentenced_on, YEAR)
        expected = end > said.sentenced_on and (is_long or said.offence_on >= ORA_FROM)
        assert bool(days[DateName.LICENCE_END]) is expected


@given(cases(at_most=4))
def test_beside_each_other_no_sentence_is_longer_than_the_longest_alone(case):
    beside = Case(sentences=tuple(replace(each, consecutive_to=None) for each in case.sentences))
    alone = [of(Case(sentences=(each,))) for each in beside.sentences]
    together = of(beside)
    if together and all(alone):
        assert together[DateName.SENTENCE_END] == max(days[DateName.SENTENCE_END] for days in alone)
        # Concurrent terms of five years and more move to 40 per cent later than a short one alone would.
        assert together[DateName.CONDITIONAL_RELEASE] <= max(
            [*(days[DateName.CONDITIONAL_RELEASE] for days in alone), date(2024, 10, 22)]
        )


@given(cases(at_most=4))
def test_one_after_another_is_never_shorter_than_beside_each_other(case):
    after, beside = (
        of(case),
        of(replace(case, sentences=tuple(replace(s, consecutive_to=None) for s in case.sentences))),
    )
    if after and beside:
        assert after[DateName.SENTENCE_END] >= beside[DateName.SENTENCE_END]


@given(BEGINS, st.integers(1, 36), st.integers(1, 36))
def test_two_terms_of_months_one_after_the_other_are_one_of_both(begins, first, second):
    together, apart = last_day(begins, months(first + second)), last_day(begins, months(first))
    assert abs((last_day(apart + ONE_DAY, months(second)) - together).days) <= 3
    if begins.day <= 28:
        assert last_day(apart + ONE_DAY, months(second)) == together


@given(terms(), st.integers(1, 60))
def test_a_longer_term_ends_later_and_is_released_from_no_earlier(said, more):
    longer = replace(said, length=replace(said.length, days=said.length.days + more))
    shorter_days, longer_days = of(Case(sentences=(said,))), of(Case(sentences=(longer,)))
    if shorter_days and longer_days:
        assert longer_days[DateName.SENTENCE_END] > shorter_days[DateName.SENTENCE_END]


@given(cases(at_most=3))
def test_every_day_says_its_rule_its_source_and_what_would_change_it(case):
    found, faults = found_or_faults(case)
    assert all(fault.field and fault.sentence.endswith(".") for fault in faults)
    for each in found:
        assert each.rule.endswith(".")
        assert each.source
        assert each.version
        assert each.would_change
        assert all(words.endswith(".") for words in each.would_change)


ANY_LENGTH = st.none() | st.builds(
    Length, years=st.integers(-2, 200), months=st.integers(-2, 99999), days=st.integers(-2, 10**7)
)
ANY_SENTENCE = st.builds(
    Sentence,
    name=st.sampled_from("1234"),
    kind=st.sampled_from(Kind),
    offence_on=st.dates(),
    sentenced_on=st.dates() | BEGINS,
    length=ANY_LENGTH | LENGTHS,
    consecutive_to=st.none() | st.sampled_from("12345"),
    remand_days=st.integers(),
    tagged_bail_days=st.integers(),
    extension=ANY_LENGTH,
    tariff=ANY_LENGTH,
    operational=ANY_LENGTH,
    supervision=ANY_LENGTH,
    release_group=st.none() | st.sampled_from(ReleaseGroup),
    requirements=st.lists(
        st.builds(
            Requirement,
            kind=st.sampled_from(RequirementKind),
            amount=st.none() | st.integers(),
            length=ANY_LENGTH,
        ),
        max_size=2,
    ).map(tuple),
)


@given(
    st.builds(
        Case,
        sentences=st.lists(ANY_SENTENCE, max_size=4).map(tuple),
        born_on=st.none() | st.dates(),
        age_at_release=st.none() | st.integers(),
        released_on=st.none() | st.dates(),
        recall=st.none() | st.builds(Recall, kind=st.sampled_from(RecallKind), returned_on=st.dates() | BEGINS),
    )
)
def test_whatever_is_said_it_is_worked_out_or_refused_and_nothing_else(case):
    found, faults = found_or_faults(case)
    assert bool(found) is not bool(faults)
