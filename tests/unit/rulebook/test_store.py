"""Where rulebooks come from."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import partner_success.rulebook as package
from partner_success.errors import InvalidDataError, UnknownNameError
from partner_success.rulebook import (
    Rulebook,
    from_document,
    load,
    standard,
    standard_editions,
    standard_history,
    store,
)

STANDARD = Path(store.__file__).parents[1] / "standard"


@pytest.mark.rule("RBK-01")
def test_the_standard_edition(rules: Rulebook) -> None:
    """The newest edition is the standard one, and it is found by its name too."""
    assert standard_editions()[-1] == "standard 2026.1"
    assert standard("standard 2026.1") == rules
    assert rules.edition.extends is None
    assert [each.edition.id for each in standard_history()] == list(standard_editions())


def test_the_standard_is_loaded_once(rules: Rulebook) -> None:
    """Asking again gives the same object, until the caches are cleared."""
    assert standard() is standard()
    store.clear_caches()
    assert standard() == rules


def test_editions_that_are_not_there() -> None:
    """A misspelt edition is told what it may have meant."""
    with pytest.raises(UnknownNameError, match=r"did you mean 'standard 2026\.1'"):
        standard("standard 2026")


def test_each_family_stands_in_one_file() -> None:
    """No two files of an edition say something of the same family."""
    for folder in STANDARD.iterdir():
        if folder.is_dir():
            texts = [path.read_text("utf-8") for path in folder.glob("*.toml")]
            keys = [key for text in texts for key in tomllib.loads(text)]
            assert len(keys) == len(set(keys))


def test_a_standard_document_is_a_copy() -> None:
    """Changing the document changes no rulebook."""
    store.standard_document()["nps"].clear()
    assert store.standard_document("standard 2026.1")["nps"]["low"] == 0


@pytest.mark.rule("RBK-02")
def test_a_file_of_changes(tmp_path: Path) -> None:
    """A company's file states three lines and inherits the rest."""
    path = tmp_path / "ours.toml"
    path.write_text(
        """
[edition]
id = "acme 1"
name = "Acme"
effective_from = 2026-07-01
extends = "standard 2026.1"

[[health.components]]
id = "user_adoption"
weight = 30
""",
        encoding="utf-8",
    )
    acme = load(path)
    assert acme.health.components["user_adoption"].weight == 30
    assert acme.health.total_weight == 110
    assert acme.edition.extends == "standard 2026.1"


@pytest.mark.rule("RBK-02")
def test_files_with_faults(tmp_path: Path) -> None:
    """Faults of a file are told by path, all at once."""
    path = tmp_path / "ours.json"
    path.write_text('{"edition": {"id": 5}, "nps": {"low": "0"}}', encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        load(path)
    paths = {problem.path for problem in caught.value.problems}
    assert {"edition.id", "edition.name", "health", "nps.low", "nps.name"} <= paths
    with pytest.raises(InvalidDataError, match="cannot be read"):
        load(tmp_path / "nowhere.toml")
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InvalidDataError, match="no JSON"):
        load(path)


@pytest.mark.rule("RBK-02")
@pytest.mark.parametrize("extends", ["standard 2025.1", "acme 1", 5, ["a"], {}, True])
def test_extending_what_is_not_there(extends: object) -> None:
    """What a rulebook extends is one of those known, by its name."""
    with pytest.raises(InvalidDataError) as caught:
        from_document({"edition": {"id": "x", "extends": extends}})
    (problem,) = caught.value.problems
    assert (problem.path, problem.code) == ("edition.extends", "unknown-edition")


def test_bases_of_a_company(ours: Any) -> None:
    """A rulebook can extend one that the caller gives, and is told which there are."""
    edition = {"id": "b", "name": "B", "effective_from": "2027-01-01"}
    document = {"edition": {**edition, "extends": "acme 1"}}
    with pytest.raises(InvalidDataError, match=r"'standard 2026\.1', 'other'"):
        from_document(
            {"edition": {**edition, "extends": "zzz"}},
            bases=[
                from_document(
                    {
                        "edition": {
                            **edition,
                            "id": "other",
                            "extends": "standard 2026.1",
                        }
                    }
                )
            ],
        )
    assert from_document(document, bases=[ours()]).edition.extends == "acme 1"


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"edition": 5},
        {"edition": {"extends": None}},
        {5: 6},
        {"nps": {5: 6}},
        {"nps": object()},
        {"nps": float("nan")},
        {"health": {"components": ({"id": "a"},)}},
        {"scorecards": [{"bands": "health"}], "health": {"bands": {}}},
    ],
)
def test_whatever_is_given_is_refused_by_name(document: Any) -> None:
    """Whatever plain or other data is given, only this library's errors come out."""
    with pytest.raises(InvalidDataError):
        from_document(document)


def test_data_without_an_end() -> None:
    """A table that holds itself is refused."""
    document: dict[str, Any] = {}
    document["nps"] = document
    with pytest.raises(InvalidDataError, match="inside each other"):
        from_document(document)


def test_tuples_are_lists(document: dict[str, Any], rules: Rulebook) -> None:
    """Data made in Python may have tuples for lists."""
    document["targets"] = tuple(document["targets"])
    again = from_document(document)
    assert again == rules
    assert again.origins == rules.origins


def test_the_package_gives_what_it_names() -> None:
    """Every name of the package is there, and sorted."""
    assert sorted(package.__all__) == package.__all__
    assert all(hasattr(package, name) for name in package.__all__)
