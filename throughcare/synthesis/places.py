"""Where a made-up nation plays: divisions, companies and the weight of each. All names are made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from throughcare.facts.checks import AgencyType
from throughcare.facts.staff import ProviderType
from throughcare.synthesis.parameters import SERVICE_SHARE

SERVICE, COMPANY = 0, 1
"""The two types of organisation, as places in every pair of numbers."""
TYPES = tuple(ProviderType)


@dataclass(frozen=True, slots=True)
class Area:
    """An organisation. `weight` is its share among those of its type; `division` the code of whose courts sentence."""

    code: str
    name: str
    type: ProviderType
    division: str
    weight: float
    is_in_wales: bool = False

    @property
    def type_place(self) -> int:
        """The place of its type in a pair."""
        return TYPES.index(self.type)


@dataclass(frozen=True, slots=True)
class Places:
    """The organisations of a nation, and how its people divide between the two types."""

    areas: tuple[Area, ...]
    service_share: float
    team_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


# Code: name, weight, the codes of the companies beside it. Weights are ours.
_DIVISIONS: dict[str, tuple[str, float, tuple[str, ...]]] = {
    "N01": ("Northmere", 0.17, ("C03", "C04", "C05")),
    "N02": ("Aldermoor", 0.18, ("C01", "C02", "C06", "C07", "C08")),
    "N03": ("Midvale", 0.18, ("C09", "C10", "C11")),
    "N04": ("Kingsferry", 0.17, ("C21",)),
    "N05": ("Cambria West", 0.06, ("C20",)),
    "N06": ("Eastholm", 0.13, ("C12", "C13", "C15", "C18")),
    "N07": ("Southcombe", 0.11, ("C14", "C16", "C17", "C19")),
}
_COMPANIES: dict[str, tuple[str, float]] = {
    "C01": ("Tynegate", 3.0),
    "C02": ("Wearbridge", 2.5),
    "C03": ("Lunesdale", 3.5),
    "C04": ("Mersham & Greaterfold", 8.0),
    "C05": ("Dockside", 4.0),
    "C06": ("Humberwick & Wolds", 5.0),
    "C07": ("West Airedale", 5.5),
    "C08": ("Donford", 4.0),
    "C09": ("Potterstone & Blackvale", 9.0),
    "C10": ("Trentwell & Peak", 6.0),
    "C11": ("Severnhay", 3.5),
    "C12": ("Ousemarsh & Chilterns", 5.5),
    "C13": ("Broadfen", 3.0),
    "C14": ("Upper Isis", 4.0),
    "C15": ("Crouchwater", 3.5),
    "C16": ("Avonmoor & Downs", 5.0),
    "C17": ("Solentside", 4.0),
    "C18": ("Wealden & Downs", 6.5),
    "C19": ("Tamarmouth", 3.5),
    "C20": ("Cambria", 5.0),
    "C21": ("Kingsferry", 14.0),
}
_TOWNS = (
    "Ashby Brook Carrow Denholm Elmstead Farley Glen Harrow Inkley Jessop Kirkby Lowfield Marsh Norwell Orchard Priory "
    "Quarry Ridge Stanwick Thorpe Upwell Vale Wharf Yarrow"
).split()


def nation() -> Places:
    """Seven divisions and twenty-one companies, sized unequally."""
    areas = [
        Area(code, f"NPS {name}", ProviderType.NPS, code, weight, code == "N05")
        for code, (name, weight, _) in _DIVISIONS.items()
    ]
    areas += [
        Area(code, f"{_COMPANIES[code][0]} CRC", ProviderType.CRC, division, _COMPANIES[code][1], code == "C20")
        for division, (_, _, codes) in _DIVISIONS.items()
        for code in codes
    ]
    return Places(tuple(sorted(areas, key=lambda area: area.code)), SERVICE_SHARE.value)


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency that is asked about the people of an area."""

    code: str
    name: str
    type: AgencyType


def agencies(areas: Sequence[Area]) -> tuple[Agency, ...]:
    """A police force and a children's services department beside every company, in the order of the companies."""
    found = []
    for area in areas:
        if area.type is ProviderType.CRC:
            name = area.name.removesuffix(" CRC")
            found.append(Agency(f"POL-{area.code}", f"{name} Police", AgencyType.POLICE))
            found.append(Agency(f"CHI-{area.code}", f"{name} Children's Services", AgencyType.CHILDREN))
    return tuple(found)


def agencies_around(areas: Sequence[Area]) -> tuple[tuple[int, ...], ...]:
    """For each area the places, among the companies, of those whose agencies are asked: its own, or its division's."""
    companies = [area for area in areas if area.type is ProviderType.CRC]
    return tuple(
        tuple(place for place, each in enumerate(companies) if area.code in (each.code, each.division))
        for area in areas
    )


def team_name(place: int) -> str:
    """The made-up name of an organisation's team, by its place among them."""
    around, town = divmod(place, len(_TOWNS))
    return _TOWNS[town] if not around else f"{_TOWNS[town]} {around + 1}"
