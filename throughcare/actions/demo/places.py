"""Where the made-up world plays: the published areas of 2014 to 2021, and a few teams in each.

The names of the areas are real, the figures are not. The teams are made up.
"""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.facts.staff import ProviderType
from throughcare.synthesis.places import Agency, Area
from throughcare.synthesis.places import agencies as agencies_of


@dataclass(frozen=True, slots=True)
class MadeOrganisation:
    """An organisation that supervises people. Owners are not told: all figures here are made up."""

    code: str
    name: str
    type: ProviderType
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class MadeTeam:
    """A team of one organisation."""

    code: str
    organisation: str
    name: str


LEEDS_NORTH = "N02T1"
LEEDS_CITY = "C07T1"
FULL_TEAMS = (LEEDS_NORTH, LEEDS_CITY)
"""The two teams that are shown in full: every practitioner with a caseload as heavy as it was."""

# Division: its name, the town of its courts, its teams, and the companies that work beside it.
_DIVISIONS: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "N01": ("North West", "Manchester courts", ("Salford", "Preston"), ("C03", "C04", "C05")),
    "N02": ("North East", "Leeds courts", ("Leeds North", "Newcastle"), ("C01", "C02", "C06", "C07", "C08")),
    "N03": ("Midlands", "Birmingham courts", ("Birmingham East", "Leicester"), ("C09", "C10", "C11")),
    "N04": ("London", "Camberwell courts", ("Lambeth", "Hackney"), ("C21",)),
    "N05": ("Wales", "Cardiff courts", ("Cardiff", "Swansea"), ("C20",)),
    "N06": ("South East & Eastern", "Chelmsford courts", ("Norwich", "Medway"), ("C12", "C13", "C15", "C18")),
    "N07": ("South West & South Central", "Bristol courts", ("Bristol", "Oxford"), ("C14", "C16", "C17", "C19")),
}

_COMPANIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "C01": ("Northumbria", ("Newcastle West",)),
    "C02": ("Durham Tees Valley", ("Middlesbrough",)),
    "C03": ("Cumbria & Lancashire", ("Blackburn",)),
    "C04": ("Cheshire & Greater Manchester", ("Stockport", "Bolton")),
    "C05": ("Merseyside", ("Liverpool South",)),
    "C06": ("Humberside, Lincolnshire & North Yorkshire", ("Hull",)),
    "C07": ("West Yorkshire", ("Leeds City", "Bradford")),
    "C08": ("South Yorkshire", ("Sheffield",)),
    "C09": ("Staffordshire & West Midlands", ("Wolverhampton", "Stoke")),
    "C10": ("Derbyshire, Leicestershire, Nottinghamshire & Rutland", ("Nottingham",)),
    "C11": ("Warwickshire & West Mercia", ("Worcester",)),
    "C12": ("Bedfordshire, Northamptonshire, Cambridgeshire & Hertfordshire", ("Luton",)),
    "C13": ("Norfolk & Suffolk", ("Ipswich",)),
    "C14": ("Thames Valley", ("Reading",)),
    "C15": ("Essex", ("Basildon",)),
    "C16": ("Bristol, Gloucestershire, Somerset & Wiltshire", ("Swindon",)),
    "C17": ("Hampshire & Isle of Wight", ("Southampton",)),
    "C18": ("Kent, Surrey & Sussex", ("Brighton",)),
    "C19": ("Dorset, Devon & Cornwall", ("Plymouth",)),
    "C20": ("Wales", ("Wrexham",)),
    "C21": ("London", ("Croydon", "Haringey")),
}

DIVISION_OF: dict[str, str] = {code: division for division, row in _DIVISIONS.items() for code in (division, *row[3])}
"""The division of the NPS whose courts sentence the people of an organisation (of a division: itself)."""

IN_WALES = frozenset({"N05", "C20"})


def organisations() -> tuple[MadeOrganisation, ...]:
    """The seven divisions and the twenty-one companies."""
    divisions = [MadeOrganisation(code, f"NPS {row[0]}", ProviderType.NPS) for code, row in _DIVISIONS.items()]
    companies = [MadeOrganisation(code, f"{row[0]} CRC", ProviderType.CRC) for code, row in _COMPANIES.items()]
    return (*divisions, *companies)


def agencies() -> tuple[Agency, ...]:
    """A police force and a children's services department beside every company. All are made up."""
    return agencies_of([Area(each.code, each.name, each.type, DIVISION_OF[each.code], 1.0) for each in organisations()])


def court_team(division: str) -> str:
    """The code of the team that works at the courts of a division."""
    return f"{division}T0"


def teams() -> tuple[MadeTeam, ...]:
    """The court team of every division, and one or two teams that supervise in every organisation."""
    courts = [MadeTeam(court_team(code), code, row[1]) for code, row in _DIVISIONS.items()]
    named = {code: row[2] for code, row in _DIVISIONS.items()} | {code: row[1] for code, row in _COMPANIES.items()}
    supervising = [
        MadeTeam(f"{code}T{number}", code, name)
        for code, names in named.items()
        for number, name in enumerate(names, start=1)
    ]
    return (*courts, *supervising)


TYPE_OF: dict[str, ProviderType] = {each.code: each.type for each in organisations()}
"""The type of each organisation by its code."""
