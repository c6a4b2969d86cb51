"""Who changes band: every customer once, by its newest reading."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from partner_success.analytics import Migration, PastReading, Place, backtest
from partner_success.scoring import Scorecard
from tests.unit.analytics.past import monthly, one, policy

GENTLE = one("use", floors={"good": 60, "fair": 30, "poor": 0})
STRICT = one("use")


def migration(
    past: list[PastReading], old: Scorecard = GENTLE, new: Scorecard = STRICT
) -> Migration:
    """Give the migration only."""
    return backtest(old, new, past, policy=policy()).migration


def reading(subject: str, use: Any, **more: Any) -> PastReading:
    """Give one reading."""
    return PastReading(subject=subject, values={"use": use}, **more)


@pytest.mark.rule("RBK-04")
def test_the_table_and_the_list_by_hand() -> None:
    """Of six customers two come down, one a band and one from fair to poor."""
    found = migration(
        [
            *(reading("a", 95), reading("b", 70), reading("c", 60), reading("d", 40)),
            *(reading("e", 10), reading("f", None)),
        ]
    )
    assert [place.name for place in found.old] == [
        *("Good", "Fair", "Poor", "Not scored"),
    ]
    assert found.counts == (
        *((1, 2, 0, 0), (0, 0, 1, 0)),
        *((0, 0, 1, 0), (0, 0, 0, 1)),
    )
    assert [(move.subject, move.direction) for move in found.moves] == [
        *(("d", "down"), ("c", "down"), ("b", "down")),
    ]
    assert found.tally == {"down": 3, "up": 0, "across": 0}
    assert found.subjects == 6
    assert found.summary == "3 of 6 customers change band: 3 down, 0 up, 0 across"
    assert found.moves[0].old_score == found.moves[0].new_score == 40


@pytest.mark.rule("RBK-04")
def test_the_newest_reading_of_each_counts() -> None:
    """In whatever order they come."""
    past = monthly("a", [10, 70, 95], [None, None, None])
    assert migration(past[::-1]).moves == ()
    assert migration(past[1::-1]).moves[0].on == past[1].on


@pytest.mark.rule("RBK-04")
def test_the_other_way_round_it_is_the_mirror() -> None:
    """Rows become columns, down becomes up."""
    past = [reading(f"a-{use}", use) for use in (5, 35, 45, 55, 65, 85, 200, None)]
    there, back = migration(past), migration(past, STRICT, GENTLE)
    assert back.counts == tuple(zip(*there.counts, strict=True))
    assert there.tally == {"down": 3, "up": 0, "across": 0}
    assert back.tally == {"down": 0, "up": 3, "across": 0}


def test_other_bands_have_no_order_between_them() -> None:
    """From one ladder to another a customer moves across, or keeps an equal band."""
    other = one("use", floors={"fine": 60, "poor": 0})
    found = migration([reading("a", 95), reading("b", 10), reading("c", 40)], new=other)
    assert [(move.subject, move.direction) for move in found.moves] == [
        *(("c", "across"), ("a", "across")),
    ]


def test_a_card_without_bands_scores_only() -> None:
    """Its customers are all in one place, which no band has."""
    bare = one("use", floors=None)
    found = migration([reading("a", 95), reading("b", None), reading("c", 101)], bare)
    assert [place.name for place in found.old] == ["Scored", "Not scored", "Refused"]
    assert [(move.subject, move.direction) for move in found.moves] == [("a", "across")]
    assert migration([reading("a", 1)], bare, bare).moves == ()


def test_who_had_left_is_marked() -> None:
    """It changes band on paper only."""
    found = migration([reading("a", 70, left=True, on=date(2026, 1, 1))])
    assert found.moves[0].left


def test_it_explains_itself_whatever_bands_are_called() -> None:
    """Headings stay apart where a company calls a band like one of ours."""
    odd = one("use", floors={"refused": 50, "old band": 0})
    found = migration([reading("a", 95), reading("b", 101)], odd, odd)
    explained = found.explain()
    assert explained.columns == ("old band", "Refused", "Old band", "Refused (2)")
    assert explained.title == found.summary
    assert explained.rows[-1] == ("Refused", "0", "0", "1")


def test_a_place_tells_where_a_change_leads() -> None:
    """The same question that the list answers, for a picture."""
    found = migration([reading("a", 70)])
    good, poor = Place(band="good", name="Good"), Place(band="poor", name="Poor")
    assert found.direction(good, poor) == "down"
    assert found.direction(poor, good) == "up"
    assert found.direction(good, good) is None
    assert found.direction(Place(name="Refused"), good) == "across"
