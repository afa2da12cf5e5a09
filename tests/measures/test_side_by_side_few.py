"""Small numbers of a what-if: told to nobody who may not open the people behind them."""

from collections import Counter

from throughcare.measures.side_by_side import FEWEST, InMonth, Move, SideBySide, Stands, Unsure, without_few
from throughcare.standards.obligations import Outcome

ONE, OTHER = "briefing/first-appointment", "briefing/home-visit"


def test_what_is_counted_of_few_duties_is_left_out_and_how_many_is_said():
    counted = SideBySide(
        Counter(
            {
                Move(ONE, "N01", "N01", Stands.MET, Stands.MISSED): FEWEST - 1,
                Move(ONE, "N01", "N01", Stands.MET, Stands.MET): 1,
                Move(ONE, "N02", "N02", Stands.MET, Stands.NOT_OWED): FEWEST - 1,
                Move(OTHER, "N01", "N01", Stands.MET, Stands.MET): 1,
            }
        ),
        Counter(
            {
                InMonth(ONE, "2016-03", False, Stands.MET): FEWEST,
                InMonth(ONE, "2016-03", True, Stands.MET): FEWEST,
                InMonth(ONE, "2016-04", False, Stands.MET): FEWEST,
                InMonth(ONE, "2016-04", True, Stands.MET): FEWEST - 1,
            }
        ),
        people=30,
        unsure=Counter(
            {
                Unsure(Move(ONE, "N01", "N01", Stands.MET, Stands.MET), True, Outcome.MET): 1,
                Unsure(Move(OTHER, "N01", "N01", Stands.MET, Stands.MET), True, Outcome.MISSED): 1,
            }
        ),
    )
    kept, few = without_few(counted)
    assert {(move.standard, move.before) for move in kept.moves} == {(ONE, "N01")}
    assert kept.duties == FEWEST
    assert few == FEWEST - 1 + 1
    assert {each.month for each in kept.months} == {"2016-03"}
    assert {each.move.standard for each in kept.unsure} == {ONE}, "nor is it told of them what is not known"
    assert kept.people == 30
