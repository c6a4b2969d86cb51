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
    ("collecting", "in_memory", "collect"): "it is what collects",
    ("component_columns", "ComponentReader._keep_counts", "cast"): "counts are whole",
    ("component_columns", "ComponentReader._of_measures", "cast"): "counts are whole",
    ("component_columns", "ComponentReader.where", "cast"): "whole numbers are given",
    ("component_columns", "_fits_or_missing", "is_null"): "NaN is missing there too",
    ("conditions", "_counted", "cast"): "a truth is 0 or 1",
    ("days", "_moment", "cast"): "days become datetimes",
    ("days", "day_number", "divide"): "tried for every year from 1 to 9999",
    ("engine", "read_parquet", "collect"): "a file is read",
    ("engine_steps", "as_instants", "cast"): "whole numbers become instants",
    ("exact", "counted", "is_null"): "NaN became missing before",
    ("exact", "whole", "cast"): "only what is whole is left",
    ("exact", "divided", "divide"): "what differs by row is divided by",
    ("facts", "Column._object_has", "is_null"): "lists have no NaN",
    ("facts", "Column.known", "is_null"): "texts and truths have no NaN",
    ("facts", "Column.values", "cast"): "categories become texts",
    ("factors", "_by_hash", "is_null"): "names have no NaN",
    ("factors", "quick_codes", "cast"): "texts become categories",
    ("gate_reports", "_number", "cast"): "the floor is taken inside",
    ("gate_reports", "report_on_gates", "cast"): "counts are whole",
    ("gate_reports", "report_on_gates", "is_null"): "names have no NaN",
    ("judging_events", "_Result._frame", "cast"): "whole numbers become instants",
    ("launch_risks", "_facts", "is_null"): "days and names have no NaN",
    ("launch_risks", "_results", "is_null"): "days have no NaN",
    ("lookup_frame", "*", "cast"): "whole numbers are looked up",
    ("lookup_frame", "*", "is_null"): "whole numbers have no NaN",
    ("lookup_frame", "LookupFrame.give", "collect"): "it was in memory before",
    ("reports.durations", "_cut", "cast"): "microseconds are whole",
    ("reports.fact_rows", "_Reading._moment", "cast"): "microseconds are whole",
    ("reports.fact_rows", "_Reading._moment", "is_null"): "instants have no NaN",
    ("reviewing.care", "*", "cast"): "days and numbers of periods are whole",
    ("reviewing.care", "_latest", "is_null"): "names have no NaN",
    ("reviewing.customers", "*", "cast"): "counts are whole",
    ("reviewing.customers", "*", "is_null"): "NaN became missing before",
    ("reviewing.giving", "_listed", "is_null"): "names have no NaN",
    ("reviewing.giving", "_native", "collect"): "all were in memory before",
    ("reviewing.giving", "_with_days", "cast"): "midnights become days",
    ("reviewing.making", "*", "cast"): "days and counts are whole",
    ("reviewing.making", "*", "is_null"): "names and days have no NaN",
    ("reviewing.partner_rows", "*", "is_null"): "what was asked for has no NaN",
    ("reviewing.partner_rows", "partner_rows", "cast"): "counts are whole",
    ("reviewing.stages", "*", "is_null"): "names have no NaN",
    ("reviewing.stages", "read_standings", "cast"): "counts are whole",
    ("reviewing.tickets", "*", "is_null"): "names have no NaN",
    ("reports.fact_rows", "_text", "is_null"): "texts have no NaN",
    ("reports.fact_rows", "_truth", "cast"): "truths are 0 or 1",
    ("reports.fact_rows", "_truth", "is_null"): "truths have no NaN",
    ("rule_frame", "RuleFrame._holds", "is_null"): "an object that is NaN is a gap",
    ("rule_frame", "RuleFrame.float_or_nan", "is_null"): "objects become floats next",
    ("rule_frame", "RuleFrame.native", "collect"): "it was in memory before",
    ("ticket_pauses", "*", "cast"): "microseconds are whole",
    ("ticket_pauses", "*", "is_null"): "names have no NaN",
    ("ticket_promises", "*", "cast"): "microseconds are whole",
    ("ticket_targets", "*", "cast"): "microseconds are whole",
    ("ticket_targets", "_Work.judge", "unequal"): "a state is missing nowhere",
    ("ticket_targets", "read_tickets", "is_null"): "names have no NaN",
    ("triggers.cells", "*", "cast"): "days, and whole numbers of them",
    (
        "triggers.cells",
        "*",
        "is_null",
    ): "texts and truths have no NaN, objects are read",
    ("triggers.complaints", "_falling", "cast"): "a truth is 0 or 1",
    ("triggers.complaints", "_falling", "divide"): "numbers of Python",
    ("triggers.judging", "_accounts", "is_null"): "names have no NaN",
    ("triggers.performance", "_counted", "is_null"): "names have no NaN",
    ("triggers.performance", "_counted", "unequal"): "whole numbers, missing nowhere",
    ("triggers.reading", "Tables.native", "collect"): "all were in memory before",
    ("triggers.reading", "_of_customers", "is_null"): "names have no NaN",
    ("triggers.readings", "counted_readings", "is_null"): "NaN became missing before",
    ("triggers.records", "identity", "is_null"): "names have no NaN",
    ("triggers.usage", "_most", "divide"): "numbers of Python",
    ("triggers.usage", "_stretches", "cast"): "numbers of days are whole",
    ("usage_months", "*", "cast"): "months and truths are whole",
    ("usage_months", "_least", "divide"): "a fraction of Python",
    ("usage_months", "UsageMonths.judge", "is_null"): "NaN became missing before",
    ("usage_months", "UsageMonths.read", "is_null"): "names have no NaN",
    ("working_time", "_in_unit_of", "unequal"): "arrays of numpy, without what is none",
    ("working_time", "_microseconds", "is_null"): "whole numbers have no NaN",
    ("working_time", "_with", "cast"): "whole numbers are read",
    ("working_time_lookup", "*", "cast"): "microseconds are whole",
    ("working_time_lookup", "_durations", "is_null"): "durations have no NaN",
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
