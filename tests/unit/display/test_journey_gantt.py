"""Plan beside course: each bar has its days, and words say what colours say."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

import partner_success as ps
from partner_success.display import GanttRow, journey_gantt, journey_gantt_svg
from partner_success.errors import InvalidValueError
from tests.support.drawn_svg import Area, boxes, overlaps, read, words_of

START = date(2026, 1, 5)
DAY = timedelta(days=1)


def day(number: int) -> date:
    """Give a day by its number, the first of the plan being 0."""
    return START + number * DAY


def row(*days: int | None, name: str = "Gate 1", nested: bool = False) -> GanttRow:
    """Give a row by the numbers of its four days."""
    first, last, started, ended = (None if each is None else day(each) for each in days)
    return GanttRow(
        id="gate_1",
        name=name,
        nested=nested,
        planned_first=first,
        planned_last=last,
        actual_first=started,
        actual_last=ended,
    )


def bars(root: ET.Element, colour: str) -> list[Area]:
    """Give the bars of a colour, the legend left out."""
    found = [area for each, area in boxes(root) if colour in each.attrib["style"]]
    return found[:-1]


@pytest.mark.rule("JRN-22")
@pytest.mark.parametrize(
    ("days", "today", "note"),
    [
        ((0, 9, None, None), 5, ""),
        ((0, 9, None, None), 50, ""),
        ((None, None, None, None), 5, ""),
        ((0, 9, 0, 8), 20, "1 day before plan"),
        ((0, 9, 0, 9), 20, "ended as planned"),
        ((0, 9, 3, 10), 20, "1 day after plan"),
        ((0, 9, 3, 21), 22, "12 days after plan"),
        ((None, None, 0, 9), 20, "ended"),
        ((0, 9, 0, None), None, "in progress"),
        ((0, 9, 0, None), 9, "in progress"),
        ((0, 9, 0, None), 10, "in progress, 1 day late"),
        ((0, 9, 0, None), 4000, "in progress, 3991 days late"),
        ((None, None, 0, None), 10, "in progress"),
    ],
)
def test_words_say_how_the_course_stands_to_the_plan(
    days: tuple[int | None, ...], today: int | None, note: str
) -> None:
    """The day before, of and after the planned end, ended or in progress."""
    on = None if today is None else day(today)
    made = row(*days)
    assert made.note(on) == note
    svg = journey_gantt_svg([made], today=on)
    assert not overlaps(read(svg))
    assert not note or note in words_of(read(svg))
    assert not note or f"; {note}." in svg


@pytest.mark.rule("JRN-22")
def test_bars_cover_whole_days() -> None:
    """A bar runs from its first to its last day, or to today while in progress."""
    root = read(
        journey_gantt_svg(
            [row(0, 9, 0, 14), row(10, 19, 15, None), row(20, None, None, None)],
            today=day(17),
        )
    )
    first, second, third = bars(root, "--loss")
    one = (first.right - first.left) / 10
    assert second.left == pytest.approx(first.right, abs=0.2)
    assert third.right - third.left == pytest.approx(one, abs=0.2)
    ended, going = bars(root, "--best")
    assert ended.right - ended.left == pytest.approx(15 * one, abs=0.2)
    assert going.left == pytest.approx(ended.right, abs=0.2)
    assert going.right - going.left == pytest.approx(3 * one, abs=0.2)
    (late,) = bars(root, "--worst")
    assert late.left == pytest.approx(first.right, abs=0.2)
    assert late.right == pytest.approx(ended.right, abs=0.2)
    assert words_of(root).count("today") == 1


def test_what_began_late_is_late_as_a_whole() -> None:
    """Behind the planned end the other colour begins with the start, not before."""
    root = read(journey_gantt_svg([row(0, 9, 12, None)], today=day(14)))
    (late,), (going,) = bars(root, "--worst"), bars(root, "--best")
    assert (late.left, late.right) == (going.left, going.right)


def test_without_today_a_course_is_drawn_as_its_first_day() -> None:
    """What is in progress has no end that could be known; one before it is ignored."""
    for today in (None, day(2)):
        root = read(journey_gantt_svg([row(0, 9, 3, None)], today=today))
        (plan,), (going,) = bars(root, "--loss"), bars(root, "--best")
        share = (going.right - going.left) / (plan.right - plan.left)
        assert share == pytest.approx(0.1, abs=0.01)


@pytest.mark.rule("JRN-22")
def test_a_timeline_is_drawn_with_its_phases(rules: ps.Rulebook) -> None:
    """Every stage and phase has a row, and every planned one a bar."""
    plan = ps.gates.timeline(rules.journey, START, on=day(100))
    svg = journey_gantt(plan)
    root = read(svg)
    assert not overlaps(root)
    assert len(bars(root, "--loss")) == sum(
        each.planned_first is not None for each in plan.entries
    )
    for each in plan.entries:
        assert f"{each.name}: " in (root[1].text or "")
    assert root[0].text == rules.journey.name
    assert (root[1].text or "").startswith("Today is 2026-04-15.")
    assert journey_gantt(plan, title="Lumen") != svg
    assert read(journey_gantt(plan, title="Lumen"))[0].text == "Lumen"


def test_a_journey_without_days_is_drawn_too(rules: ps.Rulebook) -> None:
    """Before it begins there is nothing to draw but its names, and that is said."""
    for rows in ([], [row(None, None, None, None)]):
        root = read(journey_gantt_svg(rows, today=START))
        assert "Nothing has a day yet." in words_of(root)
        assert not overlaps(root)
    unplanned = ps.gates.timeline(rules.journey, None)
    assert "Nothing has a day yet." in journey_gantt(unplanned)


@pytest.mark.parametrize("length", [0, 1, 6, 40, 400, 4000, 400_000])
def test_any_length_of_time_has_an_axis(length: int) -> None:
    """From one day to centuries, up to the last day there is; no two texts meet."""
    rows = [
        GanttRow(
            id="all",
            name="All",
            planned_first=date.max - length * DAY,
            planned_last=date.max,
        )
    ]
    assert not overlaps(read(journey_gantt_svg(rows, today=date.max)))


def test_what_users_wrote_acts_nowhere() -> None:
    """Names are shown as what they are, and cut to the room there is."""
    bad = row(0, 9, 1, None, name="<script>alert(1)</script>\x1b " + "long " * 30)
    svg = journey_gantt_svg([bad, row(0, 1, None, None, name="")], title="<b>")
    assert "<script" not in svg
    assert "\x1b" not in svg
    assert " id=" not in svg
    assert not overlaps(read(svg))


@pytest.mark.parametrize(
    ("days", "what"),
    [
        ((5, 4, None, None), "planned"),
        ((None, 4, None, None), "planned"),
        ((0, 4, 3, 2), "actual"),
        ((0, 4, None, 2), "actual"),
    ],
)
def test_days_in_the_wrong_order_are_refused(
    days: tuple[int | None, ...], what: str
) -> None:
    """A last day needs a first one that is not later."""
    with pytest.raises(InvalidValueError, match=f"the {what} last day of 'gate_1'"):
        row(*days)
    assert row(0, 0, 0, 0, nested=True).note(None) == "ended as planned"
