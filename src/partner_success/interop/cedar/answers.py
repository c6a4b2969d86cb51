"""What Cedar decided, told by the rules of the access policy."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from partner_success.interop.cedar.policies import CedarPolicy

__all__ = ["CedarAnswer", "answer_of"]


@attrs.frozen(kw_only=True)
class CedarAnswer:
    """Whether Cedar allowed something, and by which rules.

    Attributes:
        allowed: The answer.
        rules: Every role and id of a rule that allow it, in the order of the policy;
            those of a delegation only where nothing else allows it.
        grant_ids: The context grants that open it.
        delegation_id: The delegation by which the actor may do it; ``None`` where they
            may by themselves.
        policy_ids: All that Cedar's diagnostics named, in the order of the export.

    Rule: ACC-01, ACC-13.
    """

    allowed: bool
    rules: tuple[tuple[str, str], ...] = ()
    grant_ids: tuple[str, ...] = ()
    delegation_id: str | None = None
    policy_ids: tuple[str, ...] = ()


def answer_of(
    named: Iterable[CedarPolicy], delegation_ids: Iterable[str]
) -> CedarAnswer:
    """Tell what the policies mean that allow something.

    Args:
        named: The policies, in the order of the export.
        delegation_ids: The ids of all delegations, in order; the first that allows it
            is the one by which a deputy acts.
    """
    found = tuple(named)
    deciding = [each for each in found if each.delegation_id is None]
    used = {each.delegation_id for each in found}
    delegation_id = None
    if not deciding:
        delegation_id = next((each for each in delegation_ids if each in used), None)
        deciding = [each for each in found if each.delegation_id == delegation_id]
    grants = (each.grant_id for each in deciding)
    return CedarAnswer(
        allowed=bool(found),
        rules=tuple(dict.fromkeys((each.role, each.rule_id) for each in deciding)),
        grant_ids=tuple(dict.fromkeys(each for each in grants if each is not None)),
        delegation_id=delegation_id,
        policy_ids=tuple(each.id for each in found),
    )
