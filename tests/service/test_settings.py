"""What is chosen when the service is started."""

from __future__ import annotations

from datetime import timedelta

import pytest

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
    "found",
    [
        {"HUB_SECRET": "short"},
        {"HUB_SECURE_COOKIE": "perhaps"},
        {"HUB_POOL_SIZE": "many"},
        {"HUB_SESSION_LIFETIME": "a day"},
    ],
)
def test_what_cannot_be_meant_is_refused(found: dict[str, str]) -> None:
    """The service does not start with a setting that cannot be meant."""
    with pytest.raises(ValueError, match=r"."):
        Settings.from_environment(found)
