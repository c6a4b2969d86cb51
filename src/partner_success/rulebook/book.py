"""A rulebook: its typed families, and the document that they were read from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidDataError, Problem
from partner_success.interop.documents import Format, format_document, format_of
from partner_success.rulebook.document import Document, by_ids, copied, leaves
from partner_success.rulebook.families import Families
from partner_success.rulebook.findings import STANDARD_LINT_LIMITS, Finding, LintLimits
from partner_success.rulebook.loading import load_families
from partner_success.rulebook.overlay import overlaid
from partner_success.rulebook.unread import Unread

if TYPE_CHECKING:
    from partner_success.rulebook.comparison import Change
    from partner_success.rulebook.numbers import Number


@attrs.frozen(kw_only=True)
class Rulebook(Families):
    """Every rule that can be configured, under one edition.

    Results carry the edition's id, so that it is known which rules decided.

    Attributes:
        origins: For each value the id of the edition that set it, by readable path such
            as ``"health.components.user_adoption.weight"``.

    Rule: RBK-01, RBK-02.
    """

    origins: FrozenMap[str, str] = attrs.field(repr=False, eq=False)
    _whole: Document = attrs.field(repr=False, eq=False, alias="whole")
    _written: Document = attrs.field(repr=False, eq=False, alias="written")
    _unread: Unread | None = attrs.field(
        default=None, repr=False, eq=False, alias="unread"
    )

    def document(self) -> Document:
        """Give the whole rulebook as plain data, inherited values included."""
        copy: Document = copied(self._whole)
        return copy

    def written(self) -> Document:
        """Give the rulebook as it was written: of an overlay only the changes."""
        copy: Document = copied(self._written)
        return copy

    def text(self, format: Format = "toml") -> str:  # noqa: A002
        """Write the rulebook as text that reads back to an equal rulebook.

        Args:
            format: ``"toml"``, ``"json"`` or ``"yaml"``.

        Raises:
            MissingExtraError: TOML and YAML need the extra ``files``.
        """
        return format_document(self._written, format)

    def save(self, path: str | Path) -> None:
        """Write the rulebook to a file, in the format that its suffix names.

        Raises:
            UnknownNameError: The suffix names no known format.
            MissingExtraError: TOML and YAML need the extra ``files``.
        """
        text = self.text(format_of(path))
        Path(path).write_text(text, encoding="utf-8", newline="\n")

    def numbers(self) -> tuple[Number, ...]:
        """Give every number with its unit and citations.

        Rule: RBK-03.
        """
        from partner_success.rulebook.numbers import numbers

        return numbers(self._whole)

    def lint(self, *, limits: LintLimits = STANDARD_LINT_LIMITS) -> tuple[Finding, ...]:
        """Give what is doubtful about the rulebook though it can be loaded.

        Args:
            limits: From when on a weight or a curve is doubtful.
        """
        from partner_success.rulebook.lint import lint_document

        return lint_document(self._whole, limits=limits)

    def changes_to(self, other: Rulebook) -> tuple[Change, ...]:
        """Give what another rulebook changes of this one, as readable lines.

        Rule: RBK-02.
        """
        from partner_success.rulebook.comparison import compare_documents

        return compare_documents(self._whole, other._whole)

    def inherited(self) -> tuple[str, ...]:
        """Name the values that another edition set, by readable path."""
        own = self.edition.id
        return tuple(path for path, origin in self.origins.items() if origin != own)


def _read_when_asked(rulebook: Rulebook, name: str) -> Any:
    """Give what a rulebook has not read yet, and keep it; Python asks for nothing else.

    Raises:
        AttributeError: A rulebook has nothing of that name.
    """
    hidden = name.startswith("_")
    unread: Unread | None = (
        None if hidden else object.__getattribute__(rulebook, "_unread")
    )
    if unread is None or name not in unread:
        kind = type(rulebook).__name__
        raise AttributeError(f"{kind!r} object has no attribute {name!r}")
    found = unread[name]
    object.__setattr__(rulebook, name, found)
    return found


# Written in the class, type checkers would take it that a rulebook has any name.
setattr(Rulebook, "__getattr__", _read_when_asked)  # noqa: B010


def unread_rulebook(document: Document) -> Rulebook:
    """Make a rulebook of a document that is known to be right and inherits nothing.

    Args:
        document: Nobody else may hold it.
    """
    found = object.__new__(Rulebook)
    held = {"_whole": document, "_written": document, "_unread": Unread(document)}
    for name, value in held.items():
        object.__setattr__(found, name, value)
    return found


def whole_rulebook(document: Document) -> Rulebook:
    """Make a rulebook of a document that inherits nothing.

    Raises:
        InvalidDataError: The document has faults; every one is named by its path.
    """
    families = load_families(document)
    origins = {path: families.edition.id for path, _ in leaves(document)}
    return _rulebook(families, origins, document, document)


def overlay_rulebook(base: Rulebook, changes: Document) -> Rulebook:
    """Lay a company's changes over a rulebook.

    Raises:
        InvalidDataError: The changes cannot be laid over it, or what comes out has
            faults; every one is named by its path.
    """
    inherited = base.document()
    # An edition is never inherited: results would name the one that was changed.
    del inherited["edition"]
    whole, problems = overlaid(inherited, changes)
    subject = f"the changes to {base.edition.id!r}"
    if problems:
        raise InvalidDataError(subject, problems)
    try:
        families = load_families(whole)
    except InvalidDataError as error:
        # Positions count in what came out, which nobody wrote: name ids instead.
        found = [
            attrs.evolve(problem, path=by_ids(whole, problem.path))
            for problem in error.problems
        ]
        raise InvalidDataError(subject, found) from error
    own = families.edition.id
    if own == base.edition.id:
        message = "a rulebook that changes another needs an id of its own"
        fault = Problem(path="edition.id", code="same-edition", message=message)
        raise InvalidDataError(subject, [fault])
    given = {path for path, _ in leaves(changes)}
    origins = {
        path: own if path in given else base.origins.get(path, own)
        for path, _ in leaves(whole)
    }
    return _rulebook(families, origins, whole, changes)


def _rulebook(
    families: Families, origins: dict[str, str], whole: Document, written: Document
) -> Rulebook:
    fields = {
        field.name: getattr(families, field.name) for field in attrs.fields(Families)
    }
    return Rulebook(
        **fields,
        origins=FrozenMap(origins),
        whole=copied(whole),
        written=copied(written),
    )
