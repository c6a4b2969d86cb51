"""What is said of the parts of a partner's journey, each in a line of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partner_success.display.wording import plural
from partner_success.gates import (
    BetaState,
    GateState,
    GateStatus,
    HandOff,
    HandOffState,
    LaunchState,
    Stage,
    SupportState,
    TierState,
)

__all__ = [
    "beta_text",
    "gate_remarks",
    "gate_text",
    "hand_off_text",
    "joined",
    "launch_text",
    "support_text",
    "tier_text",
    "words",
]


def joined(said: Iterable[str]) -> str:
    """Put what people wrote into one line, whether they ended it with a full stop."""
    return "; ".join(map(_bare, said))


def _bare(text: str) -> str:
    return text.rstrip(". ")


def words(name: str) -> str:
    """Write the name of a state as words."""
    return name.replace("_", " ")


def gate_text(stage: Stage, gate: GateState) -> str:
    """Give how a stage stands, with its phase, and what it was before it was blocked.

    Examples:
        >>> import partner_success as ps
        >>> stage = ps.standard().journey.stages["gate_2"]
        >>> gate_text(stage, GateState(state="blocked:failed"))
        'blocked (was failed)'
    """
    before = gate.status_before
    status = words(gate.status)
    if before is not None:
        status += f" (was {words(before)})"
    return (
        status if gate.phase is None else f"{status}, {stage.phases[gate.phase].name}"
    )


def gate_remarks(gate: GateState) -> Iterator[str]:
    """Tell by what a stage was passed, what blocks it, and what befell it."""
    for signed in (gate.sign_off,) if gate.sign_off else ():
        lead = f" in place of {signed.in_place_of}" if signed.in_place_of else ""
        yield f"signed off by {signed.by} ({signed.role}){lead}"
    for decided in (gate.override,) if gate.override else ():
        unmet = plural(len(decided.unmet), "criterion", "criteria")
        yield f"overridden by {decided.by}, {unmet} unmet: {decided.justification}"
    for waiver in (gate.waiver,) if gate.waiver else ():
        yield f"beta waived ({waiver.kind}) by {waiver.by}: {waiver.decision}"
    if gate.reworks:
        yield f"reworked {plural(gate.reworks, 'time')}"
    yield from gate.blockers
    if GateStatus.FAILED in (gate.status, gate.status_before) and gate.judged:
        yield from (failure.message for failure in gate.judged.failures)


def beta_text(beta: BetaState) -> str:
    """Tell how a beta stands, and what customers met and said."""
    said = [words(beta.state)]
    if beta.customers:
        said.append(plural(len(beta.customers), "customer"))
    if beta.extended_until is not None:
        said.append(f"extended to {beta.extended_until}")
    said += [
        f"open: {_bare(each.summary)} ({each.severity} severity)"
        for each in beta.open_issues
    ]
    if beta.feedback:
        positive = sum(each.positive for each in beta.feedback.values())
        said.append(f"{positive} of {len(beta.feedback)} speak for it")
    return joined(said)


def launch_text(launch: LaunchState) -> str:
    """Tell what was decided about a launch, and what is open."""
    if launch.launched_on is not None:
        return f"launched on {launch.launched_on}"
    said = [words(launch.state)]
    if launch.decisions:
        said.append(launch.decisions[-1].rationale)
    for item in launch.items.values():
        if item.closed_at is None:
            kind = "critical" if item.critical else "nice to have"
            said.append(f"open: {_bare(item.summary)} ({kind})")
    if launch.rollback_plan is None:
        said.append("no plan for going back")
    return joined(said)


def support_text(support: SupportState) -> str:
    """Tell whether the support team is ready, and what it lacks."""
    if support.ready is None:
        return "not looked at"
    if support.ready:
        return "ready"
    gaps = joined(gap.summary for gap in support.gaps.values())
    return f"not ready: {gaps}"


def hand_off_text(terms: HandOff, state: HandOffState) -> str:
    """Tell how a hand-off stands, and what is still to do."""
    left = [step.name for step in terms.steps if step.id not in state.done]
    if not state.done or not left:
        return words(state.state)
    return f"{words(state.state)}; left: {joined(left)}"


def tier_text(tier: TierState) -> str:
    """Tell the tier, and whether it was set by hand."""
    if tier.chosen is None:
        return "not known" if tier.computed is None else str(tier.computed)
    beside = "not known" if tier.computed is None else tier.computed
    return f"{tier.chosen}, set by {tier.by} (by the money: {beside}): {tier.reason}"
