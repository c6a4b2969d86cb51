"""A company's changes over the rulebook that it inherits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from partner_success.errors import InvalidDataError
from partner_success.rulebook import Rulebook, from_document
from partner_success.rulebook.overlay import overlaid
from tests.unit.rulebook.cards import band, card, component


def merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Give what comes out where nothing is at fault."""
    whole, problems = overlaid(base, changes)
    assert problems == []
    return whole


def problems_of(base: dict[str, Any], changes: dict[str, Any]) -> list[tuple[str, str]]:
    """Give path and code of what could not be laid over."""
    return [(each.path, each.code) for each in overlaid(base, changes)[1]]


@pytest.mark.rule("RBK-02")
def test_tables_and_entries_are_merged() -> None:
    """Keys and entries are merged one by one; new ones come last."""
    base = {"a": {"x": 1, "y": 2}, "l": [{"id": "p", "v": 1}, {"id": "q", "v": 2}]}
    changes = {"a": {"y": 3, "z": 4}, "l": [{"id": "n", "v": 0}, {"id": "p", "w": 5}]}
    assert merged(base, changes) == {
        "a": {"x": 1, "y": 3, "z": 4},
        "l": [{"id": "p", "v": 1, "w": 5}, {"id": "q", "v": 2}, {"id": "n", "v": 0}],
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([1, 2], [3]),
        ({"low": 0}, "health"),
        ("health", {"low": 0}),
        ([{"id": "a"}], []),
        ([{"id": "a"}], [{"name": "b"}]),
        ([], [{"id": "a"}]),
        (1, Decimal("1.0")),
    ],
)
def test_everything_else_is_replaced(old: object, new: object) -> None:
    """Lists without ids, single values and changes of kind replace what was there."""
    assert merged({"x": old}, {"x": new}) == {"x": new}


def test_entries_are_taken_out() -> None:
    """An entry with ``removed = true`` is gone; any other value does not remove it."""
    base = {"l": [{"id": "p"}, {"id": "q"}]}
    assert merged(base, {"l": [{"id": "p", "removed": True}]}) == {"l": [{"id": "q"}]}
    kept = merged(base, {"l": [{"id": "p", "removed": 1}]})
    assert [entry["id"] for entry in kept["l"]] == ["p", "q"]


def test_what_cannot_be_laid_over() -> None:
    """Removing what is not there, and changing an entry twice, are faults."""
    base = {"a": {"l": [{"id": "uptime"}, {"id": "nps"}]}}
    changes = [
        {"id": "uptme", "removed": True},
        {"id": "zzz", "removed": True},
        {"id": "nps", "v": 1},
        {"id": "nps", "removed": True},
    ]
    found = overlaid(base, {"a": {"l": changes}})[1]
    assert [(each.path, each.code) for each in found] == [
        ("a.l[0]", "nothing-to-remove"),
        ("a.l[1]", "nothing-to-remove"),
        ("a.l[3].id", "duplicate-id"),
    ]
    assert "did you mean 'uptime'?" in found[0].message
    assert "known: uptime, nps" in found[1].message
    assert "at a.l[2] already" in found[2].message


def test_neither_side_is_changed() -> None:
    """What comes out shares nothing with what went in."""
    base, changes = {"l": [{"id": "p", "v": [1]}]}, {"m": [{"id": "q", "v": [2]}]}
    whole = merged(base, changes)
    whole["l"][0]["v"].append(5)
    whole["m"][0]["v"].append(5)
    assert base == {"l": [{"id": "p", "v": [1]}]}
    assert changes == {"m": [{"id": "q", "v": [2]}]}


@pytest.mark.rule("RBK-01", "RBK-02")
def test_three_numbers_changed(rules: Rulebook, ours: Any) -> None:
    """A company changes three numbers and sees that it inherited the rest."""
    acme = ours(
        health={
            "bands": {"entries": [{"id": "champion", "floor": 95}]},
            "components": [
                {"id": "user_adoption", "weight": 25},
                {"id": "relationship_strength", "weight": 15},
            ],
        }
    )
    values = {component.id: 94 for component in rules.health.components}
    assert rules.health.score(values).band.name == "Champion"
    score = acme.health.score(values)
    assert score.band.name == "Healthy"
    assert score.provenance.edition == "acme 1"
    assert acme.nps.score([9]).provenance.edition == "acme 1"
    assert acme.health.components["user_adoption"].weight == 25
    own = {path for path, origin in acme.origins.items() if origin == "acme 1"}
    assert own - {path for path in own if path.startswith("edition.")} == {
        "health.bands.entries.champion.id",
        "health.bands.entries.champion.floor",
        "health.components.user_adoption.id",
        "health.components.user_adoption.weight",
        "health.components.relationship_strength.id",
        "health.components.relationship_strength.weight",
    }
    assert "health.components.user_adoption.name" in acme.inherited()
    assert acme.origins["nps.low"] == "standard 2026.1"
    assert set(acme.inherited()) | own == set(acme.origins)


