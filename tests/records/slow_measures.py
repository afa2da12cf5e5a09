"""Duties of the record counted by the words of the measures, slowly and plainly: one row after the other."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random

from throughcare.records.models import ObligationRow
from throughcare.records.queries.measures import Reading, Span
from throughcare.standards.obligations import outcome

OUTCOMES = ("met", "late", "missed", "pending", "void")
STANDARDS = (
    "briefing/first-appointment",
    "briefing/home-visit",
    "briefing/rosh-at-allocation",
    "throughcare/full-rosh-where-needed",
)
CAN_BE_UNKNOWN = {"briefing/home-visit", "throughcare/full-rosh-where-needed"}
ORGANISATIONS = {"N01": "NPS", "N02": "NPS", "C01": "CRC"}
"""C99 is left out on purpose: an organisation that is not known stands for itself."""
PLACES = (("N01", "N01T1"), ("N01", ""), ("N02", "N02T1"), ("C01", "C01T1"), ("C01", "C01T2"), ("C99", ""), ("", ""))
FIRST = date(2016, 3, 1)


def random_rows(rng: Random, people: list[int], many: int) -> list[ObligationRow]:
    """Duties with days near each other, so that days fall together; some lie ahead of whoever asks."""

    def near(day: date, furthest: int = 12) -> date:
        return day + timedelta(days=rng.randrange(furthest))

    def perhaps(day: date, chance: float = 0.6) -> date | None:
        return near(day) if rng.random() < chance else None

    rows = []
    for number in range(many):
        opened = near(FIRST, 40)
        standard = rng.choice(STANDARDS)
        is_gate = standard.endswith("at-allocation") or standard.startswith("throughcare")
        accountable, team = rng.choice(PLACES)
        rows.append(
            ObligationRow(
                person_id=rng.choice(people),
                standard=standard,
                opened_by=number + 1,
                opened=opened,
                due=None if is_gate else near(opened),
                owed=rng.choice(("yes", "yes", "no", "unknown")),
                met=(opened if rng.random() < 0.5 else None) if is_gate else perhaps(opened),
                ended=None if is_gate else perhaps(opened, 0.3),
                accountable=accountable,
                team=team,
            )
        )
    return rows


def outcome_slowly(row: ObligationRow, as_of: date) -> str:
    """How a duty stands on a day: what lies ahead of it has not happened."""
    met = row.met if row.met is not None and row.met <= as_of else None
    ended = row.ended if row.ended is not None and row.ended <= as_of else None
    return outcome(due=row.due, met=met, ended=ended, as_of=as_of).value


def is_counted(row: ObligationRow, span: Span) -> bool:
    """Whether a duty belongs to the period."""
    if row.opened > span.as_of:
        return False
    if span.reading is Reading.COHORT or row.due is None:
        return span.first_on <= row.opened <= span.last_on
    return span.first_on <= row.due <= span.last_on and row.due <= span.as_of


Line = tuple[dict[str, int], dict[str, int], int]
"""How the owed came out, how those came out that are not known to be owed, and how many were asked."""


def counted_slowly(
    rows: Iterable[ObligationRow], span: Span, group_of: Callable[[ObligationRow], str]
) -> dict[tuple[str, str], Line]:
    """What is counted, by standard and group; what owes nothing and leaves nothing open is out."""
    lines: dict[tuple[str, str], Line] = {}
    for row in rows:
        if not is_counted(row, span):
            continue
        key = row.standard, group_of(row)
        owed, unknown, asked = lines.get(key) or (dict.fromkeys(OUTCOMES, 0), dict.fromkeys(OUTCOMES, 0), 0)
        stands = outcome_slowly(row, span.as_of)
        if row.owed == "yes":
            owed[stands] += 1
        elif row.owed == "unknown" and row.standard in CAN_BE_UNKNOWN:
            unknown[stands] += 1
        lines[key] = owed, unknown, asked + 1
    return {
        key: (owed, unknown, asked if key[0] in CAN_BE_UNKNOWN else 0)
        for key, (owed, unknown, asked) in lines.items()
        if any(owed.values()) or any(unknown.values())
    }


def group_slowly(by: str, row: ObligationRow) -> str:
    """The group that a duty is counted in."""
    if row.accountable == "":
        return "none"
    if by == "type":
        return ORGANISATIONS.get(row.accountable, row.accountable)
    return row.accountable if by == "provider" else f"{row.accountable}/{row.team}"
