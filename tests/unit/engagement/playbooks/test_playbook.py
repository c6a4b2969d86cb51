"""Playbooks are refused with every fault at once."""

from __future__ import annotations

from typing import Any

import pytest

from partner_success.engagement.playbooks import PlaybookPart, PlaybookStep
from partner_success.errors import InvalidModelError, UnknownNameError
from tests.unit.engagement.playbooks.small import GIVEN_UP, MENDED, STEPS, playbook


def told(**changes: Any) -> list[tuple[str, str]]:
    """Give path and code of every fault of a playbook; none of a sound one."""
    try:
        playbook(**changes)
    except InvalidModelError as error:
        return [(each.path, each.code) for each in error.problems]
    return []


def part(id_: str, days: int | None = None) -> PlaybookPart:
    """Give a part."""
    return PlaybookPart(id=id_, name=id_.title(), days_before_renewal=days)


def step(id_: str, part_: str | None = None, *needs: str) -> PlaybookStep:
    """Give a step."""
    return PlaybookStep(id=id_, name=id_.title(), part=part_, needs=needs)


def test_a_sound_playbook_finds_its_steps() -> None:
    """Steps stand in their order, and those of a part can be asked for."""
    assert playbook().steps.ids == ("listen", "mend")
    parted = playbook(
        parts=[part("first"), part("second")],
        steps=[step("a", "first"), step("b", "second"), step("c", "first")],
    )
    assert [each.id for each in parted.steps_of("first")] == ["a", "c"]
    with pytest.raises(UnknownNameError, match="did you mean 'first'"):
        parted.steps_of("frist")


def test_faults_name_the_playbook() -> None:
    """Whoever reads the refusal knows where to look."""
    with pytest.raises(InvalidModelError, match="playbook 'complaint'"):
        playbook(steps=())


def test_nothing_in_it() -> None:
    """A playbook without steps can do nothing, and one without outcomes never ends."""
    assert told(steps=(), outcomes=()) == [
        ("steps", "empty"),
        ("outcomes", "no-success"),
    ]


def test_an_end_that_is_a_success() -> None:
    """A playbook that can only fail has no objective."""
    assert told(outcomes=[GIVEN_UP]) == [("outcomes", "no-success")]
    assert playbook(outcomes=[MENDED]).outcomes.ids == ("mended",)


def test_ids_that_cannot_stand_in_a_path() -> None:
    """Steps, parts and outcomes have ids of one word."""
    assert told(
        parts=[part("the first")],
        steps=[step("a.b", "the first")],
        outcomes=[MENDED, GIVEN_UP.__class__(id="", name="Nothing")],
    ) == [
        ("parts[0].id", "bad-id"),
        ("steps[0].id", "bad-id"),
        ("outcomes[1].id", "bad-id"),
    ]


@pytest.mark.parametrize("needed", ["mend", "later", "nothing"])
def test_a_step_needs_earlier_ones_only(needed: str) -> None:
    """Neither itself, nor a later one, nor one that is not there."""
    steps = [STEPS[0], step("mend", None, "listen", needed), step("later")]
    assert told(steps=steps) == [("steps[1].needs[1]", "unknown")]


def test_steps_and_parts_belong_together() -> None:
    """Where there are parts each step names one, and each part has a step."""
    assert told(
        parts=[part("first"), part("second")],
        steps=[step("a", "first"), step("b"), step("c", "third")],
    ) == [
        ("steps[1].part", "missing-part"),
        ("steps[2].part", "unknown-part"),
        ("parts[1]", "empty"),
    ]
    with pytest.raises(InvalidModelError, match="no such part; it has none"):
        playbook(steps=[step("a", "first")])


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        ((180, 90, None), []),
        ((90, 90, 0), []),
        ((None, None, None), []),
        ((90, None, 180), [("parts[2].days_before_renewal", "out-of-order")]),
        ((0, -1, None), [("parts[1].days_before_renewal", "out-of-range")]),
        (
            (-2, None, -1),
            [
                ("parts[0].days_before_renewal", "out-of-range"),
                ("parts[2].days_before_renewal", "out-of-range"),
                ("parts[2].days_before_renewal", "out-of-order"),
            ],
        ),
    ],
)
def test_parts_come_nearer_to_the_renewal(
    days: tuple[int | None, ...], codes: list[tuple[str, str]]
) -> None:
    """No part begins after the renewal, and none before one above it."""
    names = ("first", "second", "third")
    changes = {
        "parts": [part(name, day) for name, day in zip(names, days, strict=True)],
        "steps": [step(f"of_{name}", name) for name in names],
    }
    assert told(**changes) == codes


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"within_days": 1, "least_success": 1}, []),
        ({"least_success": 100}, []),
        ({"within_days": 0}, ["within_days"]),
        ({"least_success": 0}, ["least_success"]),
        ({"least_success": 101, "within_days": -1}, ["within_days", "least_success"]),
    ],
)
def test_numbers_in_their_range(changes: dict[str, int], codes: list[str]) -> None:
    """At least one day, and a share above 0 up to 100 %."""
    assert told(**changes) == [(path, "out-of-range") for path in codes]
