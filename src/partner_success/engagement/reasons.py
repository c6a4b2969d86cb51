"""The reasons for which a customer does not renew, as codes that can be counted."""

from __future__ import annotations

import attrs

from partner_success.core.citation import Citation

__all__ = ["NonRenewalReason"]


@attrs.frozen(kw_only=True)
class NonRenewalReason:
    """Why a customer did not go on.

    Attributes:
        id: The code, unlike that of any other reason.
        name: What it means.
        needs_word: Whether the code alone says too little, so that a word has to stand
            beside it.
        citations: Where it comes from.

    Rule: RNW-03.
    """

    id: str
    name: str
    needs_word: bool = False
    citations: tuple[Citation, ...] = ()
