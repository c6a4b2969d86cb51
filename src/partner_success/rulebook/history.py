"""Which rulebook was in force on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from partner_success.core.instants import require_date
from partner_success.errors import InvalidModelError, InvalidValueError, Problem
from partner_success.rulebook.book import Rulebook


class History:
    """Rulebooks in the order in which they took effect.

    Raises:
        InvalidModelError: There is none, two take effect on the same day, or two have
            the same id.

    Rule: RBK-01.
    """

    __slots__ = ("_rulebooks",)

    def __init__(self, rulebooks: Iterable[Rulebook]) -> None:
        self._rulebooks = tuple(
            sorted(rulebooks, key=lambda each: each.edition.effective_from)
        )
        faults: list[Problem] = []
        if not self._rulebooks:
            message = "give at least one rulebook"
            faults.append(Problem(path="", code="empty", message=message))
        days = [each.edition.effective_from for each in self._rulebooks]
        for earlier, later in zip(self._rulebooks, self._rulebooks[1:], strict=False):
            if earlier.edition.effective_from == later.edition.effective_from:
                message = (
                    f"{earlier.edition.id!r} and {later.edition.id!r} both take effect"
                    f" on {later.edition.effective_from}; one day has one rulebook"
                )
                faults.append(Problem(path="", code="same-day", message=message))
        seen: set[str] = set()
        for rulebook in self._rulebooks:
            id_ = rulebook.edition.id
            if id_ in seen:
                message = f"two rulebooks are called {id_!r}; results could mean either"
                faults.append(Problem(path="", code="duplicate-id", message=message))
            seen.add(id_)
        if faults:
            raise InvalidModelError(f"this history of {len(days)} rulebooks", faults)

    def in_force(self, on: date) -> Rulebook:
        """Give the rulebook that was in force on a day.

        Args:
            on: The day; an edition holds from its day on, that day included.

        Raises:
            InvalidValueError: It is no plain date, or lies before the first edition.
        """
        require_date(on, "on")
        for rulebook in reversed(self._rulebooks):
            if rulebook.edition.effective_from <= on:
                return rulebook
        first = self._rulebooks[0].edition
        raise InvalidValueError(
            f"no rulebook was in force on {on}; the first, {first.id!r}, took effect on"
            f" {first.effective_from}"
        )

    def __iter__(self) -> Iterator[Rulebook]:
        return iter(self._rulebooks)

    def __len__(self) -> int:
        return len(self._rulebooks)
