"""No expression over dataframes falls into what engines answer differently."""

from __future__ import annotations

from pathlib import Path

import pytest

import partner_success as ps
from tools.frame_expressions import unexcused

pytestmark = pytest.mark.rule("FRM-01")

FRAMES = Path(ps.__path__[0]) / "frames"

REASONS = {
    ("access", "access_expression", "is_null"): "a constant either way",
    ("access_grants", "_nanoseconds", "is_null"): "instants have no NaN",
    ("access_grants", "_of_frame", "collect"): "grants are few, and read to be decided",
    ("collecting", "_in_memory", "collect"): "it is what collects",
    ("component_columns", "ComponentReader._keep_counts", "cast"): "counts are whole",
    ("component_columns", "ComponentReader._of_measures", "cast"): "counts are whole",
    ("component_columns", "ComponentReader.where", "cast"): "whole numbers are given",
    ("component_columns", "_fits_or_missing", "is_null"): "NaN is missing there too",
    ("conditions", "_counted", "cast"): "a truth is 0 or 1",
    ("engine", "read_parquet", "collect"): "a file is read",
    ("event_columns", "_table", "collect"): "replaying needs all events; it is said",
    ("facts", "Column._object_has", "is_null"): "lists have no NaN",
    ("facts", "Column.known", "is_null"): "texts and truths have no NaN",
    ("facts", "Column.values", "cast"): "categories become texts",
    ("factors", "_by_hash", "is_null"): "names have no NaN",
    ("factors", "quick_codes", "cast"): "texts become categories",
    ("judging_events", "_Result._frame", "cast"): "whole numbers become instants",
    ("rule_frame", "RuleFrame._holds", "is_null"): "an object that is NaN is a gap",
    ("rule_frame", "RuleFrame.float_or_nan", "is_null"): "objects become floats next",
    ("rule_frame", "RuleFrame.native", "collect"): "it was in memory before",
    ("working_time", "_in_unit_of", "unequal"): "arrays of numpy, without what is none",
    ("working_time", "_microseconds", "is_null"): "whole numbers have no NaN",
    ("working_time", "_with", "cast"): "whole numbers are read",
}
"""Why a trap is none, by module, function and trap."""


def test_expressions_keep_clear_of_traps() -> None:
    """What engines answer differently is not asked, or a reason says why it may be."""
    left, _ = unexcused(FRAMES, REASONS)
    assert [str(each) for each in left] == []


def test_every_reason_still_excuses_something() -> None:
    """A reason whose trap is gone goes too."""
    _, idle = unexcused(FRAMES, REASONS)
    assert idle == []
