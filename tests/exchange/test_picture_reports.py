"""Reports in PDF: tagged for screen readers, with the picture's words, whatever is written in them."""

import re
import zlib
from dataclasses import replace
from datetime import date

import pytest

from tests.exchange.pictures_made import EVERY, NASTY, funnel
from throughcare.exchange.pictures import funnel_picture, pdf_file
from throughcare.measures.comparison import compare

DAY = date(2016, 6, 30)


def inside(pdf: bytes) -> bytes:
    """The PDF with its compressed streams as they are read."""
    parts = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            parts.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.mark.parametrize("name", EVERY)
def test_a_report_is_tagged_and_its_picture_has_words(name):
    pdf = inside(pdf_file(EVERY[name](), about=("Counted over 2016.",), as_of=DAY))
    assert pdf.startswith(b"%PDF-")
    for tag in (b"/StructTreeRoot", b"/Alt", b"/Table", b"/TH", b"/Figure", b"/Lang", b"pdfuaid"):
        assert tag in pdf, tag
    assert b"/MarkInfo" in pdf


def test_the_same_picture_on_the_same_day_is_the_same_report():
    assert pdf_file(funnel(), as_of=DAY) == pdf_file(funnel(), as_of=DAY)


def test_what_is_written_into_a_name_is_text_in_a_report_too():
    nasty = replace(funnel(), title=NASTY, rows=((NASTY, '#panic("x")', "$x$", "*b*", "@a"),))
    assert pdf_file(nasty, about=('#read("/etc/passwd")',), as_of=DAY).startswith(b"%PDF-")


def test_a_report_of_nothing_says_why():
    empty = funnel_picture("Seen?", compare([]), "team")
    pdf = inside(pdf_file(empty, as_of=DAY))
    assert b"/Figure" not in pdf
    assert b"/StructTreeRoot" in pdf
