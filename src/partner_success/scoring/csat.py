"""Partner CSAT: the mean of projects, the points it earns, how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.fiscal import FiscalPeriod, FiscalYear
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import decimal_text
from partner_success.errors import (
    InvalidModelError,
    InvalidValueError,
    Problem,
    UnknownNameError,
)
from partner_success.partners import SurveyAnswer, SurveyKind
from partner_success.scoring.intervals import IntervalResult, t_interval, wilson
from partner_success.scoring.nps import level_faults, whole_rating


@attrs.frozen(kw_only=True)
class Question:
    """One question of the survey: its id and what it asks for.

    Attributes:
        id: The name for programs.
        name: What it asks for.
        scored: Whether it counts.
        citations: Where it comes from.
    """

    id: str
    name: str
    scored: bool = True
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Threshold:
    """The points earned from a mean of at least this on (closed).

    Attributes:
        at_least: The lowest mean that earns the points.
        points: The points.
        citations: Where it comes from.
    """

    at_least: Decimal
    points: int
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class CsatModel:
    """The survey after a project, and what its results earn.

    Attributes:
        id: The name for programs.
        name: The name for people.
        low: The lowest rating there is.
        high: The highest rating there is.
        satisfied_from: The lowest rating of a satisfied answer (closed).
        questions: Those that count and those that never do.
        optional_prefix: Questions whose id starts so depend on the kind of engagement;
            they never count.
        thresholds: Points by the mean, rising.
        first_month: The month with which the fiscal year begins, 1 to 12.
        confidence: The level of the intervals, strictly between 0 and 1.
        citations: Where the model comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: Ratings, thresholds or the level contradict each other.

    Rule: CST-01, CST-02, CST-03.
    """

    id: str
    name: str
    low: int
    high: int
    satisfied_from: int
    questions: Catalogue[Question]
    optional_prefix: str
    thresholds: tuple[Threshold, ...]
    first_month: int
    confidence: Decimal
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise InvalidModelError(f"CSAT model {self.id!r}", faults)

    @property
    def fiscal_year(self) -> FiscalYear:
        """The division of time into fiscal years."""
        return FiscalYear(self.first_month)

    def counts(self, question: str) -> bool:
        """Tell whether answers to a question count.

        Raises:
            UnknownNameError: The survey has no such question.

        Rule: CST-01.
        """
        found = self.questions.get(question)
        if found is not None:
            return found.scored
        if question.startswith(self.optional_prefix):
            return False
        raise UnknownNameError("CSAT question", question, self.questions.ids)

    def points(self, mean: Fraction) -> int:
        """Give the points that a mean earns; thresholds are met exactly.

        Rule: CST-03.
        """
        earned = [step.points for step in self.thresholds if mean >= step.at_least]
        return max(earned, default=0)

    def project(self, answers: Iterable[SurveyAnswer]) -> ProjectCsat | None:
        """Give the mean of one project's scored answers; None where none counts.

        Raises:
            InvalidValueError: A rating is none of the scale.
            UnknownNameError: A question is unknown.

        Rule: CST-01, CST-02.
        """
        ratings: list[int] = []
        project = ""
        for answer in answers:
            if self.counts(answer.question) and answer.rating is not None:
                ratings.append(whole_rating(answer.rating, self.low, self.high))
                project = answer.project_id or project
        if not ratings:
            return None
        return ProjectCsat(model=self, project_id=project, ratings=tuple(ratings))

    def concerns(self, answer: SurveyAnswer, *, on: date) -> bool:
        """Tell whether an answer is about a project of the fiscal year of a day.

        Such are the projects completed with success in that year; only answers to the
        CSAT survey about them are looked at.

        Args:
            answer: An answer to any survey.
            on: A day of the fiscal year.

        Rule: CST-02.
        """
        return _concerns(answer, self.fiscal_year.year_of(on))

    def partner(self, answers: Iterable[SurveyAnswer], *, on: date) -> PartnerCsat:
        """Give a partner's CSAT for the fiscal year that a day lies in.

        What counts are the projects completed with success in that year; answers to
        other surveys, and about other projects, are left out.

        Args:
            answers: The partner's survey answers, of any year.
            on: A day of the fiscal year.

        Raises:
            InvalidValueError: A rating is none of the scale.
            UnknownNameError: A question is unknown.

        Rule: CST-02.
        """
        year = self.fiscal_year.year_of(on)
        by_project: dict[str, list[SurveyAnswer]] = {}
        for answer in answers:
            if answer.project_id is not None and _concerns(answer, year):
                by_project.setdefault(answer.project_id, []).append(answer)
        projects = [self.project(each) for each in by_project.values()]
        return PartnerCsat(
            model=self,
            year=year,
            projects=tuple(project for project in projects if project is not None),
        )


def _concerns(answer: SurveyAnswer, year: FiscalPeriod) -> bool:
    done = answer.project_completed_on
    return (
        answer.kind is SurveyKind.CSAT
        and answer.project_id is not None
        and bool(answer.successful)
        and done is not None
        and year.contains(done)
    )


@attrs.frozen(kw_only=True)
class ProjectCsat:
    """One project's CSAT.

    Attributes:
        model: What scored.
        project_id: The project.
        ratings: Every rating that counts, at least one.

    Rule: CST-02.
    """

    model: CsatModel
    project_id: str
    ratings: tuple[int, ...]

    @property
    def mean(self) -> Fraction:
        """The mean of the ratings, exact."""
        return Fraction(sum(self.ratings), len(self.ratings))


@attrs.frozen(kw_only=True)
class PartnerCsat(Explained):
    """A partner's CSAT of one fiscal year.

    Attributes:
        model: What scored.
        year: The fiscal year.
        projects: The projects that count, each with at least one rating.

    Rule: CST-02, CST-03, CST-04.
    """

    model: CsatModel
    year: FiscalPeriod
    projects: tuple[ProjectCsat, ...]

    @property
    def mean(self) -> Fraction | None:
        """The mean of the projects' means, exact; None without a project."""
        if not self.projects:
            return None
        return sum((each.mean for each in self.projects), Fraction()) / len(
            self.projects
        )

    @property
    def value(self) -> float | None:
        """The mean on the scale of the ratings; None without a project."""
        return None if self.mean is None else float(self.mean)

    @property
    def points(self) -> int:
        """The points earned; none without a project."""
        return 0 if self.mean is None else self.model.points(self.mean)

    @property
    def answers(self) -> int:
        """The number of ratings that count."""
        return sum(len(project.ratings) for project in self.projects)

    @property
    def satisfied(self) -> int:
        """The number of ratings that count as satisfied."""
        ratings = (rating for project in self.projects for rating in project.ratings)
        return sum(rating >= self.model.satisfied_from for rating in ratings)

    @property
    def interval(self) -> IntervalResult:
        """The confidence interval of the mean, by Student's t over the projects."""
        model = self.model
        return t_interval(
            [project.mean for project in self.projects],
            level=model.confidence,
            scale=(model.low, model.high),
        )

    @property
    def satisfied_interval(self) -> IntervalResult:
        """The confidence interval of the satisfied share, by Wilson's score."""
        return wilson(self.satisfied, self.answers, level=self.model.confidence)

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.model.provenance

    def explain(self) -> Explanation:
        """Tell the mean, the points, what they rest on and how sure they are."""
        mean = self.mean
        text = "no project"
        if mean is not None:
            number = decimal_text(mean.numerator, mean.denominator)
            text = f"{number}, {self.points} points"
        rows = [
            (
                project.project_id,
                str(len(project.ratings)),
                decimal_text(project.mean.numerator, project.mean.denominator),
            )
            for project in self.projects
        ]
        share = (
            f"satisfied share, {self.satisfied} of {self.answers}:"
            f" {self.satisfied_interval}"
        )
        return Explanation(
            title=f"{self.model.name} {self.year.label}: {text}",
            columns=("project", "answers", "mean"),
            rows=tuple(rows),
            remarks=(f"mean: {self.interval}", share),
            provenance=self.provenance,
        )


