"""What a check list of a playbook says, step by step, before it is drawn or written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal, TypeAlias

import attrs

from partner_success.core.collections import EMPTY_MAP
from partner_success.core.instants import require_aware
from partner_success.core.quantities import HUNDRED
from partner_success.display.wording import plural, visible
from partner_success.engagement.playbooks import Playbook, PlaybookPart, PlaybookStep
from partner_success.errors import InvalidValueError

__all__ = ["CheckGroup", "CheckItem", "CheckList", "Done", "check_list"]

Done: TypeAlias = Mapping[str, tuple[str, datetime]]
"""Who did which step, and when, by the id of the step."""

State: TypeAlias = Literal["open", "done", "left out"]
"""How a step stands."""


@attrs.frozen(kw_only=True)
class CheckItem:
    """A step; every text is one line and harmless.

    Attributes:
        number: Its place in the playbook, the first being 1.
        name: What is done.
        state: How it stands.
        note: Who did it and when, why it was left out, or what it waits for.
    """

    number: int
    name: str
    state: State
    note: str


@attrs.frozen(kw_only=True)
class CheckGroup:
    """A part of a playbook, or all of one without parts.

    Attributes:
        title: What it is called; empty where there are no parts.
        note: When it begins; empty where nothing says.
        items: Its steps.
    """

    title: str
    note: str
    items: tuple[CheckItem, ...]


@attrs.frozen(kw_only=True)
class CheckList:
    """A whole check list.

    Attributes:
        title: What the playbook is called.
        objective: What it is to achieve.
        facts: Names and texts of what else is known of it.
        groups: Its steps.
        ends: How it can end, each in a line.
        progress: How far a run is.
    """

    title: str
    objective: str
    facts: tuple[tuple[str, str], ...]
    groups: tuple[CheckGroup, ...]
    ends: tuple[str, ...]
    progress: str


def check_list(
    playbook: Playbook, done: Done = EMPTY_MAP, left_out: Mapping[str, str] = EMPTY_MAP
) -> CheckList:
    """Put together what a check list says.

    Args:
        playbook: What is to be done.
        done: Who did which step, and when.
        left_out: Why steps were left out.

    Raises:
        UnknownNameError: The playbook has no such step.
        InvalidValueError: A step is both done and left out, or a time has no zone.
    """
    for id_, (_, at) in done.items():
        require_aware(at, f"the time at which {playbook.steps[id_].id!r} was done")
    for id_ in left_out:
        if playbook.steps[id_].id in done:
            raise InvalidValueError(
                f"the step {id_!r} is told to be done and to be left out; give one"
            )
    awaited = _awaited(playbook, done, left_out)
    items = {
        step.id: _item(number, step, done, left_out, awaited[step.id])
        for number, step in enumerate(playbook.steps, start=1)
    }
    if len(playbook.parts):
        groups = [
            _group(part, [items[step.id] for step in playbook.steps_of(part.id)])
            for part in playbook.parts
        ]
    else:
        groups = [CheckGroup(title="", note="", items=tuple(items.values()))]
    return CheckList(
        title=visible(playbook.name),
        objective=visible(playbook.objective),
        facts=tuple(_facts(playbook)),
        groups=tuple(groups),
        ends=tuple(visible(each.name) for each in playbook.outcomes),
        progress=_progress(playbook, done, left_out),
    )


def _group(part: PlaybookPart, items: list[CheckItem]) -> CheckGroup:
    days = part.days_before_renewal
    note = "" if days is None else f"from {plural(days, 'day')} before the renewal"
    return CheckGroup(title=visible(part.name), note=note, items=tuple(items))


def _item(
    number: int,
    step: PlaybookStep,
    done: Done,
    left_out: Mapping[str, str],
    waits: set[int],
) -> CheckItem:
    state: State = "open"
    if step.id in done:
        by, at = done[step.id]
        state, note = "done", f"by {by}, {at:%Y-%m-%d %H:%M} {_zone(at)}"
    elif step.id in left_out:
        state, note = "left out", f"left out: {left_out[step.id]}"
    else:
        said = [step.role] if step.role else []
        said += ["where needed"] if step.if_needed else []
        said += [f"after {_numbers(waits)}"] if waits else []
        note = ", ".join(said)
    return CheckItem(
        number=number, name=visible(step.name), state=state, note=visible(note)
    )


def _awaited(
    playbook: Playbook, done: Done, left_out: Mapping[str, str]
) -> dict[str, set[int]]:
    """Give the steps that each waits for, also those before one that was left out."""
    places = {id_: place for place, id_ in enumerate(playbook.steps.ids, start=1)}
    found: dict[str, set[int]] = {}
    for step in playbook.steps:
        waits: set[int] = set()
        for id_ in step.needs:
            if id_ in left_out:
                waits |= found[id_]
            elif id_ not in done:
                waits.add(places[id_])
        found[step.id] = waits
    return found


def _zone(at: datetime) -> str:
    offset = f"{at:%z}"
    return "UTC" if offset == "+0000" else f"{offset[:3]}:{offset[3:5]}"


def _numbers(places: set[int]) -> str:
    """Write numbers, those that follow each other as a span."""
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and runs[-1][-1] == place - 1:
            runs[-1] = [runs[-1][0], place]
        else:
            runs.append([place])
    return ", ".join("-".join(map(str, run)) for run in runs)


def _facts(playbook: Playbook) -> Iterator[tuple[str, str]]:
    yield "Kind", str(playbook.kind)
    yield "Run by", visible(playbook.role)
    if playbook.within_days is not None:
        yield "To be through in", plural(playbook.within_days, "day")
    if playbook.least_success is not None:
        least = playbook.least_success
        yield "Runs that succeed", "all" if least == HUNDRED else f"at least {least} %"


def _progress(playbook: Playbook, done: Done, left_out: Mapping[str, str]) -> str:
    if not done and not left_out:
        return ""
    left = f", {len(left_out)} left out" if left_out else ""
    return f"{len(done)} of {plural(len(playbook.steps), 'step')} done{left}"
