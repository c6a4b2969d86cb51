"""What was found, as frames in the library of those who ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from partner_success.frames.engine_steps import as_instants
from partner_success.frames.reviewing.findings import Maker
from partner_success.frames.reviewing.sources import ReviewFrames
from partner_success.frames.triggers.cells import NEVER
from partner_success.frames.triggers.grounds import flag

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.facts import Frame
    from partner_success.frames.triggers.reading import Table

__all__ = ["ReviewTables", "given_as"]

_DAY: Final = 24 * 60 * 60 * 1_000_000
_EPOCH: Final = 719_163
_FINDING: Final = (
    *("partner_id", "urgency", "code", "kind", "subject", "roles", "people"),
    *("playbooks", "since", "rules", "amount", "detail"),
)
_FAR: Final = 4_000_000


@attrs.frozen(kw_only=True, eq=False)
class ReviewTables:
    """What was found of a portfolio, as frames of the library that was given.

    Attributes:
        findings: A row a finding.
        partners: A row a partner.
    """

    findings: Any
    partners: Any


def given_as(  # noqa: PLR0913 - what was found, and how it is given
    found: Table,
    rows: Table,
    known: Table,
    frames: ReviewFrames,
    make: Maker,
    *,
    in_memory: bool,
) -> ReviewTables:
    """Name who should act on each finding, put all in order, and give them.

    Args:
        found: The findings.
        rows: The partners with what is to be told of each.
        known: The partners, with who leads the stage of each and works on it.
        frames: The frames that were given.
        make: What made the findings.
        in_memory: Whether all of them were in memory.
    """
    import narwhals as nw

    people = list(dict.fromkeys(frames.people.values()))
    people = [each for each in people if each in known.collect_schema()]
    owners = known.select("partner_id", "owner", *people)
    roles = nw.col("roles")
    acting = nw.when(roles == "").then(nw.col("owner")).otherwise(roles)
    table = found.join(owners, on="partner_id", how="left").with_columns(
        acting.alias("roles")
    )
    named = _people(make.roles, frames, people)
    table = table.with_columns(named.alias("people"))
    since = nw.col("since")
    table = table.with_columns(
        flag(since == 0, _FAR).alias("unsaid"), (nw.col("gravity") * -1).alias("ease")
    ).with_columns((since + nw.col("unsaid")).alias("begun"))
    table = table.sort("partner_id", "place", "ease", "begun", "subject", "detail")
    table = _with_days(table, ["since"]).select(*_FINDING)
    rows = _with_moments(rows, ["next_due"])
    return ReviewTables(
        findings=_native(table, in_memory=in_memory),
        partners=_native(rows, in_memory=in_memory),
    )


def _people(
    roles: dict[str, None], frames: ReviewFrames, columns: list[str]
) -> nw.Expr:
    """Give who is assigned in roles, each once, in the order of the roles."""
    import narwhals as nw

    found: nw.Expr = nw.lit("")
    for text in roles:
        names = [frames.people.get(each) for each in text.split(", ")]
        seen = [each for each in dict.fromkeys(names) if each in columns]
        if seen:
            is_it = nw.when(nw.col("roles") == text)
            found = is_it.then(_listed([str(each) for each in seen])).otherwise(found)
    return found


def _listed(columns: list[str]) -> nw.Expr:
    """List what stands in columns, each once."""
    import narwhals as nw

    parts: list[nw.Expr] = []
    for place, name in enumerate(columns):
        column = nw.col(name)
        new = ~column.is_null()
        for before in columns[:place]:
            same = (nw.col(before) == column).fill_null(value=False)
            new = new & ~same
        told = nw.concat_str([nw.lit(", "), column.fill_null("")])
        parts.append(nw.when(new).then(told).otherwise(nw.lit("")))
    whole = parts[0] if len(parts) == 1 else nw.concat_str(parts)
    return whole.str.strip_chars(", ")


def _with_days(table: Table, names: list[str]) -> Table:
    """Turn counted days into days, missing where they are 0."""
    import narwhals as nw

    spare = [f"{name}_at_" for name in names]
    counted = [
        flag(nw.col(name) > 0, (nw.col(name) - _EPOCH) * _DAY).alias(at)
        for name, at in zip(names, spare, strict=True)
    ]
    frame = as_instants(cast("Frame", table.with_columns(*counted)), spare, None)
    is_pandas = frame.implementation.is_pandas_like()
    days = [
        nw.when(nw.col(name) > 0)
        .then(nw.col(at) if is_pandas else nw.col(at).cast(nw.Date))
        .alias(name)
        for name, at in zip(names, spare, strict=True)
    ]
    return cast("Table", cast(Any, frame).with_columns(*days).drop(*spare))


def _with_moments(table: Table, names: list[str]) -> Table:
    """Turn microseconds into instants in UTC, missing where there are none."""
    import narwhals as nw

    spare = [f"{name}_at_" for name in names]
    counted = [
        flag(nw.col(name) > NEVER, nw.col(name)).alias(at)
        for name, at in zip(names, spare, strict=True)
    ]
    frame = as_instants(cast("Frame", table.with_columns(*counted)), spare, "UTC")
    found = [
        nw.when(nw.col(name) > NEVER).then(nw.col(at)).alias(name)
        for name, at in zip(names, spare, strict=True)
    ]
    return cast("Table", cast(Any, frame).with_columns(*found).drop(*spare))


def _native(table: Table, *, in_memory: bool) -> Any:
    import narwhals as nw

    frame = cast("Frame", table)
    if in_memory and isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    return nw.maybe_reset_index(frame).to_native() if in_memory else frame.to_native()
