"""What a hand-off between two leads consists of."""

from __future__ import annotations

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue

__all__ = ["Document", "HandOff", "HandOffStep"]


@attrs.frozen(kw_only=True)
class HandOffStep:
    """One thing to do for a hand-off to be complete.

    Attributes:
        id: The name for programs.
        name: What is done.
        citations: Where it comes from.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Document:
    """Something in writing that is handed over.

    Attributes:
        id: The name for programs.
        name: The name for people.
        citations: Where it comes from.

    Rule: JRN-21.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class HandOff:
    """How one lead hands a partner over to the next, before a stage is entered.

    Attributes:
        id: The name for programs.
        name: The name for people.
        giver: The role that hands over.
        taker: The role that takes over.
        into: The stage that cannot be entered before it is complete.
        steps: What has to be done, all of it.
        documents: What is handed over in writing.
        reviewed_in: The step that reviews the documents, so that it needs them all.
        citations: Where it comes from.

    Rule: JRN-20, JRN-21.
    """

    id: str
    name: str
    giver: str
    taker: str
    into: str
    steps: Catalogue[HandOffStep]
    documents: Catalogue[Document] = Catalogue(kind="document")
    reviewed_in: str | None = None
    citations: tuple[Citation, ...] = ()
