"""A rulebook as a value: what it holds, says of itself and writes."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest

from partner_success.errors import InvalidDataError, UnknownNameError
from partner_success.interop import parse_document
from partner_success.rulebook import Rulebook, from_document, load
from partner_success.rulebook.lint import LintLimits
from tests.unit.rulebook.cards import card, component, measure

Kind = Literal["toml", "json", "yaml"]
KINDS: tuple[Kind, ...] = ("toml", "json", "yaml")


@pytest.mark.unwatched
@pytest.mark.rule("RBK-02")
@pytest.mark.parametrize("kind", KINDS)
def test_saving_loses_nothing(
    rules: Rulebook, ours: Any, tmp_path: Path, kind: Kind
) -> None:
    """A rulebook is read back equal from each format, whole or as changes."""
    own = measure("speed", curve=[[100, 100], [500, 0]], better="lower", high=900)
    acme = ours(
        nps={"promoters_from": 8},
        scorecards=[card(component("all", 1, own), bands="health")],
        targets=[{"id": "expansion_rate", "removed": True}],
    )
    for rulebook in (rules, acme):
        path = tmp_path / f"ours.{kind}"
        rulebook.save(path)
        again = load(path)
        assert again == rulebook
        assert again.origins == rulebook.origins
        assert rulebook.changes_to(again) == ()


@pytest.mark.rule("RBK-02")
def test_changes_are_saved_as_changes(ours: Any) -> None:
    """Of an overlay only what it states is written."""
    text = ours(nps={"promoters_from": 8}).text()
    assert "promoters_from = 8" in text
    assert 'extends = "standard 2026.1"' in text
    assert "detractors_to" not in text


def test_files_of_unknown_kind(rules: Rulebook, tmp_path: Path) -> None:
    """The end of the file's name tells the format."""
    with pytest.raises(UnknownNameError, match="no format of documents"):
        rules.save(tmp_path / "ours.txt")
    assert list(tmp_path.iterdir()) == []


def test_what_a_rulebook_gives_is_a_copy(rules: Rulebook, ours: Any) -> None:
    """Changing the plain data that a rulebook gave changes no rulebook."""
    rules.document()["nps"].clear()
    rules.written()["nps"].clear()
    assert rules.document()["nps"]["low"] == 0
    assert rules.written()["nps"]["low"] == 0
    acme = ours(nps={"promoters_from": 8})
    assert acme.written()["nps"] == {"promoters_from": 8}
    assert acme.document()["nps"]["detractors_to"] == 6


def test_a_rulebook_never_changes(document: dict[str, Any]) -> None:
    """Fields cannot be set, and later changes of the source do not reach it."""
    rulebook = from_document(document)
    document["nps"]["low"] = 5
    assert rulebook.document()["nps"]["low"] == 0
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        rulebook.nps = None  # type: ignore[misc,assignment]


def test_rulebooks_are_values(rules: Rulebook, document: dict[str, Any]) -> None:
    """Rulebooks of equal rules are equal, and survive copying and pickling."""
    again = from_document(document)
    assert again == rules
    assert hash(again) == hash(rules)
    for copied in (copy.deepcopy(rules), pickle.loads(pickle.dumps(rules))):
        assert copied == rules
        assert (
            copied.health.score(
                technical_performance=90,
                business_outcomes=92,
                user_adoption=88,
                relationship_strength=89,
            ).band.name
            == "Champion"
        )
        assert copied.numbers() == rules.numbers()
    document["nps"]["promoters_from"] = 8
    assert from_document(document) != rules


def test_what_a_rulebook_shows_of_itself(rules: Rulebook) -> None:
    """The text of a rulebook does not spill its whole documents."""
    assert "origins" not in repr(rules)
    assert "_whole=" not in repr(rules)


@pytest.mark.rule("RBK-01")
def test_a_whole_rulebook_set_everything_itself(rules: Rulebook) -> None:
    """A rulebook that extends nothing inherits nothing."""
    assert rules.inherited() == ()
    assert set(rules.origins.values()) == {"standard 2026.1"}
    assert rules.edition.effective_from == date(2026, 1, 1)


def test_linting_with_other_limits(rules: Rulebook) -> None:
    """A company can ask for stricter limits."""
    codes = {each.code for each in rules.lint(limits=LintLimits(heavy=Fraction(1, 4)))}
    assert codes == {"heavy-weight", "unused-target"}


@pytest.mark.rule("RBK-02")
def test_formats_are_no_change(rules: Rulebook) -> None:
    """A rulebook read from JSON, where days are text, is no change of the TOML one."""
    again = from_document(parse_document(rules.text("json"), "json"))
    assert again.document()["edition"]["effective_from"] == "2026-01-01"
    assert rules.changes_to(again) == ()


def test_nothing_has_no_word_in_toml(document: dict[str, Any], tmp_path: Path) -> None:
    """What JSON can say and TOML cannot is refused by name when it is saved."""
    document["targets"][0]["upper"] = None
    rulebook = from_document(document)
    assert from_document(parse_document(rulebook.text("json"), "json")) == rulebook
    with pytest.raises(InvalidDataError, match=r"targets\[0\].upper"):
        rulebook.text()


def test_a_rulebook_is_saved_and_read(rules: Rulebook, tmp_path: Path) -> None:
    """What the file holds is the text of that form."""
    place = tmp_path / "rulebook.json"
    rules.save(place)
    assert place.read_text(encoding="utf-8") == rules.text("json")
