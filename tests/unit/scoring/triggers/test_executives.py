"""Executive disengagement: meetings missed, answers late, working days."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidModelError
from partner_success.scoring import ExecutiveDisengagement, TriggerResult
from tests.unit.scoring.cards import found
from tests.unit.scoring.triggers.known import (
    DAY,
    asked,
    codes,
    days,
    judged,
    meeting,
    told,
)

MONDAY = date(2026, 5, 4)
FRIDAY = date(2026, 5, 8)


def executives(rules: ps.Rulebook, on: date = DAY, **facts: Any) -> TriggerResult:
    """Judge the trigger; what is not given was looked at and there was none."""
    looked: dict[str, Any] = {"meetings": (), "requests": ()}
    return judged(rules, "executive_disengagement", on, **looked | facts)


@pytest.mark.rule("TRG-04")
def test_the_numbers_of_the_trigger(rules: ps.Rulebook) -> None:
    """Five working days, Monday to Friday, half a year before the renewal."""
    model = rules.triggers.executive_disengagement
    assert (model.agreed_working_days, model.renewal_days) == (5, 180)
    assert model.working_weekdays == (1, 2, 3, 4, 5)
    assert model.renewal_playbooks == ("renewal_success",)
    assert model.playbooks == ("business_review",)


@pytest.mark.rule("TRG-04", "TRG-06")
@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((), "quiet"),
        ((False,), "fired"),
        ((True,), "quiet"),
        ((False, True), "quiet"),
        ((True, False), "fired"),
    ],
)
def test_the_newest_meeting_counts(
    rules: ps.Rulebook, held: tuple[bool, ...], expected: str
) -> None:
    """A later one that was held ends a missed one."""
    dated = [meeting(MONDAY + days(n), held=each) for n, each in enumerate(held)]
    for meetings in (dated, dated[::-1]):
        assert executives(rules, meetings=meetings).state == expected


@pytest.mark.rule("TRG-04", "TRG-06")
def test_meetings_fire_from_the_first_missed_of_a_row(rules: ps.Rulebook) -> None:
    """On its own day, and until the day of one that was held."""
    meetings = [
        meeting(MONDAY, held=True),
        meeting(MONDAY + days(7), held=False),
        meeting(MONDAY + days(14), held=False),
        meeting(MONDAY + days(21), held=True),
    ]
    for on in (7, 14, 20):
        result = executives(rules, MONDAY + days(on), meetings=meetings)
        assert (result.state, result.since) == ("fired", MONDAY + days(7))
    for on in (-1, 0, 6, 21):
        assert executives(rules, MONDAY + days(on), meetings=meetings).state == "quiet"


@pytest.mark.rule("TRG-04", "TRG-06")
@pytest.mark.parametrize(
    ("question", "in_time", "late"),
    [
        (MONDAY, date(2026, 5, 11), date(2026, 5, 12)),
        (date(2026, 5, 7), date(2026, 5, 14), date(2026, 5, 15)),
        (FRIDAY, date(2026, 5, 15), date(2026, 5, 18)),
        (FRIDAY, date(2026, 5, 17), date(2026, 5, 18)),
        (date(2026, 5, 9), date(2026, 5, 15), date(2026, 5, 18)),
        (date(2026, 5, 10), date(2026, 5, 17), date(2026, 5, 18)),
        (date(2026, 12, 28), date(2027, 1, 4), date(2027, 1, 5)),
        (date(2024, 2, 26), date(2024, 3, 4), date(2024, 3, 5)),
    ],
)
def test_five_working_days_are_in_time(
    rules: ps.Rulebook, question: date, in_time: date, late: date
) -> None:
    """An answer on the last of them, or on days off after it; the next one is late."""
    waiting = [asked(question)]
    assert executives(rules, in_time, requests=waiting).state == "quiet"
    fired = executives(rules, late, requests=waiting)
    assert (fired.state, fired.since) == ("fired", late)
    for answer, expected in ((in_time, "quiet"), (late, "fired")):
        requests = [asked(question, answer)]
        assert executives(rules, DAY + days(300), requests=requests).state == expected


@pytest.mark.rule("TRG-04")
def test_holidays_are_no_working_days(rules: ps.Rulebook) -> None:
    """Each that falls on a weekday gives a day more; one on a Sunday gives none."""
    requests = [asked(MONDAY)]
    holidays = [date(2026, 5, 6), date(2026, 5, 10)]
    for on, expected in ((12, "quiet"), (13, "fired")):
        result = executives(
            rules, date(2026, 5, on), requests=requests, holidays=holidays
        )
        assert result.state == expected


@pytest.mark.rule("TRG-04", "TRG-06")
def test_the_newest_answer_counts(rules: ps.Rulebook) -> None:
    """By the day of the answer; of one day, that to the newer question."""
    late = asked(MONDAY, date(2026, 5, 20))
    assert executives(rules, requests=[late]).state == "fired"
    prompt = asked(date(2026, 5, 20), date(2026, 5, 21))
    same_day = asked(date(2026, 5, 19), date(2026, 5, 20))
    for newer in (prompt, same_day):
        for requests in ([late, newer], [newer, late]):
            assert executives(rules, requests=requests).state == "quiet"
    # Asked later, and answered before the late answer came.
    overtaken = asked(date(2026, 5, 18), date(2026, 5, 19))
    assert executives(rules, requests=[late, overtaken]).state == "fired"


@pytest.mark.rule("TRG-04", "TRG-06")
def test_a_late_answer_goes_on_from_the_wait_for_it(rules: ps.Rulebook) -> None:
    """The run begins when the answer became late, not when it came."""
    requests = [
        asked(MONDAY, date(2026, 5, 20)),
        asked(date(2026, 5, 25), date(2026, 5, 26)),
    ]
    for on in (date(2026, 5, 12), date(2026, 5, 20), date(2026, 5, 25)):
        result = executives(rules, on, requests=requests)
        assert (result.state, result.since) == ("fired", date(2026, 5, 12))
    for on in (date(2026, 5, 11), date(2026, 5, 26)):
        assert executives(rules, on, requests=requests).state == "quiet"


@pytest.mark.rule("TRG-04", "TRG-06")
def test_an_answer_that_came_later_is_not_seen(rules: ps.Rulebook) -> None:
    """Nor is a question or a meeting of a later day."""
    waiting = executives(rules, requests=[asked(MONDAY)])
    later = DAY + days(1)
    answered = executives(
        rules,
        requests=[asked(MONDAY, later), asked(later)],
        meetings=[meeting(later, held=False)],
    )
    assert waiting == answered


@pytest.mark.rule("TRG-04", "TRG-06")
@pytest.mark.parametrize(
    ("renews_on", "playbook"),
    [
        (None, "business_review"),
        (DAY - days(1), "business_review"),
        (DAY, "renewal_success"),
        (DAY + days(1), "renewal_success"),
        (DAY + days(180), "renewal_success"),
        (DAY + days(181), "business_review"),
    ],
)
def test_the_playbook_follows_the_renewal(
    rules: ps.Rulebook, renews_on: date | None, playbook: str
) -> None:
    """Within 180 days before it, both ends included."""
    missed = [meeting(DAY, held=False)]
    result = executives(rules, meetings=missed, renews_on=renews_on)
    assert result.playbooks == (playbook,)


@pytest.mark.rule("TRG-04", "TRG-06")
def test_either_ground_fires_and_both_have_to_be_known_for_quiet(
    rules: ps.Rulebook,
) -> None:
    """What nobody looked at is named."""
    missed = executives(rules, meetings=[meeting(DAY, held=False)], requests=None)
    assert (missed.state, codes(missed)) == ("fired", ["meeting-missed"])
    waiting = executives(rules, meetings=None, requests=[asked(MONDAY)])
    assert (waiting.state, codes(waiting)) == ("fired", ["no-answer"])
    meetings = executives(rules, meetings=None)
    assert (meetings.state, codes(meetings)) == ("not enough data", ["no-meetings"])
    requests = executives(rules, requests=None)
    assert (requests.state, codes(requests)) == ("not enough data", ["no-requests"])
    nothing = executives(rules, meetings=None, requests=None)
    assert told(nothing) == [
        "nobody says which meetings with executives there were",
        "nobody says what executives were asked",
    ]
    quiet = executives(rules)
    assert (quiet.state, codes(quiet)) == ("quiet", ["meeting-kept", "answers-in-time"])


@pytest.mark.rule("TRG-04", "TRG-06")
def test_the_evidence_names_meetings_and_requests(rules: ps.Rulebook) -> None:
    """With their days and topics, whatever order they were given in."""
    requests = [
        asked(date(2026, 5, 6)),
        asked(MONDAY, topic="budget"),
        asked(date(2026, 5, 5), date(2026, 5, 19), topic="sponsor"),
    ]
    meetings = [meeting(DAY - days(1), held=False)]
    result = executives(rules, meetings=meetings, requests=requests)
    assert told(result) == [
        "the newest meeting with executives, on 2026-05-27, was missed",
        (
            "no answer after more than 5 working days to: budget of 2026-05-04, a"
            " request of 2026-05-06"
        ),
        (
            "the newest answer, to sponsor of 2026-05-05, came on 2026-05-19, after"
            " more than 5 working days"
        ),
    ]
    assert [reason.facts for reason in result.evidence] == [
        {"on": DAY - days(1)},
        {
            "requests": ("budget of 2026-05-04", "a request of 2026-05-06"),
            "agreed_working_days": 5,
        },
        {"requests": ("sponsor of 2026-05-05",), "agreed_working_days": 5},
    ]
    assert {reason.rules for reason in result.evidence} == {("TRG-04",)}
    assert executives(rules, meetings=meetings, requests=requests[::-1]) == result
    held = executives(rules, meetings=[meeting(DAY, held=True)])
    assert told(held) == [
        "the newest meeting with executives, on 2026-05-28, was held",
        "no answer of executives is late on 2026-05-28",
    ]
    assert told(executives(rules))[0] == (
        "no meeting with executives up to 2026-05-28 is recorded"
    )


@pytest.mark.rule("TRG-04")
def test_the_last_days_of_the_calendar_are_never_too_late(rules: ps.Rulebook) -> None:
    """A promise that reaches beyond it is kept."""
    requests = [asked(date.max - days(3)), asked(date.max, date.max)]
    assert executives(rules, date.max, requests=requests).state == "quiet"


@pytest.mark.rule("TRG-04")
def test_a_company_sets_its_own_days(rules: ps.Rulebook) -> None:
    """An answer on the same day, on days of its own week."""
    model = attrs.evolve(
        rules.triggers.executive_disengagement,
        agreed_working_days=0,
        working_weekdays=(7, 1),
    )
    own = attrs.evolve(rules.triggers, executive_disengagement=model)
    book = attrs.evolve(rules, triggers=own)
    for on, expected in ((MONDAY, "quiet"), (date(2026, 5, 9), "quiet")):
        assert executives(book, on, requests=[asked(MONDAY)]).state == expected
    sunday = executives(book, date(2026, 5, 10), requests=[asked(MONDAY)])
    assert sunday.state == "fired"
    assert "after more than 0 working days" in told(sunday)[0]


@pytest.mark.rule("TRG-04")
@pytest.mark.parametrize("weekdays", [(0, 1), (1, 8), (1, "2"), (1.5,)])
def test_a_trigger_names_all_its_faults(weekdays: tuple[Any, ...]) -> None:
    """Numbers out of range and lists without an entry are found when it is made."""
    given: dict[str, Any] = {
        "name": "Executives",
        "agreed_working_days": -1,
        "working_weekdays": weekdays,
        "renewal_days": "180",
        "renewal_playbooks": (),
        "playbooks": (),
    }
    with pytest.raises(InvalidModelError) as caught:
        ExecutiveDisengagement(**given)
    assert found(caught.value.problems) == {
        ("agreed_working_days", "out-of-range"),
        ("working_weekdays", "out-of-range"),
        ("renewal_days", "out-of-range"),
        ("renewal_playbooks", "empty"),
        ("playbooks", "empty"),
    }


@pytest.mark.rule("TRG-04")
@pytest.mark.parametrize(
    ("weekdays", "code"), [((), "empty"), ((1, 2, 2), "duplicate")]
)
def test_a_week_has_working_days_each_once(
    rules: ps.Rulebook, weekdays: tuple[int, ...], code: str
) -> None:
    """Without one no answer would ever be late."""
    with pytest.raises(InvalidModelError) as caught:
        attrs.evolve(rules.triggers.executive_disengagement, working_weekdays=weekdays)
    assert found(caught.value.problems) == {("working_weekdays", code)}
