"""What a what-if may change, offered in plain words: each choice is a line in the language of standards."""

from __future__ import annotations

from dataclasses import replace

from throughcare.exchange.packs import read_pack, read_packs, shipped_packs
from throughcare.facts.words import plain_name, say_kind, upper_first
from throughcare.standards.language import (
    HAS_ORDER,
    AnyStandard,
    Deadline,
    How,
    Pack,
    Pattern,
    Per,
    ValueType,
    kinds_of,
)
from throughcare.standards.pattern_words import say_due, say_pattern
from throughcare.standards.standard_checks import comes_before
from throughcare.web.people.standards import say_clock

AS_IT_IS, OWN = "", "own"
"""The choice that changes nothing, and the one that takes what was written below."""
LEVELS = {
    "{rosh_level: [HIGH, VERY HIGH]}": "Those at high or very high risk of serious harm",
    "{rosh_level: [MEDIUM, HIGH, VERY HIGH]}": "Those at medium risk of serious harm or above",
}

Choices = list[tuple[str, str]]


def standards_to_choose() -> Choices:
    """Every standard by its full name, and every pack as a whole (`pack/`)."""
    found: Choices = []
    for pack in read_packs(shipped_packs()):
        found.append((f"{pack.name}/", f"{pack.title}: every standard"))
        found += [(each.name, f"{upper_first(say_clock(each.name))}: {each.about.title}") for each in pack.standards]
    return found


def named(name: str) -> tuple[Pack, AnyStandard | None] | None:
    """The pack and the standard that a name means, `pack/id` or `pack/` for all; None where there is none such."""
    pack_name, _, id_ = name.partition("/")
    if pack_name not in shipped_packs():
        return None
    pack = read_pack(pack_name)
    standard = next((each for each in pack.standards if each.id == id_), None)
    return (pack, standard) if standard or not id_ else None


def who_choices(pack: Pack, standard: AnyStandard | None) -> Choices:
    """Who it may apply to: what the pack itself knows of people."""
    found: Choices = [(AS_IT_IS, f"As it is: {who_now(standard)}" if standard else "As it is")]
    found += [("everybody", "Everybody"), ("nobody", "Nobody: as if there were no such standard")]
    if "rosh_level" in pack.attributes:
        found += LEVELS.items()
    for name, attribute in pack.attributes.items():
        if attribute.how is How.WHEN and not name.endswith("unknown"):
            found.append((name, f"Those who are {plain_name(name)}: {_said(attribute.of, pack)}"))
        elif attribute.how is How.EVER and not attribute.per_order:
            found.append((name, f"Those who are {plain_name(name)}: there has been {_said(attribute.of, pack)}"))
    return [*found, (OWN, "As I write it below")]


def what_choices(pack: Pack, standard: AnyStandard) -> Choices:
    """What may satisfy it: the pack's terms, and kinds of fact that some standard of it asks for."""
    found: Choices = [(AS_IT_IS, f"As it is: {what_now(standard)}")]
    if not isinstance(standard, Deadline):
        truths = [name for name, each in pack.attributes.items() if each.domain.type is ValueType.TRUTH]
        return [*found, *((name, f"{upper_first(plain_name(name))}: yes") for name in truths), (OWN, _OWN_WORDS)]
    for name, pattern in pack.terms.items():
        if all(clause.kinds and not clause.due for clause in pattern) and _can_be_tied(pattern, standard):
            found.append((name, f"{upper_first(plain_name(name))}: {_said(pattern, pack)}"))
    asked = [each.met_by for each in pack.standards if isinstance(each, Deadline)]
    for kind in sorted({kind for pattern in asked for kind in kinds_of(pattern)}):
        if _can_settle(kind, standard):
            found.append((kind, f"Any {say_kind(kind)}, however it came out"))
    return [*found, (OWN, _OWN_WORDS)]


_OWN_WORDS = "As I write it below"


def _can_be_tied(pattern: Pattern, standard: Deadline) -> bool:
    return all(_can_settle(kind, standard) for kind in kinds_of(pattern))


def _can_settle(kind: str, standard: Deadline) -> bool:
    """Whether the loader would take a kind as what settles a duty: tied as it is, and before what voids it."""
    is_tied = standard.per is not Per.ORDER or kind in HAS_ORDER
    return is_tied and all(comes_before(kind, other) for other in kinds_of(standard.voided_by))


def _said(pattern: Pattern, pack: Pack) -> str:
    """A pattern of a pack in words, whichever of its attributes it names."""
    knows_all = replace(pack.standards[0], attributes=tuple(pack.attributes.values()))
    return say_pattern(pattern, knows_all)


def who_now(standard: AnyStandard) -> str:
    """Who a standard applies to, in words."""
    if not standard.applies:
        return "everybody of whom it is asked"
    if any(test.values == () and test.same_as is None for clause in standard.applies for test in clause.tests):
        return "nobody"
    return say_pattern(standard.applies, standard)


def what_now(standard: AnyStandard) -> str:
    """What satisfies it, in words."""
    return say_pattern(standard.met_by if isinstance(standard, Deadline) else standard.holds, standard)


def limit_now(standard: AnyStandard) -> str:
    """Its limit in words; limits where its clauses differ; blank for a gate."""
    if not isinstance(standard, Deadline):
        return ""
    limits = dict.fromkeys(standard.due_of(clause) for clause in standard.opens)
    return " or ".join(say_due(limit) for limit in limits)
