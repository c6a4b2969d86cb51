"""What holds for every record of facts."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from datetime import datetime
from typing import Any

import attrs
import pytest

from partner_success import partners
from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidDataError
from tests.unit.partners import records as good
from tests.unit.partners.conftest import Found

MAKERS = [
    good.person,
    good.assignment,
    good.contract,
    good.partner,
    good.account,
    good.ticket,
    good.usage,
    good.answer,
    good.licence,
    good.sheet,
    good.meeting,
    good.request,
    good.evaluation,
    good.contact,
    good.tenant,
    good.downtime,
    good.order,
    good.rollback,
    good.subscription,
    good.designation,
    good.agreement,
    good.transaction,
    good.issue,
    good.check,
    good.operation,
    good.maturity,
    good.revenue,
    good.snapshot,
]
every_record = pytest.mark.parametrize("make", MAKERS)


def test_every_public_record_is_tried() -> None:
    """No record is left out of the tests below."""
    public = {name for name in partners.__all__ if attrs.has(getattr(partners, name))}
    assert {type(make()).__name__ for make in MAKERS} == public


@every_record
def test_equal_facts_make_equal_records(make: Callable[[], Any]) -> None:
    """Records are equal, hash alike, and come back from a pickle or a copy."""
    one, two = make(), make()
    assert one == two
    assert hash(one) == hash(two)
    assert pickle.loads(pickle.dumps(one)) == one
    assert copy.deepcopy(one) == one


@every_record
def test_records_never_change(make: Callable[[], Any]) -> None:
    """No field can be set, and nothing is added."""
    record = make()
    for field in attrs.fields(type(record)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(record, field.name, None)
    assert not hasattr(record, "__dict__")


@every_record
def test_fields_are_given_by_keyword(make: Callable[[], Any]) -> None:
    """Nothing is told by its position."""
    parameters = inspect.signature(type(make())).parameters.values()
    assert {each.kind for each in parameters} == {inspect.Parameter.KEYWORD_ONLY}


@every_record
def test_every_attribute_is_described(make: Callable[[], Any]) -> None:
    """The docstring has a line for each field."""
    kind = type(make())
    described = inspect.getdoc(kind) or ""
    for field in attrs.fields(kind):
        assert f"\n    {field.name}: " in described


@every_record
def test_no_field_takes_an_object_of_no_kind(
    make: Callable[..., Any], faults: Found
) -> None:
    """Every field is checked: a bare object is refused by the name of the field."""
    fields = [field.name for field in attrs.fields(type(make()))]
    for name in fields:
        assert name in faults(make, **{name: object()})


@every_record
def test_every_fault_is_reported_at_once(make: Callable[..., Any]) -> None:
    """A record that is wrong everywhere says so everywhere."""
    fields = {field.name: object() for field in attrs.fields(type(make()))}
    with pytest.raises(InvalidDataError) as caught:
        make(**fields)
    assert {problem.path for problem in caught.value.problems} >= set(fields)
    assert all(problem.message and problem.given for problem in caught.value.problems)


@every_record
def test_a_needed_field_is_missed(make: Callable[..., Any], faults: Found) -> None:
    """None stands for unknown, which what has no default cannot be."""
    for field in attrs.fields(type(make())):
        found = faults(make, **{field.name: None})
        if field.default is attrs.NOTHING:
            assert found[field.name] == "missing"
        elif field.default is None and field.name != "account_id":
            assert found == {}


@pytest.mark.parametrize(
    ("make", "name", "value", "code"),
    [
        (good.account, "id", "", "blank"),
        (good.account, "id", " a-1", "space-around"),
        (good.account, "id", 7, "wrong-type"),
        (good.account, "name", " \t", "blank"),
        (good.account, "on", "2026-05-04", "wrong-type"),
        (good.account, "on", good.AT, "wrong-type"),
        (good.account, "churned", 1, "wrong-type"),
        (good.account, "churned", "no", "wrong-type"),
        (good.account, "segment", "", "blank"),
        (good.partner, "tier", True, "wrong-type"),
        (good.partner, "tier", "1", "wrong-type"),
        (good.partner, "tier", 1.0, "wrong-type"),
        (good.partner, "tier", -1, "negative"),
        (good.partner, "created_at", good.DAY, "wrong-type"),
        (good.partner, "created_at", datetime(2026, 5, 4), "no-zone"),  # noqa: DTZ001
        (good.ticket, "severity", "hgih", "unknown-name"),
        (good.ticket, "severity", "High", "unknown-name"),
        (good.ticket, "severity", 1, "wrong-type"),
        (good.usage, "active_users", -1, "negative"),
        (good.usage, "minutes", "90", "wrong-type"),
        (good.usage, "minutes", True, "wrong-type"),
        (good.usage, "minutes", -0.5, "negative"),
        (good.usage, "minutes", float("inf"), "not-finite"),
        (good.licence, "licensed", 2.0, "wrong-type"),
        (good.answer, "rating", "5", "wrong-type"),
        (good.answer, "rating", True, "wrong-type"),
        (good.answer, "rating", -1, "negative"),
        (good.meeting, "held", 1, "wrong-type"),
        (good.meeting, "on", good.AT, "wrong-type"),
        (good.request, "topic", " ", "blank"),
        (good.evaluation, "alternative", "", "blank"),
        (good.account, "starts_on", "2026", "wrong-type"),
        (good.licence, "assigned", -1, "negative"),
        (good.downtime, "month", good.DAY, "no-month"),
        (good.downtime, "unplanned_minutes", -0.5, "negative"),
        (good.downtime, "planned_minutes", float("inf"), "not-finite"),
        (good.tenant, "data_centre", " ", "blank"),
        (good.order, "repaired", 1, "wrong-type"),
        (good.rollback, "on", good.AT, "wrong-type"),
        (good.rollback, "why", " ", "blank"),
    ],
)
def test_a_wrong_value_is_told_by_its_code(
    make: Callable[..., Any], name: str, value: object, code: str, faults: Found
) -> None:
    """Nothing is converted silently, and what can never be right is refused."""
    assert faults(make, **{name: value}) == {name: code}


def test_messages_say_what_to_do() -> None:
    """The text names the record, each field, what was found and a way out."""
    with pytest.raises(InvalidDataError) as caught:
        good.ticket(id="t-9", severity="crtical", opened_at=None, is_incident="yes")
    lines = str(caught.value).splitlines()
    assert lines[0] == "ticket 't-9': 3 faults"
    assert "did you mean 'critical'?" in lines[1]
    assert "opened_at: is needed; give an instant" in lines[2]
    assert "must be True or False, not str 'yes'; convert it first" in lines[3]


def test_maps_and_lists_are_copied() -> None:
    """What the caller changes later does not reach the record."""
    measures: dict[str, Any] = {"nps": 64}
    team = [good.PAM]
    account, partner = good.account(measures=measures), good.partner(team=team)
    measures["nps"] = 0
    team.clear()
    assert account.measures == {"nps": 64}
    assert isinstance(account.measures, FrozenMap)
    assert partner.team == (good.PAM,)


@pytest.mark.parametrize(
    ("value", "code"), [("PAM", "wrong-type"), (5, "wrong-type"), (None, "missing")]
)
def test_text_is_no_list(value: object, code: str, faults: Found) -> None:
    """Text has characters, not records, and neither has None or a number."""
    assert faults(good.partner, team=value) == {"team": code}


def test_a_wrong_record_in_a_list_is_told_by_its_place(faults: Found) -> None:
    """The others of the list are checked all the same."""
    found = faults(good.partner, team=[good.PAM, "p-2", None])
    assert found == {"team[1]": "wrong-type", "team[2]": "missing"}


def test_a_wrong_entry_of_a_map_is_told_by_its_key(faults: Found) -> None:
    """Each key and each value is checked."""
    measures = {"nps": "64", "uptime": float("inf"), "": 1, "ok": None, 5: 1}
    assert faults(good.account, measures=measures) == {
        "measures['nps']": "wrong-type",
        "measures['uptime']": "not-finite",
        "measures['']": "blank",
        "measures[5]": "wrong-type",
    }
