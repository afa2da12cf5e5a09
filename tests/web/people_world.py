"""What the tests of the people pages share: pages as text, facts with an author and an instant, and the log."""

import html
import re
from datetime import datetime

from throughcare.actions.streams import append
from throughcare.calendar import LONDON
from throughcare.facts import Author, Officer, Provider
from throughcare.facts.drafts import Draft
from throughcare.records.models import AccessEntry


def text_of(answer) -> str:
    """What somebody reads on a page, in one line: no tags, no scripts, entities as characters."""
    page = re.sub(r"<(script|style|title).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def main_of(answer) -> str:
    """The part of a page that is its own, as it is written."""
    return re.search(r"<main.*</main>", answer.content.decode(), flags=re.DOTALL)[0]


def without_marks(answer) -> str:
    """A page without what differs at each answer: the form's mark and the number of the scripts."""
    page = answer.content.decode()
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', r'\1=""', page)


def recorded(crn: str, *drafts: Draft, by: str = "P1", at: str = "2016-03-04 09:30", organisation: str = "N02") -> None:
    """More facts of a person, written down by somebody at an instant in London."""
    instant = datetime.fromisoformat(at).replace(tzinfo=LONDON)
    append(person=crn, drafts=drafts, by=Author(Officer(by), Provider(organisation)), at=instant)


def log_of(crn: str) -> list[tuple[str, str, str]]:
    """Who looked at a person, on which page, and why they might; oldest first."""
    entries = AccessEntry.objects.filter(person__crn=crn).order_by("pk")
    return list(entries.values_list("user__code", "what", "why"))
