"""The parts of a journey, before they are checked together."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.money import Money
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, shown
from partner_success.errors import InvalidValueError
from partner_success.gates.definition.hand_offs import HandOff
from partner_success.gates.definition.stages import Stage
from partner_success.gates.machines.tables import gate_table
from partner_success.machines.table import MachineTable
from partner_success.questionnaires import Questionnaire

__all__ = [
    "ForecastTerms",
    "JourneyRole",
    "JourneyTerms",
    "LaunchRiskTerms",
    "TierTerms",
]


def _counted(_terms: object, attribute: attrs.Attribute[int], value: int) -> None:
    if value < 1:
        raise InvalidValueError(f"{attribute.name} is at least 1, found {value}")


def _rising(
    _terms: object, attribute: attrs.Attribute[tuple[int, ...]], value: tuple[int, ...]
) -> None:
    edges = (0, *value, HUNDRED + 1)
    if not value or any(after <= before for before, after in pairwise(edges)):
        raise InvalidValueError(
            f"{attribute.name} are one or more shares in per cent, from 1 to"
            f" {HUNDRED} and rising, found {shown(value)}"
        )


@attrs.frozen(kw_only=True)
class JourneyRole:
    """A role that works on partners on their way.

    Attributes:
        id: The name for programs, and on a partner's team.
        name: The name for people.
        overrides: Whether it can override a failed gate and set a tier.
    """

    id: str
    name: str
    overrides: bool = False


@attrs.frozen(kw_only=True)
class TierTerms:
    """How a partner's tier follows the money.

    Attributes:
        committed_value: From this contractually committed value on (closed) the tier
            is 0; in whole units of the currency, above 0.
        currency: Its currency, three capital letters.
        potential_share: From this share of the launch revenue potential on (closed) it
            is 1; in per cent, above 0.
        citations: Where it comes from.

    Examples:
        >>> terms = TierTerms(
        ...     committed_value=Decimal(50_000_000),
        ...     currency="USD",
        ...     potential_share=Decimal(10),
        ... )
        >>> str(terms.least_value)
        '50,000,000 USD'

    Rule: JRN-11.
    """

    committed_value: Decimal
    currency: str
    potential_share: Decimal
    citations: tuple[Citation, ...] = ()

    @property
    def least_value(self) -> Money:
        """The committed value from which on the tier is 0, as money."""
        return Money(self.committed_value, self.currency)


@attrs.frozen(kw_only=True)
class LaunchRiskTerms:
    """From which buffer on a launch is at which risk.

    Attributes:
        high_below: Days of buffer below which the risk is high.
        medium_below: Days of buffer below which it is medium, and from which on low.
        citations: Where it comes from.

    Rule: JRN-23.
    """

    high_below: int
    medium_below: int
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class ForecastTerms:
    """How a launch date is forecast from what earlier partners took.

    Attributes:
        least_durations: How many partners have to have passed a stage for its
            durations to count; with fewer the plan does.
        draws: How often the rest of the journey is drawn.
        percentiles: The shares of draws, in per cent, for which a day is given.
        citations: Where it comes from.

    Raises:
        InvalidValueError: A number lies below 1, or the percentiles do not rise within
            1 to 100.
    """

    least_durations: int = attrs.field(validator=_counted)
    draws: int = attrs.field(validator=_counted)
    percentiles: tuple[int, ...] = attrs.field(validator=_rising)
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class JourneyTerms:
    """The stages of a programme and all that lies between them.

    Attributes:
        id: The name for programs.
        name: The name for people.
        roles: The roles that work on partners.
        stages: The stages, in order.
        hand_offs: How leads hand over between them.
        tiers: How a tier follows the money; ``None`` where there are no tiers.
        launch_risk: When a launch is at risk.
        forecast: How a launch date is forecast; ``None`` where none is.
        questionnaires: The questionnaires of the stages; a rulebook gives its own.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.
    """

    id: str
    name: str
    roles: Catalogue[JourneyRole]
    stages: Catalogue[Stage]
    hand_offs: Catalogue[HandOff] = Catalogue(kind="hand-off")
    tiers: TierTerms | None = None
    launch_risk: LaunchRiskTerms
    forecast: ForecastTerms | None = None
    questionnaires: Catalogue[Questionnaire] = Catalogue(kind="questionnaire")
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    @cached_property
    def tables(self) -> Mapping[str, MachineTable]:
        """By the id of a stage the table by which it is walked."""
        return {stage.id: gate_table(stage.phases_in_turn) for stage in self.stages}

    def place(self, stage: str) -> int:
        """Give the place of a stage in the order, from 0.

        Raises:
            UnknownNameError: There is no such stage.
        """
        return self.stages.ids.index(self.stages[stage].id)

    def before(self, stage: str) -> Stage | None:
        """Give the stage that has to be passed before one; ``None`` for the first."""
        after = self.stages[stage].after
        return None if after is None else self.stages[after]

    def following(self, stage: str) -> Stage | None:
        """Give the stage behind one; ``None`` for the last."""
        return next((each for each in self.stages if each.after == stage), None)

    def hand_off_into(self, stage: str) -> HandOff | None:
        """Give the hand-off that leads into a stage; ``None`` where none does."""
        return next((each for each in self.hand_offs if each.into == stage), None)

    @property
    def overriding_roles(self) -> tuple[str, ...]:
        """The ids of the roles that can override a failed gate and set a tier."""
        return tuple(role.id for role in self.roles if role.overrides)
