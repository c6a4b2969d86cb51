"""Which context grants of a table open what, at an instant, to one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from partner_success.access import Grant, GrantAtom
from partner_success.core.instants import microseconds
from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.frames.access_columns import GrantColumns
from partner_success.frames.facts import FactTable

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.facts import Frame

Opened: TypeAlias = dict[str | None, dict[str, None]]
"""By gate the ids of the partners that are opened, in order; under ``None``, where the
gate of a row does not matter."""

_NANOSECONDS: Final = {"ns": 1, "us": 1_000, "ms": 1_000_000}


def opened_partners(atom: GrantAtom, grants: object, columns: GrantColumns) -> Opened:
    """Find out which partners context grants open to somebody.

    Args:
        atom: Who, when and for which gate.
        grants: The grants of everybody: records, or a dataframe.
        columns: The names of the columns of the dataframe.

    Raises:
        InvalidDataError: Columns are missing.
        InvalidUseError: It is no table of grants.
        InvalidValueError: A column is of another type, or has no zone.
    """
    found: Opened = {}
    frame = _frame(grants)
    pairs = (
        _of_records(atom, grants) if frame is None else _of_frame(atom, frame, columns)
    )
    for gate, partner_id in pairs:
        found.setdefault(gate, {})[partner_id] = None
    return found


def _frame(grants: object) -> Frame | None:
    import narwhals as nw

    if isinstance(grants, (tuple, list)):
        return None
    found: Any = nw.from_native(cast(Any, grants), pass_through=True)
    is_frame = isinstance(found, (nw.DataFrame, nw.LazyFrame))
    return cast("Frame", found) if is_frame else None


def _of_records(atom: GrantAtom, grants: object) -> Iterator[tuple[str | None, str]]:
    if not isinstance(grants, Iterable):
        raise _no_grants(grants)
    for grant in cast("Iterable[object]", grants):
        if not isinstance(grant, Grant):
            raise _no_grants(grant)
        for gate in grant.gates if atom.by_gate else (None,):
            if atom.opens(grant, gate):
                yield gate, grant.partner_id


def _no_grants(found: object) -> InvalidUseError:
    return InvalidUseError(
        "grants are records of context grants or a dataframe of them, not"
        f" {type(found).__name__}"
    )


def _of_frame(
    atom: GrantAtom, frame: Frame, columns: GrantColumns
) -> Iterator[tuple[str | None, str]]:
    by_gate = atom.by_gate or atom.gate is not None
    asked = _asked(columns, by_gate=by_gate)
    table = FactTable(frame)
    table.require(asked, "the frame of context grants")
    mine = table.column(columns.grantee_key).is_one_of([atom.key])
    if isinstance(mine, bool):
        return
    rows = frame.filter(mine).select(*asked).lazy().collect()
    in_force = _in_force(atom, rows, columns)
    partners = FactTable(rows).column(columns.partner_id).texts()
    gates = rows[columns.gates].to_list() if by_gate else [None] * len(rows)
    for holds, partner_id, cell in zip(in_force, partners, gates, strict=True):
        if not holds or partner_id is None:
            continue
        if atom.by_gate:
            yield from ((gate, partner_id) for gate in _gates(cell))
        elif atom.gate is None or atom.gate in _gates(cell):
            yield None, partner_id


def _asked(columns: GrantColumns, *, by_gate: bool) -> dict[str, str]:
    asked = {
        columns.partner_id: "the partner that a grant opens",
        columns.grantee_key: "the key of who may read",
        columns.starts_at: "when a grant begins",
        columns.ends_at: "when it ends",
        columns.revoked_at: "when it was taken back",
    }
    return {**asked, columns.gates: "the gates that it names"} if by_gate else asked


def _gates(cell: object) -> list[str]:
    """Give the gates of a cell: one, or a collection of them."""
    if isinstance(cell, str):
        return [cell]
    if not isinstance(cell, Iterable):
        return []
    several = cast("Iterable[object]", cell)
    return [gate for gate in several if isinstance(gate, str)]


def _in_force(
    atom: GrantAtom, rows: nw.DataFrame[Any], columns: GrantColumns
) -> list[bool]:
    """Tell of each grant whether it is known to hold, as `Grant.state` does."""
    now = microseconds(atom.at) * _NANOSECONDS["us"]
    times = zip(
        _nanoseconds(rows[columns.starts_at]),
        _nanoseconds(rows[columns.ends_at]),
        _nanoseconds(rows[columns.revoked_at]),
        strict=True,
    )
    return [
        starts is not None
        and ends is not None
        and starts <= now < ends
        and (revoked is None or now < revoked)
        for starts, ends, revoked in times
    ]


def _nanoseconds(column: nw.Series[Any]) -> list[int | None]:
    """Give instants as whole nanoseconds since 1970, exact at any distance."""
    import narwhals as nw

    there = ~column.is_null()
    kind, known = column.dtype, column.filter(there)
    unit = "us"
    if len(known) == 0:
        numbers: Iterator[int] = iter(())
    elif kind.is_integer():
        numbers = iter(known.to_list())
    elif isinstance(kind, nw.Object):
        unit, numbers = "ns", map(_of_object, known.to_list())
    elif not isinstance(kind, nw.Datetime):
        raise InvalidValueError(
            f"the column {shown(column.name)} has to hold datetimes with a zone, or"
            f" whole microseconds since 1970 in UTC; found {kind}"
        )
    elif kind.time_zone is None:
        raise InvalidValueError(
            f"the column {shown(column.name)} has no time zone; tell in which zone its"
            " times are"
        )
    else:
        unit = "ms" if kind.time_unit == "s" else kind.time_unit
        numbers = iter(known.dt.timestamp(unit).to_list())
    scale = _NANOSECONDS[unit]
    return [next(numbers) * scale if here else None for here in there.to_list()]


def _of_object(instant: Any) -> int:
    # Times of pandas are finer than those of Python, and tell the rest apart.
    rest: int = getattr(instant, "nanosecond", 0)
    return microseconds(instant) * _NANOSECONDS["us"] + rest
