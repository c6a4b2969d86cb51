"""What a table of responsibilities is made of: models, stages, activities, cells."""

from __future__ import annotations

import attrs

from partner_success.core.citation import Citation
from partner_success.engagement.sides import Side

__all__ = [
    "EngagementActivity",
    "EngagementModel",
    "EngagementStage",
    "ResponsibilityCell",
]


@attrs.frozen(kw_only=True)
class EngagementModel:
    """A way of working with a partner.

    Attributes:
        id: The name for programs.
        name: The name for people.
        description: Who does what in it, in a sentence.
        led_by: The side that drives the lifecycle of the customer.
        suits: The kinds of partner that it is meant for.
        citations: Where it comes from.

    Examples:
        >>> import partner_success as ps
        >>> manager = ps.standard().responsibilities.models["cs_manager"]
        >>> manager.led_by, manager.suits
        (<Side.PARTNER: 'partner'>, ('mature MSPs', 'service providers'))

    Rule: ENG-02.
    """

    id: str
    name: str
    description: str
    led_by: Side
    suits: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class EngagementStage:
    """A stage of the customer's lifecycle for which responsibilities are told.

    Attributes:
        id: The name for programs.
        name: The name for people.
        citations: Where it comes from.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class EngagementActivity:
    """Something that a partner or a vendor does for a customer.

    What is done in several places is one activity.

    Attributes:
        id: The name for programs.
        name: What is done, in the imperative.
        citations: Where it comes from.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class ResponsibilityCell:
    """What one side does in one stage, by one model, as it is written down.

    Attributes:
        id: The name by which others include it.
        stage: The id of the stage.
        model: The id of the model.
        side: The side.
        activities: The ids of the activities that stand in the cell itself, in order.
        optional: Those of them that may be done, and need not be.
        includes: The id of a cell all of whose activities belong to this one too;
            ``None`` where it stands for itself.
        not_applicable: Whether it is said that there is nothing to do here.
        citations: Where it comes from.
    """

    id: str
    stage: str
    model: str
    side: Side
    activities: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    includes: str | None = None
    not_applicable: bool = False
    citations: tuple[Citation, ...] = ()
