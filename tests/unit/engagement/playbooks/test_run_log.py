"""The log of a run: replayed, restored, looked back at, and what cannot follow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs
import pytest

from partner_success.engagement import (
    FinishRun,
    PlaybookRun,
    ReassignStep,
    ReopenStep,
)
from partner_success.engagement.playbooks.runs import (
    RunFinished,
    StepDone,
    StepReassigned,
    StepReopened,
)
from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.interop import run_event_document
from tests.unit.engagement.playbooks.running import (
    AT,
    HOUR,
    LISTEN,
    RUN,
    after,
    playbook,
    started,
    whole,
)


def happened(kind: Any, sequence: int = 2, **content: Any) -> Any:
    """Make an event of the run."""
    given = {
        "id": f"{RUN}#{sequence}",
        "run_id": RUN,
        "sequence": sequence,
        "at": AT + HOUR,
        "by": "ada",
    }
    return kind(**{**given, **content})


@pytest.mark.rule("PLB-04")
def test_replaying_a_log_gives_the_state_that_was_stored() -> None:
    """Whole, and restored from any state on the way and then followed up."""
    run = after(whole(), FinishRun(by="ada", outcome="content"))
    assert PlaybookRun.replay(playbook(), run.events) == run
    assert run.snapshot() == run.state
    for version in range(1, run.version + 1):
        then = run.at_version(version)
        assert (then.version, then.events) == (version, run.events[:version])
        restored = PlaybookRun.restore(playbook(), then.snapshot())
        assert restored.followed_by(run.events).state == run.state


@pytest.mark.rule("PLB-04")
def test_an_event_that_comes_twice_changes_nothing() -> None:
    """Known already, twice in one delivery, or from before a snapshot."""
    run = started()
    event = happened(StepDone, step="listen")
    once = run.followed_by([event])
    assert once.followed_by([event]) is once
    assert run.followed_by([event, event]) == once
    assert PlaybookRun.replay(playbook(), [*run.events, event, event]) == once
    restored = PlaybookRun.restore(playbook(), once.snapshot())
    assert restored.followed_by(once.events) is restored
    with pytest.raises(InvalidUseError, match="differs from the one that is known"):
        once.followed_by([attrs.evolve(event, by="omar")])


@pytest.mark.rule("PLB-04")
def test_a_run_as_it_was() -> None:
    """At an instant, that instant included; not before it began."""
    run = whole()
    assert run.as_of(AT) == started()
    assert run.as_of(AT + 2 * HOUR - timedelta(microseconds=1)).version == 2
    assert run.as_of(AT + 2 * HOUR).version == 3
    assert run.as_of(AT + 100 * HOUR) == run
    with pytest.raises(InvalidValueError, match="the run began at 2026-05-04 09:00"):
        run.as_of(AT - HOUR)
    with pytest.raises(InvalidValueError, match="time zone"):
        run.as_of(AT.replace(tzinfo=None))
    with pytest.raises(InvalidValueError, match="from 1 to 5, found 6"):
        run.at_version(6)


@pytest.mark.rule("PLB-04")
def test_what_was_before_a_snapshot_is_not_known() -> None:
    """So that a look back is misuse."""
    restored = PlaybookRun.restore(playbook(), whole().snapshot())
    with pytest.raises(InvalidUseError, match="from a state of version 5"):
        restored.at_version(1)
    with pytest.raises(InvalidUseError, match="from a state of version 5"):
        restored.as_of(AT)


@pytest.mark.rule("PLB-04")
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sequence": 3}, "has the place 3, and 2 is next"),
        ({"run_id": "other"}, "is of the run 'other'"),
        ({"sequence": 1, "run_id": "other"}, "is of the run 'other'"),
        ({"at": AT - HOUR}, "lies before the one in front of it"),
    ],
)
def test_what_cannot_follow_is_misuse(changes: dict[str, Any], message: str) -> None:
    """A gap, another run's event, an event out of the order of time."""
    with pytest.raises(InvalidUseError, match=message):
        started().followed_by([happened(StepDone, step="listen", **changes)])


