"""Definitions of who does what that are refused, every fault at once."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.engagement import EngagementStage, Responsibilities, TaskRole
from partner_success.errors import InvalidDataError, InvalidModelError, Problem
from partner_success.rulebook import from_document
from partner_success.rulebook.store import standard_document
from tests.unit.engagement.small_responsibilities import (
    cell,
    contact,
    model,
    small,
    task,
)


def problems(*cells: Any, **terms: Any) -> tuple[Problem, ...]:
    """Give every fault of a small definition."""
    with pytest.raises(InvalidModelError) as caught:
        small(*cells, **terms)
    return caught.value.problems


def told(*cells: Any, **terms: Any) -> list[tuple[str, str]]:
    """Give path and code of every fault."""
    return [(each.path, each.code) for each in problems(*cells, **terms)]


def two(*cells: Any) -> dict[str, Any]:
    """Give the terms of two models in one stage, with these cells in their place."""
    places = [("s", name, side) for name in "mn" for side in ("partner", "vendor")]
    given = {each.id: each for each in cells}
    found = {each.id: each for each in (cell(*place) for place in places)} | given
    return {
        "models": Catalogue([model("m"), model("n")], kind="model"),
        "cells": Catalogue(found.values(), kind="cell"),
    }


def test_a_small_one_is_sound() -> None:
    """What the other tests spoil is accepted as it is."""
    assert isinstance(small(), Responsibilities)
    assert isinstance(small(**two()), Responsibilities)


@pytest.mark.rule("ENG-03")
def test_unknown_names_are_told_with_near_misses() -> None:
    """Activity, stage, model and included cell that are not there, by their paths."""
    known = two()
    odd = cell("s", "m", "partner", activities=("a", "x"), optional=("b",))
    strange = attrs.evolve(odd, id="odd", stage="t", model="mm", includes="s_m_partne")
    terms = {**known, "cells": Catalogue([*known["cells"], strange])}
    found = problems(**terms)
    assert [(each.path, each.code) for each in found] == [
        ("cells[4].stage", "unknown"),
        ("cells[4].model", "unknown"),
        ("cells[4].activities[1]", "unknown"),
        ("cells[4].optional[0]", "unknown"),
        ("cells[4].includes", "unknown"),
    ]
    assert "did you mean 's_m_partner'?" in found[-1].message
    assert "there is no activity 'x'; known: a, b" in found[2].message


@pytest.mark.rule("ENG-03")
def test_cells_stand_once_and_all_are_there() -> None:
    """A place that is given twice and one that is left out are told together."""
    first = cell("s", "m", "partner")
    again = attrs.evolve(first, id="again")
    found = problems(cells=Catalogue([first, again], kind="cell"))
    assert [(each.path, each.code) for each in found] == [
        ("cells[1]", "cell-twice"),
        ("cells", "missing-cell"),
    ]
    assert "'s_m_partner' has the same stage, model and side" in found[0].message
    assert "found 's, m, vendor'" in found[1].message


@pytest.mark.rule("ENG-03")
def test_nothing_to_do_is_said() -> None:
    """An empty cell says so, and one that says so is empty."""
    empty = cell("s", "m", "partner", not_applicable=False)
    full = cell("s", "m", "vendor", activities=("a",), not_applicable=True)
    assert told(empty, full) == [
        ("cells[0]", "empty"),
        ("cells[1].not_applicable", "not-empty"),
    ]


@pytest.mark.rule("ENG-03")
def test_nothing_stands_twice() -> None:
    """Neither in a cell itself nor beside what it includes."""
    twice = cell("s", "m", "partner", activities=("a", "b", "a"))
    outer = cell("s", "n", "partner", activities=("c", "b"), includes="s_m_partner")
    found = problems(**two(twice, outer))
    assert [(each.path, each.code) for each in found] == [
        ("cells[0].activities[2]", "repeated"),
        ("cells[2].activities[1]", "repeated"),
    ]
    assert "stands in 's_m_partner' already" in found[1].message


@pytest.mark.rule("ENG-03")
def test_inclusion_never_goes_in_a_circle() -> None:
    """Two cells that include each other, or one itself, are one fault each time."""
    one = cell("s", "m", "partner", includes="s_n_partner")
    other = cell("s", "n", "partner", includes="s_m_partner")
    (problem,) = problems(**two(one, other))
    assert (problem.path, problem.code) == ("cells", "circle")
    assert "found 's_m_partner, s_n_partner'" in problem.message
    itself = cell("s", "m", "vendor", includes="s_m_vendor")
    assert told(itself) == [("cells", "circle")]


@pytest.mark.rule("ENG-03")
def test_inclusion_stays_in_its_place() -> None:
    """A cell of another side has other people's work in it."""
    inner = cell("s", "m", "vendor", activities=("a",))
    outer = cell("s", "n", "partner", includes="s_m_vendor")
    assert told(**two(inner, outer)) == [("cells[2].includes", "other-place")]


