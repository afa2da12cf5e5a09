"""The settings that the other tests switch off, and what is told to whoever runs the server."""

import importlib
import logging

import pytest
from django.core.exceptions import ImproperlyConfigured

from throughcare.config import settings as as_written


def test_outside_the_demo_everything_goes_over_an_encrypted_line(monkeypatch):
    monkeypatch.delenv("THROUGHCARE_HTTPS", raising=False)
    found = importlib.reload(as_written)
    assert found.SECURE_SSL_REDIRECT
    assert found.SESSION_COOKIE_SECURE
    assert found.CSRF_COOKIE_SECURE
    assert found.SECURE_HSTS_SECONDS >= 31_536_000
    assert found.DEBUG is False


def test_no_page_may_run_or_load_what_is_not_ours():
    rules = as_written.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    for name in ("default-src", "script-src", "style-src"):
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & set(map(str, rules[name]))
    assert rules["frame-ancestors"] == ["'none'"]


def test_without_a_secret_no_server_starts(settings):
    settings.SECRET_KEY_GIVEN = ""
    with pytest.raises(ImproperlyConfigured, match="THROUGHCARE_SECRET_KEY"):
        importlib.import_module("throughcare.config.wsgi")


@pytest.mark.django_db
def test_a_page_that_fails_says_so_in_words_and_leaves_its_trace(client, monkeypatch, caplog):
    def fail(*_args, **_kwargs):
        raise RuntimeError("something inside")

    monkeypatch.setattr("throughcare.web.home.views.render", fail)
    client.raise_request_exception = False
    logging.getLogger("django").propagate = True
    answer = client.get("/accessibility/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "Nothing was recorded" in page
    assert "something inside" not in page
    assert "something inside" in caplog.text


def test_a_writer_waits_for_another_and_not_for_ever_on_either_database(monkeypatch):
    for url in ("postgres://us@here/record", "postgres://us@here/record?options=-c%20work_mem=64MB"):
        monkeypatch.setenv("DATABASE_URL", url)
        options = importlib.reload(as_written).DATABASES["default"]["OPTIONS"]["options"]
        assert options.startswith("-c lock_timeout=20s")
        assert ("work_mem" in options) == ("work_mem" in url)
    monkeypatch.delenv("DATABASE_URL")
    assert importlib.reload(as_written).DATABASES["default"]["OPTIONS"]["timeout"] == 20


@pytest.mark.parametrize("name", ["plain", "with # and ?", "100%20", "a+b", "Straße"])
def test_the_record_lies_in_the_folder_that_was_named_whatever_its_name(monkeypatch, tmp_path, name):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("THROUGHCARE_FOLDER", str(tmp_path / name))
    found = importlib.reload(as_written).DATABASES["default"]["NAME"]
    assert found == str(tmp_path / name / "throughcare.sqlite3")
