"""Many runs: one for each cause, and what is open and due."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from partner_success.core.collections import Catalogue
from partner_success.engagement import (
    CancelRun,
    Cause,
    CauseKind,
    FinishRun,
    PlaybookRun,
    PlaybookRuns,
    run_id,
)
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from tests.unit.engagement.playbooks.running import (
    AT,
    CAUSE,
    HOUR,
    LISTEN,
    PLAN,
    RUN,
    playbook,
    starting,
)

TICKET = Cause(kind=CauseKind.TICKET, id="T-7")


def none() -> PlaybookRuns:
    """Give a collection without a run, of two playbooks."""
    known = [playbook(), playbook(id="grow", within_days=None)]
    return PlaybookRuns(playbooks=Catalogue(known, kind="playbook"))


def started(runs: PlaybookRuns, name: str = "calm_down", **changes: Any) -> Any:
    """Start a run, later than those there are."""
    return runs.start(name, starting(**changes), at=AT + len(runs) * HOUR)


@pytest.mark.rule("PLB-04")
def test_a_cause_is_answered_once() -> None:
    """While its run is open and after it ended; the run that there is comes along."""
    first = started(none())
    assert not first.refused
    assert [event.kind for event in first.events] == ["run_started"]
    again = first.runs.start("calm_down", starting(by="omar"), at=AT + HOUR)
    assert (again.refused, again.events) == (True, ())
    assert again.runs is first.runs
    assert again.run == first.run
    [reason] = again.reasons
    assert (reason.code, reason.rules) == ("run-already", ("PLB-04",))
    assert reason.facts == {"run_id": RUN, "state": "running"}
    assert reason.message == (
        "playbook 'calm_down' was started for acme because of trigger nps_drop of"
        " 2026-05-03 on 2026-05-04, and that run is open; a cause is answered once"
    )
    cancel = CancelRun(by="ada", note="a false alarm")
    ended = first.runs.apply(RUN, cancel, at=AT + HOUR).runs
    [reason] = started(ended).reasons
    assert "that run has ended" in reason.message
    with pytest.raises(InvalidUseError, match=r"ask step\.refused"):
        bool(again)


@pytest.mark.rule("PLB-04")
@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("grow", {}),
        ("calm_down", {"subject": "globex"}),
        ("calm_down", {"cause": TICKET}),
        ("calm_down", {"cause": attrs.evolve(CAUSE, day=date(2026, 6, 3))}),
        ("calm_down", {"cause": attrs.evolve(CAUSE, day=None)}),
        ("calm_down", {"cause": attrs.evolve(CAUSE, kind="band")}),
    ],
)
def test_anything_else_has_a_run_of_its_own(name: str, changes: dict[str, Any]) -> None:
    """Another playbook, another partner, another cause, or the same on another day."""
    first = started(none()).runs
    second = started(first, name, **changes)
    assert not second.refused
    assert len(second.runs) == 2


@pytest.mark.rule("PLB-04")
def test_runs_are_found_as_they_stand() -> None:
    """Open ones, those of a partner, and those that are due on a day."""
    runs = started(none(), cause=TICKET).runs
    runs = started(runs, subject="globex").runs
    runs = started(runs, "grow").runs
    ticket, globex, grow = runs.runs.values()
    assert runs.open_runs == (ticket, globex, grow)
    assert runs.of("acme") == (ticket, grow)
    assert runs.of("initech") == ()
    assert runs.due(date(2026, 5, 8)) == ()
    assert runs.due(date(2026, 5, 9)) == (ticket, globex)
    ended = FinishRun(by="ada", outcome="left")
    step = runs.apply(ticket.id, ended, at=AT + 3 * HOUR)
    assert step.events == step.run.events[1:]
    assert step.runs.due(date(2030, 1, 1)) == (globex,)
    assert step.runs.open_runs == (globex, grow)
    assert step.runs.of("acme") == (step.run, grow)
    assert len(runs.open_runs) == 3
    with pytest.raises(InvalidValueError, match="on needs a day"):
        runs.due(AT)


@pytest.mark.rule("PLB-04")
def test_a_refusal_in_one_run_changes_none() -> None:
    """It is the one of the run, with its version looked at too."""
    runs = started(none()).runs
    step = runs.apply(RUN, PLAN, at=AT, expected_version=3)
    assert [reason.code for reason in step.reasons] == ["conflict", "missing-steps"]
    assert step.runs is runs
    assert step.run is runs[RUN]


@pytest.mark.rule("PLB-04")
def test_logs_of_several_runs_may_be_mixed() -> None:
    """Those of each in order; what is known changes nothing."""
    runs = started(none()).runs
    runs = started(runs, subject="globex").runs
    runs = runs.apply(RUN, LISTEN, at=AT + HOUR).runs
    first, second = (run.events for run in runs.runs.values())
    for log in ([*first, *second], [*second, *first], [first[0], *second, first[1]]):
        assert none().followed_by(log) == runs
        assert runs.followed_by(log) == runs
    assert runs.followed_by([]) is runs
    assert none().followed_by(first[:1]).followed_by(first).runs == {RUN: runs[RUN]}
    with pytest.raises(InvalidUseError, match="which was not started"):
        none().followed_by(first[1:])


def test_unknown_names_are_misuse() -> None:
    """A playbook or a run that there is not, an event of an unknown playbook."""
    with pytest.raises(UnknownNameError, match="did you mean 'calm_down'"):
        started(none(), "calmdown")
    runs = started(none()).runs
    with pytest.raises(UnknownNameError, match="did you mean 'calm_down/acme"):
        runs.apply(RUN[:-1], LISTEN, at=AT)
    other = PlaybookRun.start(playbook(id="other"), starting(), at=AT)
    with pytest.raises(UnknownNameError, match="no playbook is called 'other'"):
        runs.followed_by(other.events)
    with pytest.raises(InvalidUseError, match="made of its events, found 'x'"):
        runs.followed_by("x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        ({"kind": "tiket", "id": "T-7"}, ["kind"]),
        ({"kind": 3, "id": " T-7", "day": AT}, ["kind", "id", "day"]),
        ({"kind": "band", "id": None, "day": "today"}, ["id", "day"]),
    ],
)
def test_a_cause_reports_every_wrong_field(
    fields: dict[str, Any], paths: list[str]
) -> None:
    """An unknown kind, an id with space around it, an instant for a day."""
    with pytest.raises(InvalidDataError) as found:
        Cause(**fields)
    assert [problem.path for problem in found.value.problems] == paths


@pytest.mark.rule("PLB-04")
def test_the_id_of_a_run_tells_its_parts_apart() -> None:
    """Whatever stands in them, half a surrogate pair too."""
    days = {"cause": Cause(kind="manual", id="a/b", day=date(2026, 5, 4))}
    assert run_id(playbook="p", subject="é/ x", **days) == (
        "p/%C3%A9%2F%20x/manual/a%2Fb/2026-05-04"
    )
    assert str(days["cause"]) == "manual a/b of 2026-05-04"
    assert str(TICKET) == "ticket T-7"
    assert run_id(playbook="p", subject="\ud800", cause=TICKET) == (
        "p/%ED%A0%80/ticket/T-7"
    )
