"""What is chosen when the service is started."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from onboarding_hub.__main__ import main
from onboarding_hub.settings import Settings

SECRET = "x" * 32


def test_what_is_set_is_read() -> None:
    """Each variable sets what it says, and what is not set stays as it is."""
    found = Settings.from_environment(
        {
            "HUB_DATABASE_URL": "postgresql://app@host/hub",
            "HUB_MIGRATION_URL": "postgres://owner@host/hub",
            "HUB_SECRET": SECRET,
            "HUB_SESSION_LIFETIME": "1.5",
            "HUB_SECURE_COOKIE": "yes",
            "HUB_POOL_SIZE": "7",
            "OTHER": "x",
        }
    )
    assert found.database_url == "postgresql+psycopg://app@host/hub"
    assert found.migration_url == "postgresql+psycopg://owner@host/hub"
    assert found.session_lifetime == timedelta(minutes=90)
    assert (found.secure_cookie, found.pool_size) == (True, 7)
    assert found.idempotency_lifetime == timedelta(days=1)
    assert SECRET not in repr(found)


def test_a_path_is_a_file_of_sqlite() -> None:
    """Who gives a path alone means SQLite; a whole address stays as it is."""
    for given, wanted in (
        ("hub.db", "sqlite:///hub.db"),
        ("/var/hub.db", "sqlite:////var/hub.db"),
        ("sqlite:///hub.db", "sqlite:///hub.db"),
    ):
        found = Settings.from_environment({"HUB_DATABASE_URL": given})
        assert found.database_url == wanted


def test_each_start_has_a_secret_of_its_own() -> None:
    """A secret that nobody chose is long, and another one each time."""
    assert Settings().secret != Settings().secret
    assert len(Settings().secret) >= 32


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUB_CALENDAR", "now and then"),
        ("HUB_DATABASE_URL", ""),
        ("HUB_DATABASE_URL", "mysql://somebody:password@host/hub"),
        ("HUB_DATABASE_URL", "postgresql://somebody:password@host:port/hub"),
        ("HUB_DATABASE_URL", "sqlite:///:memory:"),
        ("HUB_IDEMPOTENCY_LIFETIME", "0"),
        ("HUB_MOST_BYTES", "-1"),
        ("HUB_POOL_SIZE", "0"),
        ("HUB_POOL_SIZE", "many"),
        ("HUB_SECRET", "short"),
        ("HUB_SECURE_COOKIE", "perhaps"),
        ("HUB_SESSION_LIFETIME", "a day"),
        ("HUB_SESSION_LIFETIME", "nan"),
        ("HUB_SLA_POLICY", "nothing"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    name: str,
    value: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The service does not start, and names the variable that cannot be meant."""
    monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["onboarding_hub"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert f"error: {name}" in told
    assert "password" not in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("nowhere/hub.db", "unable to open"),
        ("text.db", "not a database"),
        ("newer.db", "revision"),
    ],
)
def test_a_database_that_cannot_be_used_is_told(
    path: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is not there, is none, or is of a newer version, ends with a sentence."""
    (tmp_path / "text.db").write_text("These are words. " * 99, encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "newer.db")) as newer:
        newer.execute("CREATE TABLE alembic_version (version_num TEXT)")
        newer.execute("INSERT INTO alembic_version VALUES ('9999')")
        newer.commit()
    monkeypatch.setenv("HUB_DATABASE_URL", str(tmp_path / path))
    monkeypatch.setattr("sys.argv", ["onboarding_hub", "--only-migrate"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("onboarding_hub: error: the database cannot be used: ")
    assert told in error


@pytest.mark.parametrize("port", ["0", "65536", "99999", "-1", "http", "²", "9" * 99])
def test_a_port_is_one(
    port: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A port that there is not is refused, and no other one taken for it."""
    monkeypatch.setattr("sys.argv", ["onboarding_hub", f"--port={port}"])
    with pytest.raises(SystemExit):
        main()
    assert "is no port from 1 to 65535" in capsys.readouterr().err
