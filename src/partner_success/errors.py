"""Everything this library raises.

Every exception here is misuse: an unknown name, a malformed document, a value that
cannot be meant. A 'no' that the rules give (a band missed, a gate closed) is never an
exception but a value with reasons.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

__all__ = [
    "ConversionError",
    "InvalidDataError",
    "InvalidModelError",
    "InvalidUseError",
    "InvalidValueError",
    "MissingExtraError",
    "MissingValuesError",
    "NoSuchTimeError",
    "PartnerSuccessError",
    "Problem",
    "SolverError",
    "UnknownNameError",
    "near_misses",
]

_LONGEST_NAME: Final = 200
"""The most characters of a wrong name that are compared and shown."""


class PartnerSuccessError(Exception):
    """The root of every exception that this library raises."""


class InvalidValueError(PartnerSuccessError, ValueError):
    """One argument that cannot be meant: an infinity, a time without a zone."""


class InvalidUseError(PartnerSuccessError, TypeError):
    """Something was used as what it is not: a decision as a truth value."""


class UnknownNameError(PartnerSuccessError, LookupError):
    """A name that nothing carries.

    Attributes:
        kind: What was looked up, such as ``"component"``.
        asked: The name that was asked for.
        known: Every name that exists.
        near: Known names that are spelt alike, best first.

    Examples:
        >>> print(UnknownNameError("band", "Helthy", ["Healthy", "At Risk"]))
        no band is called 'Helthy'; did you mean 'Healthy'?
    """

    def __init__(self, kind: str, asked: object, known: Iterable[str]) -> None:
        self.kind = kind
        self.asked = asked
        self.known: tuple[str, ...] = tuple(known)
        self.near: tuple[str, ...] = near_misses(asked, self.known)
        super().__init__(kind, asked, self.known)

    def __str__(self) -> str:
        if self.near:
            hint = "did you mean " + " or ".join(repr(name) for name in self.near) + "?"
        elif self.known:
            hint = "known are " + ", ".join(repr(name) for name in self.known[:12])
            hint += f" and {len(self.known) - 12} more" if len(self.known) > 12 else ""
        else:
            hint = "there are none"
        asked = repr(self.asked)
        if len(asked) > _LONGEST_NAME:
            asked = f"{asked[:_LONGEST_NAME]}... (cut)"
        return f"no {self.kind} is called {asked}; {hint}"


class NoSuchTimeError(PartnerSuccessError, LookupError):
    """A time was asked for that a calendar does not have, such as its next opening."""


class MissingValuesError(PartnerSuccessError, ValueError):
    """A score was asked for although values are missing and no policy was chosen.

    Attributes:
        subject: What was to be scored.
        missing: The ids without a value, in the order of the model.
    """

    def __init__(self, subject: str, missing: Sequence[str]) -> None:
        self.subject = subject
        self.missing: tuple[str, ...] = tuple(missing)
        super().__init__(subject, self.missing)

    def __str__(self) -> str:
        names = ", ".join(self.missing)
        return (
            f"{self.subject} has no value for {names}; give the value, or choose"
            " missing='reweight' to score the rest or missing='range' for the range"
            " in which the score must lie"
        )


class ConversionError(PartnerSuccessError, ValueError):
    """Two amounts that cannot be combined, such as dollars and euros."""


class MissingExtraError(PartnerSuccessError, ImportError):
    """A part of the library was used whose optional dependency is not installed.

    Attributes:
        extra: The name of the extra that brings the dependency.
        name: The module that is not installed.
        msg: What to install, as a sentence.
    """

    def __init__(self, extra: str, module: str, purpose: str) -> None:
        # The arguments are kept as they came, so that the error can be pickled.
        super().__init__(extra, module, purpose, name=module)
        self.extra = extra
        self.msg: str = (
            f"{purpose} needs {module}, which is not installed;"
            f" install it with: pip install 'partner-success[{extra}]'"
        )

    def __str__(self) -> str:
        return self.msg


class SolverError(PartnerSuccessError, RuntimeError):
    """A solver found no answer, or one that does not stand the check."""


@attrs.frozen(kw_only=True)
class Problem:
    """One fault of a document, a row or a model.

    Attributes:
        path: Where it is, such as ``health.components[2].weight``; empty for the whole.
        code: A stable word for programs, such as ``"unknown-key"``.
        message: What is wrong and what to do, for a person.
        given: What was found, as text, shortened; ``None`` where nothing was.
        expected: What would have been right; ``None`` where no one thing would.
    """

    path: str
    code: str
    message: str
    given: str | None = None
    expected: str | None = None

    def under(self, prefix: str) -> Problem:
        """Give the same problem with its path moved below a prefix."""
        if not prefix:
            return self
        glue = "" if not self.path or self.path.startswith("[") else "."
        return attrs.evolve(self, path=f"{prefix}{glue}{self.path}")

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class _ProblemsError(PartnerSuccessError, ValueError):
    """An error that carries every fault that was found, not only the first.

    Attributes:
        subject: What was being built or read.
        problems: Every fault, in the order of the document.
    """

    def __init__(self, subject: str, problems: Iterable[Problem]) -> None:
        self.subject = subject
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(subject, self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = f"{self.subject}: {count} fault{'' if count == 1 else 's'}"
        return "\n  - ".join([head, *(str(problem) for problem in self.problems)])


class InvalidModelError(_ProblemsError):
    """A definition (scorecard, bands, expression) that contradicts itself.

    Attributes:
        subject: What was being built.
        problems: Every fault, in the order of the definition.
    """


class InvalidDataError(_ProblemsError):
    """A document or row from outside that does not have the declared form.

    Attributes:
        subject: What was being read.
        problems: Every fault, in the order of the document.
    """


def near_misses(asked: object, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Give the known names that are spelt like the one asked for, best first.

    Examples:
        >>> near_misses("user_adopton", ["user_adoption", "business_outcomes"])
        ('user_adoption',)
    """
    if not isinstance(asked, str) or len(asked) > _LONGEST_NAME:
        return ()
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.casefold(), name)
    close = difflib.get_close_matches(asked.casefold(), folded, n=most, cutoff=0.6)
    return tuple(folded[name] for name in close)
