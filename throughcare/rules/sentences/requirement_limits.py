"""What the law allows of each requirement: one row a requirement and time, with its source and how sure we are.

`least` and `most` are in `unit`; `shortest` and `longest` are months of the period for which a requirement lasts.
None: the law sets no such limit. A requirement never lasts longer than its order; that is checked apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughcare.rules.sentences.kinds import Kind
from throughcare.rules.sentences.kinds import RequirementKind as R
from throughcare.rules.sentences.rule_sets import ACT_2003_FROM, LASPO_FROM, ORA_FROM, PCSC_FROM, TOLD_UNTIL, Clock

ADULT_ORDERS = frozenset({Kind.COMMUNITY_ORDER, Kind.SUSPENDED_SENTENCE_ORDER})
COMMUNITY = frozenset({Kind.COMMUNITY_ORDER})
SUSPENDED = frozenset({Kind.SUSPENDED_SENTENCE_ORDER})
YOUTH = frozenset({Kind.YOUTH_REHABILITATION})
YOUTH_FROM = date(2009, 11, 30)
"""Youth rehabilitation orders begin. Source: the version of schedule 1 to the Act of 2008 in force from then."""
BEFORE_LASPO, BEFORE_ORA, BEFORE_PCSC = date(2012, 12, 2), date(2015, 1, 31), date(2022, 6, 27)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The limits of one requirement in orders of these kinds, between two days."""

    kind: R
    orders: frozenset[Kind]
    unit: str = ""
    least: int | None = None
    most: int | None = None
    shortest: int | None = None
    longest: int | None = None
    clock: Clock = Clock.SENTENCE
    first: date = ACT_2003_FROM
    last: date = TOLD_UNTIL
    source: str
    is_verified: bool


