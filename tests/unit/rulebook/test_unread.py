"""The standard rulebook, whose families are read when they are first asked for."""

from __future__ import annotations

import ast
import copy
import inspect
import pickle
from typing import Any, get_type_hints

import attrs
import pytest

from partner_success.errors import InvalidDataError
from partner_success.rulebook import Rulebook, families, from_document, standard, store
from partner_success.rulebook.book import unread_rulebook
from partner_success.rulebook.families import Families, family_type, family_types
from partner_success.rulebook.loading import load_families


@pytest.mark.rule("RBK-01")
def test_the_standard_editions_have_no_fault() -> None:
    """Nobody is refused a family later: every family of every edition can be read."""
    for edition in store.standard_editions():
        whole = load_families(store.standard_document(edition))
        for field in attrs.fields(Families):
            assert getattr(standard(edition), field.name) == getattr(whole, field.name)


def test_it_equals_one_that_was_read_at_once(document: dict[str, Any]) -> None:
    """Which families were read before makes no difference, to hashes neither."""
    unread, whole = unread_rulebook(copy.deepcopy(document)), from_document(document)
    assert unread.nps.low == 0
    assert unread == whole
    assert hash(unread) == hash(whole)
    assert repr(unread) == repr(whole)
    assert unread.origins == whole.origins
    assert unread.document() == whole.document()


def test_a_family_is_read_once(document: dict[str, Any]) -> None:
    """Asking again gives the same object, and the journey has the questionnaires."""
    rules = unread_rulebook(document)
    assert rules.health is rules.health
    assert rules.journey.questionnaires is rules.questionnaires


def test_a_family_that_is_left_out(document: dict[str, Any]) -> None:
    """A company has no scorecards of its own unless it says so."""
    document.pop("scorecards", None)
    rules = unread_rulebook(document)
    assert len(rules.scorecards) == 0


def test_copies_have_read_everything(document: dict[str, Any]) -> None:
    """A copy is a rulebook like any other, and leaves nothing to be read."""
    rules = unread_rulebook(document)
    for copied in (copy.copy(rules), copy.deepcopy(rules)):
        assert copied == rules
    again = pickle.loads(pickle.dumps(unread_rulebook(document)))
    assert again == rules
    assert again.origins == rules.origins


@pytest.mark.parametrize("name", ["helth", "_helth"])
def test_a_name_that_a_rulebook_does_not_have(rules: Rulebook, name: str) -> None:
    """A misspelt family is an attribute error, as everywhere."""
    with pytest.raises(AttributeError, match=rf"'Rulebook' object has no .* '{name}'"):
        getattr(rules, name)


def test_a_rulebook_read_at_once_has_no_other_name(document: dict[str, Any]) -> None:
    """There is nothing left to be read where everything was."""
    with pytest.raises(AttributeError, match=r"'Rulebook' object has no .* 'helth'"):
        _ = from_document(document).helth  # type: ignore[attr-defined]


def test_a_family_with_a_fault(document: dict[str, Any]) -> None:
    """Every fault of the document is named, as by who reads all of it."""
    document["nps"]["low"] = "none"
    document["csat"]["low"] = "none"
    rules = unread_rulebook(document)
    with pytest.raises(InvalidDataError) as caught:
        _ = rules.nps
    assert [each.path for each in caught.value.problems] == ["csat.low", "nps.low"]
    assert "'standard 2026.1'" in str(caught.value)


def test_a_journey_with_a_fault(document: dict[str, Any]) -> None:
    """What is only seen beside the questionnaires is refused too."""
    document["journey"]["stages"][0]["questionnaire"] = "no_such"
    rules = unread_rulebook(document)
    with pytest.raises(InvalidDataError) as caught:
        _ = rules.journey
    [problem] = caught.value.problems
    assert problem.path == "journey.stages[0].questionnaire"


def test_types_of_families() -> None:
    """The type of each family is that which is written, from where it is written."""
    assert family_type("nps").__name__ == "NpsModel"
    assert family_types() == get_type_hints(Families)
    told = {
        name.name: node.module
        for block in ast.parse(inspect.getsource(families)).body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    homes = families._HOMES
    assert told == {name: f"partner_success.{home}" for name, home in homes.items()}
