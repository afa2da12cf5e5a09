"""How the numbers of the pages of court work are read."""

import html
import re

from tests.web.world import Page


def numbers_that_open(page: Page) -> set[tuple[str, str]]:
    """The address of each list that a number leads to, and the number."""
    found = re.findall(r'<a class="govuk-link" href="([^"]*/people/\?[^"]*)">([\d,]+)<', page)
    return {(html.unescape(address), number) for address, number in found}
