"""The vocabulary of every rule: reasons, bands, quantities, money, time, conditions.

Every public name of the modules below can be imported from here; ``Number`` is what a
caller can give as a number, for quantities and expressions alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.core.bands import Band, Bands, bands_from_ranges
    from partner_success.core.citation import (
        SOURCES,
        Citation,
        format_citations,
        parse_citations,
    )
    from partner_success.core.collections import EMPTY_MAP, Catalogue, FrozenMap, HasId
    from partner_success.core.decision import Decision, Reason
    from partner_success.core.explanation import Explained, Explanation
    from partner_success.core.expressions import (
        All,
        Any,
        AtLeast,
        Compare,
        Computed,
        Condition,
        Constant,
        Curve,
        Data,
        DaysBetween,
        Exact,
        Expression,
        Field,
        FieldType,
        IsKnown,
        Leaf,
        Literal,
        Not,
        Operator,
        Point,
        Scalar,
        Schema,
        Share,
        Unmet,
        Value,
        check,
        compile_condition,
        compile_value,
        curve_points,
        evaluate,
        evaluate_value,
        exact_number,
        fields,
        from_data,
        holds,
        kind_of,
        to_data,
        unmet,
        value_from_data,
    )
    from partner_success.core.extras import NeedsExtra
    from partner_success.core.fiscal import FiscalPeriod, FiscalYear, NamedAfter
    from partner_success.core.instants import (
        Period,
        Span,
        after_epoch,
        elapsed,
        from_microseconds,
        microseconds,
        require_aware,
        require_date,
        since_epoch,
        tzdata_version,
    )
    from partner_success.core.lifetimes import Lifetimes
    from partner_success.core.lots import draw_lots
    from partner_success.core.money import (
        ExchangeRate,
        Factor,
        Money,
        Rounding,
        prorate,
        total,
    )
    from partner_success.core.months import (
        MONTHS_A_YEAR,
        month_number,
        months_after,
        whole_months,
    )
    from partner_success.core.provenance import Provenance
    from partner_success.core.quantities import (
        HUNDRED,
        Number,
        as_decimal,
        as_number,
        count_ratio,
        count_steps,
        decimal_text,
        digits_needed,
        exact_steps,
        is_missing,
        rounded_text,
        shown,
        shown_parts,
    )
    from partner_success.core.series import Reading, Readings, Series
    from partner_success.core.survival import (
        Observation,
        Survival,
        SurvivalStep,
        estimate_survival,
        survival_of_counts,
    )
    from partner_success.core.survival_intervals import (
        DurationInterval,
        IntervalScale,
        ShareInterval,
    )
    from partner_success.core.tags import tag

__all__ = [
    "EMPTY_MAP",
    "HUNDRED",
    "MONTHS_A_YEAR",
    "SOURCES",
    "All",
    "Any",
    "AtLeast",
    "Band",
    "Bands",
    "Catalogue",
    "Citation",
    "Compare",
    "Computed",
    "Condition",
    "Constant",
    "Curve",
    "Data",
    "DaysBetween",
    "Decision",
    "DurationInterval",
    "Exact",
    "ExchangeRate",
    "Explained",
    "Explanation",
    "Expression",
    "Factor",
    "Field",
    "FieldType",
    "FiscalPeriod",
    "FiscalYear",
    "FrozenMap",
    "HasId",
    "IntervalScale",
    "IsKnown",
    "Leaf",
    "Lifetimes",
    "Literal",
    "Money",
    "NamedAfter",
    "NeedsExtra",
    "Not",
    "Number",
    "Observation",
    "Operator",
    "Period",
    "Point",
    "Provenance",
    "Reading",
    "Readings",
    "Reason",
    "Rounding",
    "Scalar",
    "Schema",
    "Series",
    "Share",
    "ShareInterval",
    "Span",
    "Survival",
    "SurvivalStep",
    "Unmet",
    "Value",
    "after_epoch",
    "as_decimal",
    "as_number",
    "bands_from_ranges",
    "check",
    "compile_condition",
    "compile_value",
    "count_ratio",
    "count_steps",
    "curve_points",
    "decimal_text",
    "digits_needed",
    "draw_lots",
    "elapsed",
    "estimate_survival",
    "evaluate",
    "evaluate_value",
    "exact_number",
    "exact_steps",
    "fields",
    "format_citations",
    "from_data",
    "from_microseconds",
    "holds",
    "is_missing",
    "kind_of",
    "microseconds",
    "month_number",
    "months_after",
    "parse_citations",
    "prorate",
    "require_aware",
    "require_date",
    "rounded_text",
    "shown",
    "shown_parts",
    "since_epoch",
    "survival_of_counts",
    "tag",
    "to_data",
    "total",
    "tzdata_version",
    "unmet",
    "value_from_data",
    "whole_months",
]

export(
    __name__,
    """
    bands: Band Bands bands_from_ranges
    citation: Citation SOURCES format_citations parse_citations
    collections: Catalogue EMPTY_MAP FrozenMap HasId
    decision: Decision Reason
    explanation: Explained Explanation
    expressions: All Any AtLeast Compare Computed Condition Constant Curve Data
      DaysBetween Exact Expression Field FieldType IsKnown Leaf Literal Not Operator
      Point Scalar Schema Share Unmet Value check compile_condition compile_value
      curve_points evaluate evaluate_value exact_number fields from_data holds kind_of
      to_data unmet value_from_data
    extras: NeedsExtra
    fiscal: FiscalPeriod FiscalYear NamedAfter
    instants: Period Span after_epoch elapsed from_microseconds microseconds
      require_aware require_date since_epoch tzdata_version
    lifetimes: Lifetimes
    lots: draw_lots
    money: ExchangeRate Factor Money Rounding prorate total
    months: MONTHS_A_YEAR month_number months_after whole_months
    provenance: Provenance
    quantities: HUNDRED Number as_decimal as_number count_ratio count_steps decimal_text
      digits_needed exact_steps is_missing rounded_text shown shown_parts
    series: Reading Readings Series
    survival: Observation Survival SurvivalStep estimate_survival survival_of_counts
    survival_intervals: DurationInterval IntervalScale ShareInterval
    tags: tag
    """,
)
