"""What is said of a sentence, and of a person's sentences together: narrow values, no record and no person behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughcare.facts.fact import Coded
from throughcare.rules.sentences.lengths import Length


class Kind(Coded):
    """The kinds of sentence whose dates can be worked out."""

    COMMUNITY_ORDER = "community_order", "Community order"
    SUSPENDED_SENTENCE_ORDER = "suspended_sentence_order", "Suspended sentence order"
    CUSTODY = "custody", "Prison or youth custody, fixed term, 18 or over"
    EXTENDED = "extended", "Extended sentence"
    LIFE = "life", "Life sentence"
    IPP = "ipp", "Imprisonment for public protection"
    DETENTION_AND_TRAINING = "detention_and_training_order", "Detention and training order"
    LONG_DETENTION = "long_detention", "Long-term detention of a young person"
    YOUTH_REHABILITATION = "youth_rehabilitation_order", "Youth rehabilitation order"


ORDERS = frozenset({Kind.COMMUNITY_ORDER, Kind.SUSPENDED_SENTENCE_ORDER, Kind.YOUTH_REHABILITATION})
"""Sentences that are served in the community, each from the day on which it is made."""
TERMS = frozenset({Kind.CUSTODY, Kind.EXTENDED, Kind.LONG_DETENTION})
"""Terms that are added up together where they are consecutive, and released from together where they are concurrent."""
INDETERMINATE = frozenset({Kind.LIFE, Kind.IPP})
"""Sentences that have no last day."""
OF_YOUNG_PEOPLE = frozenset({Kind.DETENTION_AND_TRAINING, Kind.LONG_DETENTION, Kind.YOUTH_REHABILITATION})
"""Sentences of people who were under 18 when they were convicted."""


class ReleaseGroup(Coded):
    """What the offence is to the rules of release. It matters from 1 April 2020, and for every release from
    10 September 2024; until then, release was at one half whatever the offence.
    """

    ORDINARY = "ordinary", "None of the lists below"
    LISTED_2024 = "listed_2024", "Listed in the schedule to the order of 2024 (sexual, stalking, strangulation …)"
    VIOLENT = "violent", "Listed violent offence, its maximum less than life (schedule 15, part 1)"
    LIFE_VIOLENT = "life_violent", "Listed violent offence, its maximum life (schedule 15, part 1)"
    SERIOUS_VIOLENT = "serious_violent", "Manslaughter, section 18 and others of section 244ZA(7)"
    LIFE_SEXUAL = "life_sexual", "Listed sexual offence, its maximum life (schedule 15, part 2)"
    TERRORIST = "terrorist", "Terrorist offence (section 247A)"


class RequirementKind(Coded):
    """What an order can ask of a person."""

    UNPAID_WORK = "unpaid_work", "Unpaid work"
    REHABILITATION_ACTIVITY = "rehabilitation_activity", "Rehabilitation activity"
    SUPERVISION = "supervision", "Supervision"
    ACTIVITY = "activity", "Specified activity"
    EXTENDED_ACTIVITY = "extended_activity", "Extended activity (intensive supervision)"
    PROGRAMME = "programme", "Programme"
    PROHIBITED_ACTIVITY = "prohibited_activity", "Prohibited activity"
    CURFEW = "curfew", "Curfew"
    EXCLUSION = "exclusion", "Exclusion"
    RESIDENCE = "residence", "Residence"
    LOCAL_AUTHORITY_RESIDENCE = "local_authority_residence", "Residence with the local authority"
    FOREIGN_TRAVEL = "foreign_travel", "Foreign travel prohibition"
    MENTAL_HEALTH = "mental_health", "Mental health treatment"
    DRUG_REHABILITATION = "drug_rehabilitation", "Drug rehabilitation"
    ALCOHOL_TREATMENT = "alcohol_treatment", "Alcohol treatment"
    ALCOHOL_ABSTINENCE = "alcohol_abstinence", "Alcohol abstinence and monitoring"
    ATTENDANCE_CENTRE = "attendance_centre", "Attendance centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement of an order: how much of it (hours, days, hours a day), and for how long, where that is said."""

    kind: RequirementKind
    amount: int | None = None
    length: Length | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence as a court passed it.

    `length` is the length of an order, the term of a custodial sentence, the custodial part of an extended sentence
    and the custodial term of a suspended one. `consecutive_to` names the sentence after which this one runs; without
    it, a sentence runs from the day on which it was passed, beside the others. Days are as the court or the prison
    counted them: `tagged_bail_days` before they are halved. What nobody said is None, and never read as no.
    """

    kind: Kind
    offence_on: date
    sentenced_on: date
    name: str = "1"
    length: Length | None = None
    consecutive_to: str | None = None
    remand_days: int = 0
    tagged_bail_days: int = 0
    extension: Length | None = None
    tariff: Length | None = None
    operational: Length | None = None
    supervision: Length | None = None
    release_group: ReleaseGroup | None = None
    is_listed_15b: bool | None = None
    requirements: tuple[Requirement, ...] = ()

    @property
    def credit(self) -> int:
        """Days that count as served: on remand in custody, and half of those on tagged bail, rounded up.

        Source: Criminal Justice Act 2003, sections 240ZA and 240A.
        """
        return self.remand_days + -(-self.tagged_bail_days // 2)


class RecallKind(Coded):
    """Recalled until a set day, or until the Parole Board decides."""

    FIXED_TERM = "fixed_term", "Fixed-term recall"
    STANDARD = "standard", "Standard recall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """The person was recalled, and came back into custody on this day."""

    kind: RecallKind
    returned_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A person's sentences together. The age is known by the date of birth, or for the last day of custody."""

    sentences: tuple[Sentence, ...]
    born_on: date | None = None
    age_at_release: int | None = None
    released_on: date | None = None
    recall: Recall | None = None
