"""Whole files of people: who stands there twice is found, families are held back, and the same rows give the same."""

from datetime import date

import polars as pl
import pytest

from tests.exchange.made_up_people import Made, Row, frame, made
from throughcare.exchange.linking import HELD_AT, PEOPLE, Field, Level, LinkFault, Pair, Scores, Source, propose
from throughcare.exchange.linking import splink_engine as engine_file
from throughcare.exchange.linking.cleaning import comparable
from throughcare.exchange.linking.parameters import STATED, are_of_people, completed
from throughcare.rules.matching import FATHER_AND_SON, TWINS, Band

WHO: Row = {
    "id": "A1",
    "given_names": "Aaron",
    "family_name": "Ashgarton",
    "born_on": date(1988, 5, 2),
    "sex": "M",
    "address": "12 High Street, LS1 4AB",
}


@pytest.fixture(scope="module")
def population() -> Made:
    return made(700, twice=250, families=15, seed=7)


@pytest.fixture(scope="module")
def proposed(population: Made):
    return propose(population.people, at_least=HELD_AT)


def ids(pairs) -> set[tuple[str, str]]:
    return {(pair.left, pair.right) for pair in pairs}


def two(**other: object) -> list[Pair]:
    """What is said of WHO and a second row that differs in this, down to the least probability."""
    return list(propose(frame([WHO, WHO | {"id": "B1"} | other]), at_least=0.01).pairs)


# Who stands there twice


def test_who_stands_there_twice_is_found_and_hardly_anybody_else(population, proposed):
    found = ids(pair for pair in proposed.pairs if pair.probability >= 0.9)
    assert proposed.source is Source.TRAINED
    assert len(found & population.true) >= 0.95 * len(population.true)
    assert len(found & population.true) >= 0.98 * len(found)


def test_nobody_of_a_family_is_proposed_and_all_that_score_are_marked(population, proposed):
    families = population.twins | population.parents | population.siblings
    marked = [pair for pair in proposed.pairs if (pair.left, pair.right) in families]
    assert ids(marked) >= population.twins
    assert all(pair.probability <= HELD_AT for pair in marked)
    assert any(pair.by_splink >= 0.9 for pair in marked), "Splink takes them for one person, which is why they are held"
    for pair in marked:
        if (pair.left, pair.right) in population.twins:
            assert TWINS in pair.reasons
        if (pair.left, pair.right) in population.parents:
            assert FATHER_AND_SON in pair.reasons


def test_no_pair_is_certain_and_the_likeliest_stands_first(proposed):
    probabilities = [pair.probability for pair in proposed.pairs]
    assert probabilities == sorted(probabilities, reverse=True)
    assert max(pair.by_splink for pair in proposed.pairs) < 1


def test_the_order_of_the_rows_makes_no_difference(population, proposed):
    shuffled = population.people.sample(fraction=1, shuffle=True, seed=3)
    assert propose(shuffled, at_least=HELD_AT) == proposed


# Two by two


def test_the_same_row_twice_is_a_likely_pair_by_stated_parameters():
    found = propose(frame([WHO, WHO | {"id": "B1"}]))
    assert found.source is Source.STATED
    (pair,) = found.pairs
    assert (pair.left, pair.right) == ("A1", "B1")
    assert pair.probability == pair.by_splink > 0.99
    assert pair.band is Band.LIKELY
    assert set(pair.levels.values()) == {Level.SAME, Level.NOT_TOLD}
    assert pair.levels[Field.PNC] is Level.NOT_TOLD


