"""What would change a day is a calculation: said of the days that it changes, and of no other."""

from tests.rules.sentences import day, months, named, one, sentence
from throughcare.rules.sentences import Case, DateName, ReleaseGroup, work_out


def test_an_earlier_offence_would_have_had_no_supervision_and_no_licence():
    no_supervision = named(one(), DateName.SUPERVISION_END).would_change
    assert "Had the offence been before 1 February 2015, there would be no post-sentence supervision." in no_supervision
    no_licence = named(one(), DateName.LICENCE_END).would_change
    assert "Had the offence been before 1 February 2015, release would be without a licence." in no_licence
    assert not any("offence" in words for words in named(one(), DateName.CONDITIONAL_RELEASE).would_change)


def test_a_later_offence_would_have_had_both():
    case = one(offence_on=day("2015-01-31"))
    assert "Had the offence been on or after 1 February 2015, it would be 31 May 2016." in (
        named(case, DateName.SUPERVISION_END).would_change
    )


def test_two_years_would_have_had_none_and_below_it_there_would_be_some():
    words = named(one(length=months(18)), DateName.SUPERVISION_END).would_change
    assert "Had the term been 2 years, there would be no post-sentence supervision." in words
    words = named(one(length=months(24)), DateName.SUPERVISION_END).would_change
    assert any(said.startswith("Had the term been 12 months, it would be") for said in words)


def test_age_remand_and_order_are_told_where_they_matter():
    words = named(one(remand_days=10), DateName.SUPERVISION_END).would_change
    assert any(said.startswith("Had they been under 18") for said in words)
    assert "Without the days that count as served, it would be 31 May 2016." in words
    case = Case(sentences=(sentence(name="a"), sentence(name="b", consecutive_to="a")))
    end = named(case, DateName.SENTENCE_END)
    assert "Had the sentences run beside each other, it would be 31 August 2015." in end.would_change


def test_what_the_offence_is_to_release_is_told():
    said = {"offence_on": day("2024-10-01"), "sentenced_on": day("2024-10-01")}
    words = named(one(release_group=ReleaseGroup.ORDINARY, **said), DateName.CONDITIONAL_RELEASE).would_change
    assert "Had the offence been listed in the order of 2024, it would be 30 December 2024." in words


def test_a_day_that_newer_law_may_reach_is_not_verified_and_says_so():
    said = {"offence_on": day("2025-06-01"), "sentenced_on": day("2025-06-01"), "release_group": ReleaseGroup.ORDINARY}
    case = one(length=months(12), **said)
    release, after = (named(case, name) for name in (DateName.CONDITIONAL_RELEASE, DateName.SUPERVISION_END))
    assert release.is_verified
    assert not after.is_verified
    assert any("Sentencing Act 2026" in words for words in after.would_change)


def test_every_day_of_2015_is_verified():
    assert work_out(one()).is_verified
