"""What is known of a partner when its incentives are worked out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import attrs

from partner_success.partners.faults import Faults, frozen_tuple
from partner_success.practice.incentives.deals import Deal
from partner_success.practice.incentives.results import (
    Activation,
    PerformanceResult,
    RenewalResult,
)

__all__ = ["IncentiveFacts", "IncentivePartner"]


def _names(value: Iterable[str] | None) -> frozenset[str] | None:
    """Copy ids; leave anything else for the check to report."""
    if isinstance(cast(object, value), Iterable) and not isinstance(value, str):
        return frozenset(cast(Iterable[str], value))
    return cast(frozenset[str] | None, value)


@attrs.frozen(kw_only=True)
class IncentivePartner:
    """A partner as the incentives look at it, when they are earned.

    Attributes:
        id: Its id; not blank, no space around it.
        level: The id of its level in the vendor's programme, such as ``"gold"``;
            ``None`` where unknown.
        specialisations: The ids of its customer experience specialisations, none where
            it has none; ``None`` where unknown.
        architectures: The ids of the architectures in which it has an advanced
            specialisation; ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: INC-01, INC-02.
    """

    id: str
    level: str | None = None
    specialisations: frozenset[str] | None = attrs.field(default=None, converter=_names)
    architectures: frozenset[str] | None = attrs.field(default=None, converter=_names)

    def __attrs_post_init__(self) -> None:
        faults = Faults("partner", self.id)
        faults.id("id", self.id)
        faults.id("level", self.level, optional=True)
        for name in ("specialisations", "architectures"):
            found: object = getattr(self, name)
            if isinstance(found, frozenset):
                for each in sorted(cast(frozenset[object], found), key=repr):
                    faults.id(name, each)
            elif found is not None:
                faults.wrong_type(name, found, "a list of ids")
        faults.report()


def _deals(value: Iterable[Deal]) -> tuple[Deal, ...]:
    return frozen_tuple(value)


def _activations(value: Iterable[Activation]) -> tuple[Activation, ...]:
    return frozen_tuple(value)


def _results(value: Iterable[PerformanceResult]) -> tuple[PerformanceResult, ...]:
    return frozen_tuple(value)


def _renewals(value: Iterable[RenewalResult]) -> tuple[RenewalResult, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class IncentiveFacts:
    """All that a statement of incentives is made of.

    Attributes:
        partner: The partner.
        deals: Its deals, each once.
        activations: What its customers began to use, each once.
        results: What it achieved by quarter.
        renewals: What was renewed by quarter.

    Raises:
        InvalidDataError: Something of it stands twice, or is of another type.

    Rule: INC-01, INC-02, INC-03.
    """

    partner: IncentivePartner
    deals: tuple[Deal, ...] = attrs.field(default=(), converter=_deals)
    activations: tuple[Activation, ...] = attrs.field(
        default=(), converter=_activations
    )
    results: tuple[PerformanceResult, ...] = attrs.field(default=(), converter=_results)
    renewals: tuple[RenewalResult, ...] = attrs.field(default=(), converter=_renewals)

    def __attrs_post_init__(self) -> None:
        faults = Faults("facts of incentives")
        faults.record("partner", self.partner, IncentivePartner)
        faults.records("results", self.results, PerformanceResult)
        faults.records("renewals", self.renewals, RenewalResult)
        parts: list[list[tuple[str, Deal | Activation]]] = [
            [*faults.records("deals", self.deals, Deal)],
            [*faults.records("activations", self.activations, Activation)],
        ]
        for part in parts:
            seen: dict[str, str] = {}
            for path, each in part:
                before = seen.setdefault(each.id, path)
                if before != path:
                    message = f"is in {before} already; use each id once"
                    faults.add(f"{path}.id", "duplicate", message, each.id)
        faults.report()
