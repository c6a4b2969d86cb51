"""Where rulebooks come from: the editions in the package, and a company's files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from partner_success.errors import InvalidDataError, Problem, UnknownNameError
from partner_success.interop.documents import read_document
from partner_success.rulebook.book import (
    Rulebook,
    overlay_rulebook,
    unread_rulebook,
    whole_rulebook,
)
from partner_success.rulebook.document import Document, copied, is_table
from partner_success.rulebook.history import History
from partner_success.rulebook.loading import plain_problems


def standard_editions() -> tuple[str, ...]:
    """Name the editions of the standard rulebook, the oldest first.

    Examples:
        >>> standard_editions()
        ('standard 2026.1',)
    """
    return tuple(_documents())


def standard_document(edition: str | None = None) -> Document:
    """Give an edition of the standard rulebook as plain data.

    Args:
        edition: Its id; without one, the newest.

    Raises:
        UnknownNameError: There is no such edition.
    """
    documents = _documents()
    name = next(reversed(documents)) if edition is None else edition
    if name not in documents:
        raise UnknownNameError("edition", name, documents)
    copy: Document = copied(documents[name])
    return copy


def standard(edition: str | None = None) -> Rulebook:
    """Give an edition of the standard rulebook, loaded once.

    Each of its families is read when it is first asked for.

    Args:
        edition: Its id; without one, the newest.

    Raises:
        UnknownNameError: There is no such edition.

    Examples:
        >>> standard().health.score(
        ...     technical_performance=90,
        ...     business_outcomes=92,
        ...     user_adoption=88,
        ...     relationship_strength=89,
        ... ).value
        90.0

    Rule: RBK-01.
    """
    return _loaded(standard_editions()[-1] if edition is None else edition)


def standard_history() -> History:
    """Give all editions of the standard rulebook, to ask which was in force on a day.

    Rule: RBK-01.
    """
    return History(standard(edition) for edition in standard_editions())


def load(path: str | Path, *, bases: Iterable[Rulebook] = ()) -> Rulebook:
    """Read a rulebook from a TOML, JSON or YAML file.

    A file whose edition ``extends`` another states only what it changes.

    Args:
        path: The file; its suffix names the format.
        bases: Rulebooks that it may extend, beside the standard ones.

    Raises:
        InvalidDataError: The file has faults; every one is named by its path.
        MissingExtraError: YAML needs the extra ``files``.

    Rule: RBK-02.
    """
    return from_document(read_document(path), bases=bases)


def from_document(
    document: Mapping[str, Any], *, bases: Iterable[Rulebook] = ()
) -> Rulebook:
    """Make a rulebook of plain data, whole or extending another.

    Raises:
        InvalidDataError: The document has faults; every one is named by its path.

    Rule: RBK-02.
    """
    if problems := plain_problems(document):
        raise InvalidDataError("the rulebook", problems)
    edition = document.get("edition")
    extends = edition.get("extends") if is_table(edition) else None
    if extends is None:
        return whole_rulebook(copied(document))
    known = {base.edition.id: base for base in bases}
    if isinstance(extends, str) and extends in known:
        return overlay_rulebook(known[extends], copied(document))
    if isinstance(extends, str) and extends in standard_editions():
        return overlay_rulebook(standard(extends), copied(document))
    error = UnknownNameError("edition", extends, [*standard_editions(), *known])
    problem = Problem(
        path="edition.extends", code="unknown-edition", message=str(error)
    )
    raise InvalidDataError("the rulebook", [problem]) from error


def clear_caches() -> None:
    """Forget what was loaded, so that the next call reads the files again."""
    _loaded.cache_clear()
    _documents.cache_clear()


@cache
def _loaded(edition: str) -> Rulebook:
    return unread_rulebook(standard_document(edition))


@cache
def _documents() -> dict[str, Document]:
    found: list[Document] = []
    for folder in (files("partner_success") / "standard").iterdir():
        if not (folder / "edition.toml").is_file():
            continue
        document: Document = {}
        for family in _read(folder):
            document |= family
        document["questionnaires"] = list(_read(folder / "questionnaires"))
        document["playbooks"] = [
            each for some in _read(folder / "playbooks") for each in some["playbooks"]
        ]
        found.append(document)
    found.sort(key=lambda document: document["edition"]["effective_from"])
    return {document["edition"]["id"]: document for document in found}


def _read(folder: Traversable) -> Iterator[Document]:
    """Read the files of a folder in the order of their names."""
    files_there = (each for each in folder.iterdir() if each.name.endswith(".toml"))
    for file in sorted(files_there, key=lambda each: each.name):
        text = file.read_text(encoding="utf-8")
        yield tomllib.loads(text, parse_float=Decimal)
