"""`make test` leaves nothing out without saying so: what it finds, what it asks pytest for, and when it has failed."""

import pytest

from tests import postgresql, run

NO_CHROMIUM = run.Missing("chromium", "there is none")
NO_POSTGRESQL = run.Missing("postgresql", "there is none")


@pytest.fixture
def program(tmp_path):
    """Makes something that can be run."""

    def make(name):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
        return path

    return make


# What is there


def test_a_chromium_that_is_named_is_taken_before_the_usual_one(program):
    mine, usual = program("mine"), program("usual")
    assert run.find_chromium({"CHROMIUM": str(mine)}, usual) == mine
    assert run.find_chromium({}, usual) == usual
    assert run.find_chromium({"CHROMIUM": ""}, usual) == usual


def test_a_chromium_on_the_path_serves_where_the_usual_one_is_missing(program, tmp_path):
    on_path = program("bin/chromium")
    assert run.find_chromium({"PATH": str(on_path.parent)}, tmp_path / "none") == on_path


def test_a_chromium_that_is_named_and_missing_is_not_replaced_by_another(program, tmp_path):
    found = run.find_chromium({"CHROMIUM": str(tmp_path / "none")}, program("usual"))
    assert isinstance(found, run.Missing)
    assert f"CHROMIUM is {tmp_path / 'none'}, which cannot be run" in str(found)


def test_no_chromium_says_what_would_be_right(tmp_path):
    found = run.find_chromium({"PATH": ""}, tmp_path / "none")
    assert isinstance(found, run.Missing)
    assert "the tests marked journey: there is no Chromium" in str(found)
    assert "apt-get install chromium" in str(found)


def test_only_a_postgresql_counts_as_a_server_that_is_named():
    assert postgresql.named_server({"DATABASE_URL": "postgresql://u@/db?host=/run"}) == "postgresql://u@/db?host=/run"
    assert postgresql.named_server({"DATABASE_URL": "postgres://u@host/db"}) == "postgres://u@host/db"
    assert postgresql.named_server({"DATABASE_URL": "sqlite:////tmp/x.sqlite3"}) is None
    assert postgresql.named_server({}) is None


def test_the_newest_server_of_debian_is_taken_and_a_client_alone_is_not(program, tmp_path):
    for name in ("9.6/bin/initdb", "9.6/bin/pg_ctl", "15/bin/initdb", "15/bin/pg_ctl", "17/bin/psql"):
        program(name)
    assert postgresql.binaries(tmp_path, None) == tmp_path / "15" / "bin"


def test_the_embedded_server_is_taken_where_debian_has_none(program, tmp_path):
    embedded = program("embedded/pginstall/bin/initdb").parents[2]
    assert postgresql.binaries(tmp_path / "debian", embedded) is None
    program("embedded/pginstall/bin/pg_ctl")
    assert postgresql.binaries(tmp_path / "debian", embedded) == embedded / "pginstall" / "bin"
    program("debian/15/bin/initdb"), program("debian/15/bin/pg_ctl")
    assert postgresql.binaries(tmp_path / "debian", embedded) == tmp_path / "debian" / "15" / "bin"


def test_where_there_is_no_server_it_says_what_would_be_right(monkeypatch, tmp_path):
    monkeypatch.setattr(postgresql, "DEBIANS", tmp_path)
    monkeypatch.setattr(postgresql, "embedded_folder", lambda: None)
    with pytest.raises(postgresql.NotToBeHad, match="apt-get install postgresql"), postgresql.server({}):
        pass


# What pytest is asked for


@pytest.mark.parametrize(
    ("arguments", "markers", "expected"),
    [
        ([], [], []),
        (["-k", "oversight", "-x"], [], ["-k", "oversight", "-x"]),
        (["-k", "oversight"], ["database"], ["-m", "database", "-k", "oversight"]),
        (["-m", "journey"], [], ["-m", "journey"]),
        (["-m", "a or b", "tests/x.py"], ["not journey"], ["-m", "(a or b) and (not journey)", "tests/x.py"]),
        (["-ma", "-v"], ["not journey", "database"], ["-m", "(a) and (not journey) and (database)", "-v"]),
        (["--maxfail=2", "--", "-m"], ["database"], ["-m", "database", "--maxfail=2", "--", "-m"]),
    ],
)
def test_markers_join_what_was_asked_for(arguments, markers, expected):
    assert run.narrowed(arguments, *markers) == expected


def test_the_first_run_is_told_of_no_database_and_only_of_a_chromium_that_is_there(tmp_path):
    environ = {"DATABASE_URL": "postgresql://u@/db", "CHROMIUM": "elsewhere", "LANG": "C.UTF-8"}
    assert run.for_sqlite(environ, tmp_path) == {"CHROMIUM": str(tmp_path), "LANG": "C.UTF-8"}
    assert run.for_sqlite(environ, NO_CHROMIUM) == {"LANG": "C.UTF-8"}


# When it has failed


@pytest.mark.parametrize(
    ("first", "second", "missing", "allowed", "expected"),
    [
        (0, 0, [], set(), 0),
        (0, 5, [], set(), 0),  # no such tests need a database
        (5, 5, [], set(), 5),  # no such tests at all: a slip in -k, say
        (1, 0, [], set(), 1),
        (0, 1, [], set(), 1),
        (0, 2, [], set(), 2),
        (2, None, [], set(), 2),
        (0, None, [NO_POSTGRESQL], set(), 1),
        (0, None, [NO_POSTGRESQL], {"postgresql"}, 0),
        (0, None, [NO_CHROMIUM, NO_POSTGRESQL], {"postgresql"}, 1),
        (0, 0, [NO_CHROMIUM], {"chromium", "postgresql"}, 0),
        (1, 0, [NO_CHROMIUM], {"chromium"}, 1),
    ],
)
def test_it_passes_only_where_all_was_run_or_allowed_to_be_missing(first, second, missing, allowed, expected):
    assert run.exit_code(first, second, missing, allowed) == expected


def test_a_run_that_was_broken_off_or_asked_for_wrongly_is_not_followed_by_another():
    assert [code for code in range(6) if run.goes_on(code)] == [0, 1, 5]


def test_what_may_be_missing_is_named_with_commas():
    assert run.may_be_missing({}) == set()
    assert run.may_be_missing({"ALLOW_MISSING": " chromium, postgresql,"}) == {"chromium", "postgresql"}


def test_a_slip_in_what_may_be_missing_is_told():
    with pytest.raises(SystemExit, match="ALLOW_MISSING names chrome; it can name chromium and postgresql"):
        run.may_be_missing({"ALLOW_MISSING": "chrome"})


def test_what_was_not_run_is_told_with_its_reason_and_what_to_do():
    assert run.summary(0, None, [NO_CHROMIUM, NO_POSTGRESQL], {"postgresql"}) == [
        "on SQLite: passed",
        "on PostgreSQL: not run",
        "not run, so this fails: the tests marked journey: there is none",
        "not run, as was allowed: the tests marked database, on PostgreSQL: there is none",
        "to do without: ALLOW_MISSING=postgresql,chromium",
    ]
