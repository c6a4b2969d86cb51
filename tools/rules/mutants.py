"""Numbers of the rulebook, one of them changed at a time."""

from __future__ import annotations

import contextlib
import copy
import importlib
import random
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, Protocol, cast

import attrs

from tools.rules.project import Project, ToolError

STEP = Decimal("0.01")

Path = tuple[str | int, ...]


class Number(Protocol):
    """What the library says of one number of its rulebook."""

    @property
    def path(self) -> Path:
        """The keys and positions that lead to it in the document."""
        ...

    @property
    def unit(self) -> object:
        """What it counts."""
        ...

    @property
    def citations(self) -> Iterable[object]:
        """Where it comes from."""
        ...

    @property
    def family(self) -> str:
        """The top-level key that it stands under."""
        ...


class Store(Protocol):
    """The module that holds the standard document."""

    standard_document: Callable[..., dict[str, Any]]
    standard: Callable[..., object]
    clear_caches: Callable[[], object]


@attrs.frozen(kw_only=True)
class Mutant:
    """One number, changed.

    Attributes:
        name: The path as people read it, entries of lists by their id.
        path: The path as the document is walked.
        family: The top-level key.
        before: The number as it is.
        after: What it becomes.
        unit: What it counts.
        citations: Where it comes from.
    """

    name: str
    path: Path
    family: str
    before: int | Decimal
    after: int | Decimal
    unit: str
    citations: str

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.name} = {self.before}{unit}, changed to {self.after}"


class Rulebook:
    """The standard rulebook of a project, which can be given changed numbers."""

    def __init__(self, project: Project) -> None:
        try:
            self.store = cast(Store, importlib.import_module(project.store))
            self._numbers = importlib.import_module(project.numbers).numbers
        except ImportError as error:
            raise ToolError(f"the rulebook does not import: {error}") from error
        self.document: dict[str, Any] = self.store.standard_document()

    def mutants(self) -> list[Mutant]:
        """Give one mutant for each number, in the order of the document.

        Raises:
            ToolError: The list of numbers does not fit the document.
        """
        numbers: Iterable[Number] = self._numbers(self.document)
        return [_mutant(self.document, number) for number in numbers]

    def change(self, mutant: Mutant) -> bool:
        """Put a changed number in force in this process; tell whether it still loads.

        Only the standard edition changes; others stay as they are.
        """
        original = self.store.standard_document
        changed = copy.deepcopy(self.document)
        _walk(changed, mutant.path[:-1])[mutant.path[-1]] = mutant.after

        def standard_document(*args: object, **kwargs: object) -> dict[str, Any]:
            document = original(*args, **kwargs)
            return copy.deepcopy(changed) if document == self.document else document

        self.store.standard_document = standard_document
        self.store.clear_caches()
        # Whatever a loader raises for a number that cannot be meant is a refusal.
        with contextlib.suppress(Exception):
            # Whoever shows the whole of it has read every family.
            repr(self.store.standard())
            return True
        return False


def chosen(
    mutants: Sequence[Mutant],
    *,
    families: Sequence[str],
    sample: int | None,
    seed: int,
) -> list[Mutant]:
    """Give the mutants of some families (none given: all), or a sample of them.

    Raises:
        ToolError: A family has no number.
    """
    known = dict.fromkeys(mutant.family for mutant in mutants)
    for family in families:
        if family not in known:
            raise ToolError(f"no number is in {family!r}; there are {', '.join(known)}")
    found = [m for m in mutants if not families or m.family in families]
    if sample is None or sample >= len(found):
        return found
    return random.Random(seed).sample(found, sample)


def _mutant(document: dict[str, Any], number: Number) -> Mutant:
    value = _walk(document, number.path)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ToolError(f"{number.path} is said to be a number but holds {value!r}")
    return Mutant(
        name=_name(document, number.path),
        path=tuple(number.path),
        family=number.family,
        before=value,
        after=value + (STEP if isinstance(value, Decimal) else 1),
        unit=str(number.unit or ""),
        citations="; ".join(str(citation) for citation in number.citations),
    )


def _walk(document: Any, path: Path) -> Any:
    for key in path:
        try:
            document = document[key]
        except (KeyError, IndexError, TypeError) as error:
            message = f"the document has no {path}, which is listed as a number"
            raise ToolError(message) from error
    return document


def _name(document: Any, path: Path) -> str:
    name = ""
    for key in path:
        document = document[key]
        if isinstance(key, str):
            name += f".{key}" if name else key
        else:
            entry = document.get("id", key) if isinstance(document, dict) else key
            name += f"[{entry}]"
    return name
