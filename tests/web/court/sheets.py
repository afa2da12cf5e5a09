"""Forms of the court desk as a browser sends them."""

import re
from typing import Any

from tests.web.world import Page


def page(client: Any, address: str) -> Page:
    """A page as it came."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return Page(answer.content.decode())


def mark_in(text: str) -> str:
    """The mark that a page's form carries."""
    return re.search(r'name="form_mark" value="([^"]+)"', text)[1]


def send(client: Any, address: str, mark: str = "", /, **fields: Any) -> Any:
    """A form filled in and sent, with the mark of the page as it is now where none is given."""
    return client.post(address, {"form_mark": mark or mark_in(page(client, address)), **fields})


def told(answer: Any) -> str:
    """The error summary of a page that came back."""
    assert answer.status_code == 200, answer.status_code
    found = re.search(r'<div class="govuk-error-summary".*?</ul>', answer.content.decode(), re.S)
    return Page(found.group(0)).text if found else ""
