"""Long lists, a page at a time: each row once, whatever is added meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import attrs
from itsdangerous import BadData, URLSafeSerializer

from onboarding_hub.problems import ProblemError

__all__ = ["Cursors"]

RowT = TypeVar("RowT")


@attrs.frozen
class Cursors:
    """Signs where a list goes on, and for what it was asked.

    Attributes:
        secret: What it is signed with.
    """

    secret: str = attrs.field(repr=False)

    def write(self, asked: tuple[Any, ...], last: tuple[Any, ...]) -> str:
        """Give what asks for the rows behind the last one.

        Args:
            asked: What was asked: which list, by whom, with which filters.
            last: Where the last row stands in the order of the list.
        """
        return str(self._signer().dumps([list(asked), list(last)]))

    def read(self, text: str, asked: tuple[Any, ...]) -> tuple[Any, ...]:
        """Give where a list goes on.

        Raises:
            ProblemError: It is none of ours, or one for another question.
        """
        try:
            known, last = self._signer().loads(text)
        except BadData as error:
            raise _bad() from error
        if known != list(asked):
            raise _bad()
        return tuple(last)

    def part(
        self,
        asked: tuple[Any, ...],
        found: list[RowT],
        limit: int,
        place: Callable[[RowT], tuple[Any, ...]],
    ) -> tuple[list[RowT], str | None]:
        """Give the rows of a page, and the cursor of the next; ``None`` on the last.

        Args:
            asked: What was asked: which list, by whom, with which filters.
            found: The rows, and one more where there is a next page.
            limit: How many rows a page has at most.
            place: Where a row stands in the order of the list.
        """
        rows = found[:limit]
        more = len(found) > limit
        return rows, self.write(asked, place(rows[-1])) if more else None

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="onboarding-hub-cursor")


def _bad() -> ProblemError:
    return ProblemError(
        422,
        "The cursor is not one that this list gave you; ask for its first page.",
        slug="bad-cursor",
    )