def test_targets_change_where_they_are_used(rules: Rulebook, ours: Any) -> None:
    """A changed target changes the measures that name it."""
    acme = ours(targets=[{"id": "uptime", "value": Decimal("99.5")}])
    uptime = acme.health.components["technical_performance"].measures["uptime"]
    assert uptime.points(99.5) == 10000
    assert uptime.target == acme.targets["uptime"]


def test_a_measure_with_another_target(ours: Any) -> None:
    """A target that was named can be replaced by one of its own."""
    aim = {"id": "own", "name": "Own", "relation": "at_least", "value": 98, "unit": "%"}
    change = {"id": "uptime", "target": aim, "zero": 90}
    technical = {"id": "technical_performance", "measures": [change]}
    acme = ours(health={"components": [technical]})
    measure = acme.health.components["technical_performance"].measures["uptime"]
    assert measure.points(94) == 5000


def test_scorecards_of_a_company(ours: Any) -> None:
    """A company adds scorecards of its own, with bands of another family."""
    acme = ours(
        scorecards=[card(component("speed"), component("tone"), bands="health")]
    )
    score = acme.scorecards["care"].score(speed=90, tone=90)
    assert score.band.name == "Champion"
    assert score.provenance.edition == "acme 1"


@pytest.mark.rule("RBK-01")
def test_editions_are_never_inherited() -> None:
    """Changes without an id of their own would pass for what they change."""
    with pytest.raises(InvalidDataError) as caught:
        from_document({"edition": {"extends": "standard 2026.1"}, "nps": {"low": 1}})
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["edition.id", "edition.name", "edition.effective_from"]


@pytest.mark.rule("RBK-01")
def test_changes_need_a_name_of_their_own(ours: Any) -> None:
    """Changes under the name of what they change are refused."""
    edition = {"id": "standard 2026.1", "extends": "standard 2026.1", "name": "x"}
    with pytest.raises(InvalidDataError, match="needs an id of its own") as caught:
        from_document({"edition": {**edition, "effective_from": "2026-07-01"}})
    assert caught.value.problems[0].path == "edition.id"


@pytest.mark.rule("RBK-02")
def test_faults_name_ids(ours: Any) -> None:
    """Faults of what comes out name ids, because its positions stand in no file."""
    adoption = {"id": "user_adoption", "weight": "25"}
    uptime = {"id": "uptime", "value": "x"}
    with pytest.raises(InvalidDataError) as caught:
        ours(health={"components": [adoption]}, targets=[uptime])
    assert [problem.path for problem in caught.value.problems] == [
        "targets.uptime.value",
        "health.components.user_adoption.weight",
    ]
    assert "the changes to 'standard 2026.1': 2 faults" in str(caught.value)


def test_faults_of_laying_over(ours: Any) -> None:
    """What cannot be laid over is refused before anything is loaded."""
    with pytest.raises(InvalidDataError, match="no inherited entry 'uptme' to remove"):
        ours(targets=[{"id": "uptme", "removed": True}])


def test_removed_targets_are_missed(ours: Any) -> None:
    """A target that a measure names cannot be taken out unnoticed."""
    with pytest.raises(InvalidDataError) as caught:
        ours(targets=[{"id": "uptime", "removed": True}])
    (problem,) = caught.value.problems
    assert problem.path == (
        "health.components.technical_performance.measures.uptime.target"
    )
    assert problem.code == "unknown-reference"


def test_bands_are_added_and_removed(ours: Any) -> None:
    """Bands come and go one by one; the floors stay their edges."""
    entries = [{"id": "champion", "removed": True}, band("superb", 97)]
    acme = ours(health={"bands": {"entries": entries}})
    assert [each.id for each in acme.health.bands][:2] == ["superb", "healthy"]


@pytest.mark.rule("RBK-01", "RBK-02")
def test_changes_of_changes(ours: Any) -> None:
    """A rulebook can extend one that extends another; each value knows who set it."""
    acme = ours(nps={"promoters_from": 8}, csat={"first_month": 4})
    edition = {
        "id": "acme 2",
        "name": "Acme 2",
        "effective_from": "2027-01-01",
        "extends": "acme 1",
    }
    second = from_document(
        {"edition": edition, "nps": {"promoters_from": 9}}, bases=[acme]
    )
    assert second.nps.promoters_from == 9
    assert second.origins["nps.promoters_from"] == "acme 2"
    assert second.origins["csat.first_month"] == "acme 1"
    assert second.origins["csat.low"] == "standard 2026.1"
