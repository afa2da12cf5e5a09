"""A made-up pack that uses what the language allows and no shipped pack needs, so that the engines agree there too."""

from functools import cache

from throughcare.standards.language import AnyStandard
from throughcare.standards.loading import load_pack

_ABOUT = """
title: A title?
words: Some words.
why: A reason.
source: Made up.
sure: unverified
counts: recorded
gaming: None.
owner: Tests
next_review: 2027-06-30
"""

_SHARED = """
pack: exercise
title: Exercise
words: Made up.
source: Made up.
from: 2015-02-01
shared:
  sentences: {count: sentenced, per: order}
  all_sentences: {count: sentenced}
  sentences_before: {before: all_sentences}
  reports: {count: [report_requested, {kind: report_delivered, format: ORAL}], per: order}
  was_ended: {ever: ended, per: order}
  has_ended: {ever: ended}
  had_ended: {before: has_ended}
  order_provider: {latest: provider, of: allocated, per: order}
  allocated_order: {latest: order, of: allocated}
  last_kind: {latest: kind, of: [appointment, home_visit, plan]}
  kind_before: {before: last_kind}
  outcome_seen: {latest: outcome, of: [appointment, home_visit]}
  officer_seen: {latest: officer, of: {kind: [appointment, home_visit], outcome: ATTENDED}}
  # An appointment that is attended both asks and answers: it asks.
  questions: {unanswered: [escalated, appointment], by: [escalation_decided, {kind: appointment, outcome: ATTENDED}]}
  quiet: {when: {questions: 0, has_ended: false}}
  quiet_plans: {count: {kind: plan, quiet: true}}
  levels_high: {count: {kind: assessed, level: [HIGH, VERY HIGH], sentences_before: [0, 1]}}
"""

_STANDARDS = {
    "gate-at-end": """
at: [sentenced, ended]
holds: [{sentences: 1, was_ended: false}, {sentences: 2, had_ended: true}]
""",
    "gate-on-outcome": """
at: [{kind: appointment, outcome_seen: [ATTENDED, not recorded]}, home_visit]
holds: [{outcome: not recorded}, {questions: 1}]
applies: {officer: {same_as: officer_seen}}
unknown: {kind_before: [plan, not recorded]}
""",
    "gate-at-anything-of-an-order": """
at: [report_requested, report_delivered, sentenced, released, allocated, ended]
holds: [{reports: [0, 2]}, {order_provider: not recorded, quiet: true}]
""",
    "ended-then-sentenced": """
opens: ended
met_by: [sentenced, {kind: released, was_ended: true}]
per: order
due: {months: 1}
""",
    "clauses-with-limits": """
opens:
  - {kind: [allocated, plan], quiet: true, due: {working_days: 0}}
  - {kind: allocated, order_provider: not recorded, due: {months: 1}}
  - plan
  - {kind: assessed, levels_high: [1, 3]}
met_by:
  - {kind: plan, quiet_plans: 2}
  - {kind: sentenced, order: {same_as: allocated_order}}
  - {kind: home_visit, officer: {same_as: officer_seen}}
due: {calendar_days: 3}
""",
    "asked-of-some": """
opens: [{kind: appointment, outcome: [ATTENDED, not recorded]}, home_visit, {kind: plan, questions: [1, 2]}]
applies: [{kind: appointment, outcome: ATTENDED}, {kind: [home_visit, plan], quiet: true}]
unknown: {has_ended: false}
met_by: [appointment, plan]
due: {working_days: 3}
""",
    "thread-to-itself": """
opens: [escalated, escalation_decided]
met_by: [escalated, {kind: escalation_decided, decision: [DECLINED, not recorded]}]
per: thread
due: {working_days: 2}
accountable: {field: to_provider}
""",
}


@cache
def exercise_standards() -> tuple[AnyStandard, ...]:
    """The made-up standards, read by the loader like any pack."""
    texts = {f"{id_}.yaml": f"id: {id_}{_ABOUT}{text}" for id_, text in _STANDARDS.items()}
    return load_pack({"pack.yaml": _SHARED, **texts}).standards
