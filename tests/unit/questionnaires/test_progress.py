"""How far answers have come, and what a partner sees of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import attrs
import pytest

from partner_success.errors import InvalidValueError
from partner_success.questionnaires import (
    PartnerView,
    PassPolicy,
    Questionnaire,
    Section,
    partner_view,
    progress,
)
from tests.unit.questionnaires.building_blocks import ON, must, yes, yes_no

FIRST = Section(
    id="first",
    title="First part",
    fields=[
        yes_no("a", required=True),
        yes_no("b", required=True, visible_when=yes("a")),
        yes_no("c"),
        yes_no("d", required=True, computed=yes("a")),
    ],
    criteria=[must("a")],
)
SECOND = Section(id="second", title="Second part", fields=[yes_no("e", required=True)])
GATE = Questionnaire(
    id="gate",
    version="1.0.0",
    title="Gate",
    stage="Gate 3",
    sections=[FIRST, SECOND],
    pass_policy=PassPolicy(),
)


@pytest.mark.rule("QST-04", "QST-06")
def test_only_what_is_asked_and_required_counts() -> None:
    """Optional, hidden and computed fields are never open."""
    nothing = progress(GATE, {}, on=ON)
    assert [item.path for item in nothing.open] == ["first.a", "second.e"]
    assert (nothing.answered, nothing.required, nothing.share) == (0, 2, 0)
    more = progress(GATE, {"first": {"a": True}}, on=ON)
    assert [item.path for item in more.open] == ["first.b", "second.e"]
    assert more.share == Fraction(1, 3)
    done = progress(GATE, {"first": {"a": False}, "second": {"e": True}}, on=ON)
    assert (done.open, done.share, done.problems) == ((), 1, ())


@pytest.mark.rule("QST-06")
def test_a_wrong_answer_is_still_open() -> None:
    """A wrong answer is to be given anew; what rests on it may not be asked."""
    found = progress(GATE, {"first": {"a": "yes", "b": True}}, on=ON)
    assert [item.path for item in found.open] == ["first.a", "second.e"]
    assert [problem.path for problem in found.problems] == ["first.a", "second.e"]


def test_nothing_required_is_done() -> None:
    """A questionnaire that requires nothing is done from the start."""
    section = Section(id="a", title="A", fields=[yes_no("a")])
    free = Questionnaire(id="q", version="1.0.0", title="Q", sections=[section])
    assert progress(free, {}, on=ON).share == 1


def test_progress_explains_itself() -> None:
    """The text counts and names what is open."""
    text = str(progress(GATE, {"first": {"a": True}}, on=ON).explain())
    assert text.splitlines() == [
        "Gate: 1 of 3 answered",
        "section      answered",
        "First part     1 of 2",
        "Second part    0 of 1",
        "open: b?",
        "open: e?",
    ]
    item = progress(GATE, {}, on=ON).open[0]
    assert (item.section, item.label) == ("First part", "a?")


@pytest.mark.rule("JRN-27")
def test_a_partner_sees_no_results_and_no_notes() -> None:
    """What a partner is shown is the stage, what is open and the dates."""
    launch = date(2026, 6, 30)
    seen = partner_view(GATE, {"first": {"a": False}}, on=ON, dates={"launch": launch})
    assert [field.name for field in attrs.fields(PartnerView)] == [
        "questionnaire_id",
        "title",
        "stage",
        "open_items",
        "dates",
    ]
    assert (seen.questionnaire_id, seen.title, seen.stage) == ("gate", "Gate", "Gate 3")
    assert [item.path for item in seen.open_items] == ["second.e"]
    assert seen.dates == {"launch": launch}
    # The section failed its criterion, and nothing of that can be seen.
    assert "a is not so" not in repr(seen)
    assert seen == partner_view(
        attrs.evolve(
            GATE, sections=[attrs.evolve(FIRST, criteria=[]), SECOND], pass_policy=None
        ),
        {"first": {"a": False}},
        on=ON,
        dates={"launch": launch},
    )
    with pytest.raises(InvalidValueError, match="launch"):
        partner_view(
            GATE, {}, on=ON, dates={"launch": datetime(2026, 6, 30, tzinfo=UTC)}
        )