DIFFERENCES: list[tuple[Row, Field, Level]] = [
    ({"family_name": "ASHGÀRTON"}, Field.FAMILY_NAME, Level.SAME),
    ({"family_name": "Ashgartn"}, Field.FAMILY_NAME, Level.NEARLY),
    ({"family_name": "Ashgarton Bell"}, Field.FAMILY_NAME, Level.NEARLY),
    ({"family_name": "Bell-Ashgarton"}, Field.FAMILY_NAME, Level.ALIKE),
    ({"family_name": "Bell"}, Field.FAMILY_NAME, Level.DIFFERENT),
    ({"given_names": "Ashgarton", "family_name": "Aaron"}, Field.FAMILY_NAME, Level.TURNED),
    ({"given_names": "Ashgarton", "family_name": "Aaron"}, Field.GIVEN_NAMES, Level.TURNED),
    ({"given_names": "Aaron Lee"}, Field.GIVEN_NAMES, Level.SAME),
    ({"given_names": "A"}, Field.GIVEN_NAMES, Level.ALIKE),
    ({"given_names": ""}, Field.GIVEN_NAMES, Level.NOT_TOLD),
    ({"born_on": date(1988, 2, 5)}, Field.BORN_ON, Level.NEARLY),
    ({"born_on": date(1988, 5, 22)}, Field.BORN_ON, Level.ALIKE),
    ({"born_on": None}, Field.BORN_ON, Level.NOT_TOLD),
    ({"address": "12 High St, Leeds LS1 4AB"}, Field.ADDRESS, Level.SAME),
    ({"address": "3 Low Road", "postcode": "ls1 4ab"}, Field.ADDRESS, Level.NEARLY),
    ({"address": "LS1 4AB"}, Field.ADDRESS, Level.NEARLY),
    ({"address": "3 Low Road, LS2 9ZZ"}, Field.ADDRESS, Level.DIFFERENT),
    ({"sex": "Female"}, Field.SEX, Level.DIFFERENT),
    ({"sex": "Not recorded"}, Field.SEX, Level.NOT_TOLD),
]


@pytest.fixture(scope="module")
def compared() -> dict[str, Pair]:
    """WHO beside everybody who differs in one of these, by the number of the difference."""
    others = [WHO | {"id": str(number)} | other for number, (other, _, _) in enumerate(DIFFERENCES)]
    return {pair.right: pair for pair in propose(frame([WHO]), frame(others), at_least=0.01).pairs}


@pytest.mark.parametrize("number", range(len(DIFFERENCES)), ids=lambda number: str(DIFFERENCES[number][0]))
def test_each_field_is_compared_as_at_the_desk(compared, number):
    _, field, level = DIFFERENCES[number]
    assert compared[str(number)].levels[field] is level


@pytest.mark.parametrize(("name", "is_held"), [("Baron", True), ("Aron", False)])
def test_first_names_almost_alike_are_possible_here_as_at_the_desk(name, is_held):
    """Held back where more than a letter or two differ; where they do not, one name spelt in two ways is proposed."""
    (pair,) = two(given_names=name)
    assert (pair.band, TWINS in pair.reasons) == (Band.POSSIBLE, True)
    assert (pair.probability <= HELD_AT) == is_held


def test_a_twin_is_held_back_unless_the_number_is_the_same():
    (twin,) = two(given_names="Brian")
    assert twin.probability <= HELD_AT
    assert TWINS in twin.reasons
    rows = [WHO | {"pnc": "2004/0123456A"}, WHO | {"id": "B1", "given_names": "Brian", "pnc": "04/123456a"}]
    (same_number,) = propose(frame(rows), at_least=0.9).pairs
    assert same_number.levels[Field.PNC] is Level.SAME
    assert same_number.reasons[0].startswith("same PNC number, but name or birth date speak against it")


def test_parent_and_child_of_one_name_are_held_back():
    found = propose(frame([WHO, WHO | {"id": "B1", "born_on": date(2010, 9, 14)}]))
    assert found.pairs == ()
    pairs = two(born_on=date(2010, 9, 14))
    assert all(pair.probability <= HELD_AT and FATHER_AND_SON in pair.reasons for pair in pairs)


def test_another_number_speaks_against():
    rows = [WHO | {"pnc": "04/123456A"}, WHO | {"id": "B1", "pnc": "05/99B"}]
    (pair,) = propose(frame(rows), at_least=0.01).pairs
    assert pair.levels[Field.PNC] is Level.DIFFERENT
    assert pair.weight < two()[0].weight


def test_two_files_may_use_the_same_ids_and_their_sides_can_be_changed():
    one, other = frame([WHO, WHO | {"id": "A2", "family_name": "Bell", "born_on": date(1970, 1, 1)}]), frame([WHO])
    (pair,) = propose(one, other).pairs
    (turned,) = propose(other, one).pairs
    assert (pair.left, pair.right, pair.probability) == ("A1", "A1", turned.probability)


