"""The table of a policy: complete, in exact words, and the same for equal answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.access import (
    AccessMatrix,
    MatrixCell,
    Reach,
    Way,
    access_matrix,
)
from partner_success.access.ways import reach_data
from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidUseError, UnknownNameError
from tests.unit.access.comparable import GRANTED, STAGES, TIED, policy, rule

pytestmark = pytest.mark.rule("ACC-01", "ACC-12")

CURRENT = {"field": "gate", "equals": {"field": "stage"}}
UNKNOWN = {"not": {"known": "stage"}}
SNAPSHOT = Path(__file__).with_name("matrix_of_the_standard.txt")


def told(matrix: AccessMatrix) -> str:
    """Write a matrix as lines of action, role and when, one role after the other."""
    lines: list[str] = []
    for row in matrix.rows:
        lines.append(row.action.name)
        lines += [f"  {cell.role}: {cell}" for cell in row.cells]
    return "\n".join(lines) + "\n"


def cell(when: Any, action: str = "read", **more: Any) -> str:
    """Give the words for one condition of the role A."""
    return str(
        access_matrix(policy(rule("r", "A", action, when, **more))).cell("A", action)
    )


@pytest.mark.rule("ACC-02", "ACC-03", "ACC-04", "ACC-06", "ACC-07", "ACC-08")
def test_the_standard_policy_is_what_was_read_and_approved(rules: ps.Rulebook) -> None:
    """A changed rule shows here who gains or loses what: read it, then keep it."""
    assert told(access_matrix(rules.access)) == SNAPSHOT.read_text(encoding="utf-8")


def test_equal_answers_have_equal_tables() -> None:
    """Names, order and the cut of rules do not matter."""
    one = policy(
        rule("x", "A", "read", {"all": [TIED, {"field": "stage", "equals": "s1"}]}),
        rule("y", "A", "read", {"all": [TIED, {"field": "stage", "equals": "s0"}]}),
    )
    both = {"not": {"any": [{"not": TIED}, {"field": "stage", "one_of": ["s2", "s3"]}]}}
    known = {"all": [both, {"known": "stage"}]}
    other = policy(rule("z", "A", "read", known))
    assert told(access_matrix(one)) == told(access_matrix(other))
    assert cell(known) == "assigned, in S0 or S1"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (None, "always"),
        (TIED, "assigned"),
        ({"not": TIED}, "not assigned"),
        (GRANTED, "with a context grant"),
        ({"field": "for_self", "equals": False}, "for others"),
        ({"field": "for_self", "equals": True}, "for themselves"),
        ({"field": "reason_given", "equals": True}, "with a reason"),
        ({"field": "stage", "equals": "s1"}, "in S1"),
        ({"field": "stage", "one_of": ["s0", "s2"]}, "in S0 or S2"),
        ({"field": "stage", "one_of": ["s1", "s2", "s3"]}, "from S1 to S3"),
        (
            {"field": "stage", "one_of": ["s0", "s1", "s3"]},
            "the stage is known and other than S2",
        ),
        ({"known": "stage"}, "the stage is known"),
        (UNKNOWN, "the stage is not known"),
        (
            {"any": [UNKNOWN, {"field": "stage", "equals": "s1"}]},
            "the stage is S1 or not known",
        ),
        (
            {"any": [UNKNOWN, {"field": "stage", "not_equals": "s1"}]},
            "the stage is not known or other than S1",
        ),
        ({"field": "gate", "equals": "s3"}, "the gate is S3"),
        ({"field": "gate", "one_of": ["s0", "s1", "s2"]}, "the gate is from S0 to S2"),
        (CURRENT, "the gate is the stage"),
        (
            {"all": [CURRENT, {"field": "gate", "one_of": ["s0", "s3"]}]},
            "in S0 or S3, the gate is the stage",
        ),
        ({"field": "signed", "equals": True}, "whether it is signed: yes"),
        ({"known": "signed"}, "whether it is signed: known"),
        ({"field": "whose", "equals": "A"}, "the role it tells of is their own"),
        ({"field": "whose", "equals": "B"}, "the role it tells of is Role B"),
        ({"field": "state", "equals": "off_now"}, "the state is off now"),
        ({"any": [TIED, GRANTED]}, "assigned; or with a context grant"),
    ],
)
def test_a_cell_says_when(when: Any, words: str) -> None:
    """In few words, each of which matters."""
    assert cell(when) == words


def test_nobody_and_never() -> None:
    """What no rule allows is never, and why nobody may is said."""
    matrix = access_matrix(policy(rule("r", "A", "make")))
    assert str(matrix.cell("B", "make")) == "never"
    assert matrix.cell("B", "make").lines == ()
    assert str(Reach()) == "never"
    assert "nobody does" in matrix.explain().remarks


def test_what_a_deputy_may_is_marked() -> None:
    """Beside the same of the lead, or by itself where it is less."""
    assert cell(TIED, delegable=True) == "assigned (a deputy too)"
    late = {"all": [TIED, {"field": "stage", "equals": "s3"}]}
    whole = rule("all", "A", "write", TIED)
    matrix = access_matrix(
        policy(whole, rule("late", "A", "write", late, delegable=True))
    )
    found = matrix.cell("A", "write")
    assert found.lines == ("assigned", "a deputy: assigned, in S3")
    assert found.rules == ("all", "late")


def test_what_is_not_told_is_counted() -> None:
    """Beside the phrases, and in the data."""
    cut = Reach(ways=(Way(values=FrozenMap(), terms=("a",)),), further=1200)
    assert str(cut) == "a; or in 1,200 further cases"
    assert reach_data(cut)[1:] == [{"text": "in 1,200 further cases"}]
    never = MatrixCell(role="A", reach=cut, deputy=Reach(further=3), rules=())
    assert never.lines == (
        "a",
        "in 1,200 further cases",
        "a deputy: in 3 further cases",
    )


def test_the_data_hold_everything(rules: ps.Rulebook) -> None:
    """Each way by its values, ready for JSON."""
    data: Any = access_matrix(rules.access).as_data()
    assert json.loads(json.dumps(data)) == data
    assert data["edition"] == "standard 2026.1"
    assert data["roles"]["PSM"] == "Partner Success Manager"
    by_id = {each["id"]: each for each in data["actions"]}
    signs = by_id["sign_off"]["roles"]["PDM"]
    assert signs["rules"] == ["pdm_signs"]
    assert signs["ways"] == signs["deputy"]
    (way,) = signs["ways"]
    assert way["same"] == ["stage", "gate"]
    assert way["values"] == {
        "tied": [True],
        "stage": ["gate_0", "gate_1"],
        "gate_status": ["awaiting_sign_off"],
    }
    assert by_id["change_submission"]["nobody"].startswith("nobody changes")


def test_it_explains_itself(rules: ps.Rulebook) -> None:
    """As a table with a row for each way."""
    matrix = access_matrix(rules.access)
    explained = matrix.explain()
    assert str(matrix) == "Access: who may do what"
    assert ("create a partner", "PAM", "always") in explained.rows
    assert explained.provenance.edition == "standard 2026.1"
    assert matrix.rows["view_gate"].kind.id == "gate"


def test_wrong_names_and_things_are_refused() -> None:
    """By the names that there are."""
    matrix = access_matrix(policy(rule("r", "A", "read", TIED)))
    with pytest.raises(UnknownNameError, match="no action is called 'reed'"):
        matrix.cell("A", "reed")
    with pytest.raises(UnknownNameError, match="'C'"):
        matrix.cell("C", "read")
    wrong: Any = "policy"
    with pytest.raises(InvalidUseError, match="policy needs AccessPolicy, not str"):
        access_matrix(wrong)


def test_a_way_holds_for_its_cases() -> None:
    """What is not known is no word, and never the same as anything."""
    way = Way(values=FrozenMap({"stage": ("s0", None)}), same=("stage", "gate"))
    assert way.holds({"stage": "s0", "gate": "s0"})
    assert not way.holds({"stage": "s0", "gate": "s1"})
    assert not way.holds({"stage": None, "gate": None})
    assert not way.holds({"stage": "s2", "gate": "s2"})
    assert attrs.evolve(way, same=None).holds({"gate": "s2"})
    assert len(STAGES) == 4
