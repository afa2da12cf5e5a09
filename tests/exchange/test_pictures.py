"""Pictures: what is drawn, what is said beside it, and what a page and a screen reader need of them."""

import csv
import io
import struct
from xml.etree import ElementTree

import pytest

from tests.exchange.pictures_made import (
    EVERY,
    NASTY,
    SVG,
    changes,
    dots,
    funnel,
    marks,
    months,
    placed,
    read,
    real_funnel,
    texts,
    three_verdicts,
)
from throughcare.exchange.pictures import (
    Dots,
    NothingToDraw,
    Size,
    alike_picture,
    dots_picture,
    funnel_picture,
    how_compared,
    how_limited,
    months_picture,
    png_file,
    svg_file,
    svg_for_page,
)
from throughcare.exchange.pictures.funnel import draw_funnel
from throughcare.exchange.pictures.look import OF_SIZE, wrapped
from throughcare.measures.case_mix import Cell, standardise
from throughcare.measures.comparison import Funnel, Verdict, compare
from throughcare.measures.series import chart

EVERY_SIZE = pytest.mark.parametrize("size", Size)
EVERY_PICTURE = pytest.mark.parametrize("name", EVERY)


# --- what every picture is


@EVERY_SIZE
@EVERY_PICTURE
def test_a_picture_is_one_image_with_a_title_and_a_description(name, size):
    picture = EVERY[name]()
    svg = read(picture, size)
    assert svg.get("role") == "img"
    told = {each.get("id"): each.text for each in svg if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert svg.get("aria-labelledby").split() == list(told)
    assert list(told.values()) == [picture.title, picture.description]
    assert [each for each in svg.iter() if each.get("role") and each is not svg] == []


@EVERY_SIZE
@EVERY_PICTURE
def test_a_picture_needs_no_style_no_script_and_nothing_from_elsewhere(name, size):
    svg = read(EVERY[name](), size)
    plain = {"svg", "title", "desc", "g", "path", "line", "text", "rect", "tspan", "defs", "clipPath"}
    for each in svg.iter():
        assert each.tag.removeprefix(SVG) in plain
        assert not {"style", "href", "onclick"} & {key.rpartition("}")[2] for key in each.attrib}
        assert each.get("font-family") in (None, "arial, sans-serif")


@EVERY_SIZE
@EVERY_PICTURE
def test_a_picture_is_no_wider_than_its_screen(name, size):
    width = float(read(EVERY[name](), size).get("width"))
    assert 0.95 < width / OF_SIZE[size].width <= 1


@EVERY_PICTURE
def test_letters_are_as_large_on_a_narrow_screen_as_they_can_be_read(name):
    svg = read(EVERY[name](), Size.NARROW)
    sizes = [float(each.get("font-size").removesuffix("px")) for each in svg.iter(f"{SVG}text")]
    assert min(sizes) >= 13


def test_what_is_written_into_a_name_is_text_and_stays_within_the_picture():
    drawn = svg_for_page(dots(), Size.WIDE)
    assert "<script" not in drawn
    assert NASTY in texts(read(dots()))


def test_ids_of_two_pictures_on_a_page_differ():
    ids = [
        {each.get("id") for each in ElementTree.fromstring(svg_for_page(picture, size, name)).iter() if each.get("id")}
        for picture, name in ((funnel(), "a"), (months(), "b"))
        for size in Size
    ]
    assert len(set().union(*ids)) == sum(map(len, ids))
    assert {"a-wide-title", "a-wide-desc"} < ids[0]
    svg = read(funnel())
    clips = {each.get("clip-path") for each in svg.iter() if each.get("clip-path")}
    assert clips
    assert clips <= {f"url(#{each.get('id')})" for each in svg.iter()}


def test_the_same_picture_is_drawn_once_and_another_anew(monkeypatch):
    drawn = []
    monkeypatch.setattr("throughcare.exchange.pictures.rendering._svg", lambda spec: drawn.append(spec) or "<svg/>")
    svg_for_page.cache_clear()
    for picture in (funnel(), funnel(), real_funnel()):
        svg_for_page(picture, Size.WIDE)
    svg_for_page.cache_clear()
    assert len(drawn) == 2


def test_files_stand_alone_with_their_title_drawn_in_them():
    assert " ".join(texts(read(funnel()))).count("Seen in time?") == 0
    assert "Seen in time? By team" in svg_file(funnel())
    png = png_file(funnel())
    width, height = struct.unpack(">II", png[16:24])
    assert png.startswith(b"\x89PNG")
    assert 0.95 < width / (2 * OF_SIZE[Size.WIDE].width) <= 1
    assert height > width / 2


def test_long_titles_are_broken_between_words():
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("unbreakable", 3) == ["unbreakable"]


def test_nothing_is_drawn_where_there_is_a_reason_not_to():
    empty = funnel_picture("Seen?", compare([]), "team")
    for draw in (svg_file, png_file, lambda picture: svg_for_page(picture, Size.WIDE)):
        with pytest.raises(NothingToDraw, match="no duty is decided yet"):
            draw(empty)


# --- the funnel


@EVERY_SIZE
def test_every_group_has_its_mark_where_its_figures_are(size):
    found = marks(read(funnel(), size), "groups")
    drawn = three_verdicts().placed
    assert len(found) == len(drawn)
    for (x, y, _), (x_next, y_next, _), one, other in zip(found, found[1:], drawn, drawn[1:], strict=False):
        assert (x < x_next) == (one.group.decided < other.group.decided)
        assert (y > y_next) == (one.share < other.share), "higher shares lie higher"


def test_verdicts_differ_in_shape_and_fill_and_not_in_colour_alone():
    spec = draw_funnel(three_verdicts(), Size.WIDE)
    layer = next(each for each in spec["layer"] if each["name"] == "groups")
    assert layer["encoding"]["shape"]["scale"]["range"] == ["circle", "triangle-up", "triangle-down"]
    fills = {fill for _, _, fill in marks(read(funnel()), "groups")}
    assert "#ffffff" in fills
    assert len(fills) == 3
    dashes = {each.get("stroke-dasharray") for each in read(funnel()).iter(f"{SVG}path")}
    assert {"2,3", "8,4"} <= dashes


def test_marked_groups_are_named_in_the_picture_and_no_others():
    written = texts(read(funnel()))
    assert {"Beech", "Cedar"} <= set(written)
    assert not {"Ash", "Elm", "Fir"} & set(written)


def test_each_verdict_is_told_in_its_words_and_never_as_good_or_bad():
    picture = funnel()
    assert picture.sentences == (
        "All teams together, 50% of 902 decided duties were met in time.",
        "Higher than expected by chance: Beech.",
        "Lower than expected by chance: Cedar.",
        "This does not say why, and not that anybody did well or badly.",
    )
    told = {row[0]: row[-1] for row in picture.rows}
    assert told == {
        "Ash": "As expected",
        "Beech": "Higher than expected by chance",
        "Cedar": "Lower than expected by chance",
        "Elm": "As expected",
        "Fir": "Not drawn. One member of staff: a practitioner's own figures are not drawn.",
    }
    for text in (*picture.sentences, *told.values(), *how_compared(three_verdicts(), "team")):
        assert not {"worse", "better", "best", "worst", "fail"} & set(text.casefold().split())


def test_of_a_group_that_is_not_drawn_no_figure_is_given_away():
    picture = funnel()
    assert picture.rows[-1][1:4] == ("–", "", "")
    rows = list(csv.DictReader(io.StringIO(picture.csv, newline="")))
    assert rows[-1]["group"] == "Fir"
    assert [rows[-1][name] for name in ("met", "decided", "share", "low", "high", "p_value")] == [""] * 6
    assert rows[1]["verdict"] == "higher"
    assert (rows[1]["met"], rows[1]["decided"], rows[1]["share"]) == ("240", "300", "0.8")


def test_where_nobody_is_marked_it_says_by_how_much_all_differ():
    alike = Funnel(0.5, 1.0, (placed("Ash", 50, 100), placed("Elm", 100, 200)), (), (), "", 2)
    assert "No team differs from that by more than chance would give." in funnel_picture("", alike, "team").sentences
    widened = Funnel(0.5, 2.3, alike.placed, (), (), "", 2)
    said = funnel_picture("", widened, "team").sentences
    assert "No team differs from that by more than chance and the differences between all of them would give." in said
    spread, many = how_compared(widened, "team")
    assert "2.3 times as much (as a variance) as chance alone" in spread
    assert many.startswith("2 comparisons were made on this page.")
    assert "at most 1 in 20 is likely to be chance" in many


def test_nothing_is_compared_where_too_much_is_unknown():
    picture = funnel_picture("", compare([], share_unknown=0.2), "team")
    assert "of 20% it is unknown whether the duty was owed" in picture.why_none
    assert picture.sentences == (picture.why_none,)


def test_many_marked_groups_are_not_named_on_top_of_each_other():
    many = tuple(placed(f"G{n}", 240 + n, 300, Verdict.HIGHER) for n in range(12))
    crowded = Funnel(0.5, 1.0, many, (), three_verdicts().edges, "", 12)
    assert not [text for text in texts(read(funnel_picture("", crowded))) if text.startswith("G")]
    few = Funnel(0.5, 1.0, many[:3], (), three_verdicts().edges, "", 3)
    assert [text for text in texts(read(funnel_picture("", few))) if text.startswith("G")] == ["G0"]


# --- months


def test_every_month_with_duties_has_its_mark_and_a_gap_has_none():
    assert len(marks(read(months(gap=True)), "months")) == 23
    assert len(marks(read(months(gap=False)), "months")) == 24


def test_a_month_that_stands_out_is_told_in_words_and_drawn_otherwise():
    picture = months()
    assert "December 2015: lower than expected by chance." in picture.sentences
    row = next(row for row in picture.rows if row[0] == "December 2015")
    assert row[-1] == "Lower than expected by chance"
    fills = [fill for _, _, fill in marks(read(picture), "months")]
    assert fills.count("#ffffff") == 22
    assert next(row for row in picture.rows if row[0] == "April 2015")[3] == "none decided"


def test_few_months_have_no_limits_and_say_so():
    few = months_picture("", chart([point.month for point in months().shown.points[:3]]))
    assert "No limits are drawn: 3 months have decided duties to judge by, and 12 are needed." in few.sentences
    assert len(marks(read(few), "months")) == 3
    assert how_limited(few.shown) == ()
    none = months_picture("", chart([]))
    assert none.why_none == "No duty is decided in any of these months."


# --- dots, what-if, like with like


def test_every_share_has_a_dot_and_its_words_stay_within_the_picture():
    svg = read(dots())
    assert len(marks(svg, "groups")) == 3
    assert {"90%", "50%", "30%"} <= set(texts(svg))
    assert dots().rows[1][1:3] == ("–", "none decided")
    empty = dots_picture("", Dots(("one",), (("Ash", (None,)),)))
    assert empty.why_none == "No duty is decided in this period."


def test_a_what_if_is_marked_as_one_in_title_and_words_and_file():
    picture = changes()
    assert picture.title == "What if: seen in time?"
    assert picture.sentences == (
        "What if: 10 working days instead of 5.",
        "The share met in time changes for 1 of 2 providers.",
        "A what-if changes the count, and not what happened to anybody.",
    )
    assert picture.rows[0] == ("Ash", "50%", "5 of 10", "80%", "8 of 10")
    assert len(marks(read(picture), "groups")) == 4
    assert "share_what_if" in picture.csv.splitlines()[0]


def test_like_with_like_shows_the_share_as_it_is_beside_the_one_with_the_mix_of_all():
    cells = [Cell("Ash", ("low",), 90, 100), Cell("Ash", ("high",), 10, 20), Cell("Elm", ("low",), 18, 20)]
    found = standardise([*cells, Cell("Elm", ("high",), 50, 100), Cell("Fir", ("low",), 9, 10)])
    picture = alike_picture("Seen?", found, "risk of serious harm", "provider")
    assert [row[0] for row in picture.rows] == ["Ash", "Elm", "Fir"]
    assert picture.rows[0][1].startswith("83% (")
    assert picture.rows[0][2].startswith("71% (")
    assert picture.rows[1][1].startswith("57% (")
    assert picture.rows[1][2].startswith("71% (")
    assert picture.rows[2][2] == "–"
    assert "of whom this group has none" in picture.rows[2][4]
    assert len(marks(read(picture), "groups")) == 5
    assert alike_picture("Seen?", [], "age").why_none
