"""Ranking practitioners for a case: who can have it, in which order, and why; and what must hold of every ranking."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.exchange.role_grids import grid_for
from throughcare.facts.risk import Register, RoshLevel
from throughcare.facts.staff import Grade, Qualification, Sex, Training
from throughcare.rules.ranking import Against, Over, rank
from throughcare.rules.ranking_terms import WEIGHTS, CaseFacts, Term
from throughcare.rules.role_grid import CaseNeeds, Skills
from throughcare.rules.workload.points import Location

ON = date(2016, 3, 14)
GRID = grid_for()
LOW = CaseNeeds(RoshLevel.LOW, False, frozenset(), Location.COMMUNITY)
HIGH = CaseNeeds(RoshLevel.HIGH, False, frozenset({Register.DOMESTIC_ABUSE}), Location.COMMUNITY)
ALL = dict.fromkeys(Training)
CASE = CaseFacts(LOW, 60)
PO = Skills(Grade.OFFICER, frozenset({Qualification.OFFICER}), ALL)
PSO = Skills(Grade.SERVICE_OFFICER, frozenset({Qualification.SERVICE_OFFICER}), ALL)
UNTRAINED = replace(PO, trainings={})


@dataclass(frozen=True)
class Held:
    cases: int = 20
    points: int = 1200
    high: int = 4
    new: int = 1


@dataclass(frozen=True)
class Who:
    code: str
    name: str = "Somebody"
    team: str = "T1"
    skills: Skills = PO
    in_grade_since: date | None = date(2014, 1, 1)
    available: int = 2176
    is_away: bool = False
    away_until: date | None = None
    languages: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sex: Sex | None = None
    held: Held = field(default_factory=Held)


def order(case: CaseFacts, *who: Who) -> list[str]:
    return [each.code for each in rank(case, who, GRID, ON)]


def found(case: CaseFacts, who: Who):
    return rank(case, [who], GRID, ON)[0]


@pytest.mark.parametrize(
    ("case", "better"),
    [
        (CASE, {"held": Held(points=900)}),
        (CASE, {"available": 2500}),
        (CASE, {"held": Held(new=0)}),
        (CASE, {"in_grade_since": date(2012, 1, 1)}),
        (replace(CASE, held_before=("B",)), {}),
        (replace(CASE, wrote_report=frozenset({"B"})), {}),
        (replace(CASE, language="Urdu"), {"languages": ("urdu",)}),
        (replace(CASE, lives_at="LS6"), {"places": ("LS6",)}),
        (replace(CASE, needs=HIGH), {"held": Held(high=2)}),
        (CASE, {"skills": PSO}),
    ],
)
def test_each_term_puts_whoever_has_more_of_it_first(case, better):
    first, second = Who("B", **better), Who("A", in_grade_since=date(2015, 10, 1))
    second = replace(second, in_grade_since=second.in_grade_since if "in_grade_since" in better else date(2014, 1, 1))
    assert order(case, second, first) == ["B", "A"]


@pytest.mark.parametrize("term", ["language", "lives_at"])
def test_what_a_case_does_not_ask_for_is_not_weighed(term):
    plain = Who("A", languages=("Urdu",), places=("LS6",))
    assert {each.term for each in found(CASE, plain).terms}.isdisjoint({Term.LANGUAGE, Term.TRAVEL})
    assert len(found(replace(CASE, **{term: "Urdu"}), plain).terms) == len(found(CASE, plain).terms) + 1


@pytest.mark.parametrize(
    ("case", "who", "against"),
    [
        (replace(CASE, needs=HIGH), {"skills": PSO}, Against.BARRED),
        (replace(CASE, needs=HIGH), {"skills": UNTRAINED}, Against.BARRED),
        (CASE, {"is_away": True, "away_until": date(2016, 4, 1)}, Against.AWAY),
        (replace(CASE, conflicts={"A"}), {}, Against.NOT_FOR_THIS),
        (replace(CASE, excluded={"A"}), {}, Against.NOT_FOR_THIS),
        (replace(CASE, restricted_to={"B"}), {}, Against.NOT_FOR_THIS),
        (replace(CASE, asked_sex=Sex.WOMAN), {"sex": Sex.MAN}, Against.ASKED_SEX),
        (replace(CASE, asked_sex=Sex.WOMAN), {}, Against.ASKED_SEX),
        (replace(CASE, held_now="A"), {}, Against.HOLDS_IT),
    ],
)  # fmt: skip
def test_whom_something_stands_against_cannot_be_chosen(case, who, against):
    one = found(case, Who("A", **who))
    assert one.place is None
    assert against in [each for each, _ in one.against]
    assert not one.can_have_it


def test_absence_has_no_reason_and_what_is_hidden_is_not_in_the_words():
    away = found(CASE, Who("A", is_away=True, away_until=date(2016, 4, 1)))
    assert away.against == ((Against.AWAY, "Not available until 1 April 2016."),)
    for case in (replace(CASE, conflicts={"A"}), replace(CASE, excluded={"A"})):
        one = found(case, Who("A"))
        assert one.against == ((Against.NOT_FOR_THIS, "Not for this case."),)
        assert one.hidden


@pytest.mark.parametrize(
    ("held", "over"),
    [
        (Held(points=2300), [Over.CAPACITY]),
        (Held(points=2333), [Over.CAPACITY]),
        (Held(new=5), [Over.NEW]),
        (Held(new=4), []),
        (Held(cases=20, high=15), [Over.HIGH_SHARE]),
        (Held(cases=8, high=8), []),
        (Held(), []),
    ],
)
def test_limits_are_said_and_put_whoever_passes_one_behind_the_others(held, over):
    case = replace(CASE, needs=replace(HIGH, concerns=frozenset()), points=100)
    one = Who("A", held=held)
    assert [each for each, _ in found(case, one).over] == over
    if over:
        assert order(case, one, Who("B", available=1000, held=Held(points=990, high=10))) == ["B", "A"]


def test_no_time_at_all_is_said_honestly_and_stands_last():
    none = found(CASE, Who("A", available=0))
    assert none.percent == (None, None)
    assert none.over == ((Over.CAPACITY, "They have no time for cases by the points of their post."),)
    assert "no time for cases: 1200 points held, 1260 after" in none.terms[0].words
    assert order(CASE, Who("A", available=0), Who("B", held=Held(points=2000))) == ["B", "A"]


def test_each_place_is_explained():
    case = replace(CASE, held_before=("C",))
    first, second, third = rank(case, [Who("A", held=Held(points=2100)), Who("B"), Who("C")], GRID, ON)
    assert (first.code, first.why) == ("C", "First because: held the case before.")
    assert (second.code, second.why) == ("B", "Behind the first because: has not worked with the person.")
    assert third.why.startswith("Behind the first because: has not worked with the person; ") or "fuller" in third.why
    assert "fuller than the first: 99% after this case, against 58%" in third.why
    assert found(CASE, Who("A")).why == "The only one who can have it."


def test_time_outweighs_any_one_of_the_others():
    assert all(WEIGHTS[Term.ROOM] > weight for term, weight in WEIGHTS.items() if term is not Term.ROOM)
    assert set(WEIGHTS) == set(Term)


# --- what holds of every ranking ---------------------------------------------------------------------------------

skills = st.builds(
    Skills,
    st.sampled_from([Grade.OFFICER, Grade.SERVICE_OFFICER, Grade.SENIOR, None]),
    st.frozensets(st.sampled_from(Qualification)),
    st.dictionaries(st.sampled_from(Training), st.none() | st.dates(date(2015, 1, 1), date(2017, 1, 1))),
)
helds = st.builds(
    lambda cases, points, high, new: Held(cases, points, min(high, cases), min(new, cases)),
    st.integers(0, 80), st.integers(0, 3000), st.integers(0, 80), st.integers(0, 9),
)  # fmt: skip
whos = st.builds(
    Who,
    code=st.sampled_from("ABCDEFGH"),
    skills=skills | st.just(Who("A").skills) | st.just(PSO),
    available=st.integers(0, 2176),
    in_grade_since=st.none() | st.dates(date(2005, 1, 1), ON),
    is_away=st.booleans(),
    languages=st.sampled_from([(), ("Urdu",)]),
    places=st.sampled_from([(), ("LS6",)]),
    sex=st.none() | st.sampled_from(Sex),
    held=helds,
)
groups = st.lists(whos, min_size=1, max_size=8, unique_by=lambda who: who.code)
codes = st.frozensets(st.sampled_from("ABCDEFGH"), max_size=2)
cases = st.builds(
    CaseFacts,
    needs=st.builds(
        CaseNeeds, st.none() | st.sampled_from(RoshLevel), st.booleans(), st.frozensets(st.sampled_from(Register)),
        st.sampled_from([Location.COMMUNITY, Location.LICENCE, Location.CUSTODY]),
    ),
    points=st.integers(0, 250),
    held_before=codes.map(tuple),
    wrote_report=codes,
    language=st.sampled_from(["", "Urdu"]),
    lives_at=st.sampled_from(["", "LS6"]),
    conflicts=codes,
    excluded=codes,
)  # fmt: skip


@given(cases, groups, st.randoms(use_true_random=False))
def test_the_order_of_those_given_does_not_matter(case, group, random):
    shuffled = group[:]
    random.shuffle(shuffled)
    assert rank(case, shuffled, GRID, ON) == rank(case, group, GRID, ON)


@given(cases, groups, st.data())
def test_neither_name_nor_sex_nor_team_changes_anything(case, group, data):
    other = [
        replace(
            who,
            sex=data.draw(st.none() | st.sampled_from(Sex)),
            name=data.draw(st.sampled_from(["Aisha Khan", "Bob Smith", ""])),
            team=data.draw(st.sampled_from(["T1", "T2"])),
        )
        for who in group
    ]
    assert rank(case, other, GRID, ON) == rank(case, group, GRID, ON)


@given(cases, groups, st.integers(1, 3000), st.data())
def test_more_time_never_lowers_a_place(case, group, more, data):
    who = data.draw(st.sampled_from(group))
    fuller = [replace(each, available=each.available + more) if each is who else each for each in group]
    assert order(case, *fuller).index(who.code) <= order(case, *group).index(who.code)


@given(cases, groups, st.data())
def test_having_held_the_case_before_never_lowers_a_place(case, group, data):
    who = data.draw(st.sampled_from(group))
    before = replace(case, held_before=tuple({*case.held_before} - {who.code}))
    known = replace(case, held_before=(*before.held_before, who.code))
    assert order(known, *group).index(who.code) <= order(before, *group).index(who.code)


@given(cases, groups)
def test_whoever_cannot_have_it_never_stands_above_one_who_can(case, group):
    ranked = rank(case, group, GRID, ON)
    places = [each.place for each in ranked]
    able = [place for place in places if place is not None]
    assert places == [*able, *([None] * (len(places) - len(able)))]
    assert able == list(range(1, len(able) + 1))
    assert all(bool(each.against) is (each.place is None) for each in ranked)
    assert all(each.why for each in ranked if each.place)
    over = [bool(each.over) for each in ranked if each.place]
    assert over == sorted(over)
