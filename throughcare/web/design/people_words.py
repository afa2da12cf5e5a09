"""What to be careful of about a person, in flags: the same words and tones on every page and in every list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from throughcare.facts.risk import MappaLevel, Register, RoshLevel
from throughcare.facts.words import lower_first


@dataclass(frozen=True, slots=True)
class Flag:
    """A few words with a colour beside them (`design/kit.html`): danger, warn, calm or past."""

    words: str
    kind: str


NO_ORDER = Flag("No order runs", "past")
NO_LEVEL = Flag("Risk not recorded", "warn")
"""A level that is not known is no calm one."""
SAFETY = Flag("Staff safety warning", "danger")
LIMITED = Flag("Limited access", "calm")
TONES = {RoshLevel.VERY_HIGH: "danger", RoshLevel.HIGH: "danger", RoshLevel.MEDIUM: "warn", RoshLevel.LOW: "calm"}
AT_ONCE = (RoshLevel.VERY_HIGH, RoshLevel.HIGH, None)
"""The levels that are shown where there is room only for what must be seen at once: those known to be high, or not
known at all."""


def flags_of(
    level: RoshLevel | None,
    *,
    is_active: bool = True,
    has_safety_warning: bool,
    concerns: Iterable[Register],
    is_limited: bool,
    mappa: MappaLevel | None = None,
    in_full: bool = False,
    at_once: bool = False,
) -> tuple[Flag, ...]:
    """The flags of a case. `in_full`: with *of serious harm*; `at_once`: a level only where it calls for care."""
    flags = [] if is_active else [NO_ORDER]
    if not at_once or level in AT_ONCE:
        flags.append(level_flag(level, in_full=in_full))
    if has_safety_warning:
        flags.append(SAFETY)
    if mappa is not None:
        flags.append(Flag(f"MAPPA {lower_first(mappa.label.partition(':')[0])}", "danger"))
    flags += [Flag(register.label, "warn") for register in concerns]
    if is_limited:
        flags.append(LIMITED)
    return tuple(flags)


def level_flag(level: RoshLevel | None, *, in_full: bool = False) -> Flag:
    """The level of risk in words. Not known is not low."""
    if level is None:
        return NO_LEVEL
    return Flag(f"{level.label} risk{' of serious harm' if in_full else ''}", TONES[level])


def concerns_in(*, domestic_abuse: bool, child_concern: bool) -> tuple[Register, ...]:
    """The concerns of a case, as a list keeps them."""
    found = {Register.DOMESTIC_ABUSE: domestic_abuse, Register.CHILD: child_concern}
    return tuple(register for register, is_there in found.items() if is_there)
