"""Whatever stands in a hub-style file, importing it answers or refuses."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.errors import InvalidDataError
from partner_success.interop import import_hub

EXAMPLE = Path(__file__).parents[2] / "examples" / "questionnaires" / "hub_gate.json"
FILE: dict[str, Any] = json.loads(EXAMPLE.read_text(encoding="utf-8"))
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["Yes", "team", "trained", "in", "select", "2026-02-30", "^a$"]),
    st.just([]),
    st.just({}),
    st.lists(st.text(max_size=2), max_size=2),
    st.dictionaries(st.sampled_from(["value", "label", "id"]), st.text(max_size=2)),
)


def places(data: Any) -> list[tuple[Any, Any]]:
    """Give each container inside of data with each of its keys or indices."""
    count = len(data)
    keys: list[Any] = list(data) if hasattr(data, "keys") else list(range(count))
    found: list[tuple[Any, Any]] = [(data, key) for key in keys]
    for key in keys:
        if isinstance(data[key], (dict, list)):
            found += places(data[key])
    return found


@pytest.mark.rule("QST-12")
@given(st.data())
def test_a_file_with_anything_anywhere_is_imported_or_refused(
    data: st.DataObject,
) -> None:
    """No other error escapes, and what is not refused is a sound questionnaire."""
    changed = copy.deepcopy(FILE)
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(places(changed)))
        container[key] = data.draw(ODD)
    try:
        found = import_hub(changed)
    except InvalidDataError:
        return
    assert found.questionnaire.fields
    assert all(problem.path for problem in found.left_out)
