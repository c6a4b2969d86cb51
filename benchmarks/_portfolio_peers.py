"""What an expert would write by hand for the same scores: in Polars, and in SQL."""

from __future__ import annotations

import polars as pl

WEIGHTS = {
    "technical_performance": 30,
    "business_outcomes": 30,
    "user_adoption": 20,
    "relationship_strength": 20,
}
BANDS = {"champion": 90, "healthy": 80, "at_risk": 70, "critical": 60, "emergency": 0}
LEAST_KNOWN = 60
TOLD = ["score", "band", "greatest_drag"]


def by_hand(accounts: pl.LazyFrame) -> pl.LazyFrame:
    """Add score, band and greatest drag to accounts.

    What is missing is reweighted; with a number outside 0 to 100 there is no score.
    """
    counts = accounts.with_columns(_code(id_) for id_ in WEIGHTS)
    summed = counts.with_columns(
        _total=pl.sum_horizontal(
            (pl.col(f"_{id_}") * weight).fill_null(0) for id_, weight in WEIGHTS.items()
        ),
        _weight=pl.sum_horizontal(
            pl.when(pl.col(f"_{id_}").is_not_null())
            .then(pl.lit(weight, pl.Int32))
            .otherwise(pl.lit(0, pl.Int32))
            for id_, weight in WEIGHTS.items()
        ),
        _sound=pl.all_horizontal(
            pl.col(f"_{id_}").is_not_null()
            | pl.col(id_).is_null()
            | pl.col(id_).is_nan()
            for id_ in WEIGHTS
        ),
        **{
            f"_lost_{id_}": ((10_000 - pl.col(f"_{id_}")) * weight).fill_null(0)
            for id_, weight in WEIGHTS.items()
        },
    ).with_columns(_scored=pl.col("_sound") & (pl.col("_weight") >= LEAST_KNOWN))
    scored = summed.with_columns(
        score=pl.when("_scored").then(pl.col("_total") / (pl.col("_weight") * 100)),
        band=_band(),
        greatest_drag=_drag(),
    )
    return scored.select(*WEIGHTS, *TOLD)


def _code(id_: str) -> pl.Expr:
    """Count in hundredths, half up; missing where the number is none of 0 to 100."""
    code = (pl.col(id_) * 100 + 0.5).floor().cast(pl.Int32)
    return pl.when(pl.col(id_).is_between(0, 100)).then(code).alias(f"_{id_}")


def _band() -> pl.Expr:
    found = pl.when(~pl.col("_scored")).then(pl.lit(None, pl.String))
    for id_, floor in BANDS.items():
        reached = pl.col("_total") >= pl.col("_weight") * (floor * 100)
        found = found.when(reached).then(pl.lit(id_))
    return found


def _drag() -> pl.Expr:
    lost = {id_: pl.col(f"_lost_{id_}") for id_ in WEIGHTS}
    most = pl.max_horizontal(lost.values())
    found = pl.when(~pl.col("_scored") | (most == 0)).then(pl.lit(None, pl.String))
    for id_, each in lost.items():
        found = found.when(each == most).then(pl.lit(id_))
    return found


def _sql() -> str:
    """Write the same as one query over a table of accounts."""
    codes = ", ".join(
        f"case when {id_} between 0 and 100 then"
        f" cast(floor({id_} * 100::double + 0.5::double) as integer) end as c_{id_}"
        for id_ in WEIGHTS
    )
    total = " + ".join(f"coalesce(c_{id_} * {w}, 0)" for id_, w in WEIGHTS.items())
    weight = " + ".join(
        f"case when c_{id_} is null then 0 else {w} end" for id_, w in WEIGHTS.items()
    )
    sound = " and ".join(
        f"(c_{id_} is not null or {id_} is null or isnan({id_}))" for id_ in WEIGHTS
    )
    lost = ", ".join(
        f"coalesce((10000 - c_{id_}) * {w}, 0) as l_{id_}" for id_, w in WEIGHTS.items()
    )
    most = f"greatest({', '.join(f'l_{id_}' for id_ in WEIGHTS)})"
    bands = " ".join(
        f"when total >= weight * {floor * 100} then '{id_}'"
        for id_, floor in BANDS.items()
    )
    drags = " ".join(f"when l_{id_} = most then '{id_}'" for id_ in WEIGHTS)
    # Only names and numbers from above are written into the query.
    return f"""
    with counted as (select *, {codes} from accounts),
    summed as (
      select *, {total} as total, {weight} as weight, {sound} as sound, {lost}
      from counted),
    judged as (
      select *, {most} as most, sound and weight >= {LEAST_KNOWN} as scored from summed)
    select {", ".join(WEIGHTS)},
      case when scored then total::double / (weight * 100)::double end as score,
      case when not scored then null {bands} end as band,
      case when not scored or most = 0 then null {drags} end as greatest_drag
    from judged
    """


SQL = _sql()
