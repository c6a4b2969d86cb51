"""What is missing in the criteria of the pilot partners and of the run with them.

DECISION: a criterion of every partner is open while no partner takes part, because a
pilot with nobody has shown nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partner_success.core.decision import Reason
from partner_success.core.months import whole_months
from partner_success.programme.pilot.calendar_months import gaps, months_later
from partner_success.programme.pilot.reasons import every_months, unmet
from partner_success.programme.pilot.state import ProgrammeState
from partner_success.programme.policy import ProgrammePolicy
from partner_success.programme.stages import ExitCriterion

__all__ = [
    "case_study_asked",
    "metrics_shared",
    "months_run",
    "partners_onboarded",
    "partners_signed",
    "partners_trained",
    "surveys_in",
]


def partners_signed(
    _policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    on: date,
) -> Iterator[Reason]:
    """Give each partner that has not signed."""
    return _each_has(state, "signed_on", on, "not-signed", "has not signed")


def partners_onboarded(
    _policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    on: date,
) -> Iterator[Reason]:
    """Give each partner that is not onboarded."""
    return _each_has(state, "onboarded_on", on, "not-onboarded", "is not onboarded")


def partners_trained(
    _policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    on: date,
) -> Iterator[Reason]:
    """Give each partner whose training is not complete."""
    return _each_has(state, "trained_on", on, "not-trained", "is not trained")


def surveys_in(
    _policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    on: date,
) -> Iterator[Reason]:
    """Give each partner whose survey is not in."""
    return _each_has(state, "surveyed_on", on, "no-survey", "has sent no survey")


def _each_has(
    state: ProgrammeState, field: str, on: date, code: str, told: str
) -> Iterator[Reason]:
    partners = state.taking_part
    yield from _nobody(state)
    for name, partner in partners.items():
        day: date | None = getattr(partner, field)
        if day is None or day > on:
            message = f"the pilot partner {name!r} {told}"
            yield unmet(code, message, "PRG-02", "PRG-09", partner=name)


def _nobody(state: ProgrammeState) -> Iterator[Reason]:
    if not state.taking_part:
        gone = len(state.partners)
        left = f"; all {gone} that were chosen withdrew" if gone else ""
        message = f"no partner takes part in the pilot{left}"
        yield unmet("no-partners", message, "PRG-02", "PRG-09", withdrawn=gone)


def case_study_asked(
    _policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    _on: date,
) -> Iterator[Reason]:
    """Give a reason where no partner that takes part was asked."""
    yield from _nobody(state)
    partners = state.taking_part.values()
    if partners and all(each.case_study is None for each in partners):
        message = "no pilot partner was asked for a case study"
        yield unmet("none-asked", message, "PRG-02", "PRG-09")


def _not_begun(state: ProgrammeState) -> Iterator[Reason]:
    if state.run_from is None:
        message = "the pilot does not run yet; it begins when Deliver is entered"
        yield unmet("not-begun", message, "PRG-02", "PRG-09")


def months_run(
    policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    on: date,
) -> Iterator[Reason]:
    """Give a reason where the pilot has not run for long enough.

    DECISION: it counts from the day on which Deliver was first entered; a return to an
    earlier stage does not begin it anew.
    """
    yield from _not_begun(state)
    if state.run_from is None:
        return
    months, least = whole_months(state.run_from, on), policy.pilot.least_months
    if months < least:
        message = (
            f"the pilot has run for {max(months, 0)} of {least} months since"
            f" {state.run_from}"
        )
        yield unmet(
            "too-short", message, "PRG-09", "PRG-02", months=months, least=least
        )


def metrics_shared(
    _policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    on: date,
) -> Iterator[Reason]:
    """Give each stretch without metrics that is longer than agreed.

    DECISION: the pilot runs until the programme is available, so metrics are shared
    until then; what was agreed last counts for the whole run.
    """
    yield from _not_begun(state)
    if state.run_from is None:
        return
    months = state.sharing_months
    for before, after in gaps(state.run_from, state.shared_on, on, months):
        due = months_later(before, months)
        message = (
            f"no metrics were shared between {before} and {after}, and"
            f" {every_months(months)} is agreed: they were due by {due}"
        )
        facts = {"after": before, "until": after, "due": due, "months": months}
        yield unmet("not-shared", message, "PRG-09", "PRG-02", **facts)
