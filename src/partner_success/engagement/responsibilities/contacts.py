"""Whom to turn to: teams inside and at the partner, and what each is asked about."""

from __future__ import annotations

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.engagement.sides import Side

__all__ = ["Contact", "ContactSubject"]


@attrs.frozen(kw_only=True)
class ContactSubject:
    """Something that a team is turned to about.

    Attributes:
        id: The name for programs; the same in each team that is asked about it.
        name: What it is.
        rhythm: How often it is talked about, such as ``"quarterly"``; ``None`` where it
            is talked about as needed.
    """

    id: str
    name: str
    rhythm: str | None = None


@attrs.frozen(kw_only=True)
class Contact:
    """A team that those who look after a partner turn to.

    Attributes:
        id: The name for programs.
        name: The name for people.
        side: Whether it is one of the vendor's own teams or one of the partner's.
        subjects: What it is turned to about; at least one.
        citations: Where it comes from.

    Examples:
        >>> import partner_success as ps
        >>> team = ps.standard().responsibilities.contacts["product_team"]
        >>> team.subjects.ids
        ('partner_feedback', 'feature_requests', 'bug_reports', 'beta_programmes')

    Rule: ENG-09.
    """

    id: str
    name: str
    side: Side
    subjects: Catalogue[ContactSubject]
    citations: tuple[Citation, ...] = ()
