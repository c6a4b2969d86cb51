"""Lists of partners that agree with deciding one by one, for dataframes of any kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from partner_success.access import Grant, Predicate, TieAtom
from partner_success.access.predicate import GRANTED, PARTNER_ID
from partner_success.access.vocabulary import GATE
from partner_success.errors import InvalidUseError
from partner_success.frames.access_columns import AccessColumns, GrantColumns
from partner_success.frames.access_grants import Opened, opened_partners
from partner_success.frames.conditions import Operand, all_of, any_of, known_to_hold
from partner_success.frames.facts import FactTable, Given, as_frame

if TYPE_CHECKING:
    import narwhals as nw
    from narwhals.typing import IntoFrame, IntoFrameT

__all__ = ["access_expression", "select_visible"]

_COLUMNS = AccessColumns()
_GRANT_COLUMNS = GrantColumns()


def select_visible(
    frame: IntoFrameT,
    predicate: Predicate,
    *,
    columns: AccessColumns = _COLUMNS,
    grants: Iterable[Grant] | IntoFrame | None = None,
    grant_columns: GrantColumns = _GRANT_COLUMNS,
) -> IntoFrameT:
    """Give the rows of which it is known that the actor may do the action with them.

    A row stays where deciding about its partner alone would allow it; where something
    that matters is missing, it is left out. Keys are compared as they stand, so they
    must be folded: `add_person_keys` does so.

    Args:
        frame: A row for each partner, or for each thing that belongs to one, of Polars
            (lazy ones too), pandas, PyArrow, DuckDB, Dask or PySpark; it stays as it
            is.
        predicate: What must hold, from `AccessPolicy.predicate`.
        columns: The names of the columns.
        grants: The context grants of everybody: records, or a dataframe, of which a
            lazy one is collected as far as it is the actor's; left out, those that the
            actor brought along.
        grant_columns: The names of the columns of such a dataframe.

    Returns:
        A frame of the same kind, its rows in their order.

    Raises:
        InvalidDataError: Columns are missing; each is told, with what is spelt alike.
        InvalidUseError: The frame is none, or something is no predicate or no grant.
        InvalidValueError: A column is of another type, or its times have no zone.
        MissingExtraError: The extra ``frames`` is not installed.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import polars as pl
        >>> import partner_success as ps
        >>> from partner_success.access import Actor
        >>> ada = Actor(id="p-1", email="ada@example.com", roles=["PSM"])
        >>> now = datetime(2026, 5, 4, 9, tzinfo=UTC)
        >>> seen = ps.standard().access.predicate(ada, "view_partner", at=now)
        >>> partners = pl.DataFrame(
        ...     {
        ...         "partner_id": ["acme", "birch", "cedar"],
        ...         "stage": ["gate_3", "gate_2", "gate_3"],
        ...         "psm_key": ["ada@example.com", "ada@example.com", None],
        ...     }
        ... )
        >>> select_visible(partners, seen)["partner_id"].to_list()
        ['acme']

    Rule: ACC-05, ACC-09, ACC-11.
    """
    table = as_frame(frame, "a list of partners")
    facts = FactTable(table, native=True)
    visible = _Work(facts, columns).visible(predicate, grants, grant_columns)
    if visible is True:
        return frame
    if isinstance(visible, bool):
        return cast("IntoFrameT", table.head(0).to_native())
    if facts.is_native:
        return cast("IntoFrameT", cast(Any, frame).filter(visible))
    return cast("IntoFrameT", table.filter(visible).to_native())


def access_expression(
    frame: IntoFrame,
    predicate: Predicate,
    *,
    columns: AccessColumns = _COLUMNS,
    grants: Iterable[Grant] | IntoFrame | None = None,
    grant_columns: GrantColumns = _GRANT_COLUMNS,
) -> nw.Expr:
    """Give what `select_visible` filters by, as an expression of narwhals.

    Args:
        frame: The frame that it is for; with another, whose columns have other types,
            it may not mean the same.
        predicate: What must hold, from `AccessPolicy.predicate`.
        columns: The names of the columns.
        grants: The context grants, as in `select_visible`.
        grant_columns: The names of their columns.

    Returns:
        A truth for each row, nowhere missing.

    Raises:
        InvalidDataError: As in `select_visible`, and so are the others.
        InvalidUseError: Likewise.
        InvalidValueError: Likewise.
        MissingExtraError: Likewise.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import narwhals as nw
        >>> import polars as pl
        >>> import partner_success as ps
        >>> from partner_success.access import Actor
        >>> ada = Actor(id="p-1", email="ada@example.com", roles=["PAM"])
        >>> now = datetime(2026, 5, 4, 9, tzinfo=UTC)
        >>> edited = ps.standard().access.predicate(ada, "edit_partner", at=now)
        >>> partners = pl.DataFrame({"pam_key": ["ada@example.com", None]})
        >>> may = access_expression(partners, edited)
        >>> nw.from_native(partners).with_columns(may=may)["may"].to_list()
        [True, False]

    Rule: ACC-11.
    """
    table = as_frame(frame, "a list of partners")
    import narwhals as nw

    facts = FactTable(table)
    visible = _Work(facts, columns).visible(predicate, grants, grant_columns)
    if not isinstance(visible, bool):
        return visible
    # A constant alone would be one value, and not one for each row.
    first = next(iter(facts.schema), None)
    constant = nw.lit(visible)
    if first is None:
        return constant
    empty = nw.col(first).is_null()
    return empty | constant if visible else empty & constant


class _Work:
    """A frame of partners while a predicate is put into its columns."""

    def __init__(self, table: FactTable, columns: AccessColumns) -> None:
        self._table = table
        self._columns = columns

    def visible(
        self, predicate: Predicate, grants: object, grant_columns: GrantColumns
    ) -> nw.Expr | bool:
        """Give where it is known to hold, or the answer for all rows."""
        if not isinstance(cast(object, predicate), Predicate):
            raise InvalidUseError(
                "a list is filtered by what AccessPolicy.predicate gives, not by"
                f" {type(predicate).__name__}"
            )
        condition = predicate.condition
        if isinstance(condition, bool):
            return condition
        facts = predicate.facts
        self._require(facts, predicate.roles)
        operands = dict(self._facts(facts))
        for name, atom in predicate.ties.items():
            operands[name] = Given(truth=self._tie(atom))
        if predicate.grant is not None:
            given = predicate.grants if grants is None else grants
            opened = opened_partners(predicate.grant, given, grant_columns)
            operands[GRANTED] = Given(truth=any_of(self._granted(opened)))
        return known_to_hold(condition, operands)

    def _require(self, facts: Iterable[str], roles: Iterable[str]) -> None:
        """Ask for all columns at once, also for those that this day's grants spare."""
        asked = {self._name(fact): f"the fact {fact!r}" for fact in facts}
        for role in roles:
            asked[self._columns.key_of(role)] = f"the keys of the {role}"
        self._table.require(asked, "the frame of partners")

    def _name(self, fact: str) -> str:
        if fact == PARTNER_ID:
            return self._columns.partner_id
        return self._columns.fact(fact)

    def _facts(self, names: Iterable[str]) -> Iterator[tuple[str, Operand]]:
        for name in names:
            yield name, self._table.column(self._name(name))

    def _tie(self, atom: TieAtom) -> nw.Expr | bool:
        return self._table.column(self._columns.key_of(atom.role)).has(atom.key)

    def _granted(self, opened: Opened) -> Iterator[nw.Expr | bool]:
        """Give for each set of partners where they, or gates of theirs, are open."""
        gates: dict[tuple[str, ...], list[str]] = {}
        for gate, partners in opened.items():
            named = gates.setdefault(tuple(partners), [])
            named += [] if gate is None else [gate]
        for ids, named in gates.items():
            parts = [self._table.column(self._columns.partner_id).is_one_of(ids)]
            if named:
                column = self._table.column(self._columns.fact(GATE))
                parts.append(column.is_one_of(named))
            yield all_of(parts)
