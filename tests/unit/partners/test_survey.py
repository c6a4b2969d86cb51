"""A survey answer holds a mark or a text, or neither."""

from __future__ import annotations

from datetime import date

from partner_success.partners import SurveyKind
from tests.unit.partners.records import answer


def test_there_are_two_kinds() -> None:
    """Each is taken by its text."""
    assert [answer(kind=kind).kind for kind in ("csat", "nps")] == list(SurveyKind)


def test_the_scale_is_not_the_record_s_business() -> None:
    """A mark beyond any scale is for the rule to refuse that reads it."""
    assert answer(rating=11).rating == 11


def test_an_answer_may_come_before_the_project_is_completed() -> None:
    """Surveys are held in the middle of projects too."""
    later = date(2026, 12, 1)
    assert answer(project_id="x", project_completed_on=later, successful=True)
