"""Which rules and which databases an answer rests on."""

from __future__ import annotations

import attrs

__all__ = ["Provenance"]


@attrs.frozen(kw_only=True)
class Provenance:
    """What a result was computed with, so that it can be computed again.

    Attributes:
        edition: The rulebook edition, such as ``"standard 2026.1"``; empty for a model
            that was built by hand.
        tzdata: Version of the time zone database, where a time zone was used.
        holidays: Version of the holiday library, where holidays were used.

    Examples:
        >>> str(Provenance(edition="standard 2026.1"))
        'rulebook standard 2026.1'

    Rule: RBK-01.
    """

    edition: str = ""
    tzdata: str | None = None
    holidays: str | None = None

    def __str__(self) -> str:
        parts = [f"rulebook {self.edition}" if self.edition else "no rulebook"]
        if self.tzdata is not None:
            parts.append(f"tzdata {self.tzdata}")
        if self.holidays is not None:
            parts.append(f"holidays {self.holidays}")
        return ", ".join(parts)
