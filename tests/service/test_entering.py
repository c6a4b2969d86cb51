"""Who asks is learned with one question, and is never who it was before."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from onboarding_hub.database.tables import people
from onboarding_hub.store import entering
from tests.support.service import Service

ADDRESS = "/api/partners/amberline"


def now_is(service: Service, person_id: str, **values: Any) -> None:
    """Change somebody in the directory, past the service."""
    with service.place.owner() as owner, owner.writing() as connection:
        changed = sa.update(people).where(people.c.id == person_id)
        connection.execute(changed.values(**values))


def looks(service: Service, person_id: str) -> tuple[int, int]:
    """Give what a partner is answered with, and how many partners are listed."""
    client = service.client(person_id)
    listed = client.get("/api/partners").json()
    return client.get(ADDRESS).status_code, listed.get("total", 0)


def test_a_partner_is_read_with_whoever_asks(service: Service) -> None:
    """Once somebody was there, one question reads them and the partner they want."""
    client, asked = service.client("kofi"), list[str]()
    first = client.get(ADDRESS)

    def note(_c: Any, _u: Any, statement: str, *_more: Any) -> None:
        if "BEGIN" not in statement:
            asked.append(statement)

    sa.event.listen(service.hub.database.engine, "before_cursor_execute", note)
    again = client.get(ADDRESS)
    assert len(asked) == 1
    assert again.json() == first.json()
    assert client.get("/api/partners/nobody").status_code == 404


def test_what_changes_in_the_directory_counts_at_once(service: Service) -> None:
    """Roles that were taken or given hold from the next request on."""
    before = looks(service, "kofi")
    assert before[0] == 200
    now_is(service, "kofi", roles=[])
    assert looks(service, "kofi") == (404, 0)
    now_is(service, "kofi", roles=["ADMIN"])
    assert looks(service, "kofi") == looks(service, "root")
    now_is(service, "kofi", roles=["TAM"])
    assert looks(service, "kofi") == before


def test_somebody_who_left_is_not_let_in(service: Service) -> None:
    """Whoever was there before and is not in the directory any more is nobody."""
    client = service.client("kofi")
    assert client.get(ADDRESS).status_code == 200
    with service.place.owner() as owner, owner.writing() as connection:
        connection.execute(sa.delete(people).where(people.c.id == "kofi"))
    assert client.get(ADDRESS).status_code == 401


def test_who_came_is_not_remembered_without_end(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is remembered of who came last is bounded, and can be forgotten."""
    monkeypatch.setattr(entering, "_MOST_KNOWN", 1)
    known = service.hub.database.last_known
    for who in ("kofi", "ines", "kofi"):
        assert service.client(who).get(ADDRESS).status_code == 200
        assert list(known) == [who]
