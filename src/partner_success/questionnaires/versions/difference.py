"""One thing that is another in a new version of a questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal, TypeAlias, cast

import attrs

from partner_success.questionnaires.choices import Case

__all__ = [
    "ASPECTS",
    "Aspect",
    "DifferenceKind",
    "VersionDifference",
    "changed",
    "difference",
    "reordered",
    "said",
]

DifferenceKind: TypeAlias = Literal[
    "added", "removed", "changed", "renamed", "moved", "reordered"
]
"""What happened to a place."""
Aspect: TypeAlias = Literal[
    "section",
    "field",
    "choice",
    "limit",
    "meaning",
    "wording",
    "condition",
    "computed",
    "criterion",
    "policy",
    "translation",
    "source",
]
"""What kind of thing it is. ``"meaning"`` is what an answer stands for: the type of a
field, its unit, the statement that is confirmed."""

ASPECTS: Final[dict[str, Aspect]] = {
    **dict.fromkeys(("type", "unit", "statement"), "meaning"),
    **dict.fromkeys(("visible_when", "constraints"), "condition"),
    **dict.fromkeys(("title", "help", "label", "message", "placeholder"), "wording"),
    **dict.fromkeys(("lowest_label", "highest_label", "stage", "language"), "wording"),
    **dict.fromkeys(("reviewed", "completed_by", "at_least_sections"), "policy"),
    "computed": "computed",
    "citations": "source",
}
"""The aspect of each attribute; those that are not named are limits."""


@attrs.frozen(kw_only=True)
class VersionDifference:
    """One thing that is another in the new version.

    Attributes:
        path: The place, such as ``contract.signed``, or ``criteria.is_signed``.
        kind: What happened to it.
        aspect: What kind of thing it is.
        what: The attribute, such as ``"label"``; empty for the whole.
        before: What stood there, as text; ``None`` where nothing did.
        after: What stands there; ``None`` where nothing does.
        part: Which number of the version it should raise: 1 where answers are lost or
            no longer fit, 2 where something is added or judged otherwise, 3 for
            wording.

    Rule: QST-08.
    """

    path: str
    kind: DifferenceKind
    aspect: Aspect
    what: str = ""
    before: str | None = None
    after: str | None = None
    part: Literal[1, 2, 3] = 3

    def __str__(self) -> str:
        what = f" {self.what.replace('_', ' ')}" if self.what else ""
        if self.kind not in {"added", "removed"}:
            said = f"{self.before or 'none'} -> {self.after or 'none'}"
            verb = "" if self.kind == "changed" else f" {self.kind}"
            return f"{self.path}:{verb}{what} {said}"
        shown = self.after if self.before is None else self.before
        return f"{self.path}: {self.kind}{what}{f' {shown}' if shown else ''}"


def reordered(
    path: str, aspect: Aspect, before: list[str], after: list[str]
) -> Iterator[VersionDifference]:
    """Give the difference of an order, where there is one."""
    if before != after:
        yield VersionDifference(
            path=path,
            kind="reordered",
            aspect=aspect,
            before=", ".join(before),
            after=", ".join(after),
        )


def changed(
    path: str, name: str, before: object, after: object, part: Literal[1, 2, 3]
) -> Iterator[VersionDifference]:
    """Give the difference of an attribute, where there is one."""
    one, other = getattr(before, name), getattr(after, name)
    if one != other:
        yield difference(path, name, one, other, part)


def difference(
    path: str, name: str, before: object, after: object, part: Literal[1, 2, 3]
) -> VersionDifference:
    """Give the difference of an attribute."""
    return VersionDifference(
        path=path,
        kind="changed",
        aspect=ASPECTS.get(name, "limit"),
        what=name,
        before=said(before),
        after=said(after),
        part=part,
    )


def said(value: object) -> str | None:
    """Give a value in words; ``None`` for nothing."""
    match value:
        case None | () | "":
            return None
        case bool():
            return "yes" if value else "no"
        case str():
            return repr(value)
        case int() | Decimal():
            return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
        case tuple():
            return "; ".join(map(_one_said, cast("tuple[object, ...]", value)))
        case _:
            return str(value)


def _one_said(value: object) -> str:
    return (
        f"{value.choice} when {value.when}" if isinstance(value, Case) else str(value)
    )
