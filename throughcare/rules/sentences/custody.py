"""Prison terms: release, licence, sentence end and post-sentence supervision, for one term or several together.

Concurrent terms are released from on the latest of their days, and the licence lasts until the latest; consecutive ones
are added up. Days on remand count once for all of them. Source: Criminal Justice Act 2003, sections 240ZA, 249, 256AA,
263 and 264.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from throughcare.calendar import add_months
from throughcare.facts.words import say_day, upper_first
from throughcare.rules.sentences.chains import Chain, Part, chains_of
from throughcare.rules.sentences.dated import Dated, DateName, Given, dated
from throughcare.rules.sentences.kinds import OF_YOUNG_PEOPLE, Case, Kind, ReleaseGroup, Sentence
from throughcare.rules.sentences.lengths import Length, age_on, days_in, whole_days
from throughcare.rules.sentences.refused import Wrong
from throughcare.rules.sentences.release import (
    FIVE_YEARS,
    HALF,
    SHARE_WORDS,
    Leaving,
    is_open_who_decides,
    leaving_of,
    needs_group,
)
from throughcare.rules.sentences.rule_sets import (
    BEFORE_TOP_UP,
    MIXED_TERMS,
    SHORT_BEFORE_2012,
    TOP_UP,
    YOUNG_SUPERVISION,
    RuleSet,
)

YEAR, TWO_YEARS = Length(months=12), Length(years=2)
"""Below the first, release was without a licence before 2015; below the second, supervision follows. Source: sections
243A and 256AA."""
ADULT = 18
COMMUNITY_MONTHS = 12
"""Months in the community in all, counted from the release. Source: section 256AA(4)."""
YOUNG_MONTHS = 3
"""Source: section 256B (not read)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All prison terms of a case together, with what every rule about them goes by."""

    case: Case
    sentences: tuple[Sentence, ...]
    chains: tuple[Chain, ...]
    leavings: tuple[Leaving, ...]
    credit: int

    @property
    def begins(self) -> date:
        """The day of the first sentence."""
        return min(chain.begins for chain in self.chains)

    @property
    def ends(self) -> date:
        """The last day of the latest term, with the days that count as served taken off."""
        return max(chain.ends for chain in self.chains) - timedelta(days=self.credit)

    @property
    def deciding(self) -> Leaving:
        """The release that comes last, which is the one that counts."""
        return max(self.leavings, key=lambda leaving: leaving.day)

    @property
    def release(self) -> date:
        """The day of release; where the Parole Board decides, the first day on which it may."""
        return self.deciding.day

    @property
    def latest(self) -> date:
        """The last day of custody if the Parole Board never directs release."""
        return max(leaving.latest for leaving in self.leavings)

    @property
    def is_by_board(self) -> bool:
        """Whether the Parole Board decides."""
        return any(leaving.by_board for leaving in self.leavings)

    @property
    def age(self) -> int | None:
        """The age on the last day of custody; None where nobody said."""
        if self.case.age_at_release is not None:
            return self.case.age_at_release
        return age_on(self.case.born_on, self.release) if self.case.born_on else None

    @property
    def is_young(self) -> bool:
        """Under 18 on the last day of custody. Fixed prison terms are for people of 18 and over when sentenced, so
        whose age nobody said is an adult there; of others the age is asked for.
        """
        return self.age is not None and self.age < ADULT


def terms_of(case: Case, sentences: Sequence[Sentence], wrong: Wrong) -> Terms:
    """The prison terms of a case in their places. Raises `CannotBeWorkedOut`."""
    chains = chains_of(sentences)
    credit = sum(each.credit for each in sentences)
    longest = max(chain.days for chain in chains)
    if credit > longest:
        wrong.add(
            "remand_days",
            f"{credit:,} days count as served, and the sentence has {longest:,}: check the days on remand and on "
            "tagged bail.",
        )
    wrong.check()
    not_before = max(each.sentenced_on for each in sentences)
    is_short = not any(chain.is_at_least(FIVE_YEARS) for chain in chains)
    leavings = tuple(leaving_of(chain, credit=credit, not_before=not_before, is_short=is_short) for chain in chains)
    terms = Terms(case=case, sentences=tuple(sentences), chains=chains, leavings=leavings, credit=credit)
    _check_known(terms, wrong)
    wrong.check()
    return terms


def _check_known(terms: Terms, wrong: Wrong) -> None:
    """What the dates turn on must have been said: missing is not no."""
    for part in {part.sentence.name: part for chain in terms.chains for part in chain.parts}.values():
        if part.sentence.release_group is None and needs_group(part, terms.release):
            wrong.of(
                part.sentence,
                "release_group",
                "Say what the offence is to the rules of release: since 1 April 2020 for long terms, and for every "
                f"release from 10 September 2024, the day of release depends on it. Choose one of "
                f"{', '.join(ReleaseGroup)}.",
            )
    is_of_age_asked = any(each.kind in OF_YOUNG_PEOPLE for each in terms.sentences)
    if terms.age is None and is_of_age_asked and not all(chain.is_at_least(TWO_YEARS) for chain in terms.chains):
        wrong.add(
            "born_on",
            f"Say the date of birth, or the age on {say_day(terms.release)}: what follows release depends on whether "
            "the person is 18 by then.",
        )
    if terms.case.born_on and terms.case.age_at_release is not None:
        by_birth = age_on(terms.case.born_on, terms.release)
        if by_birth != terms.case.age_at_release:
            wrong.add(
                "age_at_release",
                f"By the date of birth the person is {by_birth} on {say_day(terms.release)}, and not "
                f"{terms.case.age_at_release}: leave one of them out.",
            )


# --- the days -------------------------------------------------------------------------------------------------


def dates_of_terms(terms: Terms) -> list[Dated]:
    """Every day of the prison terms, each with its rule."""
    found = [*_releases(terms), _licence(terms), *_ends(terms)]
    if is_young_and_short(terms):
        found.append(_young_supervision(terms))
    return [*found, supervision(terms)]


def about(terms: Terms) -> tuple[Given, ...]:
    """What every day of the terms rests on."""
    given: list[Given] = []
    for chain in terms.chains:
        for part in chain.parts:
            said = part.sentence
            name = f"Sentence {said.name}" if len(terms.sentences) > 1 else "Sentence"
            given.append((name, f"{_length_words(said)}, passed on {say_day(said.sentenced_on)}"))
            given.append((f"{name}: offence", say_day(said.offence_on)))
            if said.consecutive_to:
                given.append((f"{name}: runs", f"after sentence {said.consecutive_to}, from {say_day(part.begins)}"))
    remand = sum(each.remand_days for each in terms.sentences)
    bail = sum(each.tagged_bail_days for each in terms.sentences)
    given += [("Days on remand", f"{remand:,}")] if remand else []
    given += [("Days on tagged bail, of which half count", f"{bail:,}")] if bail else []
    return tuple(dict.fromkeys(given))


def _length_words(said: Sentence) -> str:
    length = said.length.words if said.length else ""
    return f"{length} in custody and {said.extension.words} extension" if said.extension else length


def _releases(terms: Terms) -> list[Dated]:
    leaving = terms.deciding
    shares = sorted(set(leaving.shares))
    words = " and ".join(SHARE_WORDS[share] for share in shares)
    days = f"{leaving.custody_days:,} {'day' if leaving.custody_days == 1 else 'days'}, the first counted"
    rule = f"{upper_first(words)} of the custodial term is served: {days}."
    if terms.credit:
        rule += f" {terms.credit:,} days count as served already."
    if terms.release == max(each.sentenced_on for each in terms.sentences):
        rule += " All of it is served by the day of the sentence, so that is the day of release."
    if leaving.is_moved:
        rule += " The order of 2024 brought it forward to 40 per cent, and no earlier than its own first day."
    if len(terms.chains) > 1:
        rule += " Of sentences beside each other the latest day counts."
    given = about(terms)
    if not terms.is_by_board:
        return [dated(DateName.CONDITIONAL_RELEASE, terms.release, rule, leaving.rules, *given, also=_NOT_COUNTED)]
    whole = "If the Parole Board does not direct release before, the person is released when the custodial term ends."
    is_open = any(is_open_who_decides(part) for chain in terms.chains for part in chain.parts)
    by = f"{rule} From then the Parole Board decides."
    also = (NOT_LISTED,) if is_open else ()
    return [
        dated(DateName.PAROLE_FROM, terms.release, by, leaving.rules, *given, also=also),
        dated(DateName.LATEST_RELEASE, terms.latest, whole, leaving.rules, *given, also=_NOT_COUNTED),
    ]


NOT_LISTED = (
    "Nobody said whether the offence is listed in schedule 15B, parts 1 to 3. If it is not, release on this day is by "
    "right, and not for the Parole Board to direct."
)
_NOT_COUNTED = (
    "Days added as a punishment in prison, and days unlawfully at large, come on top.",
    "Home detention curfew can come before.",
)


def _ends(terms: Terms) -> list[Dated]:
    rules = terms.deciding.rules
    taken_off = f" {terms.credit:,} days count as served and are taken off." if terms.credit else ""
    rule = f"The term counts its first day and ends on the day before the same day number.{taken_off}"
    found = [dated(DateName.SENTENCE_END, terms.ends, rule, rules, *about(terms))]
    if len(terms.sentences) > 1:
        parts = {part.sentence.name: part for chain in terms.chains for part in chain.parts}
        for name, part in parts.items():
            words = f"{part.days:,} days from {say_day(part.begins)}, before any days that count as served."
            found.append(dated(DateName.SENTENCE_END, part.ends, words, rules, of=f"sentence {name}"))
    return found


@dataclass(frozen=True, slots=True)
class _LicenceOf:
    """Until when one chain has a licence (None: it has none), why, and by which rules."""

    day: date | None
    why: str
    rules: RuleSet


def _licence_of(terms: Terms, chain: Chain) -> _LicenceOf:
    rules = terms.deciding.rules
    if chain.days == 1:
        return _LicenceOf(None, "A term of one day has no licence.", BEFORE_TOP_UP)
    until = chain.ends - timedelta(days=terms.credit)
    if chain.is_at_least(YEAR):
        return _LicenceOf(until, "Released on licence, which lasts until the sentence ends.", rules)
    if terms.is_young:
        why = "Below twelve months, and under 18 on the last day of custody: release is without a licence."
        return _LicenceOf(None, why, TOP_UP)
    new = [part.is_of_new_offence for part in chain.parts]
    if not any(new):
        why = "Below twelve months, and the offence was before 1 February 2015: release is without a licence."
        return _LicenceOf(None, why, rules if rules is SHORT_BEFORE_2012 else BEFORE_TOP_UP)
    if all(new):
        why = (
            "The offence was on or after 1 February 2015: a term below twelve months has a licence too, until it ends."
        )
        return _LicenceOf(until, why, TOP_UP)
    days = sum(part.days if part.is_of_new_offence else whole_days(part.custodial_days * HALF) for part in chain.parts)
    until = chain.begins + timedelta(days=days - 1 - terms.credit)
    why = (
        "Below twelve months together, for offences before and after 1 February 2015: the licence covers the whole of "
        "the later ones and the custodial half of the earlier."
    )
    return _LicenceOf(max(until, terms.release), why, MIXED_TERMS)


def _longest_licence(terms: Terms) -> _LicenceOf:
    """The licence that counts: the longest. One that is over by the release is none."""
    longest = max((_licence_of(terms, chain) for chain in terms.chains), key=lambda each: each.day or date.min)
    if longest.day is not None and longest.day <= terms.release:
        return _LicenceOf(None, "The licence would have ended by the day of release: there is none.", longest.rules)
    return longest


def licence_end(terms: Terms) -> date | None:
    """The last day of the licence; None where release is without one."""
    return _longest_licence(terms).day


def _licence(terms: Terms) -> Dated:
    longest = _longest_licence(terms)
    given = (*about(terms), ("Release", say_day(terms.release)), *_age_given(terms))
    return dated(DateName.LICENCE_END, longest.day, longest.why, longest.rules, *given)


def _age_given(terms: Terms) -> tuple[Given, ...]:
    if terms.age is None:
        return (("Age on the last day of custody", "not said; this kind of sentence is for people of 18 and over"),)
    return (("Age on the last day of custody", str(terms.age)),)


def is_young_and_short(terms: Terms) -> bool:
    """Whether the person is under 18 at release and has no licence, so that a shorter supervision follows."""
    is_one_day = all(chain.days == 1 for chain in terms.chains)
    return terms.is_young and licence_end(terms) is None and not is_one_day


def _young_supervision(terms: Terms) -> Dated:
    rule = f"Under 18 at release, and no licence: supervision for {YOUNG_MONTHS} months from the release."
    day = add_months(terms.release, YOUNG_MONTHS)
    return dated(DateName.YOUTH_SUPERVISION_END, day, rule, YOUNG_SUPERVISION, *about(terms), *_age_given(terms))


# --- post-sentence supervision ------------------------------------------------------------------------------------


def supervision(terms: Terms) -> Dated:
    """The last day of post-sentence supervision, or why there is none."""
    given = (*about(terms), ("Release", say_day(terms.release)), *_age_given(terms))
    reasons = [why_no_supervision(terms, chain) for chain in terms.chains]
    licence, day = licence_end(terms), add_months(terms.release, COMMUNITY_MONTHS)
    if all(reasons):
        why = " ".join(dict.fromkeys(reason for reason in reasons if reason))
        is_old = all(each.offence_on < TOP_UP.first for each in terms.sentences)
        return dated(DateName.SUPERVISION_END, None, why, BEFORE_TOP_UP if is_old else TOP_UP, *given)
    if licence is not None and day <= licence:
        why = (
            f"Twelve months from the release end on {say_day(day)}, and the licence lasts until {say_day(licence)}: "
            "nothing is left to supervise."
        )
        return dated(DateName.SUPERVISION_END, None, why, TOP_UP, *given)
    rule = (
        "The term is more than one day and less than two years, and the offence was on or after 1 February 2015: "
        f"supervision follows when the sentence ends, until {COMMUNITY_MONTHS} months after the release."
    )
    is_mixed = any(not each.is_of_new_offence for chain in terms.chains for each in chain.parts)
    return dated(DateName.SUPERVISION_END, day, rule, MIXED_TERMS if is_mixed else TOP_UP, *given)


def why_no_supervision(terms: Terms, chain: Chain) -> str:
    """Why a chain is followed by no supervision; nothing where it is."""
    parts: tuple[Part, ...] = chain.parts
    if not any(part.is_of_new_offence for part in parts):
        return "No post-sentence supervision: the offence was before 1 February 2015."
    if any(part.sentence.kind is Kind.EXTENDED for part in parts):
        return "No post-sentence supervision after an extended sentence."
    if chain.days == 1:
        return "No post-sentence supervision after a term of one day."
    if chain.is_at_least(TWO_YEARS):
        return "No post-sentence supervision: the term is two years or more."
    if terms.is_young:
        return "No post-sentence supervision: under 18 on the last day of custody."
    return ""


def days_in_community(terms: Terms) -> int:
    """Days from the day after the release to the last of licence and supervision."""
    last = supervision(terms).day or licence_end(terms)
    return days_in(terms.release, last) - 1 if last else 0
