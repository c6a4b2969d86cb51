"""The KPIs of partner success managers, against targets that a company sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.arguments import require
from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import (
    Number,
    as_number,
    is_missing,
    rounded_text,
    shown,
)
from partner_success.errors import InvalidValueError
from partner_success.partners.faults import Faults
from partner_success.programme.given import entries_of
from partner_success.programme.policy import ProgrammePolicy
from partner_success.programme.terms import PsmKpi

__all__ = ["PsmKpiReport", "PsmKpiResult", "psm_kpi_report"]

_DIGITS: Final = 2


@attrs.frozen(kw_only=True)
class PsmKpiResult:
    """One KPI of a partner success manager, with its target.

    Attributes:
        kpi: The KPI.
        value: Its value; ``None`` where it is not known.
        target: What it should reach; ``None`` where the company sets nothing.

    Rule: PRG-09.
    """

    kpi: PsmKpi
    value: Number | None
    target: Number | None

    @property
    def id(self) -> str:
        """The id of the KPI."""
        return self.kpi.id

    @property
    def met(self) -> bool | None:
        """Whether the target is reached, exactly; ``None`` without value or target.

        A value that is the target reaches it, whichever way is better.
        """
        if self.value is None or self.target is None:
            return None
        value, target = Fraction(self.value), Fraction(self.target)
        return value >= target if self.kpi.better == "higher" else value <= target


@attrs.frozen(kw_only=True)
class PsmKpiReport(Explained):
    """What a partner success manager has reached of the targets.

    Attributes:
        results: Every KPI, in order.
        provenance: The rulebook edition that lists them.

    Rule: PRG-09.
    """

    results: Catalogue[PsmKpiResult]
    provenance: Provenance = Provenance()

    @property
    def met(self) -> tuple[str, ...]:
        """The ids of the KPIs whose target is reached."""
        return tuple(each.id for each in self.results if each.met)

    @property
    def missed(self) -> tuple[str, ...]:
        """The ids of the KPIs whose target is not reached."""
        return tuple(each.id for each in self.results if each.met is False)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The ids of the KPIs that have a target, and no value."""
        return tuple(
            each.id
            for each in self.results
            if each.target is not None and each.value is None
        )

    def explain(self) -> Explanation:
        """Tell value, target and answer of each KPI."""
        judged = [each for each in self.results if each.target is not None]
        return Explanation(
            title=f"KPIs of the PSM: {len(self.met)} of {len(judged)} targets reached",
            columns=("KPI", "value", "target", "unit", "reached"),
            rows=tuple(map(_row, self.results)),
            provenance=self.provenance,
        )


def _row(each: PsmKpiResult) -> tuple[str, ...]:
    words = {True: "yes", False: "no", None: ""}
    relation = "at least" if each.kpi.better == "higher" else "at most"
    target = "" if each.target is None else f"{relation} {_text(each.target)}"
    value = "" if each.value is None else _text(each.value)
    return each.kpi.name, value, target, each.kpi.unit, words[each.met]


def _text(value: Number) -> str:
    return rounded_text(*Fraction(value).as_integer_ratio(), _DIGITS)


def psm_kpi_report(
    values: Mapping[str, Number | None],
    policy: ProgrammePolicy,
    *,
    targets: Mapping[str, Number],
) -> PsmKpiReport:
    """Hold the KPIs of a partner success manager against targets.

    Args:
        values: The value of each KPI by its id; ``None``, NaN, or one that is left out,
            is not known. A float means the decimal number that it prints.
        policy: Lists the KPIs, with their units and which way is better.
        targets: What each should reach, by its id, in its unit; no source gives such
            numbers, and one that is left out is not judged.

    Raises:
        InvalidUseError: The policy is none.
        InvalidDataError: There is no such KPI, or something is no finite number of 0 or
            more; every fault is named.

    Examples:
        >>> import partner_success as ps
        >>> found = psm_kpi_report(
        ...     {"partners_onboarded": 3, "onboarding_days": 35},
        ...     ps.standard().programme,
        ...     targets={"partners_onboarded": 3, "onboarding_days": 30},
        ... )
        >>> found.met, found.missed
        (('partners_onboarded',), ('onboarding_days',))

    Rule: PRG-09.
    """
    require(policy, ProgrammePolicy)
    kpis = Catalogue(policy.pilot.kpis, kind="KPI")
    faults = Faults("the KPIs of the PSM")
    known = dict(_numbers(faults, "values", values, kpis, optional=True))
    wanted = dict(_numbers(faults, "targets", targets, kpis, optional=False))
    faults.report()
    return PsmKpiReport(
        results=Catalogue(
            (
                PsmKpiResult(
                    kpi=kpi, value=known.get(kpi.id), target=wanted.get(kpi.id)
                )
                for kpi in kpis
            ),
            kind="KPI",
        ),
        provenance=policy.provenance,
    )


def _numbers(
    faults: Faults,
    path: str,
    given: Mapping[str, Number | None],
    kpis: Catalogue[PsmKpi],
    *,
    optional: bool,
) -> Iterator[tuple[str, Number]]:
    for place, name, value in entries_of(faults, path, given, kpis):
        if optional and is_missing(value):
            continue
        try:
            number = as_number(value, f"the {kpis.kind} {shown(name)}")
        except InvalidValueError as error:
            faults.add(place, "no-number", str(error))
            continue
        if number < 0:
            faults.add(place, "negative", "is below 0; check its sign", value)
        else:
            yield name, _as_printed(number)


def _as_printed(number: Number) -> Number:
    """Give a float as the decimal number that it prints: 0.1 is one tenth."""
    return Decimal(repr(number)) if isinstance(number, float) else number
