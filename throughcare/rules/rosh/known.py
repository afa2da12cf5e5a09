"""What is known already when somebody is assessed: what arrives filled, each part with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from throughcare.facts.checks import CheckReturned, CheckType
from throughcare.facts.court import ReportRecorded, ReportSigned
from throughcare.facts.fact import Fact
from throughcare.facts.risk import Assessed, Assessment, Completion, Concern, RiskPlanned
from throughcare.facts.stream import hidden_numbers, withdrawn_numbers
from throughcare.facts.words import lower_first, say_day
from throughcare.rules.case.values import known_value, of_kind
from throughcare.rules.rosh.content import analysis_of, plan_of, screening_of
from throughcare.rules.rosh.copied import Earlier
from throughcare.rules.rosh.questions import PLAN, RestsOn, Section, Standing


@dataclass(frozen=True, slots=True)
class Known:
    """A statement that arrives filled. `key` names it among all that is known of the person, `origin` says in words
    where it comes from.
    """

    key: str
    section: Section
    text: str
    standing: Standing | None
    source: RestsOn | None
    origin: str


_OF_A_REPORT = (
    ("offence_analysis", Section.BACKGROUND),
    ("circumstances", Section.BACKGROUND),
    ("risk_analysis", Section.WHO),
)
_OF_A_CHECK = (
    ("fact_told", Standing.FACT),
    ("opinion_told", Standing.OPINION),
    ("allegation_told", Standing.ALLEGATION),
)
_AGENCY = {CheckType.DOMESTIC_ABUSE: RestsOn.POLICE, CheckType.CHILD_PROTECTION: RestsOn.CHILDREN}


def known_statements(facts: Sequence[Fact]) -> tuple[Known, ...]:
    """What courts, agencies and earlier assessments said, by the facts that stand. A text is offered once, however
    often it was said: as the latest full analysis has it, else from its source.
    """
    found = [*_from_full(facts), *_from_reports(facts), *_from_checks(facts), *_from_concerns(facts)]
    once: dict[str, Known] = {}
    for each in found:
        once.setdefault(" ".join(each.text.split()).casefold(), each)
    return tuple(once.values())


def _from_full(facts: Sequence[Fact]) -> Iterable[Known]:
    full = [each for each in of_kind(facts, Assessed) if each.assessment == Assessment.FULL and each.content]
    for fact in full[-1:]:
        for place, said in enumerate(analysis_of(fact.content).statements):
            section = said.section or Section.BACKGROUND
            origin = f"the full analysis of {say_day(fact.on)}"
            yield Known(f"{fact.number}-{place}", section, said.text, said.standing, said.source, origin)


def _from_reports(facts: Sequence[Fact]) -> Iterable[Known]:
    """The latest report that says something: as it was signed, else as what was spoken was written down."""
    made = [each for each in facts if isinstance(each, ReportSigned | ReportRecorded) and _says_anything(each)]
    for fact in made[-1:]:
        signed = "signed" if isinstance(fact, ReportSigned) else "written down"
        for name, section in _OF_A_REPORT:
            text = getattr(fact, name)
            if text:
                origin = f"the court report {signed} on {say_day(fact.on)}"
                yield Known(f"{fact.number}-{name}", section, text, Standing.OPINION, RestsOn.REPORT, origin)


def _says_anything(fact: ReportSigned | ReportRecorded) -> bool:
    return any(getattr(fact, name) for name, _ in _OF_A_REPORT)


def _from_checks(facts: Sequence[Fact]) -> Iterable[Known]:
    for fact in of_kind(facts, CheckReturned):
        check = known_value(CheckType, fact.check)
        who = lower_first(check.label) if check else "check"
        for name, standing in _OF_A_CHECK:
            text = getattr(fact, name)
            if text:
                origin = f"the answer to the {who} of {say_day(fact.on)}"
                source = _AGENCY.get(check) if check else None
                yield Known(f"{fact.number}-{name}", Section.NATURE, text, standing, source, origin)


def _from_concerns(facts: Sequence[Fact]) -> Iterable[Known]:
    for fact in of_kind(facts, Concern):
        if fact.note and fact.register is not None:
            origin = f"the {lower_first(fact.register.label)} of {say_day(fact.on)}"
            yield Known(f"{fact.number}-note", Section.WHO, fact.note, Standing.OPINION, RestsOn.RECORD, origin)


@dataclass(frozen=True, slots=True)
class KnownSection:
    """A section of a plan that arrives filled."""

    name: str
    text: str
    origin: str


def known_plan(facts: Sequence[Fact]) -> tuple[KnownSection, ...]:
    """The sections of a plan that are known: as the latest plan has them, else how the person lives by the report."""
    plans = [each for each in of_kind(facts, RiskPlanned) if each.content]
    for fact in plans[-1:]:
        texts = plan_of(fact.content).texts
        origin = f"the plan of {say_day(fact.on)}"
        return tuple(KnownSection(name, texts[name], origin) for name in PLAN if name in texts)
    reports = [each for each in _from_reports(facts) if each.key.endswith("-circumstances")]
    return tuple(KnownSection("situation", each.text, each.origin) for each in reports)


# --- what was said before -----------------------------------------------------------------------------------------


def earlier_texts(facts: Iterable[Fact], *, before: int | None = None) -> tuple[Earlier, ...]:
    """Every text that assessments and plans of the person hold, with its day; only of facts before this number, where
    one is given.
    """
    found: list[Earlier] = []
    for fact in facts:
        if before is not None and fact.number >= before:
            continue
        if isinstance(fact, Assessed | RiskPlanned) and fact.content:
            found.extend(Earlier(fact.on, text) for text in texts_in(fact))
    return tuple(found)


def texts_in(fact: Assessed | RiskPlanned) -> tuple[str, ...]:
    """The texts of one assessment or plan."""
    if isinstance(fact, RiskPlanned):
        return tuple(plan_of(fact.content).texts.values())
    if fact.assessment == Assessment.SCREENING:
        return tuple(screening_of(fact.content).more.values())
    said = analysis_of(fact.content)
    blocks = (said.abuse.what, said.child.what)
    return tuple(each.text for each in said.statements) + tuple(text for text in blocks if text)


def unfinished_screening(facts: Iterable[Fact]) -> Assessed | None:
    """The latest screening, where it was recorded as not complete: the next goes on from it."""
    screenings = [each for each in of_kind(facts, Assessed) if each.assessment == Assessment.SCREENING]
    latest = screenings[-1] if screenings else None
    return latest if latest is not None and latest.status == Completion.INCOMPLETE else None


def latest_screening(facts: Iterable[Fact]) -> Assessed | None:
    """The latest screening whose answers are on the record."""
    found = [each for each in of_kind(facts, Assessed) if each.assessment == Assessment.SCREENING and each.content]
    return found[-1] if found else None


def taken_back(stream: Sequence[Fact], kind: Assessment | type[RiskPlanned]) -> Assessed | RiskPlanned | None:
    """The latest assessment of this kind (or plan) in the whole stream, where it was taken back and its words can still
    be read: nobody writes them again.
    """
    found = [each for each in stream if isinstance(each, Assessed | RiskPlanned) and _is_of(each, kind)]
    if not found or found[-1].number not in withdrawn_numbers(stream) or found[-1].number in hidden_numbers(stream):
        return None
    return found[-1]


def _is_of(fact: Assessed | RiskPlanned, kind: Assessment | type[RiskPlanned]) -> bool:
    return fact.assessment == kind if isinstance(fact, Assessed) else kind is RiskPlanned
