"""What an offence weighs: by its five-digit code (a Home Office code of three digits and its two of detail)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FirstWeight:
    """An offence in the first generation of formulas. `ogrs3` is None where no weight is defined."""

    ogrs3: float | None
    group: str
    snsv_static: float
    snsv_dynamic: float
    vatp_static: float
    vatp_dynamic: float
    is_violent_or_sexual: bool
    is_several: bool = False


@dataclass(frozen=True, slots=True)
class SecondWeight:
    """An offence in the second generation: one of 24 categories, or `UNKNOWN`."""

    category: str
    is_violent: bool
    is_violent_or_sexual: bool


@dataclass(frozen=True, slots=True)
class Offences:
    """The published tables of both generations, by code."""

    first: Mapping[str, FirstWeight]
    second: Mapping[str, SecondWeight]