def test_of_nobody_nothing_is_said():
    for people, others in ((frame([WHO]), None), (frame([]), frame([WHO])), (frame([WHO]), frame([]))):
        with pytest.raises(LinkFault, match="There is nobody to compare"):
            propose(people, others)
    with pytest.raises(LinkFault, match=r"must be from 0\.01 to below 1, and not 1"):
        propose(frame([WHO]), frame([WHO]), at_least=1)


def test_a_number_and_a_birth_date_that_stand_for_unknown_are_not_compared_and_are_named():
    family = [f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}{number}" for number in range(60)]
    rows = [{"id": name, "family_name": name, "born_on": date(1900, 1, 1), "pnc": "Not Known"} for name in family]
    found = propose(frame([*rows, WHO, WHO | {"id": "B1"}]), at_least=0.01)
    assert found.unknown == ("PNC NOTKNOWN", "born on 1900-01-01")
    assert ids(found.pairs) == {("A1", "B1")}
    assert propose(frame([*rows[:5], WHO])).unknown == ()


# Behind the port


def test_another_engine_may_stand_behind_the_port():
    def engine(left, right, *, at_least):
        assert left.columns == ["place", *comparable(frame([WHO])).columns[1:]]
        assert (right, at_least) == (None, 0.9)
        levels = {field.value: "same" for field in Field}
        return Scores(
            pl.DataFrame([{"left": 0, "right": 1, "probability": 0.95, "weight": 4.2, **levels}]), Source.STATED
        )

    (pair,) = propose(frame([WHO | {"id": "Z"}, WHO | {"id": "B"}]), engine=engine).pairs
    assert (pair.left, pair.right, pair.probability) == ("B", "Z", 0.95)


@pytest.mark.parametrize(("missing", "named"), [("splink", "Splink"), ("duckdb", "DuckDB")])
def test_without_the_extra_it_is_said_what_installs_it(monkeypatch, missing, named):
    monkeypatch.setattr(engine_file, "find_spec", lambda name: None if name == missing else object())
    with pytest.raises(LinkFault) as fault:
        propose(frame([WHO, WHO | {"id": "B1"}]))
    assert str(fault.value).startswith(f"{named} is not installed")
    assert "pip install 'throughcare[link]'" in str(fault.value)
    assert "scripts/setup link" in str(fault.value)


def test_an_engine_that_breaks_off_is_told_in_a_sentence(monkeypatch):
    condition = {Level.NOT_TOLD: "sex_l IS NULL", Level.SAME: "no_such_function(sex_l, sex_r)", Level.DIFFERENT: "ELSE"}
    monkeypatch.setitem(engine_file._CONDITIONS, Field.SEX, condition)
    with pytest.raises(LinkFault, match=r"The comparison did not finish, and nothing was written: .*no_such_function"):
        propose(frame([WHO, WHO | {"id": "B1"}]))


# Parameters


def test_what_is_stated_adds_up_and_is_of_people():
    for levels in STATED.values():
        for each in (0, 1):
            assert sum(pair[each] for pair in levels.values()) == pytest.approx(1)
    assert are_of_people(STATED)


def test_what_was_not_seen_is_taken_as_stated_and_nothing_is_impossible():
    learnt = completed({Field.SEX: {Level.SAME: (1.0, 0.5)}, Field.PNC: {Level.DIFFERENT: (0.0, 1.0)}})
    assert learnt[Field.BORN_ON] == STATED[Field.BORN_ON]
    assert learnt[Field.SEX][Level.DIFFERENT] == STATED[Field.SEX][Level.DIFFERENT]
    assert learnt[Field.PNC][Level.DIFFERENT][0] > 0


def test_parameters_of_families_are_not_used():
    born = {Level.SAME: (0.2, 0.0001), Level.DIFFERENT: (0.7, 0.99)}
    assert not are_of_people(completed({Field.BORN_ON: born}))
    assert not are_of_people(completed({Field.SEX: {Level.SAME: (0.4, 0.5), Level.DIFFERENT: (0.6, 0.5)}}))


def test_a_file_in_which_nobody_stands_twice_teaches_nothing():
    found = propose(made(600, twice=0).people)
    assert found.source is Source.STATED
    assert found.pairs == ()


def test_a_frame_of_people_has_the_columns_of_the_port():
    assert dict(frame([]).schema) == dict(PEOPLE)
