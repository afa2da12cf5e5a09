"""Demo mode: on this machine alone, and only over a database that carries the mark."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import RequestFactory

from throughcare.records.models import RecordMark, User
from throughcare.records.queries.mark import NotADemo
from throughcare.web.demo_guard import DemoGuard

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def marked(*, is_whole: bool = True) -> None:
    at = datetime(2016, 6, 30, tzinfo=UTC)
    RecordMark.objects.create(id=1, today=date(2016, 6, 30), seed=1, made_at=at, is_whole=is_whole)


def served(_request):
    return HttpResponse("served")


def test_for_real_the_guard_is_not_there():
    with pytest.raises(MiddlewareNotUsed):
        DemoGuard(served)


def test_demo_mode_over_a_database_without_the_mark_is_refused(settings):
    settings.DEMO = True
    with pytest.raises(NotADemo, match="it may hold real people"):
        DemoGuard(served)


def test_a_mark_that_was_left_half_way_is_none(settings):
    settings.DEMO = True
    marked(is_whole=False)
    with pytest.raises(NotADemo):
        DemoGuard(served)


@pytest.mark.parametrize(
    ("extra", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "10.0.0.7"}, 403),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.7"}, 403),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=10.0.0.7"}, 403),
    ],
)
def test_a_demo_answers_on_this_machine_alone(settings, extra, status):
    settings.DEMO = True
    marked()
    assert DemoGuard(served)(RequestFactory().get("/", **extra)).status_code == status


def test_outside_the_demo_nobody_signs_in_with_one_press(client):
    User.objects.create_user("p@x.example", "a long pass phrase", code="P1", name="Pat", role="practitioner")
    assert client.post("/sign-in/as/", {"code": "P1"}).status_code == 404
    assert client.get("/").status_code == 302


def test_the_mark_is_one():
    marked()
    with pytest.raises(Exception, match=r"one_mark_only|UNIQUE|unique"):
        RecordMark.objects.create(id=2, today=date(2016, 6, 30), seed=1, made_at=datetime(2016, 6, 30, tzinfo=UTC))
