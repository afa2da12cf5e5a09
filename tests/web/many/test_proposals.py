"""Many cases at once, as a manager does it: proposed, looked at, accepted in part and whole, and closed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.recording.desk import Desk, filled, kinds, last
from tests.web.world import (
    AT,
    NPS,
    OTHER_TEAM,
    TEAM,
    World,
    allocated,
    draft,
    limited,
    screened,
    stand_still,
)
from throughcare.actions.streams import append_to_staff
from throughcare.facts.allocation import ConflictDeclared
from throughcare.facts.identity import AccessLimit
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import Qualification, Qualified, Trained, Training
from throughcare.records.models import AccessEntry, CaseSummary, Notice, Proposal, ProposalLine, StoredFact
from throughcare.rules.access import Role

pytestmark = pytest.mark.django_db
TODAY = "2016-03-14"
NEW = "/allocation/many/new/"


def able(world: World, code: str, name: str, team: str = TEAM) -> None:
    """A probation officer with every course."""
    world.staff(code, name, team=team)
    drafts = [draft(Qualified, "2015-01-05", qualification=next(iter(Qualification)))]
    drafts += [draft(Trained, "2015-01-05", training=course) for course in Training]
    append_to_staff(staff=code, drafts=drafts, by=None, at=AT)
    world.user(code, name=name, team=team)


def people(world: World, many: int, officer: str = "P1", start: int = 1) -> None:
    for n in range(start, start + many):
        world.case(
            f"X{n}", "2016-02-01", screened("2016-02-03", RoshLevel.LOW), officer=officer, name=f"Given{n} Family{n:02}"
        )


@pytest.fixture
def world(monkeypatch: Any) -> World:
    stand_still(monkeypatch, TODAY)
    world = World()
    for code, name, team in (
        ("P1", "Priya Shah", TEAM),
        ("P2", "Sam Reid", TEAM),
        ("P3", "Tomasz Wilk", TEAM),
        ("Q1", "Nora Quill", OTHER_TEAM),
    ):
        able(world, code, name, team)
    world.user("M1", Role.SENIOR_PROBATION_OFFICER, name="Denise Ibbotson")
    return world


def desk_of(client: Any, world: World, code: str = "M1") -> Desk:
    return Desk(client, world.user(code))


def propose(desk: Desk, **typed: Any) -> str:
    """The address of a new proposal."""
    said = {"because": "OFFICER LEFT", "officers": ["P1"], "scope": "team"} | typed
    answer = desk.post(NEW, filled(desk.get(NEW), **said))
    assert answer.status_code == 303, answer.content.decode()
    return answer["Location"]


def press(desk: Desk, address: str, act: str, **typed: Any) -> Any:
    page = desk.get(address)
    mark = filled(page)["form_mark"][0]
    return desk.post(address, {"form_mark": mark, "act": act} | typed)


def holders() -> dict[str, str]:
    return dict(CaseSummary.objects.order_by("person__crn").values_list("person__crn", "officer"))


def test_a_proposal_changes_nothing_and_says_who_gets_what(client: Any, world: World) -> None:
    people(world, 4)
    desk = desk_of(client, world)
    address = propose(desk)
    page = desk.get(address)
    assert "Cases of Priya Shah" in page.text
    assert "4 people change practitioner" in page.text
    assert "Sam Reid" in page.text
    assert "Tomasz Wilk" in page.text
    assert "Nora Quill" not in page.text
    assert "Proved: under these limits no other way costs less." in page.text
    assert set(holders().values()) == {"P1"}


def test_accepted_whole_every_case_passes_on_and_each_receiver_is_told_once(client: Any, world: World) -> None:
    people(world, 6)
    desk = desk_of(client, world)
    address = propose(desk)
    assert press(desk, address, "all").status_code == 303
    assert set(holders().values()) == {"P2", "P3"}
    fact = last("X1")
    assert (fact.kind, fact.allocated_because, fact.team, fact.provider) == ("allocated", "OFFICER LEFT", TEAM, NPS)
    assert fact.by.staff == "M1"
    assert fact.suggested == fact.officer
    told = list(Notice.objects.order_by("user__code").values_list("user__code", flat=True))
    assert told == ["P2", "P3"]
    assert "6 cases passed on" in desk.get(address).text


def test_accepted_twice_nothing_is_written_again(client: Any, world: World) -> None:
    people(world, 3)
    desk = desk_of(client, world)
    address = propose(desk)
    press(desk, address, "all")
    many = StoredFact.objects.count()
    press(desk, address, "all")
    assert StoredFact.objects.count() == many
    assert Notice.objects.count() == len({*holders().values()})


def test_in_part_by_receiver_and_by_case_and_the_rest_is_left(client: Any, world: World) -> None:
    people(world, 6)
    desk = desk_of(client, world)
    address = propose(desk)
    press(desk, address, "ticked", receiver=["P2"])
    assert set(holders().values()) == {"P1", "P2"}
    lines = list(ProposalLine.objects.filter(to_officer="P3").values_list("pk", flat=True))
    press(desk, f"{address}P3/", "accept", line=[lines[0]])
    press(desk, f"{address}P3/", "leave", line=[lines[1]])
    assert list(holders().values()).count("P3") == 1
    mark = filled(desk.get(f"{address}P3/"))["form_mark"][0]
    press(desk, address, "close")
    assert "closed" in desk.get(address).text
    refused = desk.post(f"{address}P3/", {"form_mark": mark, "act": "accept", "line": lines[2:]})
    assert refused.status_code == 200
    assert "This proposal is closed" in refused.content.decode()
    assert list(holders().values()).count("P3") == 1


def test_nothing_ticked_is_refused_in_words(client: Any, world: World) -> None:
    people(world, 2)
    desk = desk_of(client, world)
    address = propose(desk)
    assert "Tick at least one receiver" in press(desk, address, "ticked").content.decode()
    assert "Tick at least one case" in press(desk, f"{address}P2/", "accept").content.decode()


def test_a_line_that_somebody_overtook_is_told_and_left(client: Any, world: World) -> None:
    people(world, 3)
    desk = desk_of(client, world)
    address = propose(desk)
    world.record("X2", allocated("2016-03-13", "M1"))
    press(desk, address, "all")
    assert holders()["X2"] == "M1"
    page = desk.get(address)
    assert "Somebody else was given the case meanwhile" in page.text
    assert "2 cases passed on" in page.text


@pytest.mark.parametrize("what", ["away", "conflict", "excluded"])
def test_a_receiver_who_fell_away_gets_nothing(client: Any, world: World, what: str) -> None:
    people(world, 2)
    desk = desk_of(client, world)
    address = propose(desk)
    line = ProposalLine.objects.select_related("person").first()
    to, crn = line.to_officer, line.person.crn
    if what == "away":
        world.away(to, TODAY, None)
    elif what == "conflict":
        world.record(crn, draft(ConflictDeclared, "2016-03-12", officer=to))
    else:
        world.record(crn, limited("2016-03-12", AccessLimit.EXCLUSION, to))
    press(desk, address, "all")
    assert holders()[crn] == "P1"
    line.refresh_from_db()
    assert line.state == ProposalLine.State.OVERTAKEN


def test_whoever_is_away_barred_or_untrained_is_proposed_nothing(client: Any, world: World) -> None:
    world.case(
        "X1", "2016-02-01", screened("2016-02-03", RoshLevel.HIGH), limited("2016-02-04", AccessLimit.EXCLUSION, "P2")
    )
    world.away("P3", "2016-03-01", None)
    world.staff("P4", "Una Trained")
    desk = desk_of(client, world)
    page = desk.get(propose(desk))
    assert "Nobody can take 1 case" in page.text
    assert "qualif" in page.text
    assert "a limit of access" in page.text


def test_a_restricted_case_is_in_no_proposal_and_those_named_are_told(client: Any, world: World) -> None:
    people(world, 2)
    second = world.user("M2", Role.SENIOR_PROBATION_OFFICER, name="Other Manager")
    restricted = [limited("2016-02-04", AccessLimit.RESTRICTION, code) for code in ("M2", "P2")]
    world.case("X9", "2016-02-01", *restricted, name="Hidden Person")  # the holder sees it all the same
    desk = desk_of(client, world)
    assert "Priya Shah (2 cases)" in desk.get(NEW).text
    page = desk.get(propose(desk))
    assert "Hidden" not in page.text
    assert "X9" not in page.text
    assert "2 people change" in page.text
    assert [(each.user_id, "X9" in each.text) for each in Notice.objects.all()] == [(second.pk, True)]
    propose(desk, scope="organisation")
    assert Notice.objects.count() == 1, "told once while it is not read"
    assert not AccessEntry.objects.filter(user__code="M1", person__crn="X9").exists()


def test_a_case_limited_after_the_proposal_is_out_of_it(client: Any, world: World) -> None:
    people(world, 3)
    desk = desk_of(client, world)
    address = propose(desk)
    for code in ("P1", "P2", "P3"):
        world.record("X2", limited("2016-03-13", AccessLimit.RESTRICTION, code))
    page = desk.get(address)
    assert "2 wait for your decision" in page.text
    press(desk, address, "all")
    assert holders()["X2"] == "P1"
    assert "2 cases passed on" in desk.get(address).text
    assert "Family02" not in desk.get(address)


def test_a_team_that_closes_passes_its_cases_to_the_others(client: Any, world: World) -> None:
    people(world, 3)
    people(world, 2, "P2", 10)
    desk = desk_of(client, world)
    assert (
        "takes nothing"
        in desk.back(desk.post(NEW, filled(desk.get(NEW), because="OFFICE CLOSED", officers=["*"], scope="team"))).text
    )
    address = propose(desk, because="OFFICE CLOSED", officers=["*"], scope="organisation")
    assert "5 go to another team" in desk.get(address).text
    press(desk, address, "all")
    assert set(holders().values()) == {"Q1"}
    assert "5 cases passed on" in desk.get(address).text


def test_caseloads_are_evened_out_and_most_stay(client: Any, world: World) -> None:
    people(world, 8)
    desk = desk_of(client, world)
    page = desk.get(propose(desk, because="CASELOAD"))
    assert "where it is best that they stay" in page.text


def test_evening_out_tells_nothing_of_a_case_that_is_kept_from_the_manager(client: Any, world: World) -> None:
    people(world, 8)
    people(world, 3, "P2", 20)
    for code in ("P1", "P2"):
        world.case(f"H{code}", "2016-02-01", limited("2016-02-04", AccessLimit.EXCLUSION, "M1"), officer=code)
    desk = desk_of(client, world)
    page = desk.get(propose(desk, because="CASELOAD", officers=["P1", "P2"]))
    held = Proposal.objects.get().about["receivers"]["P2"]
    assert held[2] == 3, "what is kept from the manager is no part of a sum either"
    assert "HP1" not in page.text


def test_what_is_missing_is_asked_for(client: Any, world: World) -> None:
    people(world, 1)
    desk = desk_of(client, world)
    page = desk.back(desk.post(NEW, {"form_mark": filled(desk.get(NEW))["form_mark"][0]}))
    for words in ("Say why the cases are to pass on", "Choose at least one practitioner", "Say to whom they may go"):
        assert words in page.text


def test_another_team_s_proposal_is_not_there(client: Any, world: World) -> None:
    people(world, 2)
    address = propose(desk_of(client, world))
    world.user("M3", Role.SENIOR_PROBATION_OFFICER, team=OTHER_TEAM)
    other = desk_of(client, world, "M3")
    other.get(address, 404)
    assert other.post(address, {"act": "all"}).status_code == 404
    assert "No proposal has been made" in other.get("/allocation/many/").text


def test_accepting_can_be_cut_short_and_gone_on_with(client: Any, world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr("throughcare.actions.proposals.BATCH", 2)
    monkeypatch.setattr("throughcare.actions.proposals.SECONDS", 0.0)
    monkeypatch.setattr("throughcare.actions.proposals.accept.__kwdefaults__", {"seconds": 0.0})
    people(world, 6)
    desk = desk_of(client, world)
    address = propose(desk)
    press(desk, address, "all")
    page = desk.get(address)
    assert "are done" in page.text
    assert "Go on" in page.text
    assert set(holders().values()) == {"P1", "P2"}
    press(desk, address, "stop")
    assert "Go on" not in desk.get(address).text
    press(desk, address, "all")
    assert set(holders().values()) == {"P2", "P3"}


def test_a_batch_that_breaks_leaves_whole_lines(client: Any, world: World, monkeypatch: Any) -> None:
    people(world, 4)
    desk = desk_of(client, world)
    address = propose(desk)

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the machine stopped")

    with monkeypatch.context() as patch:
        patch.setattr("throughcare.actions.proposals._tell_receivers", broken)
        with pytest.raises(RuntimeError):
            press(desk, address, "all")
    assert set(holders().values()) == {"P1"}
    assert kinds("X1").count("allocated") == 1
    assert "are done" in desk.get(address).text
    press(desk, address, "go")
    assert set(holders().values()) == {"P2", "P3"}


def test_the_pages_ask_as_much_of_many_cases_as_of_few(client: Any, world: World) -> None:
    desk = desk_of(client, world)
    counts = []
    for many, start in ((3, 1), (12, 20)):
        people(world, many, start=start)
        address = propose(desk)
        for each in (address, f"{address}P2/", NEW, "/allocation/many/"):
            with CaptureQueriesContext(
                connection,
            ) as caught:
                desk.get(each)
            counts.append(len(caught))
    assert counts[:4] == counts[4:], counts
    assert Proposal.objects.count() == 2
