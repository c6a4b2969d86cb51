"""Grants and delegations: what they must be, and when they hold."""

from __future__ import annotations

import copy
import pickle
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from partner_success.access import Delegation, Grant, Identity, Validity
from partner_success.errors import InvalidDataError, InvalidValueError
from tests.unit.access.scenes import (
    ADA,
    DAY,
    INES,
    INSTANT,
    NOW,
    TOM,
    delegation,
    grant,
)

EITHER = pytest.mark.parametrize("make", [grant, delegation])
NAIVE = NOW.replace(tzinfo=None)


@pytest.mark.rule("ACC-05")
@EITHER
@pytest.mark.parametrize(
    ("revoked_at", "at", "state"),
    [
        (None, NOW - INSTANT, Validity.NOT_YET),
        (None, NOW, Validity.IN_FORCE),
        (None, NOW + DAY - INSTANT, Validity.IN_FORCE),
        (None, NOW + DAY, Validity.EXPIRED),
        (NOW + DAY / 2, NOW + DAY / 2 - INSTANT, Validity.IN_FORCE),
        (NOW + DAY / 2, NOW + DAY / 2, Validity.REVOKED),
        (NOW + DAY / 2, NOW + 2 * DAY, Validity.REVOKED),
        (NOW - DAY, NOW - DAY / 2, Validity.REVOKED),
        (NOW - DAY, NOW - 2 * DAY, Validity.NOT_YET),
    ],
)
def test_the_edges_of_time(
    make: Any, revoked_at: datetime | None, at: datetime, state: Validity
) -> None:
    """The start is inside, the end is not, and what was taken back stays so."""
    assert make(revoked_at=revoked_at).state(at) is state


@EITHER
def test_other_zones_tell_the_same_instant(make: Any) -> None:
    """An instant is the same wherever its clock hangs."""
    elsewhere = NOW.astimezone(timezone(timedelta(hours=-8)))
    assert make().state(elsewhere) is Validity.IN_FORCE
    assert make().state(elsewhere - INSTANT) is Validity.NOT_YET
    same = make(starts_at=elsewhere, revoked_at=elsewhere)
    assert same == make(revoked_at=NOW)
    assert hash(same) == hash(make(revoked_at=NOW))


@EITHER
def test_an_hour_that_comes_twice(make: Any) -> None:
    """Of the night in which an hour comes twice, the two are told apart."""
    zone = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=zone)
    second = first.replace(fold=1)
    given = make(starts_at=first, ends_at=second)
    assert given.state(first) is Validity.IN_FORCE
    assert given.state(second) is Validity.EXPIRED
    one, other = make(revoked_at=first), make(revoked_at=second)
    assert one != other


@EITHER
def test_an_instant_without_a_zone_is_refused(make: Any) -> None:
    """To be asked without a zone is misuse."""
    with pytest.raises(InvalidValueError, match="time zone"):
        make().state(NAIVE)


@EITHER
@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"id": " g"}, "id", "space-around"),
        ({"starts_at": NAIVE}, "starts_at", "no-zone"),
        ({"ends_at": "2026"}, "ends_at", "wrong-type"),
        ({"ends_at": None}, "ends_at", "missing"),
        ({"revoked_at": NAIVE}, "revoked_at", "no-zone"),
        ({"ends_at": NOW - INSTANT}, "ends_at", "before-start"),
        ({"ends_at": NOW}, "ends_at", "never"),
    ],
)
def test_faults_of_both(
    make: Any, changes: dict[str, Any], path: str, code: str
) -> None:
    """What neither can be is reported by its path."""
    with pytest.raises(InvalidDataError) as caught:
        make(**changes)
    assert [(each.path, each.code) for each in caught.value.problems] == [(path, code)]


@pytest.mark.rule("ACC-05")
@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"partner_id": ""}, "partner_id", "blank"),
        ({"reason": "  "}, "reason", "blank"),
        ({"reason": None}, "reason", "missing"),
        ({"grantee": "p-1"}, "grantee", "wrong-type"),
        ({"grantor": None}, "grantor", "missing"),
        ({"grantor": ADA}, "grantee", "self-grant"),
        (
            {"grantor": Identity(id="p-9", email="ADA@example.com")},
            "grantee",
            "self-grant",
        ),
        ({"grantor": Identity(id="p-1")}, "grantee", "self-grant"),
        ({"gates": []}, "gates", "empty"),
        ({"gates": "gate_1"}, "gates", "wrong-type"),
        ({"gates": ["gate_1", 5]}, "gates[1]", "wrong-type"),
        ({"gates": ["gate_1", "gate_2", "gate_1"]}, "gates[2]", "duplicate"),
    ],
)
def test_faults_of_a_grant(changes: dict[str, Any], path: str, code: str) -> None:
    """What a grant cannot be is reported by its path."""
    with pytest.raises(InvalidDataError) as caught:
        grant(**changes)
    assert [(each.path, each.code) for each in caught.value.problems] == [(path, code)]


@pytest.mark.rule("ACC-07")
@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"partner_id": ""}, "partner_id", "blank"),
        ({"role": None}, "role", "missing"),
        ({"lead": "p-2"}, "lead", "wrong-type"),
        ({"deputy": None}, "deputy", "missing"),
        ({"deputy": TOM}, "deputy", "own-deputy"),
        ({"lead": Identity(id="p-8", email=ADA.email)}, "deputy", "own-deputy"),
    ],
)
def test_faults_of_a_delegation(changes: dict[str, Any], path: str, code: str) -> None:
    """What a delegation cannot be is reported by its path."""
    with pytest.raises(InvalidDataError) as caught:
        delegation(**changes)
    assert [(each.path, each.code) for each in caught.value.problems] == [(path, code)]


def test_all_faults_at_once() -> None:
    """A grant of nothing by nobody for no time is told all of it."""
    with pytest.raises(InvalidDataError) as caught:
        Grant(
            id="",
            partner_id=" a",
            grantee=None,  # type: ignore[arg-type]
            gates=[],
            reason="",
            grantor=INES,
            starts_at=NOW,
            ends_at=NOW,
        )
    assert [problem.code for problem in caught.value.problems] == [
        *("blank", "space-around", "blank", "missing", "empty", "never")
    ]


@EITHER
def test_they_are_values(make: Any) -> None:
    """They are compared, hashed, copied and pickled by what they say."""
    one = make()
    assert len({one, make(), copy.copy(one), pickle.loads(pickle.dumps(one))}) == 1
    assert one != make(id="x-9")


def test_for_whom_they_are() -> None:
    """A grant is for its grantee and partner, a delegation for its deputy."""
    assert grant().is_for(ADA.key, "acme")
    assert not grant().is_for(ADA.key, "globex")
    assert not grant().is_for(TOM.key, "acme")
    assert not grant(grantee=Identity(id="p-1")).is_for(None, "acme")
    one: Delegation = delegation(partner_id="acme")
    assert one.is_for(ADA.key, "acme")
    assert not one.is_for(ADA.key, "globex")
    assert delegation().is_for(ADA.key, "globex")
    assert not delegation().is_for(TOM.key, "acme")
    assert not delegation(deputy=Identity(id="p-1")).is_for(None, "acme")
