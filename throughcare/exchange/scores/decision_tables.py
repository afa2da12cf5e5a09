"""The figures of programme needs, screens, tiers, workload and custody as tables, and where a rule itself is odd."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from throughcare.exchange.scores.formula_tables import Table
from throughcare.exchange.scores.reading import interface_name
from throughcare.facts.fact import Coded
from throughcare.facts.risk import RoshLevel
from throughcare.rules import custody_handover, licence_dates, recall
from throughcare.rules.scores import lds, mst, opd_items, pni
from throughcare.rules.tiers import registers, second, third
from throughcare.rules.workload import capacity, points

_FIGURES = ("what", "figure")


def tables_of_decision(name: str) -> tuple[Table, ...]:
    """The tables of a decision, by the name of its command, in the order in which they are used."""
    return tuple(_TABLES[name]())


def marks_of(name: str) -> tuple[str, ...]:
    """Where the published rule is odd, or known to be wrong, and what we do."""
    return _MARKS.get(name, ())


_MARKS = {
    "pni": (
        "Its bounds of RSR are its own: 1 and 3, on the whole number below the figure, so that an RSR of 3.9 counts as "
        "3. In RSR itself 3 is medium and 6.9 high. We follow both.",
        "Where answers are open, the published code may still give a pathway; in three published rows the assessment "
        "system itself says that nothing can be said yet. We follow the code, and name the open answers: whoever reads "
        "a pathway beside them should ask for these first.",
        "The source names the sexual questions as open also where they are not asked. We name them only while it is "
        "not known whether the person has a sexual offence, or is a risk of sexual harm.",
    ),
    "tier-v2": (
        f"{second.RSR_ODD} We give none either, and the answer says so in `oddities`: the person may belong higher.",
    ),
    "tier-v3": (
        "The band MEDIUM of DC-SRP with a score below 0.60 has no tier in the source, which fails. We refuse the case "
        "and name the score.",
    ),
    "workload": (
        "An officer without time for cases has no share that is taken: `capacity_percent_unrounded` is null and "
        "`overload` says whether they hold any. The source writes 0 per cent.",
        "More hours off than are contracted are refused; the source goes below nothing.",
    ),
    "handover": ("Without a fixed end and without a day of release there is no handover day, and none is made up.",),
    "recall-type": (
        "A question that nobody answered keeps from a fixed term, as in the source, and is named in `unanswered`.",
    ),
}


def _table(title: str, what: str, figures: Mapping[Any, object]) -> Table:
    rows = tuple((_word(key), value) for key, value in figures.items())
    return Table(title, (what, "points"), rows)


def _word(key: object) -> object:
    if isinstance(key, Coded):
        return key.label
    if isinstance(key, StrEnum):
        return key.value.replace("_", " ").lower()
    return key


def _pni() -> Iterator[Table]:
    domains = (
        ("Sexual", pni.SEX, pni.STEPS_SEX, "offence_related_sexual_interests"),
        ("Thinking", pni.THINKING, pni.STEPS_THINKING, "pro_criminal_attitudes"),
        ("Relationships", pni.RELATIONSHIPS, pni.STEPS_OF_FOUR, None),
        ("Self-management", pni.SELF_MANAGEMENT, pni.STEPS_OF_FOUR, None),
    )
    rows = tuple(
        (
            label,
            ", ".join(f"`{interface_name(name)}`" for name in names),
            "; ".join(f"{gives} from {least}" for least, gives in steps),
            f"`{interface_name(alone)}`" if alone else "none",
        )
        for label, names, steps, alone in domains
    )
    columns = ("domain", "answers, each 0 to 2", "points by their sum", "gives 2 alone where significant")
    yield Table("Points of each domain", columns, rows)
    need = (("high", pni.HIGH_NEED), ("medium", pni.MEDIUM_NEED), ("low", 0))
    yield Table("Need, by the points of all domains", ("need", "points from"), need)
    risk = (
        ("OGRS3, two years, %", pni.HIGH_OGRS3, pni.MEDIUM_OGRS3),
        ("OVP, two years, %", pni.HIGH_OVP, pni.MEDIUM_OVP),
        ("RSR, %, where neither sexual part applies", pni.HIGH_RSR, pni.MEDIUM_RSR),
        ("OSP/DC, OSP/IIC, band", "high", "medium"),
        ("SARA", "high", "medium"),
    )
    yield Table("Risk: any one of these is enough", ("score", "high from", "medium from"), risk)
    grid = tuple((need.label, risk.label) for need, risk in sorted(pni.MODERATE_GRID, key=lambda pair: pair))
    yield Table("A moderate programme, in custody or outside", ("need", "risk"), grid)


def _lds() -> Iterator[Table]:
    yield Table("The score by points", ("points from", "score"), lds.STEPS)


def _mst() -> Iterator[Table]:
    rows = (
        ("from age", mst.YOUNGEST),
        ("to age", mst.OLDEST),
        ("answers, of ten, that have to be there", mst.NEEDED),
        ("points from which the flag goes up", mst.FLAGGED_FROM),
    )
    yield Table("Single figures", _FIGURES, rows)


def _opd() -> Iterator[Table]:
    for scale in (opd_items.PERSONALITY, opd_items.INDICATORS, opd_items.WOMEN):
        rows = tuple(
            (item.label, ", ".join(f"`{interface_name(name)}`" for name in item.names)) for item in scale.items
        )
        yield Table(f"{scale.label}: {scale.enough} points are enough", ("item", "rests on"), rows)


def _tier_v2() -> Iterator[Table]:
    bands = tuple((f"{low:.2f} to {high:.2f}", gives) for low, high, gives in second.RSR_BANDS)
    yield Table("Points for protection: RSR, %", ("RSR", "points"), bands)
    yield _table(
        "Points for protection: risk of serious harm (of this and RSR the higher counts)", "level", second.ROSH_POINTS
    )
    yield _table("Points for protection: MAPPA", "level", second.MAPPA_POINTS)
    flags = tuple((code, words, second.COMPLEXITY_POINTS) for code, words in registers.COMPLEXITY.items())
    yield Table("Points for protection: flags of a complex case", ("code", "flag", "points"), flags)
    women = tuple((what, second.WOMEN_POINTS) for what in ("parenting", "impulsivity or temper", "enforced in a year"))
    yield Table("Points for protection: women alone", ("what", "points"), women)
    yield Table("The letter", ("points for protection from", "letter"), second.LETTERS)
    severe = {
        need: [second.NEED_WEIGHT[need] * each for each in second.SEVERITY_POINTS.values()] for need in second.Need
    }
    rows = tuple((_word(need), *gives) for need, gives in severe.items())
    yield Table("Points for change: needs", ("need", *(_say(each) for each in second.Severity)), rows)
    others = (("each whole 10% of OGRS", 1), ("integrated management", second.IOM_POINTS))
    yield Table("Points for change: others", ("what", "points"), others)
    yield Table("The digit", ("points for change from", "digit"), second.DIGITS)
    without = (
        ("nothing was ordered that asks for change", second.NO_MANDATE_DIGIT),
        ("no completed assessment", second.NO_ASSESSMENT_DIGIT),
    )
    yield Table("The digit where points do not decide it", ("where", "digit"), without)


def _say(each: StrEnum) -> str:
    return each.value.replace("_", " ").lower()


def _tier_v3() -> Iterator[Table]:
    columns = ("CSRP, % from", *(f"ARP from {least}%" for least in third.ARP_FROM))
    grid = tuple((least, *row) for least, row in zip(third.CSRP_FROM, third.REOFFENDING, strict=True))
    yield Table("Reoffending", columns, grid)
    bands = tuple((_say(band), tier) for band, tier in third.BAND_TIER.items())
    medium = tuple((f"medium, from {least:.2f}%", tier) for least, tier in third.MEDIUM_FROM)
    yield Table(
        "Sexual reoffending (DC-SRP); of the medium lines the first that holds", ("band", "tier"), bands + medium
    )
    levels = (*RoshLevel, None)
    harm = tuple(
        (
            level.label if level else "not registered",
            third.WITH_MAPPA.get(level, "none"),
            third.WITHOUT_MAPPA.get(level, "none") if level else "none",
        )
        for level in levels
    )
    yield Table("Risk of serious harm", ("level", "with MAPPA", "without"), harm)
    lifer = (*((f"at most {months} months ago", tier) for months, tier in third.LIFER_WITHIN), ("longer ago", third.E))
    yield Table("Released from a life sentence", ("released", "tier"), lifer)
    yield Table("Flags", ("flag", "tier"), tuple((factor.label, tier) for factor, tier in _flags().items()))


def _flags() -> dict[third.Factor, third.Tier]:
    """What the flags give, as the rule itself says of somebody with all of them and nothing else."""
    low = third.Score(0, third.ScoreKind.DYNAMIC)
    person = third.Person(
        today=date(2026, 6, 15),
        has_active_event=True,
        arp=low,
        csrp=low,
        dc_srp=None,
        rosh=None,
        has_mappa=False,
        is_lifer=False,
        latest_release_on=None,
        is_domestic_abuse=True,
        is_stalking=True,
        is_child_protection=True,
        ever_committed_sexual_offence=True,
    )
    given = third.decide_tier(person, leaving_out={third.Factor.REOFFENDING}).given_by
    return {factor: tier for factor, tier in given.items() if tier is not None}


def _workload() -> Iterator[Table]:
    rows = tuple(
        (tier, *(points.case_points(tier, location) for location in points.LOCATIONS)) for tier in points.EVERY_TIER
    )
    yield Table("Points of a case", ("tier", *(location.label for location in points.LOCATIONS)), rows)
    reports = (("standard", points.STANDARD_REPORT), ("fast", points.FAST_REPORT), ("by word of mouth", 0))
    yield Table("Points of a court report of the last 30 days", ("report", "points"), reports)
    hours = tuple((grade.label, full) for grade, full in capacity.FULL_TIME.items())
    yield Table(
        "Hours a week of somebody who works full time; with 0 there is no time for cases", ("grade", "hours"), hours
    )
    single = (
        ("points that somebody who works full time has time for", capacity.NOMINAL),
        ("per cent above which it is too much work", capacity.EXCESSIVE_PERCENT),
    )
    yield Table("Single figures", _FIGURES, single)


def _handover() -> Iterator[Table]:
    yield Table("Why it falls on its day", ("reason", "what it says"), _labels(custody_handover.Reason))
    single = (
        ("months within which a release has no handover", custody_handover.SHORT_MONTHS),
        ("months before release, allocated early", custody_handover.EARLY_MONTHS),
        ("months before release, by parole or without a fixed end", custody_handover.PAROLE_MONTHS),
        ("months before release, of anybody else", custody_handover.ORDINARY_MONTHS),
        ("days on top of these", custody_handover.ORDINARY_DAYS),
    )
    yield Table("Single figures", _FIGURES, single)


def _licence_dates() -> Iterator[Table]:
    single = (
        ("earliest release, before the licence starts (Fridays not counted)", licence_dates.EARLY_WORKING_DAYS),
        ("hard stop, before the licence starts", licence_dates.HARD_STOP_WORKING_DAYS),
        ("warning, before the hard stop", licence_dates.WARNING_WORKING_DAYS),
        ("release is near, before the licence starts", licence_dates.RELEASE_NEAR_WORKING_DAYS),
        ("allocation is late, before release (Fridays not counted)", licence_dates.LATE_ALLOCATION_WORKING_DAYS),
    )
    yield Table("Working days", _FIGURES, single)
    yield Table("Which rule gave a day", ("rule", "what it says"), _labels(licence_dates.Rule))


def _recall() -> Iterator[Table]:
    rows = tuple(
        (group.label, f"`{question}`", question.label)
        for group, questions in recall.QUESTIONS_OF.items()
        for question in questions
    )
    charged = (recall.SentenceGroup.ADULT_SDS.label, f"`{recall.CHARGED_QUESTION}`", recall.Charged.ONLY_CHARGED.label)
    yield Table("A yes to any of these keeps from a fixed term", ("sentence", "question", "what"), (*rows, charged))
    others = tuple((group.label,) for group, questions in recall.QUESTIONS_OF.items() if not questions)
    yield Table("Sentences with no recall for a fixed term", ("sentence",), others)


def _labels(codes: type[Coded]) -> tuple[tuple[object, ...], ...]:
    return tuple((f"`{code.value}`", code.label) for code in codes)


_TABLES: dict[str, Callable[[], Iterator[Table]]] = {
    "pni": _pni,
    "lds": _lds,
    "mst": _mst,
    "opd": _opd,
    "tier-v2": _tier_v2,
    "tier-v3": _tier_v3,
    "workload": _workload,
    "handover": _handover,
    "licence-dates": _licence_dates,
    "recall-type": _recall,
}
