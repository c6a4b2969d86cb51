"""What is measured: every KPI with its unit, its direction and its formula."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Literal, TypeAlias

import attrs

from partner_success.core.checks import (
    fault,
    form_faults,
    reference_faults,
    refuse,
)
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.decision import Decision, Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import rounded_text
from partner_success.engagement.kpis.breakdown import Breakdown
from partner_success.engagement.kpis.formulas import FORMULAS
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.errors import (
    InvalidUseError,
    Problem,
    UnknownNameError,
)
from partner_success.scoring.targets import Target

__all__ = ["Kpi", "KpiCatalogue", "KpiDirection", "KpiGroup"]

KpiDirection: TypeAlias = Literal["higher", "lower", "neither"]
"""Which values are better; 'neither' where a KPI shows how things are spread."""


class KpiGroup(StrEnum):
    """Which list a KPI stands in.

    Attributes:
        LIFECYCLE: The KPIs of the five stages of the lifecycle.
        FINANCIAL: The classical KPIs of money.
        SERVICE_DESK: The classical KPIs of a service desk.
        CHURN_INDICATOR: What tells early that a customer may leave.
    """

    LIFECYCLE = "lifecycle"
    FINANCIAL = "financial"
    SERVICE_DESK = "service_desk"
    CHURN_INDICATOR = "churn_indicator"


@attrs.frozen(kw_only=True)
class Kpi:
    """One thing to measure.

    Attributes:
        id: The name for programs.
        name: The name for people.
        group: Which list it stands in.
        unit: What it counts, such as ``"%"``.
        better: Which values are better.
        formula: How it is computed, in words.
        function: The name of the function of `FORMULAS` that computes it; ``None``
            where nothing is computed, and ``plain`` says why.
        plain: Why no function computes it; ``None`` where one does.
        stage: The stage of the lifecycle that it belongs to; ``None`` for none.
        number: The number printed beside it; KPIs that share one are parts of the same
            printed KPI. ``None`` where none is printed.
        window_days: The last days over which it is looked at; ``None`` where the caller
            chooses the period.
        target: What it should reach; ``None`` where nothing is printed.
        citations: Where it comes from.

    Rule: ENG-04, ENG-08.
    """

    id: str
    name: str
    group: KpiGroup
    unit: str
    better: KpiDirection
    formula: str
    function: str | None = None
    plain: str | None = None
    stage: str | None = None
    number: int | None = None
    window_days: int | None = None
    target: Target | None = None
    citations: tuple[Citation, ...] = ()

    @property
    def compute(self) -> Callable[..., Ratio | Breakdown] | None:
        """The function that computes it; None where nothing is computed."""
        return None if self.function is None else FORMULAS[self.function]

    def judge(self, measured: Ratio) -> Decision:
        """Tell whether a value reaches the target.

        Where the value is absent the answer is no, and the reason says why.

        Raises:
            InvalidUseError: The KPI has no target, or the value counts something else
                than the target.

        Rule: ENG-04.
        """
        target = self.target
        if target is None:
            raise InvalidUseError(
                f"the KPI {self.id!r} has no target; give it one in a rulebook of your"
                " own"
            )
        if measured.unit != target.unit:
            raise InvalidUseError(
                f"the target of {self.id!r} counts {target.unit}, and"
                f" {measured.name!r} counts {measured.unit}"
            )
        exact = measured.exact
        if exact is None:
            return Decision(holds=False, reasons=tuple(filter(None, [measured.absent])))
        holds = target.met(exact)
        number = rounded_text(exact.numerator, exact.denominator, target.decimals)
        verb = "is" if holds else "is not"
        reason = Reason(
            code="target-met" if holds else "target-missed",
            message=f"{measured.name}: {number} {measured.unit} {verb} {target}",
            rules=("ENG-04",),
            citations=self.citations,
            facts={"value": exact, "target": target.value},
        )
        return Decision(holds=holds, reasons=(reason,))


@attrs.frozen(kw_only=True)
class KpiCatalogue(Explained):
    """All KPIs, found by id, by list and by stage.

    Attributes:
        id: The name for programs.
        name: The name for people.
        entries: The KPIs, in the order in which they are printed.
        citations: Where the catalogue comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: A KPI has faults; each is named by its path.

    Rule: ENG-04, ENG-08.
    """

    id: str
    name: str
    entries: Catalogue[Kpi]
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"KPI catalogue {self.id!r}", _faults(self))

    def __getitem__(self, id_: str) -> Kpi:
        return self.entries[id_]

    def __iter__(self) -> Iterator[Kpi]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages that have a KPI, in order."""
        return tuple(dict.fromkeys(each.stage for each in self if each.stage))

    def of_group(self, group: str) -> tuple[Kpi, ...]:
        """Give the KPIs of a list, in order.

        Raises:
            UnknownNameError: There is no such list.
        """
        groups = tuple(each.value for each in KpiGroup)
        if group not in groups:
            raise UnknownNameError("group of KPIs", group, groups)
        return tuple(each for each in self if each.group == group)

    def of_stage(self, stage: str) -> tuple[Kpi, ...]:
        """Give the KPIs of a stage of the lifecycle, in order.

        Raises:
            UnknownNameError: No KPI belongs to such a stage.
        """
        if stage not in self.stages:
            raise UnknownNameError("stage with KPIs", stage, self.stages)
        return tuple(each for each in self if each.stage == stage)

    def explain(self) -> Explanation:
        """Give the KPIs as a table."""
        return Explanation(
            title=f"{self.name}: {len(self)} KPIs",
            columns=("KPI", "group", "stage", "number", "unit", "better"),
            rows=tuple(
                (
                    each.name,
                    each.group.replace("_", " "),
                    each.stage or "-",
                    "-" if each.number is None else str(each.number),
                    each.unit,
                    each.better,
                )
                for each in self
            ),
            provenance=self.provenance,
        )


def _faults(catalogue: KpiCatalogue) -> Iterator[Problem]:
    yield from form_faults("entries", catalogue.entries)
    for place, kpi in enumerate(catalogue.entries):
        path = f"entries[{place}]"
        if kpi.function is not None:
            asked, place_ = [kpi.function], f"{path}.function"
            for problem in reference_faults(place_, "formula", asked, FORMULAS):
                yield attrs.evolve(problem, path=place_)
        if (kpi.function is None) == (kpi.plain is None):
            message = "name a function, or say in 'plain' why there is none"
            yield fault(f"{path}.plain", "function-or-plain", message, kpi.plain)
        if (kpi.stage is None) == (kpi.group is KpiGroup.LIFECYCLE):
            message = "KPIs of the lifecycle have a stage, and no others have"
            yield fault(f"{path}.stage", "stage-or-none", message, kpi.stage)
        for name in ("number", "window_days"):
            value = getattr(kpi, name)
            if value is not None and value < 1:
                message = "must be a whole number from 1 up"
                yield fault(f"{path}.{name}", "out-of-range", message, value)
        if kpi.target is not None and kpi.target.unit != kpi.unit:
            message = f"the target must count {kpi.unit!r} as the KPI does"
            yield fault(f"{path}.target.unit", "other-unit", message, kpi.target.unit)
