"""What is open in a pilot, read off its log event by event in the plainest way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from partner_success.programme import ProgrammePolicy
from partner_success.programme.pilot import PilotEvent

DAY = timedelta(days=1)


def month_later(day: date, count: int) -> date:
    """Give the day so many months later by walking there month by month."""
    at_the_end = (day + DAY).day == 1
    first = day.replace(day=1)
    for _ in range(count):
        first = (first + 31 * DAY).replace(day=1)
    last = (first + 31 * DAY).replace(day=1) - DAY
    return last if at_the_end else first.replace(day=min(day.day, last.day))


def latest(events: Iterable[Any], kind: str, by: str) -> dict[str, Any]:
    """Give the newest event of a kind by one of its fields."""
    return {getattr(each, by): each for each in events if each.kind == kind}


def held(
    events: tuple[Any, ...], by: str, taken: str, given_back: str
) -> dict[str, Any]:
    """Give what was taken and not given back since."""
    found: dict[str, Any] = {}
    for each in events:
        if each.kind == taken:
            found[getattr(each, by)] = each
        elif each.kind == given_back:
            found.pop(getattr(each, by), None)
    return found


def partners(events: tuple[Any, ...]) -> dict[str, set[str]]:
    """Give what happened to each partner since it was chosen, if it takes part."""
    found: dict[str, set[str]] = {}
    for each in events:
        if each.kind == "partner_chosen":
            found[each.partner] = set()
        elif each.kind == "partner_withdrawn":
            del found[each.partner]
        elif each.kind.startswith(("partner_", "case_study_")):
            found[each.partner].add(each.kind)
    return found


def goals(events: tuple[Any, ...]) -> tuple[dict[str, str], set[str]]:
    """Give the area of each goal, and the goals that are judged."""
    areas: dict[str, str] = {}
    judged: set[str] = set()
    for each in events:
        if each.kind == "goal_set":
            areas[each.goal.id] = each.goal.area
            judged.discard(each.goal.id)
        elif each.kind == "goal_dropped":
            del areas[each.goal]
            judged.discard(each.goal)
        elif each.kind == "goal_judged":
            judged.add(each.goal)
    return areas, judged


def run_is_sound(
    policy: ProgrammePolicy, events: tuple[Any, ...], on: date
) -> set[str]:
    """Give which of the two criteria of the run hold."""
    entered = [each for each in events if each.kind == "stage_entered"]
    starts = [each.at.date() for each in entered if each.stage == "deliver"]
    if not starts:
        return set()
    start, sound = starts[0], set()
    if on >= month_later(start, policy.pilot.least_months):
        sound.add("months_run")
    agreed = [each.months for each in events if each.kind == "sharing_agreed"]
    months = [policy.pilot.sharing_months, *agreed][-1]
    shared = sorted(each.on for each in events if each.kind == "metrics_shared")
    day = start
    for following in (*shared, on):
        if following > month_later(day, months):
            return sound
        day = following
    return {*sound, "metrics_shared"}


def quarters_are_planned(
    policy: ProgrammePolicy, events: tuple[Any, ...], on: date
) -> bool:
    """Tell whether four quarters in a row have goals, from this one or the next."""
    planned = {*held(events, "quarter", "quarter_goal_set", "quarter_goal_dropped")}
    for start in planned:
        begun = start <= on < month_later(start, 3)
        next_one = on < start <= month_later(on.replace(day=1), 3)
        row = {month_later(start, 3 * each) for each in range(policy.pilot.quarters)}
        if (begun or next_one) and row <= planned:
            return True
    return False


def naive_open(
    policy: ProgrammePolicy, log: tuple[PilotEvent, ...], on: date, through: str
) -> set[str]:
    """Give the ids of the criteria that are open up to a stage."""
    events: tuple[Any, ...] = log
    there = partners(events)
    areas, judged = goals(events)
    seats = held(events, "seat", "seat_filled", "seat_vacated")
    answers = held(events, "question", "question_answered", "question_reopened")
    ticks = held(events, "criterion", "criterion_ticked", "criterion_reopened")
    moved = latest(events, "deliverable_moved", "deliverable")
    regions = [each.regions for each in events if each.kind == "regions_set"]
    sessions = latest(events, "session_recorded", "region")
    done = {
        "goals_agreed": {*policy.goal_areas.ids} <= {*areas.values()},
        "questions_answered": {*policy.questions.ids} <= {*answers},
        "requirements_set": any(each.kind == "requirements_set" for each in events),
        "deliverables_ready": all(
            name in moved and moved[name].to == "ready"
            for name in policy.deliverables.ids
        ),
        "goals_judged": bool(areas) and {*areas} == judged,
        "case_study_asked": any("case_study_asked" in each for each in there.values()),
        "sessions_recorded": bool(regions) and {*regions[-1]} <= {*sessions},
        "goals_by_quarter": quarters_are_planned(policy, events, on),
    }
    for check, kind in (
        ("partners_signed", "partner_signed"),
        ("partners_onboarded", "partner_onboarded"),
        ("partners_trained", "partner_trained"),
        ("surveys_in", "partner_surveyed"),
    ):
        done[check] = bool(there) and all(kind in each for each in there.values())
    for check in run_is_sound(policy, events, on):
        done[check] = True
    found = set()
    for stage in policy.stages:
        for each in stage.criteria:
            if each.check == "ticked":
                met = each.id in ticks
            elif each.check == "seats_filled":
                met = {*each.seats} <= {*seats}
            else:
                met = done.get(each.check, False)
            if not met:
                found.add(each.id)
        if stage.id == through:
            break
    return found
