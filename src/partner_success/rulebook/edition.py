"""The name of a rulebook and the day from which it holds."""

from __future__ import annotations

from datetime import date

import attrs

from partner_success.core.citation import Citation


@attrs.frozen(kw_only=True)
class Edition:
    """Which rulebook this is.

    Attributes:
        id: The name for programs and results, such as ``"standard 2026.1"``.
        name: The name for people.
        effective_from: The first day on which it is in force.
        extends: The id of the edition that it changes; ``None`` where it is whole.
        citations: Who decided on it.

    Rule: RBK-01.
    """

    id: str
    name: str
    effective_from: date
    extends: str | None = None
    citations: tuple[Citation, ...] = ()