def _faults(model: CsatModel) -> Iterator[Problem]:
    if not model.low < model.satisfied_from <= model.high:
        message = "ratings must rise: low, satisfied_from, high"
        yield _fault("satisfied_from", "wrong-order", message)
    finite = [step for step in model.thresholds if Decimal(step.at_least).is_finite()]
    if len(finite) < len(model.thresholds):
        message = "each threshold is a finite number"
        yield _fault("thresholds", "not-finite", message)
    floors = [step.at_least for step in finite]
    points = [step.points for step in model.thresholds]
    if floors != sorted(set(floors)) or points != sorted(set(points)):
        message = "thresholds must rise, in their mean and in their points"
        yield _fault("thresholds", "wrong-order", message)
    for place, floor in enumerate(floors):
        if not model.low <= floor <= model.high:
            message = (
                f"no mean reaches {floor}; ratings lie from {model.low} to {model.high}"
            )
            yield _fault(f"thresholds[{place}]", "unreachable", message)
    try:
        FiscalYear(model.first_month)
    except InvalidValueError as error:
        yield _fault("first_month", "out-of-range", str(error))
    yield from level_faults(model.confidence)
    if not any(question.scored for question in model.questions):
        yield _fault("questions", "none-scored", "at least one question must count")
    if not model.optional_prefix:
        message = "an empty prefix would let every unknown question pass"
        yield _fault("optional_prefix", "empty", message)


def _fault(path: str, code: str, message: str) -> Problem:
    return Problem(path=path, code=code, message=message)
