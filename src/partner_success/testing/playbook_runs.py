"""Strategies for runs of playbooks, and for what happens in them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

from partner_success.core.extras import NeedsExtra
from partner_success.engagement.playbooks import Playbook
from partner_success.engagement.playbooks.runs import (
    RUN_EVENT_KINDS,
    PlaybookRun,
    RunEvent,
)
from partner_success.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["playbook_runs", "run_events"]

_GUARD: Final = NeedsExtra(
    extra="testing", module="hypothesis", purpose="making up runs of playbooks"
)


def run_events(*, kinds: Collection[str] | None = None) -> SearchStrategy[RunEvent]:
    """Draw events of runs of every kind, each by itself.

    They are sound as records, with instants in several zones, and do not follow from
    each other: for what stores and carries events, not for what replays them.

    Args:
        kinds: What their ``kind`` may be, such as ``{"step_done"}``; ``None`` for all.

    Raises:
        UnknownNameError: A kind that events do not have.
        InvalidValueError: No kind is named.
        MissingExtraError: hypothesis is not installed.

    Rule: PLB-04.
    """
    with _GUARD:
        from hypothesis import strategies as st

        from partner_success.testing.happening import any_record
    for kind in kinds or ():
        if kind not in RUN_EVENT_KINDS:
            raise UnknownNameError("kind of event", kind, RUN_EVENT_KINDS)
    chosen: list[Any] = [
        RUN_EVENT_KINDS[kind]
        for kind in RUN_EVENT_KINDS
        if kinds is None or kind in kinds
    ]
    if not chosen:
        raise InvalidValueError("kinds is empty; name one kind of event at least")
    drawn: list[SearchStrategy[RunEvent]] = [any_record(kind) for kind in chosen]
    return st.one_of(drawn)


def playbook_runs(playbook: Playbook) -> SearchStrategy[PlaybookRun]:
    """Draw runs of a playbook, just started, under way or ended, with their whole log.

    Every event in them follows from the one in front of it.

    Args:
        playbook: What is run.

    Raises:
        MissingExtraError: hypothesis is not installed.

    Examples:
        >>> import partner_success as ps
        >>> from hypothesis import given, settings
        >>> playbook = ps.standard().playbooks["onboarding_success"]
        >>> @settings(max_examples=5, deadline=None)
        ... @given(playbook_runs(playbook))
        ... def test_runs_are_replayed(run):
        ...     assert PlaybookRun.replay(playbook, run.events) == run
        >>> test_runs_are_replayed()

    Rule: PLB-04.
    """
    with _GUARD:
        from partner_success.testing.running import any_run
    return any_run(playbook)
