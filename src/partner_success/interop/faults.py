"""Faults while they are being gathered, before they become one error with paths."""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Iterable
from typing import Any, Final

import attrs

from partner_success.errors import (
    InvalidDataError,
    InvalidModelError,
    PartnerSuccessError,
    Problem,
    near_misses,
)

__all__ = [
    "FAILED",
    "Fault",
    "Gathering",
    "RefusedError",
    "UnsupportedTypeError",
    "index_path",
    "key_path",
    "refusal",
    "shorten",
    "to_problems",
    "unsupported",
]

_GIVEN_LENGTH: Final = 80
_MESSAGE_LENGTH: Final = 600
_HINTS: Final = 100
_KEY_LENGTH: Final = 40

FAILED: Final[Any] = object()
"""Stands where a value would stand if reading it had not failed."""


class _Short(reprlib.Repr):
    """A `repr` whose cost and length are bounded, whatever it is given."""

    def repr_int(self, x: int, level: int) -> str:
        if x.bit_length() > 256:
            return f"<a whole number of {x.bit_length()} bits>"
        return super().repr_int(x, level)


_SHORT: Final = _Short()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = _GIVEN_LENGTH
_SHORT.maxlevel = 3


def shorten(value: object) -> str:
    """Give the `repr` of a value in at most 80 characters.

    Examples:
        >>> shorten("x" * 10_000)[-8:]
        "xxxxxxx'"
        >>> len(shorten(["x" * 10_000] * 10_000))
        80
    """
    return _clip(_SHORT.repr(value), _GIVEN_LENGTH)


def _clip(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 3] + "..."


def key_path(key: object) -> str:
    """Give the step of a path that a key makes: ``.weight`` or ``['at risk']``."""
    plain = isinstance(key, str) and key.replace("-", "_").isidentifier()
    if plain and len(str(key)) <= _KEY_LENGTH:
        return f".{key}"
    return f"[{_clip(shorten(key), _KEY_LENGTH)}]"


def index_path(index: int) -> str:
    """Give the step of a path that a place in a list makes: ``[2]``."""
    return f"[{index}]"


@attrs.frozen
class Fault:
    """A problem, and what its hint will be looked up from.

    Looking up near misses is slow, so it is left to the end, where it is bounded.
    """

    problem: Problem
    asked: object = None
    known: tuple[str, ...] = ()

    def under(self, step: str) -> Fault:
        """Give the same fault with a step put in front of its path."""
        path = self.problem.path
        glue = "." if path and not path.startswith((".", "[")) else ""
        problem = attrs.evolve(self.problem, path=f"{step}{glue}{path}")
        return attrs.evolve(self, problem=problem)


class RefusedError(PartnerSuccessError, ValueError):
    """Something was not accepted; every fault in it, with paths from where it stood."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "; ".join(str(problem) for problem in to_problems(self.faults))


class UnsupportedTypeError(InvalidModelError):
    """A class that no document can be read into: a fault of the code, not the data."""


def unsupported(name: str, message: str) -> UnsupportedTypeError:
    """Make the error for a type of this name."""
    problem = Problem(path="", code="unsupported-type", message=message)
    return UnsupportedTypeError(f"the type {name}", [problem])


def refusal(
    code: str,
    message: str,
    value: object,
    *,
    expected: str | None = None,
    known: Iterable[str] = (),
) -> RefusedError:
    """Make the refusal of one value, with the names that it may have meant."""
    problem = Problem(
        path="", code=code, message=message, given=shorten(value), expected=expected
    )
    return RefusedError([Fault(problem, value, tuple(known))])


@attrs.define
class Gathering:
    """Reads part after part and keeps what went wrong."""

    faults: list[Fault] = attrs.field(factory=list[Fault])

    def read(
        self, step: str, hook: Callable[..., Any], value: object, *more: Any
    ) -> Any:
        """Give what the hook makes of a value, or `FAILED` with the fault kept."""
        try:
            return hook(value, *more)
        except (MemoryError, RecursionError, UnsupportedTypeError):
            raise
        except Exception as error:  # noqa: BLE001 - hooks and validators raise anything
            self._keep(step, error, value)
            return FAILED

    def read_key(
        self, key: object, hook: Callable[..., Any], value: object, *more: Any
    ) -> Any:
        """Do the same for the value under a key; its path is made for a fault only."""
        try:
            return hook(value, *more)
        except (MemoryError, RecursionError, UnsupportedTypeError):
            raise
        except Exception as error:  # noqa: BLE001 - hooks and validators raise anything
            self._keep(key_path(key), error, value)
            return FAILED

    def _keep(self, step: str, error: Exception, value: object) -> None:
        self.faults.extend(fault.under(step) for fault in faults_of(error, value))

    def add(self, step: str, code: str, message: str, **more: Any) -> None:
        """Keep one fault found without a hook."""
        asked, known = more.pop("asked", None), more.pop("known", ())
        problem = Problem(path=step, code=code, message=message, **more)
        self.faults.append(Fault(problem, asked, tuple(known)))

    def settle(self) -> None:
        """Raise if anything went wrong.

        Raises:
            RefusedError: With every fault that was kept.
        """
        if self.faults:
            raise RefusedError(self.faults)


def faults_of(error: Exception, value: object) -> list[Fault]:
    """Translate what a hook, a validator or a constructor raised."""
    if isinstance(error, RefusedError):
        return list(error.faults)
    if isinstance(error, (InvalidDataError, InvalidModelError)) and error.problems:
        return [Fault(_bounded(problem)) for problem in error.problems]
    message = _clip(_text_of(error), _MESSAGE_LENGTH)
    code = "invalid-value"
    given = shorten(value)
    return [Fault(Problem(path="", code=code, message=message, given=given))]


def _bounded(problem: Problem) -> Problem:
    given = problem.given
    return attrs.evolve(
        problem,
        message=_clip(problem.message, _MESSAGE_LENGTH),
        given=given if given is None else _clip(given, _GIVEN_LENGTH),
    )


def _text_of(error: Exception) -> str:
    if isinstance(error, PartnerSuccessError):
        return str(error)
    # Validators of attrs put the text first and the attribute and bound after it.
    first = error.args[0] if error.args else ""
    text = first if isinstance(first, str) and first else type(error).__name__
    if isinstance(error, (TypeError, ValueError)):
        return text
    return f"{type(error).__name__}: {text}"


def to_problems(faults: Iterable[Fault]) -> tuple[Problem, ...]:
    """Finish faults: paths without a leading dot, near misses for the first hundred."""
    done: list[Problem] = []
    for place, fault in enumerate(faults):
        problem = fault.problem
        near = near_misses(fault.asked, fault.known) if place < _HINTS else ()
        hint = ""
        if near:
            hint = f"; did you mean {' or '.join(repr(name) for name in near)}?"
        path = problem.path.removeprefix(".")
        message = problem.message + hint
        done.append(attrs.evolve(problem, path=path, message=message))
    return tuple(done)
