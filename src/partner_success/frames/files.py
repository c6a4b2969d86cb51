"""Which files of a folder hold which facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import Final

from partner_success.core.collections import Catalogue
from partner_success.errors import (
    InvalidValueError,
    Problem,
    near_misses,
)
from partner_success.frames.building import file_error, problem
from partner_success.frames.forms import TableForm
from partner_success.frames.sources import file_label
from partner_success.frames.tables import SUFFIXES

_NAMED: Final = 4


def find_tables(
    path: str | PathLike[str],
    known: Catalogue[TableForm],
    kind: str | None,
    aside: Collection[str] = (),
) -> tuple[list[tuple[TableForm, Path]], tuple[str, ...]]:
    """Say which file holds what, in the order of the kinds, with remarks on the rest.

    Args:
        path: A folder, or one file.
        known: Every kind of table.
        kind: What the one file holds, where its name does not tell.
        aside: The names of files that somebody else reads, and no remark is about.

    Raises:
        InvalidDataError: There is nothing to read, or one kind stands in two files.
        InvalidValueError: A kind was given for a folder.
        UnknownNameError: There is no such kind.
    """
    place = Path(path)
    if not is_folder(place):
        form = known[kind] if kind is not None else _form_of(place, known)
        if form is None:
            fault = _no_kind(place.stem, known) if is_there(place) else absent()
            raise file_error(place, fault)
        return [(form, place)], ()
    if kind is not None:
        raise InvalidValueError(
            f"a kind says what one file holds, and {str(place)!r} is a folder;"
            " give the path of the file, or leave the kind out"
        )
    return _in_folder(place, known, aside)


def is_folder(place: Path) -> bool:
    """Tell whether a path is a folder; what cannot be asked is none."""
    try:
        return place.is_dir()
    except OSError:
        # Reading it will tell the reason.
        return False


def is_there(place: Path) -> bool:
    """Tell whether a path leads anywhere; what cannot be asked may be there."""
    try:
        return place.exists()
    except OSError:
        return True


def absent() -> Problem:
    """Make the problem of a path that leads nowhere."""
    message = "there is no such file or folder; check the path"
    return problem("unreadable-file", message)


def _in_folder(
    folder: Path, known: Catalogue[TableForm], aside: Collection[str]
) -> tuple[list[tuple[TableForm, Path]], tuple[str, ...]]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror or error}"
        raise file_error(folder, problem("unreadable-file", message)) from error
    found: dict[str, list[Path]] = {}
    others: list[Path] = []
    for entry in entries:
        form = None if is_folder(entry) else _form_of(entry, known)
        if form is not None:
            found.setdefault(form.id, []).append(entry)
        elif not entry.name.startswith(".") and entry.name not in aside:
            others.append(entry)
    faults = [_twice(id_, files) for id_, files in found.items() if len(files) > 1]
    if not found:
        faults = [_nothing(others, known)]
    if faults:
        raise file_error(folder, *faults)
    chosen = [(form, found[form.id][0]) for form in known if form.id in found]
    return chosen, tuple(_not_read(others, known))


def _form_of(path: Path, known: Catalogue[TableForm]) -> TableForm | None:
    if path.suffix.lower() not in SUFFIXES:
        return None
    return known.get(path.stem.lower())


def _no_kind(stem: str, known: Catalogue[TableForm]) -> Problem:
    near = near_misses(stem, known.ids)
    hint = f" (it is near {near[0]!r})" if near else ""
    names = ", ".join(known.ids)
    return problem(
        "unknown-kind",
        f"its name does not tell what it holds{hint}; say the kind, or name the file"
        f" after it: {names}",
        expected=f"one of {names}",
    )


def _twice(id_: str, files: Sequence[Path]) -> Problem:
    names = ", ".join(map(file_label, files))
    message = f"{id_} stand in {len(files)} files ({names}); keep one of them"
    return problem("two-files", message, path=id_, given=names)


def _nothing(others: Sequence[Path], known: Catalogue[TableForm]) -> Problem:
    near = [hint for entry in others if (hint := _hint(entry, known))]
    message = (
        "no file here holds facts; they are called"
        f" {', '.join(known.ids)} and end in {', '.join(SUFFIXES)}"
    )
    return problem("no-tables", "; ".join([message, *near[:3]]))


def _not_read(others: Sequence[Path], known: Catalogue[TableForm]) -> Iterator[str]:
    plain: list[str] = []
    for entry in others:
        hint = _hint(entry, known)
        if hint:
            yield hint
        else:
            plain.append(file_label(entry) + "/" * is_folder(entry))
    if plain:
        names = ", ".join(plain[:_NAMED])
        more = f" and {len(plain) - _NAMED} more" if len(plain) > _NAMED else ""
        yield f"not read, because they are no table of facts: {names}{more}"


def _hint(entry: Path, known: Catalogue[TableForm]) -> str:
    label = file_label(entry)
    if entry.suffix.lower() in SUFFIXES:
        near = near_misses(entry.stem, known.ids)
        return f"{label} was not read; did you mean {near[0]!r}?" if near else ""
    if entry.stem.lower() in known:
        return f"{label} was not read: it does not end in {', '.join(SUFFIXES)}"
    return ""
