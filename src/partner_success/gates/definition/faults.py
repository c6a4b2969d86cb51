"""How faults of a journey are told, and how its parts stand in line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from partner_success.core.collections import Catalogue
from partner_success.core.quantities import shown
from partner_success.errors import Problem, near_misses

__all__ = ["fault", "in_line", "line_problems", "name_problems", "unknown"]


class Following(Protocol):
    """A part that names the one after which it comes."""

    @property
    def id(self) -> str:
        """The name for programs."""
        ...

    @property
    def after(self) -> str | None:
        """The part before it; ``None`` for the first."""
        ...


PartT = TypeVar("PartT", bound=Following)


def fault(path: str, code: str, message: str, given: object = None) -> Problem:
    """Make a fault with its path."""
    found = None if given is None else shown(given)
    return Problem(path=path, code=code, message=message, given=found)


def unknown(path: str, kind: str, name: object, known: Iterable[str]) -> Problem:
    """Make the fault of a name that stands for nothing, with what it may have meant."""
    names = tuple(known)
    near = near_misses(name, names)
    listed = f"known: {', '.join(names)}" if names else "there is none at all"
    hint = f"did you mean {near[0]!r}?" if near else listed
    return fault(path, f"unknown-{kind}", f"no {kind} is called so; {hint}", name)


def name_problems(
    path: str, kind: str, names: Sequence[str], known: Iterable[str]
) -> Iterator[Problem]:
    """Refuse names in a list that stand for nothing, or stand there twice."""
    for place, name in enumerate(names):
        if name not in known:
            yield unknown(f"{path}[{place}]", kind, name, known)
        elif name in names[:place]:
            message = f"the {kind} is named twice; name it once"
            yield fault(f"{path}[{place}]", "duplicate", message, name)


def in_line(parts: Catalogue[PartT]) -> Catalogue[PartT]:
    """Give parts in the order in which they follow each other.

    Parts that stand in one line are put into its order; all others stay as they are.
    """
    following = {part.after: part for part in parts}
    found: list[PartT] = []
    part = following.get(None)
    while part is not None and len(found) < len(parts):
        found.append(part)
        part = following.get(part.id)
    return Catalogue(found, kind=parts.kind) if len(found) == len(parts) else parts


def line_problems(
    path: str, kind: str, parts: Catalogue[PartT], hint: str = ""
) -> Iterator[Problem]:
    """Refuse parts that do not stand in one line, each behind one other.

    Args:
        path: Where the list of parts stands.
        kind: What one of them is called.
        parts: The parts.
        hint: What else can be done where two of them follow none.
    """
    taken: dict[str | None, str] = {}
    for place, part in enumerate(parts):
        at = f"{path}[{place}].after"
        if part.after is not None and part.after not in parts:
            yield unknown(at, kind, part.after, parts.ids)
        elif part.after not in taken:
            taken[part.after] = part.id
        elif part.after is None:
            message = f"{taken[None]!r} is the first {kind}; name what this one follows"
            yield fault(at, "two-first", message + hint, part.id)
        else:
            message = (
                f"{taken[part.after]!r} follows it already, and each {kind} is followed"
                " by one; put them behind each other"
            )
            yield fault(at, "two-follow", message, part.after)
    yield from _cycle_problems(path, kind, parts)


def _cycle_problems(path: str, kind: str, parts: Catalogue[PartT]) -> Iterator[Problem]:
    """Refuse parts that are never reached, since they wait for each other."""
    told: set[str] = set()
    for place, part in enumerate(parts):
        walked = [part.id]
        before = parts.get(part.after or "")
        while before is not None and before.id not in walked:
            walked.append(before.id)
            before = parts.get(before.after or "")
        if before is None or part.id in told:
            continue
        at = f"{path}[{place}].after"
        if before.id == part.id:
            told |= {*walked}
            ring = " after ".join([*walked, part.id])
            message = f"nothing comes first: {ring}; let one of them follow another"
            yield fault(at, "cycle", message, part.after)
        else:
            message = f"this {kind} is never reached, since it follows a cycle"
            yield fault(at, "unreachable", message, part.after)