@pytest.mark.rule("PLB-04")
def test_a_log_that_lacks_an_event_is_misuse() -> None:
    """What is settled twice, opened twice, or comes after the end."""
    run = after(started(), LISTEN)
    done = happened(StepDone, 3, step="listen")
    with pytest.raises(InvalidUseError, match="which is done or left out already"):
        run.followed_by([done])
    opened = happened(StepReopened, step="listen")
    with pytest.raises(InvalidUseError, match="which is open already"):
        started().followed_by([opened])
    ended = after(run, FinishRun(by="ada", outcome="left"))
    with pytest.raises(InvalidUseError, match="'do_step' cannot follow"):
        ended.followed_by([happened(StepDone, 4, step="plan", at=AT + 3 * HOUR)])


@pytest.mark.rule("PLB-04")
def test_a_log_names_what_the_playbook_has() -> None:
    """Steps and outcomes; and what was done stays done where a step now needs more."""
    for event in (
        happened(StepDone, step="lisen"),
        happened(StepReopened, step="lisen"),
        happened(StepReassigned, step="lisen", person="ada"),
        happened(RunFinished, outcome="contend"),
    ):
        with pytest.raises(UnknownNameError, match="did you mean"):
            started().followed_by([event])
    early = started().followed_by([happened(StepDone, step="check")])
    assert list(early.state.done) == ["check"]


@pytest.mark.rule("PLB-04")
def test_a_log_begins_once() -> None:
    """With its first event, of this playbook, under the id that follows from it."""
    first: Any = started().events[0]
    with pytest.raises(InvalidUseError, match="a log begins once"):
        started().followed_by([attrs.evolve(first, sequence=2)])
    with pytest.raises(InvalidUseError, match="no event was given"):
        PlaybookRun.replay(playbook(), [])
    with pytest.raises(InvalidUseError, match="found 'step_done' in the place 2"):
        PlaybookRun.replay(playbook(), [happened(StepDone, step="listen")])
    with pytest.raises(InvalidUseError, match="in the place 2"):
        PlaybookRun.replay(playbook(), [attrs.evolve(first, sequence=2)])
    with pytest.raises(InvalidUseError, match="is of the playbook 'calm_down'"):
        PlaybookRun.replay(playbook(id="other"), [first])
    with pytest.raises(InvalidUseError, match="the id follows from playbook, subject"):
        PlaybookRun.replay(playbook(), [attrs.evolve(first, run_id="mine")])


@pytest.mark.rule("PLB-04")
def test_a_log_is_made_of_events() -> None:
    """A document is read first, and an event is checked when it is made."""
    event = happened(StepDone, step="listen")
    document: Any = run_event_document(event)
    with pytest.raises(InvalidUseError, match=r"interop\.read_run_events"):
        started().followed_by([document])
    for wrong in (0, True, "2"):
        with pytest.raises(InvalidValueError, match="sequence is the place"):
            attrs.evolve(event, sequence=wrong)
    with pytest.raises(InvalidValueError, match="at needs a time zone"):
        attrs.evolve(event, at=AT.replace(tzinfo=None))


@pytest.mark.rule("PLB-04")
@pytest.mark.parametrize(
    "changes",
    [
        {"state": "runing"},
        {"outcome": "contend"},
        {"people": {"lisen": "ada"}},
    ],
)
def test_a_stored_state_is_held_to_the_playbook(changes: dict[str, Any]) -> None:
    """What the playbook or the machine does not have is named."""
    given = ReassignStep(by="ada", step="plan", person="omar")
    again = ReopenStep(by="ada", step="listen", note="again")
    ended = after(started(), LISTEN, again, given, FinishRun(by="ada", outcome="left"))
    state = ended.snapshot()
    assert PlaybookRun.restore(playbook(), state).state == state
    with pytest.raises(UnknownNameError, match="did you mean"):
        PlaybookRun.restore(playbook(), attrs.evolve(state, **changes))
    with pytest.raises(InvalidUseError, match="is of the playbook 'calm_down'"):
        PlaybookRun.restore(playbook(id="other"), state)
