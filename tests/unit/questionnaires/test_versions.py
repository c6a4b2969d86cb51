"""The catalogue by which answers are read with their own version."""

from __future__ import annotations

import copy
import pickle

import attrs
import pytest

from partner_success.core.provenance import Provenance
from partner_success.errors import InvalidModelError, UnknownNameError
from partner_success.questionnaires import Versions, start_draft
from tests.unit.questionnaires.migrations import form
from tests.unit.questionnaires.test_migrating import AT

pytestmark = pytest.mark.rule("QST-08")

FIRST = form("1.9.0", {"s": {"a": "text"}})
SECOND = form("1.10.0", {"s": {"b": "text"}})
THIRD = form("2.0.0", {"s": {"c": "text"}})
DOOR = form("0.1.0", {"s": {"a": "text"}}, id="door")
VERSIONS = Versions([THIRD, DOOR, FIRST, SECOND])


def test_versions_are_ordered_by_their_numbers() -> None:
    """Ten follows nine, and iterating goes from the first to the latest."""
    assert VERSIONS.versions("gate") == ("1.9.0", "1.10.0", "2.0.0")
    assert VERSIONS.latest("gate") is THIRD
    assert VERSIONS.latest("door") is DOOR
    assert list(VERSIONS) == [FIRST, SECOND, THIRD, DOOR]
    assert (len(VERSIONS), VERSIONS.ids) == (4, ("gate", "door"))
    assert repr(Versions([FIRST, DOOR])) == "Versions([gate 1.9.0, door 0.1.0])"


def test_a_record_is_read_with_the_version_that_it_answered() -> None:
    """A later one never serves."""
    draft = start_draft(SECOND, id="d", partner_id="p", at=AT, by="ada")
    assert VERSIONS.of(draft) is SECOND
    with pytest.raises(UnknownNameError, match=r"'1.10.0'; did you mean '1.9.0'"):
        Versions([FIRST, DOOR]).of(draft)


def test_what_is_not_there_is_told_with_its_near_misses() -> None:
    """Questionnaires and versions."""
    with pytest.raises(
        UnknownNameError, match="questionnaire is called 'gat'; did you"
    ):
        VERSIONS.get("gat", "2.0.0")
    with pytest.raises(UnknownNameError, match=r"version of gate is called '2.0'; did"):
        VERSIONS.get("gate", "2.0")
    with pytest.raises(UnknownNameError, match="there are none"):
        Versions().latest("gate")


def test_one_version_has_one_content() -> None:
    """The same twice is kept once, wherever it came from; every other is named."""
    loaded = attrs.evolve(FIRST, provenance=Provenance(edition="2026.1"))
    assert list(Versions([FIRST, FIRST, loaded])) == [FIRST]
    changed = [
        attrs.evolve(each, title="Changed", version=each.version)
        for each in (FIRST, SECOND)
    ]
    with pytest.raises(InvalidModelError) as caught:
        Versions([FIRST, SECOND, *changed])
    assert [problem.path for problem in caught.value.problems] == [
        "[2].version",
        "[3].version",
    ]
    assert "give the changed one a new version" in str(caught.value)


def test_a_catalogue_of_versions_never_changes() -> None:
    """It can be compared, hashed, copied and pickled."""
    with pytest.raises(AttributeError, match="never change"):
        VERSIONS.extra = 1  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="never change"):
        del VERSIONS._by_id
    again = Versions(list(VERSIONS))
    assert again == VERSIONS
    assert hash(again) == hash(VERSIONS)
    assert Versions([FIRST]) != VERSIONS
    assert VERSIONS != "versions"
    assert copy.deepcopy(VERSIONS) == pickle.loads(pickle.dumps(VERSIONS)) == VERSIONS
