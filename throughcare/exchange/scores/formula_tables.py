"""The figures of each formula as tables for its reference page: every weight that the rule uses, and none besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import ModuleType

from throughcare.rules.scores import csrp, ogp, ogrs3, ovp, rsr, second, sexual, snsv_terms, snsv_weights
from throughcare.rules.scores.answers import Form
from throughcare.rules.scores.scored import Formula
from throughcare.rules.scores.second_offences import OFFENCES
from throughcare.rules.scores.second_weights import WEIGHTS

FORMS = {Form.STATIC: "without an interview", Form.DYNAMIC: "with an interview"}
_BY_FORM = ("what", *FORMS.values())
_YEARS_AND_MONTHS = "Years added to the career in each rate, and the months without an offence that count at most"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it holds, its columns, its rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def tables_of(formula: Formula) -> tuple[Table, ...]:
    """The tables of a formula, in the order in which they are used."""
    return tuple(_TABLES[formula]())


def _named(module: ModuleType, names: Sequence[str], title: str = "Single figures") -> Table:
    """Single figures of a rule, by the words of their names."""
    return Table(title, ("what", "figure"), tuple((_words(name), getattr(module, name)) for name in names))


def _words(name: str) -> str:
    return name.replace("_", " ").lower()


def _ogrs3() -> Iterator[Table]:
    yield Table("Weights of the age at which the follow-up begins", ("from age", "men", "women"), ogrs3.AGES)
    yield _named(ogrs3, ("FIRST_TIME", "REPEAT", "COPAS", "COPAS_YEARS", "ONE_YEAR", "TWO_YEARS"))


def _ovp() -> Iterator[Table]:
    yield Table("Points for violent sanctions", ("sanctions", "points"), tuple(enumerate(ovp.VIOLENT)))
    yield Table("Points for sanctions that are not violent", ("from", "points"), ovp.NOT_VIOLENT)
    yield Table("Points for the age at which the follow-up begins", ("from age", "points"), ovp.AGES)
    names = ("ANY_SANCTION", "MALE", "NO_IMPACT", "NO_ABODE", "UNEMPLOYED", "PSYCHIATRIC", "ALCOHOL", "TEMPER")
    yield _named(ovp, (*names, "ATTITUDES", "PER_POINT", "ONE_YEAR", "TWO_YEARS"))


def _ogp() -> Iterator[Table]:
    names = ("OF_OGRS3", "OF_DRUGS", "OF_THINKING", "NO_ABODE", "UNEMPLOYED", "PER_POINT", "ONE_YEAR", "TWO_YEARS")
    yield _named(ogp, names)
    steps = tuple(zip(("none", "some", "significant"), ogp.IN_THREE_STEPS, strict=True))
    yield Table("Points for problems with activities and with attitudes", ("problems", "points"), steps)


def _snsv() -> Iterator[Table]:
    columns = [dict(_flat(asdict(snsv_weights.WEIGHTS[form]))) for form in FORMS]
    rows = tuple((name, *(column[name] for column in columns)) for name in columns[0])
    yield Table("Weights (the first of two for men, the second for women; powers from the first)", _BY_FORM, rows)
    yield _named(snsv_terms, ("COPAS_YEARS", "RATE_YEARS", "MOST_MONTHS"), _YEARS_AND_MONTHS)
    names = ("WEAPON", "ACCOMMODATION", "UNEMPLOYED", "PARTNER", "CHRONIC_DRINKING", "BINGE_DRINKING")
    more = ("IMPULSIVITY", "TEMPER", "ATTITUDES", "DOMESTIC_VIOLENCE")
    yield _named(snsv_weights, (*names, *more), "Counted only with an interview")
    past = tuple((offence.label, weight) for offence, weight in snsv_weights.PAST_OFFENCES.items())
    yield Table("Earlier convictions, counted only with an interview", ("of", "weight"), past)


def _flat(weights: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for name, value in weights.items():
        words = f"{before}{_words(name)}"
        if isinstance(value, tuple):
            yield from _flat({str(number): each for number, each in enumerate(value, 1)}, f"{words}, ")
        else:
            yield words, value


def _direct() -> Iterator[Table]:
    names = ("PER_ADULT", "PER_CHILD", "PER_NON_CONTACT", "AT_MOST_TIMES", "AGAIN", "STRANGER")
    more = ("FROM_AGE", "TO_AGE", "AGE_POINTS", "PER_POINT", "INTERCEPT", "FREE_YEARS")
    yield _named(sexual, (*names, *more))
    yield Table("Points for the age at which the follow-up begins", ("from age", "points"), _steps(sexual.age_points))
    last = _steps(sexual.age_at_last_points)
    yield Table("Points for the age at the last sexual offence", ("from age", "points"), (("not known", 0), *last))


def _steps(points_at: Callable[[int], int], oldest: int = 109) -> tuple[tuple[int, int], ...]:
    """The ages at which points change, with the points from then on."""
    found = [(age, points_at(age)) for age in range(oldest + 1)]
    return tuple(now for before, now in zip([(0, None), *found], found, strict=False) if before[1] != now[1])


def _ladder(module: ModuleType) -> Callable[[], Iterator[Table]]:
    def tables() -> Iterator[Table]:
        rows = tuple((words, f"{chance:.3%}", band.label) for _, chance, band, words in module.LADDER)
        yield Table("The first rung that holds is taken", ("rung", "probability", "band"), rows)

    return tables


def _second(formula: Formula) -> Callable[[], Iterator[Table]]:
    def tables() -> Iterator[Table]:
        yield _side_by_side("Weights (AAI: the age at which the follow-up begins)", "what", WEIGHTS, formula)
        rows = (("copas years", second.COPAS_YEARS[formula]), ("most months", snsv_terms.MOST_MONTHS))
        rate = () if formula is Formula.ARP else (("rate years", second.RATE_YEARS),)
        yield Table(_YEARS_AND_MONTHS, ("what", "figure"), (*rows, *rate))
        yield _side_by_side("Weights of the current offence", "category", OFFENCES, formula)

    return tables


def _side_by_side(
    title: str, what: str, weights: Mapping[tuple[Formula, Form], Mapping[str, float]], formula: Formula
) -> Table:
    columns = [weights[formula, form] for form in FORMS]
    names = dict.fromkeys(name for column in columns for name in column)
    rows = tuple((_words(name), *(column.get(name, "not counted") for column in columns)) for name in names)
    return Table(title, (what, *FORMS.values()), rows)


def _rsr() -> Iterator[Table]:
    yield _named(rsr, ("FEMALE_WITH_HISTORY", "MOST"))


_TABLES: dict[Formula, Callable[[], Iterator[Table]]] = {
    Formula.OGRS3: _ogrs3,
    Formula.OVP: _ovp,
    Formula.OGP: _ogp,
    Formula.SNSV: _snsv,
    Formula.OSPDC: _direct,
    Formula.OSPIIC: _ladder(sexual),
    Formula.RSR: _rsr,
    Formula.ARP: _second(Formula.ARP),
    Formula.VRP: _second(Formula.VRP),
    Formula.SVRP: _second(Formula.SVRP),
    Formula.DC_SRP: _direct,
    Formula.IIC_SRP: _ladder(csrp),
    Formula.CSRP: _rsr,
}
