"""What somebody can do now: the rules of the journey and those of access together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from partner_success.access import AccessDecision, partner_resource
from partner_success.gates import commands
from partner_success.gates.commands import Commanded, Subject
from partner_success.gates.deciding import COMMAND_RULES

if TYPE_CHECKING:
    from partner_success.access import AccessPolicy, Actor, Resource
    from partner_success.gates.deciding import Situation
    from partner_success.gates.definition import Stage

__all__ = ["SENTENCES", "NextAction", "access_to", "actions_now", "resource_for"]

_ANY_REASON: Final = "given with the command"

SENTENCES: Final[Mapping[type[Commanded], str]] = {
    commands.StartStage: "start {stage}",
    commands.Submit: "hand in answers for {stage}",
    commands.SignOff: "sign {stage} off",
    commands.CoSign: "co-sign {stage}",
    commands.Rework: "take {stage} back into work",
    commands.Block: "say what blocks {stage}",
    commands.Unblock: "unblock {stage}",
    commands.Override: "override {stage}, with a justification",
    commands.TickItem: "tick off in {stage}: {name}",
    commands.ReopenItem: "open again in {stage}: {name}",
    commands.WaiveBeta: "waive the beta of {stage}",
    commands.SelectBetaCustomers: "choose the customers of the beta",
    commands.BeginBeta: "let the beta begin",
    commands.RecordBetaIssue: "record an issue of the beta",
    commands.ResolveBetaIssue: "record how an issue was mended: {name}",
    commands.RecordBetaFeedback: "record what a beta customer says: {name}",
    commands.RecordMetrics: "record operational metrics",
    commands.EvaluateBeta: "evaluate the beta",
    commands.ExtendBeta: "extend the beta",
    commands.EndBeta: "record that the beta succeeded",
    commands.OpenLaunchItem: "add what is to be done for the launch",
    commands.CloseLaunchItem: "close what was to be done for the launch: {name}",
    commands.RecordRollbackPlan: "record where the plan for going back is kept",
    commands.DecideLaunch: "decide on the launch: {name}",
    commands.Launch: "record the launch",
    commands.RecordSupportGaps: "record what the support team lacks",
    commands.RecordSupportTraining: "record what the support team was taught",
    commands.RecordSupportResource: "record what was made for the support team",
    commands.RunMockScenario: "record a mock scenario of the support team",
    commands.ValidateSupport: "validate the support team as ready",
    commands.DoHandOffStep: "do for the hand-off: {name}",
    commands.ReassignOwner: "assign who is the {name}",
    commands.SetTier: "set the tier, with a reason",
    commands.SetTargetLaunch: "move the launch day, with a reason",
}
"""What each command does, in words behind 'you can'."""


@attrs.frozen(kw_only=True)
class NextAction:
    """Something that somebody can do now.

    Attributes:
        command: The class of the command to give.
        subject: What it is done to: the stage, and the item, step, customer, issue,
            outcome or role in it where it is one of several.
        sentence: What it comes to, in words.
        access: The decision that allows it, with the role and the rule.

    Rule: JRN-09.
    """

    command: type[Commanded]
    subject: Subject
    sentence: str
    access: AccessDecision = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.sentence


def actions_now(
    situation: Situation, actor: Actor, policy: AccessPolicy
) -> Iterator[NextAction]:
    """Give everything against which neither the journey nor access has anything.

    Args:
        situation: The journey, how the partner stands, and when it is.
        actor: Who asks.
        policy: Who may do what.

    Raises:
        UnknownNameError: The policy does not know the stage, a role or an action.

    Rule: JRN-09.
    """
    policy.stages[situation.state.stage]
    decisions: dict[str, AccessDecision] = {}
    for rule in COMMAND_RULES.values():
        if rule.access not in decisions:
            decisions[rule.access] = policy.decide(
                actor,
                rule.access,
                _asked_of(situation, actor, policy.actions[rule.access].kind),
                at=situation.at,
                reason=_ANY_REASON,
            )
        decision = decisions[rule.access]
        if not decision.allowed:
            continue
        for subject in rule.subjects(situation):
            if not any(rule.standing(situation, subject, actor)):
                yield NextAction(
                    command=rule.command,
                    subject=subject,
                    sentence=_sentence(situation, rule.command, subject),
                    access=decision,
                )


def access_to(
    situation: Situation, command: Commanded, policy: AccessPolicy
) -> AccessDecision:
    """Give whether who gives a command may do so, whatever the journey says of it.

    It is the decision that `actions_now` makes for the kind of command, with the reason
    that stands in the command.

    Rule: JRN-09.
    """
    action = COMMAND_RULES[type(command)].access
    asked = _asked_of(situation, command.by, policy.actions[action].kind)
    at, reason = situation.at, command.why or None
    return policy.decide(command.by, action, asked, at=at, reason=reason)


def resource_for(situation: Situation, actor: Actor) -> Resource:
    """Give the partner as access looks at it, as far as this person is concerned.

    A journey knows people by id, and access by address. So of the team those are there
    whose address the actor brings along: their own, and those of the leads whose deputy
    they are.
    """
    known = [(each.lead.id, each.lead.email) for each in actor.delegations]
    known.append((actor.id, actor.email))
    state = situation.state
    team = {
        role: [address for id_, address in known if id_ in people]
        for role, people in state.team.items()
    }
    return partner_resource(state.partner_id, stage=state.stage, team=team)


def _asked_of(situation: Situation, actor: Actor, kind: str) -> Resource:
    partner = resource_for(situation, actor)
    if kind == partner.kind:
        return partner
    stage = situation.state.stage
    return partner.part(
        kind, stage, gate=stage, gate_status=str(situation.gate(stage).status)
    )


def _sentence(situation: Situation, command: type[Commanded], subject: Subject) -> str:
    stage = situation.stage(subject.stage)
    name = _named(situation, stage, command, subject.name or "")
    return SENTENCES[command].format(stage=stage.name, name=name)


def _named(
    situation: Situation, stage: Stage, command: type[Commanded], name: str
) -> str:
    """Give the words for what is called so, where the journey has some."""
    if command is commands.DoHandOffStep:
        hand_off, _, step = name.partition(".")
        terms = situation.journey.hand_offs[hand_off]
        return f"{terms.name}, {terms.steps[step].name}"
    if command is commands.ReassignOwner:
        return situation.journey.roles[name].name
    items = {item.id: item.name for item in (*stage.entry, *stage.items)}
    return items.get(name) or name.replace("_", " ")
