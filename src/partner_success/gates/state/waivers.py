"""The waiver of beta testing."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import attrs

from partner_success.core.instants import microseconds

__all__ = ["Waiver", "WaiverKind"]


class WaiverKind(StrEnum):
    """How far beta testing is waived.

    Attributes:
        SKIP: There is none.
        MINIMAL: There is a small one, and nothing hangs on its outcome.
    """

    SKIP = "skip"
    MINIMAL = "minimal"


@attrs.frozen(kw_only=True)
class Waiver:
    """The recorded decision to launch without a whole beta.

    Attributes:
        kind: How far it is waived.
        decision: What was decided and why.
        risks: What is risked.
        monitoring: How the partner is watched more closely after launch.
        rapid_response: What is done at once if something goes wrong.
        by: The id of who decided.
        at: When.

    Rule: JRN-17.
    """

    kind: WaiverKind
    decision: str
    risks: tuple[str, ...]
    monitoring: str
    rapid_response: str
    by: str
    at: datetime = attrs.field(eq=microseconds)
