"""What partners make of one gate: how many complete it, how fast, how often not."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

import attrs

from partner_success.analytics.report_table import Cell, ReportColumn, ReportTable
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import rounded_text
from partner_success.core.survival import Survival, survival_of_counts
from partner_success.engagement.kpis.ratio import PERCENT, Figure, Ratio
from partner_success.frames.reports.gate_facts import GateCounts
from partner_success.gates.definition import Stage

__all__ = ["GateFigures", "counted", "gate_figures", "gate_table", "share_of"]

DAYS: Final = "days"


def share_of(name: str, part: int, part_of: str, whole: int, whole_of: str) -> Ratio:
    """Give a count over another as a share in per cent."""
    return Ratio(
        name=name,
        numerator=Figure(Fraction(part), part_of),
        denominator=Figure(Fraction(whole), whole_of),
        unit=PERCENT,
    )


@attrs.frozen(kw_only=True)
class GateFigures(Explained):
    """What partners make of one gate.

    A mean of those who passed leaves out who is still in the gate, and those are the
    slow ones. So an estimate of the same durations stands beside it that counts them
    with the days that they have spent.

    Attributes:
        id: The id of the gate.
        name: Its name.
        partners: How many partners are in it.
        completion: How many passed, of those that reached it in the period.
        mean: The mean days from start to passing, of those that passed in the period.
        survival: How long it lasts, of those that reached it in the period; who is
            still in it lasts longer than so far.
        passing: How many submissions met the criteria, of those decided in the period.
        failing: How many failed, of the same. One that is still open is not decided.
        overridden: How many partners passed in the period by an administrator's word.
        reworks: How often it was taken back into work, by those that reached it in the
            period.
        provenance: The rulebook edition of the journey.

    Rule: ANL-04, ANL-05.
    """

    id: str
    name: str
    partners: int
    completion: Ratio
    mean: Ratio
    survival: Survival = attrs.field(repr=False)
    passing: Ratio
    failing: Ratio
    overridden: int
    reworks: int
    provenance: Provenance = Provenance()

    @property
    def median(self) -> Fraction | None:
        """The days by which half have passed; those still in it are taken into account.

        ``None`` where fewer were seen to pass.
        """
        return self.survival.median

    @property
    def waiting(self) -> int:
        """How many of those that reached it in the period are still in it."""
        return self.survival.count - self.survival.ended

    def explain(self) -> Explanation:
        """Tell each rate with both of its counts."""
        rates = (self.completion, self.mean, self.passing, self.failing)
        return Explanation(
            title=str(self.completion),
            remarks=(*map(str, rates[1:]), self._median_text()),
            provenance=self.provenance,
        )

    def _median_text(self) -> str:
        still = f"with {self.waiting} still in it"
        if self.median is None:
            return f"median time in {self.name}: not known, {still}"
        days = rounded_text(*self.median.as_integer_ratio(), decimals=2)
        return f"median time in {self.name}: {days} days, {still}"


def counted(count: int, of: str) -> str:
    """Write a count with what it counts.

    Examples:
        >>> counted(1, "partner"), counted(0, "partner")
        ('1 partner', '0 partners')
    """
    return f"{count} {of}" if count == 1 else f"{count} {of}s"


def gate_figures(
    stage: Stage, counts: GateCounts, provenance: Provenance = Provenance()
) -> GateFigures:
    """Give what partners make of one gate.

    Args:
        stage: The gate.
        counts: What was counted of it.
        provenance: The rulebook edition of the journey.

    Rule: ANL-04, ANL-05.
    """
    met, failed = counts.met, counts.failed
    return GateFigures(
        id=stage.id,
        name=stage.name,
        partners=counts.partners,
        completion=share_of(
            f"completion of {stage.name}",
            counts.done,
            "passed",
            counts.reached,
            "reached it",
        ),
        mean=Ratio(
            name=f"mean time in {stage.name}",
            numerator=Figure(Fraction(counts.days), DAYS),
            denominator=Figure(Fraction(counts.passed), "passed"),
            unit=DAYS,
        ),
        survival=survival_of_counts(counts.durations),
        passing=_rate(f"pass rate of {stage.name}", met, "met", met + failed),
        failing=_rate(f"fail rate of {stage.name}", failed, "failed", met + failed),
        overridden=counts.overridden,
        reworks=counts.reworks,
        provenance=provenance,
    )


def _rate(name: str, part: int, part_of: str, whole: int) -> Ratio:
    return share_of(name, part, part_of, whole, "submissions decided")


_COLUMNS: Final = (
    ReportColumn(id="stage", name="Id"),
    ReportColumn(id="name", name="Gate"),
    ReportColumn(id="partners", name="In it", kind="whole", unit="partners"),
    ReportColumn(id="reached", name="Reached", kind="whole", unit="partners"),
    ReportColumn(id="completed", name="Completed", kind="whole", unit="partners"),
    ReportColumn(id="completion", name="Completion", kind="number", unit=PERCENT),
    ReportColumn(id="passed", name="Passed", kind="whole", unit="partners"),
    ReportColumn(id="days", name="Days of these", kind="whole", unit=DAYS),
    ReportColumn(id="mean_days", name="Mean", kind="number", unit=DAYS),
    ReportColumn(id="median_days", name="Median", kind="number", unit=DAYS),
    ReportColumn(id="waiting", name="Still in it", kind="whole", unit="partners"),
    ReportColumn(id="decided", name="Decided", kind="whole", unit="submissions"),
    ReportColumn(id="met", name="Met", kind="whole", unit="submissions"),
    ReportColumn(id="failed", name="Failed", kind="whole", unit="submissions"),
    ReportColumn(id="pass_rate", name="Pass rate", kind="number", unit=PERCENT),
    ReportColumn(id="fail_rate", name="Fail rate", kind="number", unit=PERCENT),
    ReportColumn(id="overridden", name="Overridden", kind="whole", unit="partners"),
    ReportColumn(id="reworks", name="Reworks", kind="whole", unit="times"),
)


def gate_table(
    figures: Iterable[GateFigures],
    *,
    remarks: Iterable[str] = (),
    provenance: Provenance = Provenance(),
) -> ReportTable:
    """Put the figures of gates into one table, each rate with both of its counts.

    Rule: ANL-04, ANL-05.
    """
    return ReportTable(
        id="gates",
        name="Gates",
        columns=_COLUMNS,
        rows=map(_row, figures),
        remarks=(
            *remarks,
            "the median counts partners still in the gate, and the mean does not",
        ),
        provenance=provenance,
    )


def _row(gate: GateFigures) -> tuple[Cell, ...]:
    return (
        gate.id,
        gate.name,
        gate.partners,
        int(gate.completion.denominator.amount),
        int(gate.completion.numerator.amount),
        gate.completion.exact,
        int(gate.mean.denominator.amount),
        int(gate.mean.numerator.amount),
        gate.mean.exact,
        gate.median,
        gate.waiting,
        int(gate.passing.denominator.amount),
        int(gate.passing.numerator.amount),
        int(gate.failing.numerator.amount),
        gate.passing.exact,
        gate.failing.exact,
        gate.overridden,
        gate.reworks,
    )
