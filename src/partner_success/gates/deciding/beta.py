"""What commands on a beta are decided by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from partner_success.access import Actor
from partner_success.core.decision import Reason
from partner_success.errors import near_misses
from partner_success.gates.commands import (
    BeginBeta,
    Commanded,
    EndBeta,
    EvaluateBeta,
    ExtendBeta,
    RecordBetaFeedback,
    RecordBetaIssue,
    ResolveBetaIssue,
    SelectBetaCustomers,
    Subject,
)
from partner_success.gates.deciding.beta_proof import (
    beta_proved_itself,
    beta_reason,
    customers_are_fit,
)
from partner_success.gates.deciding.metrics import METRIC_RULES
from partner_success.gates.deciding.places import has_beta, here, out_of_place
from partner_success.gates.deciding.recording import writes
from partner_success.gates.deciding.rule import CommandRule, Recorder, nothing
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.deciding.waiving import WAIVER_RULES
from partner_success.gates.definition import Closing, Stage
from partner_success.gates.events import (
    BetaBegan,
    BetaCustomersSelected,
    BetaEvaluationBegan,
    BetaExtended,
    BetaFeedbackRecorded,
    BetaIssueFound,
    BetaIssueResolved,
    BetaSucceeded,
)
from partner_success.gates.machines.tables import machine_table

__all__ = ["BETA_RULES"]

_STANDS: Final = {
    "not_started": "has no customers yet",
    "customers_selected": "has customers and does not run yet",
    "running": "runs",
    "evaluating": "is being evaluated",
    "succeeded": "has succeeded",
    "waived": "was waived",
}
"""How a beta stands in each state, for messages."""

_TURNS: Final = {
    "select_customers": "customers are chosen before it runs",
    "begin": "it begins once customers are chosen",
    "evaluate": "it is evaluated once it runs",
    "extend": "it is extended while it is evaluated",
    "succeed": "it succeeds while it is evaluated",
    "take_part": "what customers say and meet is recorded once it runs",
}
"""When each thing is done, for messages."""


def _not_here(situation: Situation) -> Iterator[Reason]:
    """Give why the beta cannot be worked on where the partner is."""
    yield from out_of_place(situation, "the beta", has_beta, "JRN-16")
    stage = situation.stage()
    phase = situation.gate(stage.id).phase
    if not stage.beta or phase is None:
        return
    own = _phase_of_beta(stage)
    in_turn = stage.phases_in_turn
    if in_turn.index(phase) < in_turn.index(own):
        message = (
            f"the beta belongs to {stage.phases[own].name}, and {stage.name} is in"
            f" {stage.phases[phase].name}; complete that first"
        )
        yield beta_reason(situation, "phase-before", message, "JRN-13", phase=phase)


def _phase_of_beta(stage: Stage) -> str:
    for phase in stage.phases:
        if any(item.closed_by is Closing.BETA for item in phase.items):
            return phase.id
    return stage.phases_in_turn[-1]


def _stands_wrong(situation: Situation, event: str) -> Reason:
    message = f"the beta {_STANDS[situation.state.beta.state]}; {_TURNS[event]}"
    return beta_reason(
        situation, "not-now", message, "JRN-16", state=situation.state.beta.state
    )


def _moves(
    event: str, guard: Callable[[Situation], Iterator[Reason]] = nothing
) -> Callable[[Situation, Subject, Actor], Iterator[Reason]]:
    """Give what keeps the machine of the beta from taking an event in."""

    def standing(
        situation: Situation, _subject: Subject, _by: Actor
    ) -> Iterator[Reason]:
        yield from _not_here(situation)
        if machine_table("beta").move(situation.state.beta.state, event) is None:
            yield _stands_wrong(situation, event)
        yield from guard(situation)

    return standing


def _takes_part(situation: Situation) -> Iterator[Reason]:
    yield from _not_here(situation)
    if situation.state.beta.state not in ("running", "evaluating"):
        yield _stands_wrong(situation, "take_part")


def _issue_is_new(
    situation: Situation, subject: Subject, _by: Actor
) -> Iterator[Reason]:
    yield from _takes_part(situation)
    if subject.name in situation.state.beta.issues:
        message = (
            f"issue {subject.name!r} is known already; give another one its own id"
        )
        yield beta_reason(
            situation, "known-already", message, "JRN-16", issue=subject.name
        )


def _issue_is_open(
    situation: Situation, subject: Subject, _by: Actor
) -> Iterator[Reason]:
    # An issue can be mended after the beta has ended: launch may still wait for it.
    yield from _not_here(situation)
    issues = situation.state.beta.issues
    issue = issues.get(subject.name or "")
    if issue is None:
        message = f"no issue {subject.name!r} is known{_hint(subject.name, issues)}"
        yield beta_reason(situation, "unknown", message, "JRN-16", issue=subject.name)
    elif issue.resolved_at is not None:
        message = (
            f"issue {issue.id!r} was resolved on {issue.resolved_at:%Y-%m-%d}; record"
            " a new one where it came back"
        )
        yield beta_reason(
            situation, "resolved-already", message, "JRN-16", issue=issue.id
        )


def _is_customer(
    situation: Situation, subject: Subject, _by: Actor
) -> Iterator[Reason]:
    yield from _takes_part(situation)
    known = [customer.id for customer in situation.state.beta.customers]
    if subject.name not in known:
        message = (
            f"customer {subject.name!r} takes no part in the beta"
            f"{_hint(subject.name, known)}"
        )
        yield beta_reason(
            situation, "unknown", message, "JRN-16", customer=subject.name
        )


def _hint(asked: str | None, known: Iterable[str]) -> str:
    near = near_misses(asked, tuple(known))
    return f"; did you mean {' or '.join(map(repr, near))}?" if near else ""


def _issue_is_described(
    situation: Situation, command: RecordBetaIssue
) -> Iterator[Reason]:
    if not command.summary.strip():
        message = f"issue {command.issue_id!r} says nothing; write down what went wrong"
        yield beta_reason(situation, "no-summary", message, "JRN-16")


def _resolution_is_given(
    situation: Situation, command: ResolveBetaIssue
) -> Iterator[Reason]:
    if not command.resolution.strip():
        message = (
            f"the resolution of issue {command.issue_id!r} is blank; write down how it"
            " was mended"
        )
        yield beta_reason(situation, "no-resolution", message, "JRN-16")


def _extension_is_given(situation: Situation, command: ExtendBeta) -> Iterator[Reason]:
    if not command.why.strip():
        message = "why the beta is extended is blank; write down what is tested again"
        yield beta_reason(situation, "no-reason", message, "JRN-16")
    today = situation.at.date()
    if command.until < today:
        message = (
            f"the beta cannot run on until {command.until}, which lies before {today};"
            " give a day to come"
        )
        yield beta_reason(
            situation, "day-past", message, "JRN-16", until=command.until, today=today
        )


def _open_issues(situation: Situation) -> Iterator[Subject]:
    for issue in situation.state.beta.open_issues:
        yield Subject(situation.state.stage, issue.id)


def _customers(situation: Situation) -> Iterator[Subject]:
    for customer in situation.state.beta.customers:
        yield Subject(situation.state.stage, customer.id)


def _where_it_is(
    subjects: Callable[[Situation], Iterator[Subject]],
) -> Callable[[Situation], Iterable[Subject]]:
    def found(situation: Situation) -> Iterable[Subject]:
        return subjects(situation) if situation.stage().beta else ()

    return found


_HERE: Final = here(has_beta)


def _rule(
    command: type[Commanded],
    standing: Callable[[Situation, Subject, Actor], Iterator[Reason]],
    record: Callable[[Situation, Any, Recorder], object],
    *,
    content: Callable[[Situation, Any], Iterator[Reason]] = nothing,
    subjects: Callable[[Situation], Iterable[Subject]] = _HERE,
) -> CommandRule:
    return CommandRule(
        command=command,
        access="complete_questionnaire",
        rules=("JRN-16",),
        subjects=subjects,
        standing=standing,
        content=content,
        record=record,
    )


BETA_RULES: Final[tuple[CommandRule, ...]] = (
    _rule(
        SelectBetaCustomers,
        _moves("select_customers"),
        writes(BetaCustomersSelected, "customers"),
        content=lambda situation, command: customers_are_fit(
            situation, command.customers
        ),
    ),
    _rule(BeginBeta, _moves("begin"), writes(BetaBegan)),
    _rule(
        RecordBetaIssue,
        _issue_is_new,
        writes(BetaIssueFound, "issue_id", "severity", "summary"),
        content=_issue_is_described,
    ),
    _rule(
        ResolveBetaIssue,
        _issue_is_open,
        writes(BetaIssueResolved, "issue_id", "resolution"),
        content=_resolution_is_given,
        subjects=_where_it_is(_open_issues),
    ),
    _rule(
        RecordBetaFeedback,
        _is_customer,
        writes(BetaFeedbackRecorded, "customer", "positive", "note"),
        subjects=_where_it_is(_customers),
    ),
    _rule(EvaluateBeta, _moves("evaluate"), writes(BetaEvaluationBegan)),
    _rule(
        ExtendBeta,
        _moves("extend"),
        writes(BetaExtended, "until"),
        content=_extension_is_given,
    ),
    _rule(
        EndBeta,
        _moves("succeed", beta_proved_itself),
        writes(BetaSucceeded, may_complete=True),
    ),
    *METRIC_RULES,
    *WAIVER_RULES,
)
"""How commands on a beta are decided."""
