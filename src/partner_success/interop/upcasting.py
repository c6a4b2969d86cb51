"""Documents of an older schema, turned step by step into those of the current one."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, cast

import attrs

from partner_success.core.quantities import shown
from partner_success.interop.faults import RefusedError, refusal
from partner_success.interop.leaf import wrong_kind
from partner_success.interop.shapes import is_list, is_table

__all__ = ["LOG_SCHEMA", "SCHEMA", "Upcaster", "Upcasting", "current"]

Document: TypeAlias = dict[str, Any]
Upcaster: TypeAlias = Callable[[Document], "Document | list[Document]"]
"""Turns a document of one schema into one of the next, or into several."""

SCHEMA: Final = "schema"
"""The key under which a document says its schema."""
LOG_SCHEMA: Final = 1
"""The schema in which events and states are written, of whatever process."""


def current(document: object, *, advice: str = "replay the log") -> Document:
    """Give a document of the current schema without what says so.

    Args:
        document: What should be one.
        advice: What to do where it is of an older one, for the message.

    Raises:
        RefusedError: It is of another schema, or no table.
    """
    plain = _table(document)
    schema = _schema_of(plain)
    if schema < LOG_SCHEMA:
        message = f"schema {schema} is older than {LOG_SCHEMA}; {advice}"
        raise _refused("old-schema", message, schema)
    return _without_schema(plain)


@attrs.define
class Upcasting:
    """Upcasts the documents of a log, one behind the other.

    Attributes:
        upcasters: By schema what turns a document of it into one of the next.
    """

    upcasters: Mapping[int, Upcaster]
    _last: dict[str, int] = attrs.field(init=False, factory=dict[str, int])
    _moved: Counter[str] = attrs.field(init=False, factory=Counter[str])
    _dropped: int = attrs.field(init=False, default=0)

    def upcast(self, document: object) -> list[Document]:
        """Give what a document is in the current schema, without saying so.

        Raises:
            RefusedError: It is newer, no upcaster leads on from it, or one gave what is
                no document.
        """
        table = _table(document)
        if _schema_of(table) == LOG_SCHEMA:
            return [_without_schema(table)]
        found = self._steps(copy.deepcopy(table))
        self._renumber(found, table)
        return found

    def _steps(self, document: Document) -> list[Document]:
        schema = _schema_of(document)
        if schema == LOG_SCHEMA:
            return [_without_schema(document)]
        upcaster = self.upcasters.get(schema)
        if upcaster is None:
            raise _refused("no-upcaster", _lacking(document, schema), schema)
        given: object = upcaster(document)
        parts = given if is_list(given) else [given]
        return [
            done
            for part in parts
            for done in self._steps({**_table(part), SCHEMA: schema + 1})
        ]

    def _renumber(self, found: list[Document], before: Document) -> None:
        """Give places to what was upcast, behind what was made more or fewer.

        An upcaster sees one document, and cannot know what became of those before.
        """
        if not found:
            self._drop(before)
            return
        partner, given = repr(found[0].get("partner_id")), found[0].get("sequence")
        last = self._last.get(partner, 0)
        first = last + 1
        if type(given) is int:
            first = given + self._moved[partner]
            lost = self._explained(first - last - 1) if last else 0
            first -= lost
            self._moved[partner] -= lost
        for place, document in enumerate(found, start=first):
            document["sequence"] = place
        self._last[partner] = first + len(found) - 1
        self._moved[partner] += len(found) - 1

    def _drop(self, before: Document) -> None:
        if "partner_id" in before:
            self._moved[repr(before["partner_id"])] -= 1
        else:
            self._dropped += 1

    def _explained(self, gap: int) -> int:
        """Give how many places are free because nothing was made of what was there."""
        found = max(0, min(gap, self._dropped))
        self._dropped -= found
        return found


def _lacking(document: Document, schema: int) -> str:
    says = "" if SCHEMA in document else "it says no schema, which counts as 0; "
    return (
        f"{says}no upcaster leads on from schema {schema}; write {LOG_SCHEMA} where"
        f" it is current, or give upcasters[{schema}]"
    )


def _table(value: object) -> Document:
    if not is_table(value):
        raise wrong_kind(value, "a table")
    return dict(cast("Mapping[str, Any]", value))


def _schema_of(document: Document) -> int:
    schema = document.get(SCHEMA, 0)
    if type(schema) is not int or schema < 0:
        message = f"a schema is a whole number from 0 up, found {shown(schema)}"
        raise _refused("wrong-schema", message, schema)
    if schema > LOG_SCHEMA:
        message = (
            f"schema {schema} is newer than {LOG_SCHEMA}, the newest that is known"
            " here; read it with the version of the library that wrote it, or a newer"
        )
        raise _refused("new-schema", message, schema)
    return schema


def _without_schema(document: Document) -> Document:
    return {key: value for key, value in document.items() if key != SCHEMA}


def _refused(code: str, message: str, given: object) -> RefusedError:
    [fault] = refusal(code, message, given).faults
    return RefusedError([fault.under(f".{SCHEMA}")])
