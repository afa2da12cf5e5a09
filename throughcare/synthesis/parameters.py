"""What the made-up nation is made of, as data: every number with where it comes from and how sure that is.

*Verified*: read in the source itself. *Stated*: somebody says so, and it was not checked. *Ours*: no source was found,
and the number is a choice. Pairs are of (National Probation Service, company). A share is of 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

Value = TypeVar("Value")


class Sure(StrEnum):
    """How sure a number is."""

    VERIFIED = "verified"
    STATED = "stated"
    OURS = "unverified: ours"


@dataclass(frozen=True, slots=True)
class Parameter(Generic[Value]):
    """One number, pair or mix, what it is, where it comes from, and how sure that is."""

    value: Value
    what: str
    source: str = ""
    sure: Sure = Sure.OURS


_V, _S, _O = Sure.VERIFIED, Sure.STATED, Sure.OURS
Pair = tuple[float, float]
Mix = Mapping[str, float]

# --- who ------------------------------------------------------------------------------------------------------------

SERVICE_SHARE: Final = Parameter(
    0.38,
    "share of people whom the National Probation Service holds from the start",
    "163,000 of about 262,000 with the companies in 2017",
    _S,
)
LEVELS: Final[Parameter[Mix]] = Parameter(
    {"LOW": 0.36, "MEDIUM": 0.517, "HIGH": 0.12, "VERY HIGH": 0.003},
    "risk of serious harm at the start, of all people; whoever is at high risk is the service's",
    "suggested mix, no source; that the service holds all that is high: inspection, 2016",
)
MEDIUM_IN_SERVICE: Final = Parameter(0.775, "of the service's other people, the share at medium risk")
WOMEN: Final = Parameter(0.13, "share of women", "men about 87 to 90% in published caseloads; not checked", _S)
AGES: Final[Parameter[Mapping[tuple[int, int], float]]] = Parameter(
    {(18, 20): 0.08, (21, 29): 0.34, (30, 39): 0.30, (40, 49): 0.18, (50, 74): 0.10},
    "age in years at the first sentence, by band",
    "general pattern of published caseloads; not checked",
)
ETHNICITIES: Final[Parameter[Mix]] = Parameter(
    {"White": 0.82, "Black": 0.07, "Asian": 0.06, "Mixed": 0.035, "Other or not said": 0.015},
    "ethnicity as said, by group of the census: so the groups of names are weighted",
    "general pattern: white 80 to 83%, black 7%, Asian 6%, mixed 3 to 4%; not checked",
)
DISABILITIES: Final[Parameter[Mapping[str | None, float]]] = Parameter(
    {
        "None": 0.58,
        None: 0.14,
        "Mental health condition": 0.13,
        "Learning difficulty": 0.06,
        "Reduced mobility": 0.05,
        "Long-term illness": 0.03,
        "Hearing": 0.01,
    },
    "what people answer when asked about disability; nothing where nobody asked",
)
OFFENCES: Final[Parameter[Mix]] = Parameter(
    {
        "VIOLENCE": 0.25,
        "SEXUAL": 0.04,
        "BURGLARY": 0.06,
        "THEFT": 0.22,
        "FRAUD": 0.05,
        "DRUGS": 0.09,
        "CRIMINAL DAMAGE": 0.04,
        "PUBLIC ORDER": 0.07,
        "MOTORING": 0.10,
        "OTHER": 0.08,
    },
    "what a sentence is for, by group",
    "general pattern of community and suspended sentences; not checked",
)
OFFENCE_LEAN: Final[Parameter[Mix]] = Parameter(
    {"VIOLENCE": 1.8, "SEXUAL": 5.0, "THEFT": 0.6, "MOTORING": 0.3, "FRAUD": 0.4, "DRUGS": 0.7},
    "how much likelier an offence is where the risk is high (and so rarer elsewhere)",
)

# --- when -----------------------------------------------------------------------------------------------------------

REPORTS_A_YEAR: Final[Parameter[Mapping[int, int]]] = Parameter(
    {
        2010: 211_494,
        2013: 163_799,
        2014: 141_932,
        2015: 159_278,
        2016: 148_296,
        2017: 129_642,
        2018: 113_228,
        2019: 103_004,
        2020: 68_077,
        2021: 88_657,
        2022: 83_240,
        2023: 91_368,
    },
    "pre-sentence reports a year in England and Wales: so first sentences rise and fall; those who return come on top",
    "Ministry of Justice, answer to a question in Parliament",
    _V,
)
SEASON: Final[Parameter[tuple[float, ...]]] = Parameter(
    (1.02, 1.04, 1.06, 0.97, 0.98, 1.03, 1.03, 0.84, 1.04, 1.06, 1.06, 0.87),
    "sentences on a working day, by month from January, beside the mean: courts sit less in August and at Christmas",
)
CHRISTMAS: Final = Parameter(0.35, "the same from 22 December to 2 January")

# --- courts ---------------------------------------------------------------------------------------------------------

WITH_REPORT: Final = Parameter(0.92, "share of sentences before which a report was given")
ORAL_SHARE: Final[Parameter[Mapping[int, float]]] = Parameter(
    {2014: 0.41, 2015: 0.45, 2016: 0.48, 2017: 0.50, 2018: 0.52, 2019: 0.52},
    "share of reports that are oral, by year",
    "Wales 2014 (41%) and 2016 (48%), nation 2019/20 (52%) in answers to Parliament; 2015 as the demo, the rest ours",
    _V,
)
STANDARD_SHARE: Final[Parameter[Mapping[int, float]]] = Parameter(
    {2014: 0.12, 2015: 0.09, 2016: 0.06, 2017: 0.05, 2018: 0.04, 2019: 0.03},
    "share of reports that are standard reports, by year; what is left is short",
    "Wales 2014 to 2016, nation 2019/20 in answers to Parliament; the years between are ours",
    _V,
)
STANDARD_FOR_HARDER: Final[Parameter[Pair]] = Parameter(
    (1.7, 0.55), "how much likelier a standard report is for people of (service, company)"
)
WRITTEN_DAYS: Final[Parameter[Mapping[str, tuple[int, int]]]] = Parameter(
    {"ORAL": (0, 1), "SHORT": (12, 16), "STANDARD": (18, 23)},
    "working days from the court's request to the report, from and to",
    "medians for men 2019/20 in an answer to Parliament: oral 1, short 14, standard 21",
    _V,
)
DUE_DAYS: Final[Parameter[Mapping[str, int]]] = Parameter(
    {"ORAL": 0, "SHORT": 5, "STANDARD": 15},
    "working days for which the court asks where it does not wait: the day itself, five, or three weeks",
    "the forms' own definitions; in practice courts adjourn for longer",
    _S,
)
COURT_WAITS: Final = Parameter(
    0.96,
    "share of reports that the court asks for by the day of its next hearing, whatever the form's own definition",
    "the service's published figure: nearly all reports are there by the date that the court set",
    _S,
)
CUSTODY: Final[Parameter[Pair]] = Parameter(
    (0.28, 0.13),
    "share of sentences that are immediate custody",
    "so that about a quarter of current cases are before or after release (60,000 and 70,000 of 240,000)",
)
SUSPENDED: Final = Parameter(
    0.36,
    "share of other sentences that are suspended",
    "about 70,000 community orders to 40,000 suspended sentences in 2015",
    _S,
)
MONTHS: Final[Parameter[Mapping[int, float]]] = Parameter(
    {6: 0.12, 9: 0.10, 12: 0.46, 18: 0.18, 24: 0.14}, "length of an order in the community in months"
)
SERVED: Final[Parameter[Mapping[int, float]]] = Parameter(
    {1: 0.18, 2: 0.17, 3: 0.20, 4: 0.12, 5: 0.08, 6: 0.08, 9: 0.09, 15: 0.08},
    "months served before release; up to six are of short sentences, who since 2015 are supervised for a year",
    "more than half of receptions had up to six months (2005); the rest ours",
    _S,
)
ENDS_EARLY: Final = Parameter(0.06, "share of orders in the community that end before their time")

# --- checks and concerns --------------------------------------------------------------------------------------------

TRULY: Final[Parameter[Mapping[str, Pair]]] = Parameter(
    {"DV": (0.44, 0.40), "CP": (0.22, 0.18)}, "share of people with such a concern in their life, known or not"
)
KNOWN_AT_COURT: Final = Parameter(0.62, "share of concerns that the court knew of without a check")
ANSWER_RECORDED: Final[Parameter[Pair]] = Parameter(
    (0.75, 0.62), "share of answers with a concern that are on the record within two working days"
)
AGENCY_MISSES: Final = Parameter(0.08, "share of true concerns that the agency does not know of")
NEVER_ANSWERED: Final = Parameter(0.15, "of checks that are not back at allocation, the share never answered")

# --- who is to hold a case, and how it gets there -------------------------------------------------------------------

SENT_AT_ONCE: Final = Parameter(
    0.85, "share of decisions who is to hold a case made on the day of the sentence; and of packs sent within a day"
)
HANDOVER_RETURNED: Final = Parameter(0.08, "share of cases that a company first returns, where there is time for it")
RETURNED_BECAUSE: Final[Parameter[Mix]] = Parameter(
    {
        "RISK MISSING": 0.42,
        "CHECKS MISSING": 0.22,
        "REPORT MISSING": 0.12,
        "SENTENCE UNCLEAR": 0.05,
        "WRONG ORGANISATION": 0.10,
        "WRONG AREA": 0.06,
        "OTHER": 0.03,
    },
    "why a case is returned",
    "briefing: that what the court knew did not reach the company; the shares are assumed",
)
HANDOVER_ANSWERED: Final = Parameter(0.84, "share of handovers that are taken within two working days")
NEVER_ANSWERED_HANDOVER: Final = Parameter(0.004, "share of handovers that nobody ever answers")
NAMED_AFTER: Final[Parameter[Mapping[int, float]]] = Parameter(
    {0: 0.5, 1: 0.17, 2: 0.15, 3: 0.09, 4: 0.06, 8: 0.03},
    "working days for which a case that came from another area waits for a practitioner",
)
TRANSFERRED_AFTER: Final[Parameter[tuple[int, ...]]] = Parameter(
    (1, 1, 1, 1, 2, 2, 3, 4, 7, 12),
    "working days, each as likely, from the acceptance of a referral to the day on which the service has the case",
    "57/2014 says without delay; how long it took is assumed",
)
EXEMPTED: Final = Parameter(
    0.12, "of full analyses called for and not made by the allocation, the share thought not to be needed"
)
EXEMPTION_ANSWERED: Final = Parameter(0.72, "share of exemptions that a manager answers within two working days")
COUNTERSIGNED: Final = Parameter(0.86, "share of answered exemptions that are countersigned")
STAFF_CONCERNS: Final = Parameter(
    0.006,
    "share of orders about which a professional concern is raised",
    "briefing: that staff held work beyond their training, and that those who said so were few; how many is assumed",
)
CONCERN_KINDS: Final[Parameter[Mix]] = Parameter(
    {"NOT TRAINED": 0.30, "NO CAPACITY": 0.55, "NOT SAFE": 0.15}, "what such a concern is about"
)
CONCERN_ANSWERED: Final[Parameter[Pair]] = Parameter(
    (0.74, 0.55), "share of professional concerns that are answered within five working days"
)
CONCERN_NEVER_ANSWERED: Final = Parameter(0.25, "of the others, the share never answered")
CONCERN_REPLIES: Final[Parameter[Mix]] = Parameter(
    {"REALLOCATED": 0.25, "SUPPORT": 0.35, "TIME": 0.10, "NOTHING CHANGED": 0.30},
    "what a manager answers; the record does not follow a case that goes to somebody else for this reason",
)

# --- supervision ----------------------------------------------------------------------------------------------------

OUTCOMES: Final[Parameter[Mapping[str, Pair]]] = Parameter(
    {"ATTENDED": (0.80, 0.74), "ACCEPTABLE ABSENCE": (0.10, 0.11), "UNACCEPTABLE ABSENCE": (0.10, 0.15)},
    "what becomes of a meeting",
)
WEEKLY_UNTIL: Final[Parameter[tuple[tuple[int, int], ...]]] = Parameter(
    ((21, 70), (28, 126), (56, 280), (70, 600)),
    "days from the first meeting to the end of weekly and of fortnightly meetings (then monthly), by risk from low up",
)
NOTHING_ARRANGED: Final[Parameter[Pair]] = Parameter((0.05, 0.18), "share of people with no next meeting arranged")
VISIT_UNCALLED_FOR: Final[Parameter[Pair]] = Parameter(
    (0.10, 0.05), "share of others who are visited at home all the same"
)
NOBODY_IN: Final = Parameter(0.2, "share of visits at home before which one failed")
INTERPRETER: Final = Parameter(0.25, "share of people from groups with another language who need an interpreter")
EASY_READ: Final = Parameter(0.025, "share who need easy read")
SIGN_LANGUAGE: Final = Parameter(0.003, "share who use sign language")
WELSH: Final = Parameter(0.08, "share of people in Wales who prefer Welsh")
SAFETY: Final = Parameter(0.03, "share of people of whom staff must know something before they meet them")
ACCESS_LIMITED: Final = Parameter(0.002, "share of cases that are restricted or keep somebody out")

# --- risk -----------------------------------------------------------------------------------------------------------

CHANGE: Final[Parameter[Pair]] = Parameter((0.30, 0.32), "share of orders with a significant change")
CHANGE_AGAIN: Final = Parameter(0.15, "share of these with a second one")
SCREENED_AT_COURT: Final = Parameter(0.75, "of screenings in time, the share made on the day of the sentence")
RISES: Final[Parameter[Pair]] = Parameter(
    (0.30, 0.04), "share of reviews (after a change, planned) that raise the level"
)
FALLS: Final = Parameter(0.12, "share of a company's reviews at medium risk that lower it")
REFERRED: Final = Parameter(0.55, "share of changes from medium risk on that a company refers")
ACCEPTED: Final = Parameter(0.65, "share of decisions that take the case")

# --- outcome --------------------------------------------------------------------------------------------------------

AGAIN_AN_ORDER: Final = Parameter(0.22, "share of convictions under supervision that bring another order")
CONVICTED_BY_AGE: Final[Parameter[tuple[tuple[int, float], ...]]] = Parameter(
    ((21, 1.35), (30, 1.15), (40, 0.95), (50, 0.75), (200, 0.5)),
    "how much likelier a further conviction is, below each age",
    "that it falls with age is well known; the numbers are ours",
)
CONVICTED_BY_OFFENCE: Final[Parameter[Mix]] = Parameter(
    {"THEFT": 1.5, "BURGLARY": 1.35, "PUBLIC ORDER": 1.1, "SEXUAL": 0.4, "FRAUD": 0.5, "MOTORING": 0.8},
    "how much likelier after such an offence",
)

# --- recording ------------------------------------------------------------------------------------------------------

DELAY: Final[Parameter[Mapping[str, tuple[float, float, float]]]] = Parameter(
    {"service": (0.82, 0.93, 0.985), "company": (0.62, 0.80, 0.94), "court": (0.92, 0.98, 1.0)},
    "share recorded on the day, by the next working day, within five; the rest within fifteen",
)
ENTERED_TWICE: Final = Parameter(0.0035, "share of meetings somebody came to that are entered twice, and put right")
WITHDRAWN_IN_ERROR: Final = Parameter(0.0004, "share of meetings withdrawn by mistake, and restored")
WRONG_PERSON: Final = Parameter(0.0015, "share of orders in which something was recorded about somebody else")
ERASED: Final = Parameter(0.0006, "share of orders of which something was erased by law")
CONCORDANCE: Final = Parameter(
    0.74, "share of reports whose proposal the court follows; of the others the proposal was one step milder"
)
ACKNOWLEDGED: Final[Parameter[Pair]] = Parameter(
    (0.85, 0.65), "share of agencies' answers that whoever holds the case acknowledges within a working day, by type"
)
ACKNOWLEDGED_LATE: Final = Parameter(0.5, "of the others, the share acknowledged later, within three weeks")
EXPLAINED: Final = Parameter(0.10, "share of missed duties for which a reason was given")

# --- staff ----------------------------------------------------------------------------------------------------------

CASELOAD: Final = Parameter(
    55,
    "current cases a practitioner",
    "some officers held up to 80 (2017); the inspectorate links over 50 to poorer work",
    _S,
)
TEAM_SIZE: Final[Parameter[tuple[int, int]]] = Parameter(
    (5, 15), "practitioners in a team, from and to; one manager each"
)
STAFF: Final = Parameter(
    20_000,
    "members of staff over five years for 250,000 people; those beyond the practitioners hold no cases",
    "17,881 staff in June 2012; how many work at courts, on programmes and unpaid work is ours",
    _S,
)
TURNOVER: Final[Parameter[Pair]] = Parameter((0.14, 0.22), "share of posts that change hands in a year")
OFFICERS: Final[Parameter[Pair]] = Parameter(
    (0.75, 0.45), "share of practitioners who are probation officers; the others are service officers"
)
PART_TIME: Final = Parameter(0.2, "share of staff who work less than a full week")
TRAINED: Final[Parameter[Mapping[str, Pair]]] = Parameter(
    {
        "ACT 2014": (0.9, 0.55),
        "DOMESTIC ABUSE": (0.85, 0.6),
        "CHILD PROTECTION": (0.85, 0.65),
        "RISK OF HARM": (0.9, 0.6),
    },
    "share of staff who took each course",
    "briefing: that training was missing; how much is assumed",
)
NEWLY_QUALIFIED: Final = Parameter(
    0.15, "share of officers who begin a post newly qualified and hold less than a full caseload at first"
)
AWAY: Final = Parameter(
    1.1,
    "absences a year of a practitioner, of a few days to a few weeks",
    "11.8 working days a head in half of 2005",
    _S,
)
NOBODY_COVERS: Final = Parameter(0.25, "share of absences for which nobody covers")
CHANGES_HANDS: Final[Parameter[Pair]] = Parameter(
    (0.09, 0.17),
    "share of orders given to another practitioner of the team, beside those whose practitioner left",
    "staff changes are a complaint of the briefing; how many is assumed",
)
MOVES: Final = Parameter(0.03, "share of orders that move to another area")

# --- differences ----------------------------------------------------------------------------------------------------

TEAM_SPREAD: Final = Parameter(
    60, "how alike teams of one type are: their true shares are drawn from a beta distribution of this precision"
)
TRENDS: Final[Parameter[Mapping[str, float]]] = Parameter(
    {"C05": 0.05, "C16": -0.05},
    "companies that truly change: by how much a year their shares of first meetings, plans and reviews rise or fall",
)
