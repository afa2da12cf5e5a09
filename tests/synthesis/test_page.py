"""The page on the made-up nation shows every parameter as it is; `python -m bench.made_up_nation` writes it anew."""

from bench.made_up_nation import PAGE, shown_any
from throughcare.synthesis import parameters
from throughcare.synthesis.parameters import Parameter, Sure
from throughcare.synthesis.picture import PICTURE


def test_every_parameter_says_what_it_is_and_how_sure_that_is() -> None:
    found = [each for each in vars(parameters).values() if isinstance(each, Parameter)]
    assert len(found) > 50
    for each in found:
        assert each.what
        assert each.source or each.sure is Sure.OURS, f"{each.what}: a number that is not ours has its source"


def test_the_page_shows_every_parameter_as_it_is() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for each in vars(parameters).values():
        if isinstance(each, Parameter):
            begins = f"| {each.what} | {shown_any(each.value)} | "
            assert any(line.startswith(begins) for line in lines), f"out of date: {each.what}"


def test_the_page_shows_the_whole_picture() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for standard, pair in PICTURE.items():
        assert text.count(f"| {standard} |") == sum(target is not None for target in pair)
