"""Which kinds of recall to prison are open: for a fixed term, or a standard one until somebody decides on a release.

A question that nobody answered counts as if it kept from a recall for a fixed term, as in the source; the decision
names it, for its answer may change what is open.

Source: ministryofjustice/make-recall-decision-ui, server/utils/fixedTermRecallUtils.ts, commit 0221345a.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from throughcare.facts.fact import Coded

VERSION = "recall-1"
SOURCE = "ministryofjustice/make-recall-decision-ui, server/utils/fixedTermRecallUtils.ts, commit 0221345a"
IS_VERIFIED = True
"""Every published known answer comes out the same (tests/rules/known_answers/recall.json)."""


class SentenceGroup(Coded):
    """Groups of sentences that a recall goes by. SDS: a standard determinate sentence."""

    ADULT_SDS = "ADULT_SDS", "Adult, for a fixed time"
    YOUTH_SDS = "YOUTH_SDS", "Young person, for a fixed time"
    INDETERMINATE = "INDETERMINATE", "Without a fixed end"
    EXTENDED = "EXTENDED", "Extended"


class Charged(Coded):
    """Whether the person is recalled for a new offence."""

    NO = "NO", "Not for a new offence"
    ONLY_CHARGED = "ONLY_CHARGED", "Charged and not convicted"
    CHARGED_AND_CONVICTED = "CHARGED_AND_CONVICTED", "Charged and convicted"


class Question(Coded):
    """What is asked; a yes keeps from a recall for a fixed term. The values are the names of the public interface."""

    REFERRED_244ZB = "wasReferredToParoleBoard244ZB", "Referred to the Parole Board under section 244ZB"
    REPATRIATED_FOR_MURDER = "wasRepatriatedForMurder", "Repatriated after a sentence for murder"
    SOPC = "isServingSOPCSentence", "Serving a sentence of particular concern"
    DCR = "isServingDCRSentence", "Serving a sentence with discretionary conditional release"
    TERRORISM = "isServingTerroristOrNationalSecurityOffence", "Serving for terrorism or national security"
    FOREIGN_POWER = "isAtRiskOfInvolvedInForeignPowerThreat", "At risk of a threat by a foreign power"
    MAPPA_CATEGORY_4 = "isMappaCategory4", "MAPPA category 4"
    MAPPA_LEVEL_2_OR_3 = "isMappaLevel2Or3", "MAPPA level 2 or 3"
    YOUTH_12_MONTHS = "isYouthSentenceOver12Months", "Sentence of 12 months or more"
    YOUTH_SERIOUS = "isYouthChargedWithSeriousOffence", "Charged with a serious offence"


CHARGED_QUESTION = "recalledOnNewChargedOrConvictedOffence"
"""The name of the question that `Charged` answers, for adults."""
QUESTIONS_OF: dict[SentenceGroup, tuple[Question, ...]] = {
    SentenceGroup.ADULT_SDS: (
        Question.REFERRED_244ZB,
        Question.REPATRIATED_FOR_MURDER,
        Question.SOPC,
        Question.DCR,
        Question.TERRORISM,
        Question.FOREIGN_POWER,
        Question.MAPPA_CATEGORY_4,
        Question.MAPPA_LEVEL_2_OR_3,
    ),
    SentenceGroup.YOUTH_SDS: (Question.YOUTH_12_MONTHS, Question.YOUTH_SERIOUS, Question.MAPPA_LEVEL_2_OR_3),
    SentenceGroup.INDETERMINATE: (),
    SentenceGroup.EXTENDED: (),
}


class Option(StrEnum):
    """What can be recommended."""

    FIXED_TERM = "FIXED_TERM"
    STANDARD = "STANDARD"
    NO_RECALL = "NO_RECALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallKind:
    """What is open, what keeps from a fixed term, and what nobody answered."""

    is_fixed_term_mandatory: bool
    is_standard_mandatory: bool
    options: tuple[Option, ...]
    because: tuple[str, ...]
    unanswered: tuple[str, ...] = ()
    version: str = field(default=VERSION)


def decide_recall_kind(
    group: SentenceGroup, answers: Mapping[Question, bool | None], charged: Charged | None = None
) -> RecallKind:
    """The kinds of recall that are open to somebody of this group of sentences. An answer of None was not given.

    For an adult one of the two is mandatory if they are recalled at all; for a young person whom anything keeps from a
    fixed term either can be recommended; a sentence without a fixed end, or extended, has only the standard one.
    """
    asked = QUESTIONS_OF[group]
    kept_by = [question.label for question in asked if answers.get(question)]
    unanswered = [question.value for question in asked if answers.get(question) is None]
    if group is SentenceGroup.ADULT_SDS:
        kept_by += [charged.label] if charged is Charged.ONLY_CHARGED else []
        unanswered += [CHARGED_QUESTION] if charged is None else []
    has_fixed_terms = group in (SentenceGroup.ADULT_SDS, SentenceGroup.YOUTH_SDS)
    is_fixed = has_fixed_terms and not kept_by and not unanswered
    is_standard = not has_fixed_terms or (group is SentenceGroup.ADULT_SDS and not is_fixed)
    return RecallKind(
        is_fixed_term_mandatory=is_fixed,
        is_standard_mandatory=is_standard,
        options=_options(is_fixed, is_standard),
        because=tuple(kept_by) if has_fixed_terms else (group.label,),
        unanswered=tuple(unanswered),
    )


def _options(is_fixed: bool, is_standard: bool) -> tuple[Option, ...]:
    if is_fixed:
        return (Option.FIXED_TERM, Option.NO_RECALL)
    if is_standard:
        return (Option.STANDARD, Option.NO_RECALL)
    return (Option.FIXED_TERM, Option.STANDARD, Option.NO_RECALL)
