"""What pilot partners say at the end: surveys, and case studies of those willing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import require_date
from partner_success.partners.faults import Faults
from partner_success.programme.given import listed_ids, stranger, unique

__all__ = ["FeedbackReport", "PilotFeedback", "feedback_report"]


@attrs.frozen(kw_only=True)
class PilotFeedback:
    """What a pilot partner was asked at the end, and what it answered.

    Attributes:
        id: The id of the partner.
        survey_asked_on: The day on which it was asked to take part in a survey.
        survey_answered_on: The day on which it did.
        case_asked_on: The day on which it was asked for a case study.
        case_willing: Whether it is willing; ``None`` where it has not said so.

    Raises:
        InvalidDataError: With every fault of the record; an answer to what was not
            asked is one.

    Rule: PRG-09.
    """

    id: str
    survey_asked_on: date | None = None
    survey_answered_on: date | None = None
    case_asked_on: date | None = None
    case_willing: bool | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("feedback of", self.id)
        faults.id("id", self.id)
        asked = faults.day("survey_asked_on", self.survey_asked_on, optional=True)
        answered = faults.day(
            "survey_answered_on", self.survey_answered_on, optional=True
        )
        faults.in_order("survey_asked_on", asked, "survey_answered_on", answered)
        case = faults.day("case_asked_on", self.case_asked_on, optional=True)
        faults.truth("case_willing", self.case_willing, optional=True)
        if answered is not None and self.survey_asked_on is None:
            message = "is needed, since the survey is answered"
            faults.add("survey_asked_on", "missing", message)
        if self.case_willing is not None and case is None:
            message = "is needed, since the partner has said whether it is willing"
            faults.add("case_asked_on", "missing", message)
        faults.report()

    def as_of(self, on: date) -> PilotFeedback:
        """Give what was known on a day; of willingness the day is that of the asking.

        Raises:
            InvalidValueError: It is no day.
        """
        day = require_date(on, "on")
        answered = _by(self.survey_answered_on, day)
        case = _by(self.case_asked_on, day)
        return PilotFeedback(
            id=self.id,
            survey_asked_on=_by(self.survey_asked_on, day),
            survey_answered_on=answered,
            case_asked_on=case,
            case_willing=None if case is None else self.case_willing,
        )


def _by(day: date | None, on: date) -> date | None:
    return None if day is None or day > on else day


@attrs.frozen(kw_only=True)
class FeedbackReport(Explained):
    """What pilot partners were asked by a day, and what they answered.

    Attributes:
        on: The day.
        partners: What is known of each by then, in the order given.

    Rule: PRG-09.
    """

    on: date
    partners: Catalogue[PilotFeedback]

    @property
    def surveys_asked(self) -> tuple[str, ...]:
        """The ids of those that were asked to take part in a survey."""
        return self._ids(each.survey_asked_on is not None for each in self.partners)

    @property
    def surveys_answered(self) -> tuple[str, ...]:
        """The ids of those that did."""
        return self._ids(each.survey_answered_on is not None for each in self.partners)

    @property
    def cases_asked(self) -> tuple[str, ...]:
        """The ids of those that were asked for a case study."""
        return self._ids(each.case_asked_on is not None for each in self.partners)

    @property
    def cases_willing(self) -> tuple[str, ...]:
        """The ids of those that are willing."""
        return self._ids(each.case_willing is True for each in self.partners)

    @property
    def cases_unwilling(self) -> tuple[str, ...]:
        """The ids of those that are not."""
        return self._ids(each.case_willing is False for each in self.partners)

    def explain(self) -> Explanation:
        """Tell the counts, and what is open with each partner."""
        surveys = f"{len(self.surveys_answered)} of {len(self.partners)} surveys in"
        cases = f"{len(self.cases_willing)} willing to be a case study"
        return Explanation(
            title=f"Feedback on {self.on}: {surveys}, {cases}",
            columns=("partner", "survey", "case study"),
            rows=tuple(
                (each.id, _survey(each), _case_study(each)) for each in self.partners
            ),
        )

    def _ids(self, which: Iterable[bool]) -> tuple[str, ...]:
        pairs = zip(self.partners.ids, which, strict=True)
        return tuple(name for name, holds in pairs if holds)


def _survey(each: PilotFeedback) -> str:
    if each.survey_answered_on is not None:
        return f"answered on {each.survey_answered_on}"
    asked = each.survey_asked_on
    return "not asked" if asked is None else f"asked on {asked}"


def _case_study(each: PilotFeedback) -> str:
    if each.case_asked_on is None:
        return "not asked"
    if each.case_willing is None:
        return f"asked on {each.case_asked_on}"
    return "willing" if each.case_willing else "not willing"


def feedback_report(
    feedback: Iterable[PilotFeedback], *, partners: Iterable[str], on: date
) -> FeedbackReport:
    """Count surveys and case studies of pilot partners on a day.

    Args:
        feedback: What is known of partners, in any order; one of which nothing is known
            was not asked.
        partners: The ids of the pilot partners, in order.
        on: The day; what happened after it is not seen.

    Raises:
        InvalidDataError: A record is none, stands twice, or is that of another partner.
        InvalidUseError: The partners are one text.
        InvalidValueError: It is no day.

    Examples:
        >>> said = PilotFeedback(
        ...     id="acme", case_asked_on=date(2026, 5, 4), case_willing=True)
        >>> found = feedback_report(
        ...     [said], partners=["acme", "brook"], on=date(2026, 5, 8))
        >>> found.cases_willing, found.surveys_answered
        (('acme',), ())

    Rule: PRG-09.
    """
    day = require_date(on, "on")
    names = listed_ids("pilot partners", "partners", partners)
    faults = Faults("the feedback of pilot partners")
    found: dict[str, PilotFeedback] = {}
    for path, each in unique(faults, "feedback", feedback, PilotFeedback, "id"):
        if each.id not in names:
            stranger(faults, f"{path}.id", "pilot partner", each.id, names)
        found[each.id] = each
    faults.report()
    return FeedbackReport(on=day, partners=Catalogue(_told(names, found, day)))


def _told(
    names: Iterable[str], found: dict[str, PilotFeedback], on: date
) -> Iterator[PilotFeedback]:
    for name in names:
        yield found.get(name, PilotFeedback(id=name)).as_of(on)