@pytest.mark.rule("ENG-02", "ENG-03")
def test_something_is_there() -> None:
    """Without a model or a stage there is nobody to ask about."""
    nothing = Catalogue[Any](kind="thing")
    assert told(models=nothing, stages=nothing, cells=nothing) == [
        ("models", "empty"),
        ("stages", "empty"),
    ]


def test_ids_can_stand_in_paths() -> None:
    """Ids of every part are held to one form."""
    odd = attrs.evolve(cell("s", "m", "partner"), id="a b")
    stages = Catalogue([EngagementStage(id="s", name="S")])
    cells = Catalogue([odd, cell("s", "m", "vendor")])
    roles = Catalogue([TaskRole(id="r", name="R"), TaskRole(id="-", name="R")])
    tasks = Catalogue([task("t.1")])
    contacts = Catalogue([contact("c d", "e", "f g")])
    found = told(
        stages=stages, cells=cells, roles=roles, tasks=tasks, contacts=contacts
    )
    assert found == [
        ("roles[1].id", "bad-id"),
        ("cells[0].id", "bad-id"),
        ("contacts[0].id", "bad-id"),
        ("contacts[0].subjects[1].id", "bad-id"),
        ("tasks[0].id", "bad-id"),
    ]


@pytest.mark.rule("ENG-09")
def test_a_team_has_a_subject() -> None:
    """Nobody is turned to about nothing."""
    found = told(contacts=Catalogue([contact("a", "x"), contact("b")]))
    assert found == [("contacts[1].subjects", "empty")]


@pytest.mark.rule("ENG-10")
def test_tasks_name_what_is_there() -> None:
    """A role, a need and a whole that are not there are told together."""
    tasks = [task("a"), task("b", "a", "x", role="q", part_of="z")]
    assert told(tasks=Catalogue(tasks)) == [
        ("tasks[1].needs[1]", "unknown"),
        ("tasks[1].role", "unknown"),
        ("tasks[1].part_of", "unknown"),
    ]


@pytest.mark.rule("ENG-10")
@pytest.mark.parametrize(
    ("tasks", "circle"),
    [
        ([task("a", "a")], "a"),
        ([task("a", "c"), task("b", "a"), task("c", "b"), task("d", "a")], "a, b, c"),
        ([task("a", part_of="b"), task("b", part_of="a")], "a, b"),
        ([task("a", "b", part_of="b"), task("b")], "a, b"),
    ],
)
def test_something_comes_first(tasks: list[Any], circle: str) -> None:
    """Tasks that wait for each other could never be begun."""
    (problem,) = problems(tasks=Catalogue(tasks))
    assert (problem.path, problem.code) == ("tasks", "circle")
    assert problem.message.endswith(f"found {circle!r}")


@pytest.mark.rule("ENG-03")
def test_a_rulebook_is_refused_with_paths() -> None:
    """Faults of a document stand under the family, with those of other families."""
    document = standard_document()
    family = document["responsibilities"]
    family["cells"][0]["activities"][0] = "subscription_vlaue"
    family["cells"][1]["side"] = "customer"
    with pytest.raises(InvalidDataError) as caught:
        from_document(document)
    paths = [each.path for each in caught.value.problems]
    assert paths == ["responsibilities.cells[1].side"]
    family["cells"][1]["side"] = "partner"
    with pytest.raises(InvalidDataError) as caught:
        from_document(document)
    (problem,) = caught.value.problems
    assert problem.path == "responsibilities.cells[0].activities[0]"
    assert "did you mean 'subscription_value'?" in problem.message


@pytest.mark.rule("ENG-03")
def test_a_company_changes_a_cell(rules: ps.Rulebook) -> None:
    """A cell is laid over by its id; the others stay."""
    ours = {
        "edition": {
            "id": "Acme 1",
            "name": "Acme",
            "effective_from": "2026-11-01",
            "extends": rules.edition.id,
        },
        "responsibilities": {
            "cells": [
                {
                    "id": "renew_cs_manager_vendor",
                    "includes": "renew_sales_agent_vendor",
                }
            ]
        },
    }
    changed = from_document(ours).responsibilities
    found = changed.responsibilities("renew", "cs_manager", "vendor")
    assert found.ids == ("renewal_prompt", "renewal_tools", "renewal_incentives")
    assert found.provenance.edition == "Acme 1"
    assert changed.activities == rules.responsibilities.activities
