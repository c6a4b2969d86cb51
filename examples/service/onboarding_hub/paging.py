"""Long lists, a page at a time: each row once, whatever is added meanwhile."""

from __future__ import annotations

from typing import Any

import attrs
from itsdangerous import BadData, URLSafeSerializer

from onboarding_hub.problems import ProblemError

__all__ = ["Cursors"]


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

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="onboarding-hub-cursor")


def _bad() -> ProblemError:
    return ProblemError(
        422,
        "The cursor is not one that this list gave you; ask for its first page.",
        slug="bad-cursor",
    )