_S9 = "Sentencing Act 2020, schedule 9"
LIMITS: tuple[Limit, ...] = (
    Limit(kind=R.UNPAID_WORK, orders=ADULT_ORDERS, unit="hours", least=40, most=300, is_verified=True,
          source=f"Criminal Justice Act 2003, section 199; {_S9}, paragraph 2"),
    Limit(kind=R.UNPAID_WORK, orders=YOUTH, unit="hours", least=40, most=240, first=YOUTH_FROM, is_verified=True,
          source="Sentencing Act 2020, schedule 6, paragraph 10"),
    Limit(kind=R.REHABILITATION_ACTIVITY, orders=ADULT_ORDERS, unit="days", least=1, clock=Clock.OFFENCE,
          first=ORA_FROM, is_verified=True,
          source="Criminal Justice Act 2003, section 200A; rehabilitation activity guidance of 7 February 2019"),
    Limit(kind=R.SUPERVISION, orders=ADULT_ORDERS, clock=Clock.OFFENCE, first=date.min, last=BEFORE_ORA,
          is_verified=True, source="Criminal Justice Act 2003, section 213, until the Act of 2014, section 15"),
    Limit(kind=R.SUPERVISION, orders=YOUTH, first=YOUTH_FROM, is_verified=True,
          source="Sentencing Act 2020, section 174 and schedule 6, part 2"),
    Limit(kind=R.ACTIVITY, orders=ADULT_ORDERS, unit="days", least=1, most=60, clock=Clock.OFFENCE, first=date.min,
          last=BEFORE_ORA, is_verified=False, source="Criminal Justice Act 2003, section 201 (not read)"),
    Limit(kind=R.ACTIVITY, orders=YOUTH, unit="days", least=1, most=90, first=YOUTH_FROM, is_verified=True,
          source="Sentencing Act 2020, schedule 6, paragraph 1(3)"),
    Limit(kind=R.EXTENDED_ACTIVITY, orders=YOUTH, unit="days", least=91, most=180, first=YOUTH_FROM, last=BEFORE_PCSC,
          is_verified=True, source="Sentencing Act 2020, schedule 6, paragraph 2"),
    Limit(kind=R.EXTENDED_ACTIVITY, orders=YOUTH, unit="days", least=91, most=365, first=PCSC_FROM, is_verified=False,
          source="Sentencing Act 2020, schedule 6, paragraph 2(2A) (since when, and where, was not read)"),
    Limit(kind=R.PROGRAMME, orders=ADULT_ORDERS | YOUTH, unit="days", least=1, is_verified=True,
          source="Criminal Justice Act 2003, section 202, note 397 to the Act of 2012: the court says how many"),
    Limit(kind=R.PROHIBITED_ACTIVITY, orders=ADULT_ORDERS | YOUTH, is_verified=False,
          source="Criminal Justice Act 2003, section 203 (not read)"),
    Limit(kind=R.CURFEW, orders=ADULT_ORDERS | YOUTH, unit="hours a day", least=2, most=12, longest=6,
          last=BEFORE_LASPO, is_verified=False,
          source="Criminal Justice Act 2003, section 204, note 528 (hours read, the six months not)"),
    Limit(kind=R.CURFEW, orders=ADULT_ORDERS, unit="hours a day", least=2, most=16, longest=12, first=LASPO_FROM,
          last=BEFORE_PCSC, is_verified=True,
          source=f"Criminal Justice Act 2003, section 204; {_S9}, paragraph 9"),
    Limit(kind=R.CURFEW, orders=ADULT_ORDERS, unit="hours a day", least=2, most=20, longest=24, first=PCSC_FROM,
          is_verified=True,
          source=f"{_S9}, paragraph 9, by section 150 of the Act of 2022: for whoever was convicted from 28 June 2022, "
                 "and 112 hours in any week at most"),
    Limit(kind=R.CURFEW, orders=YOUTH, unit="hours a day", least=2, most=16, longest=12, first=LASPO_FROM,
          last=BEFORE_PCSC, is_verified=True, source="Sentencing Act 2020, schedule 6, paragraph 18"),
    Limit(kind=R.CURFEW, orders=YOUTH, unit="hours a day", least=2, most=20, longest=12, first=PCSC_FROM,
          is_verified=False, source="Sentencing Act 2020, schedule 6, paragraph 18 (20 hours: since when, not read)"),
    Limit(kind=R.EXCLUSION, orders=COMMUNITY, longest=24, is_verified=True,
          source="Criminal Justice Act 2003, section 205(2)"),
    Limit(kind=R.EXCLUSION, orders=SUSPENDED, is_verified=True,
          source="Criminal Justice Act 2003, section 205: the two years are of community orders"),
    Limit(kind=R.EXCLUSION, orders=YOUTH, longest=3, first=YOUTH_FROM, is_verified=False,
          source="Sentencing Act 2020, schedule 6, part 8 (not read)"),
    Limit(kind=R.RESIDENCE, orders=ADULT_ORDERS | YOUTH, is_verified=False,
          source="Criminal Justice Act 2003, section 206 (not read)"),
    Limit(kind=R.LOCAL_AUTHORITY_RESIDENCE, orders=YOUTH, longest=6, first=YOUTH_FROM, is_verified=False,
          source="Sentencing Act 2020, schedule 6, part 10 (not read)"),
    Limit(kind=R.FOREIGN_TRAVEL, orders=ADULT_ORDERS, longest=12, first=LASPO_FROM, is_verified=True,
          source="Criminal Justice Act 2003, section 206A, by section 72 of the Act of 2012"),
    Limit(kind=R.MENTAL_HEALTH, orders=ADULT_ORDERS | YOUTH, is_verified=False,
          source="Criminal Justice Act 2003, section 207 (not read)"),
    Limit(kind=R.DRUG_REHABILITATION, orders=ADULT_ORDERS, shortest=6, last=BEFORE_LASPO, is_verified=False,
          source="Criminal Justice Act 2003, section 209(3) as first in force (not read)"),
    Limit(kind=R.DRUG_REHABILITATION, orders=ADULT_ORDERS | YOUTH, first=LASPO_FROM, is_verified=False,
          source="Criminal Justice Act 2003, section 209, by section 74 of the Act of 2012 (not read)"),
    Limit(kind=R.ALCOHOL_TREATMENT, orders=ADULT_ORDERS, shortest=6, last=BEFORE_LASPO, is_verified=False,
          source="Criminal Justice Act 2003, section 212(4) as first in force (not read)"),
    Limit(kind=R.ALCOHOL_TREATMENT, orders=ADULT_ORDERS, first=LASPO_FROM, is_verified=False,
          source="Criminal Justice Act 2003, section 212, by section 75 of the Act of 2012 (not read)"),
    Limit(kind=R.ALCOHOL_ABSTINENCE, orders=ADULT_ORDERS, unit="days", least=1, most=120, first=date(2014, 7, 31),
          is_verified=False,
          source="Criminal Justice Act 2003, section 212A(2), note 414 to the Act of 2012 (120 days read; since when, "
                 "and where, not)"),
    Limit(kind=R.ATTENDANCE_CENTRE, orders=ADULT_ORDERS, unit="hours", least=12, most=36, last=BEFORE_PCSC,
          is_verified=False, source="Criminal Justice Act 2003, section 214 (not read); under 25 only"),
    Limit(kind=R.ATTENDANCE_CENTRE, orders=YOUTH, unit="hours", most=36, first=YOUTH_FROM, is_verified=False,
          source="Sentencing Act 2020, schedule 6, part 5 (not read): 36, 24 or 12 hours by age"),
)  # fmt: skip
