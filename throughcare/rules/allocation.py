"""Allocating a case: whose desk it waits on until an organisation has it."""

from __future__ import annotations

from throughcare.rules.case import CaseState

ALLOCATED_WITHIN = 2
"""Working days after the sentence. Source: NPS service level 002, by the end of the second full business day after the
day of the sentence; seen in its published figures."""


def court_desk_of(order: str, case: CaseState) -> str | None:
    """The organisation (code) whose court work an order is until somebody has it: that of the latest report on it, else
    of whoever recorded the sentence; None where nobody knows.
    """
    asked = [each.provider for each in case.reports if each.order == order and each.provider]
    if asked:
        return asked[-1]
    return next((each.passed_with for each in case.orders if each.number == order), None)
