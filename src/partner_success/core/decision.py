"""A rule's answer that says why: the 'no' of this library is a value."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.errors import InvalidUseError

__all__ = ["Decision", "Reason"]


def _freeze(facts: Mapping[str, object]) -> FrozenMap[str, object]:
    return FrozenMap(facts)


@attrs.frozen(kw_only=True)
class Reason:
    """One ground of a decision.

    Attributes:
        code: A stable word for programs, such as ``"below-minimum-coverage"``.
        message: The same for a person.
        rules: Ids of the rules that decided, such as ``("HLT-06",)``.
        citations: Where those rules come from.
        facts: What was compared, by name.
    """

    code: str
    message: str
    rules: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    facts: FrozenMap[str, object] = attrs.field(default=EMPTY_MAP, converter=_freeze)

    def __str__(self) -> str:
        return self.message


@attrs.frozen(kw_only=True)
class Decision:
    """Whether something holds, with every reason.

    A decision has no truth value of its own: write ``decision.holds``, so that a
    forgotten attribute is an error and not a silent yes.

    Attributes:
        holds: The answer.
        reasons: Why; for a 'no' every unmet condition, not only the first.

    Examples:
        >>> no = Reason(code="no-sponsor", message="no executive sponsor is named")
        >>> Decision(holds=False, reasons=(no,)).explain()
        'no; no executive sponsor is named'
    """

    holds: bool
    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        raise InvalidUseError(
            "a Decision is neither true nor false; ask decision.holds"
        )

    def explain(self) -> str:
        """Give the answer and its reasons as text."""
        answer = "yes" if self.holds else "no"
        return "; ".join([answer, *(reason.message for reason in self.reasons)])
