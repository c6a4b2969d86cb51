"""Rulebook documents: whatever is in them, only this library's errors come out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.errors import InvalidDataError, PartnerSuccessError
from partner_success.interop import parse_document
from partner_success.rulebook import Rulebook, from_document, lint_document, numbers
from partner_success.rulebook.document import copied, leaves
from partner_success.rulebook.overlay import overlaid
from partner_success.rulebook.store import standard_document

JUNK: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 105),
        st.decimals(-5, 105, places=3),
        st.sampled_from(["", "health", "uptime", "at_least", "DECK: x"]),
    ),
    lambda values: st.one_of(
        st.lists(values, max_size=3),
        st.dictionaries(
            st.sampled_from(["id", "name", "weight", "units", "bands", "removed"]),
            values,
            max_size=3,
        ),
    ),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List every place of a document."""
    found = [path] if path else []
    if isinstance(value, dict | list):
        steps = value if isinstance(value, dict) else range(len(value))
        for step in steps:
            found += places(value[step], (*path, step))
    return found


def short_document() -> dict[str, Any]:
    """Give the standard document with a gate and the two forms that take questions.

    Its journey has that one gate, for the questionnaires of the others are left out. It
    has the playbooks that triggers call for, and no others.
    """
    document = standard_document()
    [gate] = [each for each in document["journey"]["stages"] if each["id"] == "gate_0"]
    del gate["after"]
    journey = {**document["journey"], "stages": [gate], "hand_offs": []}
    kept = ("gate_0", "partner_readiness", "partner_csat")
    forms = [each for each in document["questionnaires"] if each["id"] in kept]
    called = {
        each
        for path, names in leaves(document["triggers"])
        if path.endswith("playbooks")
        for each in names
    }
    playbooks = [each for each in document["playbooks"] if each["id"] in called]
    return {
        **document,
        "questionnaires": forms,
        "journey": journey,
        "playbooks": playbooks,
    }


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """Give the standard document with something else in a few places."""
    document = short_document()
    everywhere = places(document)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(everywhere))
        place: Any = document
        try:
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = draw(JUNK)
        except (IndexError, KeyError, TypeError):
            # It lay inside of what was replaced before.
            continue
    return document


def tried(document: dict[str, Any]) -> Rulebook | InvalidDataError:
    """Give what becomes of a document; any other error fails the test."""
    try:
        return from_document(document)
    except InvalidDataError as error:
        return error


@pytest.mark.rule("RBK-02")
@settings(max_examples=15)
@given(spoilt())
def test_spoilt_documents(document: dict[str, Any]) -> None:
    """A spoilt document loads or is refused with paths, and can be looked through."""
    before = copied(document)
    errors = [each for each in lint_document(document) if each.severity == "error"]
    numbers(document)
    outcome = tried(document)
    if isinstance(outcome, Rulebook):
        assert errors == []
        assert from_document(outcome.document()) == outcome
    else:
        told = [(each.path, each.code) for each in outcome.problems]
        assert [(each.path, each.code) for each in errors] == told
    assert document == before


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from(["edition", "nps", "targets", "health"]), JUNK))
def test_junk(document: dict[str, Any]) -> None:
    """Junk is refused, as a whole rulebook and as changes."""
    with pytest.raises(PartnerSuccessError):
        from_document(document)
    edition = {
        "id": "acme 1",
        "name": "Acme",
        "effective_from": "2026-07-01",
        "extends": "standard 2026.1",
    }
    changes = {**document, "edition": edition}
    found = tried(changes)
    if isinstance(found, Rulebook):
        assert set(found.origins.values()) <= {"acme 1", "standard 2026.1"}
    else:
        assert all(problem.path for problem in found.problems)


NUMBERS = st.one_of(st.integers(-9, 9), st.decimals(-9, 9, places=2))
TABLES = st.dictionaries(st.sampled_from("uvw"), NUMBERS, max_size=3)
LISTS = st.lists(st.sampled_from("abcd"), unique=True, max_size=4).flatmap(
    lambda ids: st.tuples(
        *(TABLES.map(lambda table, id_=id_: {"id": id_, **table}) for id_ in ids)
    ).map(list)
)
BASES = st.dictionaries(st.sampled_from("xyz"), st.one_of(NUMBERS, TABLES, LISTS))


@pytest.mark.rule("RBK-02")
@given(BASES, BASES)
def test_laying_over(base: dict[str, Any], changes: dict[str, Any]) -> None:
    """What is stated holds, what is not stated is inherited, and nothing else is there.

    Laying the same changes over again changes nothing.
    """
    whole, problems = overlaid(base, changes)
    assert problems == []
    stated, inherited = dict(leaves(changes)), dict(leaves(base))
    for path, value in leaves(whole):
        assert value == stated.get(path, inherited.get(path))
    present = dict(leaves(whole))
    assert all(path in present for path in stated)
    assert overlaid(whole, changes) == (whole, [])
    assert overlaid(base, {}) == (base, [])
    assert overlaid({}, changes) == (changes, [])


@pytest.mark.rule("RBK-02")
@settings(max_examples=4)
@given(st.integers(1, 500), st.decimals("90.01", 99, places=2))
def test_changed_numbers_survive_saving(weight: int, floor: Decimal) -> None:
    """Changed numbers are the same after saving, in every format, digit for digit."""
    document = short_document()
    document["health"]["components"][0]["weight"] = weight
    document["health"]["bands"]["entries"][0]["floor"] = floor
    rulebook: Rulebook = from_document(document)
    for kind in ("toml", "json", "yaml"):
        again = from_document(parse_document(rulebook.text(kind), kind))
        assert again == rulebook
        assert str(again.health.require_bands()["champion"].floor) == str(floor)
