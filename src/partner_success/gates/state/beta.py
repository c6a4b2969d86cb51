"""How the beta of a partner stands."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal, TypeAlias, cast, get_args

import attrs

from partner_success.access.validity import known_instant
from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.instants import microseconds
from partner_success.partners import Severity
from partner_success.partners.faults import Faults

__all__ = [
    "BetaCustomer",
    "BetaIssue",
    "BetaState",
    "Feedback",
    "Metric",
    "MetricDirection",
]

MetricDirection: TypeAlias = Literal["at least", "at most"]
"""On which side of its target a metric is good."""

_DIRECTIONS: Final = " or ".join(map(repr, get_args(MetricDirection)))


def _exact(value: Decimal | int) -> Decimal:
    """Give a whole number as a decimal; leave anything else for the check."""
    return Decimal(value) if type(value) is int else cast(Decimal, value)


def _check_exact(faults: Faults, path: str, value: object) -> None:
    if not isinstance(value, Decimal):
        faults.wrong_type(path, value, "an exact number (Decimal or int)")
    elif not value.is_finite():
        message = "is no finite number; leave the metric out where it is unknown"
        faults.add(path, "not-finite", message, value, "a finite number")


@attrs.frozen(kw_only=True)
class BetaCustomer:
    """A customer who takes part in a beta.

    Attributes:
        id: The customer.
        consent: Whether they agreed to take part.
        expectations: What they were told to expect.
        success_criteria: By what the beta is judged with them.
        friendly: Whether they are merely well-disposed, so that their word proves
            little.

    Raises:
        InvalidDataError: With every fault of the record. What they were told and by
            what it is judged may be blank here; the choice of them is refused then.

    Rule: JRN-16.
    """

    id: str
    consent: bool
    expectations: str
    success_criteria: str
    friendly: bool = False

    def __attrs_post_init__(self) -> None:
        faults = Faults("beta customer", self.id)
        faults.id("id", self.id)
        faults.truth("consent", self.consent)
        for name in ("expectations", "success_criteria"):
            text = getattr(self, name)
            if not isinstance(text, str):
                faults.wrong_type(name, text, "text")
        faults.truth("friendly", self.friendly)
        faults.report()


@attrs.frozen(kw_only=True)
class BetaIssue:
    """Something that went wrong in a beta.

    Attributes:
        id: The name for programs.
        severity: How badly it hurts.
        summary: What it is.
        found_at: When it was recorded.
        resolution: How it was resolved; empty while it is open.
        resolved_at: When it was resolved; ``None`` while it is open.

    Rule: JRN-16.
    """

    id: str
    severity: Severity
    summary: str
    found_at: datetime = attrs.field(eq=microseconds)
    resolution: str = ""
    resolved_at: datetime | None = attrs.field(default=None, eq=known_instant)

    @property
    def is_open(self) -> bool:
        """Whether it is not resolved."""
        return self.resolved_at is None


@attrs.frozen(kw_only=True)
class Feedback:
    """What a beta customer said.

    Attributes:
        customer: The id of the customer.
        positive: Whether it speaks for the partner's service.
        at: When it was recorded.
        note: What they said.
    """

    customer: str
    positive: bool
    at: datetime = attrs.field(eq=microseconds)
    note: str = ""


@attrs.frozen(kw_only=True)
class Metric:
    """An operational metric beside its target.

    Attributes:
        id: The name for programs, such as ``"order_success_rate"``.
        value: What was measured, finite; a whole number is taken too.
        target: What it has to be, likewise.
        direction: On which side of the target it is good; the target itself is.
        unit: What both are counted in.

    Raises:
        InvalidDataError: With every fault of the record, such as a value that is a
            float, which is not exactly what it shows.

    Examples:
        >>> Metric(id="order_success_rate", value=Decimal("98.5"), target=Decimal(98),
        ...     direction="at least", unit="%").is_met
        True

    Rule: JRN-14.
    """

    id: str
    value: Decimal = attrs.field(converter=_exact)
    target: Decimal = attrs.field(converter=_exact)
    direction: MetricDirection
    unit: str = ""

    def __attrs_post_init__(self) -> None:
        faults = Faults("metric", self.id)
        faults.id("id", self.id)
        _check_exact(faults, "value", self.value)
        _check_exact(faults, "target", self.target)
        if self.direction not in get_args(MetricDirection):
            faults.wrong_type("direction", self.direction, _DIRECTIONS)
        if not isinstance(cast(object, self.unit), str):
            faults.wrong_type("unit", self.unit, "text")
        faults.report()

    @property
    def is_met(self) -> bool:
        """Whether the target is reached."""
        if self.direction == "at least":
            return self.value >= self.target
        return self.value <= self.target


@attrs.frozen(kw_only=True)
class BetaState:
    """How the beta of a partner stands.

    Attributes:
        state: The state of its machine: ``"not_started"``, ``"customers_selected"``,
            ``"running"``, ``"evaluating"``, ``"succeeded"`` or ``"waived"``.
        customers: Who takes part.
        issues: What went wrong, by id.
        feedback: The newest word of each customer, by the customer's id.
        evaluated: The metrics that were evaluated since it last ran.
        extended_until: The day to which it was extended last.
        extensions: How often it was extended.
        began_at: When it began to run.
        ended_at: When it succeeded or was waived.

    Rule: JRN-16.
    """

    state: str = "not_started"
    customers: tuple[BetaCustomer, ...] = ()
    issues: FrozenMap[str, BetaIssue] = EMPTY_MAP
    feedback: FrozenMap[str, Feedback] = EMPTY_MAP
    evaluated: tuple[Metric, ...] = ()
    extended_until: date | None = None
    extensions: int = 0
    began_at: datetime | None = attrs.field(default=None, eq=known_instant)
    ended_at: datetime | None = attrs.field(default=None, eq=known_instant)

    @property
    def open_issues(self) -> tuple[BetaIssue, ...]:
        """The issues that are not resolved, in the order in which they were found."""
        return tuple(issue for issue in self.issues.values() if issue.is_open)
