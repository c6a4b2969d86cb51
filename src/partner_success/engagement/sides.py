"""The two companies that work with a customer."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Side"]


class Side(StrEnum):
    """The company that somebody works for.

    Attributes:
        PARTNER: The partner.
        VENDOR: The vendor, whose products the partner sells or looks after.
    """

    PARTNER = "partner"
    VENDOR = "vendor"
