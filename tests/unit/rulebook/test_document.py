"""Plain data: copies, places and their names."""

from __future__ import annotations

import pytest

from partner_success.rulebook.document import by_ids, copied, has_ids, leaves, step


def test_a_copy_shares_nothing() -> None:
    """A copy is equal, made of dicts and lists, and apart from the original."""
    original = {"a": [{"b": (1, 2)}]}
    copy = copied(original)
    assert copy == {"a": [{"b": [1, 2]}]}
    copy["a"][0]["b"].append(3)
    assert original == {"a": [{"b": (1, 2)}]}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([{"id": "a"}, {"id": "b"}], True),
        (({"id": "a"},), True),
        ([{"id": "a"}, {"name": "b"}], False),
        ([{"id": 5}], False),
        (["a"], False),
        ([], False),
        ({"id": "a"}, False),
        ("id", False),
    ],
)
def test_lists_with_ids(value: object, expected: bool) -> None:
    """A list has ids when each entry is a table with a text id."""
    assert has_ids(value) is expected


def test_readable_steps() -> None:
    """Plain names are joined by dots, everything else stands in brackets."""
    assert step("", "health") == "health"
    assert step("health", "at-risk") == "health.at-risk"
    assert step("targets", "a.b") == "targets['a.b']"
    assert step("targets", "2fa") == "targets['2fa']"
    assert step("curve", 0) == "curve[0]"


def test_ids_with_dots_are_not_mixed_up() -> None:
    """An id with a dot never has the path of a nested key."""
    tables = [{"id": "a", "b": {"c": 1}}, {"id": "a.b", "c": 2}]
    paths = [path for path, _ in leaves({"x": tables})]
    assert paths == ["x.a.id", "x.a.b.c", "x['a.b'].id", "x['a.b'].c"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", ""),
        ("targets[1].value", "targets.b.value"),
        ("targets[1].sub[0].x", "targets.b.sub.c.x"),
        ("targets[1].plain[0]", "targets.b.plain[0]"),
        ("targets[7].value", "targets[7].value"),
        ("targets.b.value", "targets.b.value"),
        ("nowhere[0].x", "nowhere[0].x"),
        ("nps['odd key']", "nps['odd key']"),
        ("nps..low", "nps..low"),
        ("targets[1].value.deeper", "targets.b.value.deeper"),
    ],
)
def test_paths_by_ids(path: str, expected: str) -> None:
    """Positions become ids where the list has them; all else is kept."""
    second = {"id": "b", "value": 1, "sub": [{"id": "c"}], "plain": [1]}
    assert by_ids({"targets": [{"id": "a"}, second]}, path) == expected
