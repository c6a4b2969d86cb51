"""A scorecard over all rows of a dataframe, with the answers of the card itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, get_args

from partner_success.core.arguments import require
from partner_success.errors import InvalidValueError, Problem, UnknownNameError
from partner_success.frames.building import problem
from partner_success.frames.component_columns import (
    ComponentReader,
    Input,
    whole_kind,
)
from partner_success.frames.rule_frame import ColumnNeed, RuleFrame
from partner_success.frames.score_columns import names_of, score_columns
from partner_success.scoring.model import Component, Missing
from partner_success.scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

__all__ = ["score"]


def score(
    frame: IntoFrameT,
    card: Scorecard,
    *,
    missing: Missing = "reweight",
    prefix: str = "",
) -> IntoFrameT:
    """Add the score of every row as columns, each equal to what the card itself says.

    The columns that are read are called like the card's components: numbers on its
    scale. Of a component that is not there the columns of its measures are read, all
    of them. What is missing or NaN is not known. A decimal counts as the float nearest
    to it.

    These columns are added, missing where there is no score:

    - ``score``, the float nearest to it;
    - ``band``, the id of the band, where the card has bands;
    - ``greatest_drag``, the id of the component that lost most, and
      ``points_lost`` by it; both missing where nothing is lost;
    - ``points_to_next``, the float nearest to the points up to the next better
      band, where the card has bands; missing in the top band;
    - ``known_percent``, the share of the weight that is known; missing only where
      a number cannot be;
    - ``status``: ``"scored"``; ``"not scored"`` where less is known than the card
      asks for; ``"missing"`` where something is and that is refused; or ``"out of
      range"`` where a number is infinite, beyond the scale or, with a card of whole
      numbers, not whole. `collect` raises for the last two.

    With ``missing="range"`` there are ``score_low``, ``score_high``, ``band_low``
    and ``band_high`` in place of the first five. Columns of bands and components are
    texts; on Polars they are an `Enum` of the ids, which takes a fraction of the time
    to write. Bands are in it from the worst to the best, components as in the card.

    Args:
        frame: A dataframe of any library; it stays as it is, and a lazy one lazy.
        card: The scorecard, such as ``rules.health``.
        missing: What happens where a value is not known, as in `Scorecard.score`.
        prefix: What the names of all new columns begin with.

    Returns:
        A frame of the same kind, with these columns added.

    Raises:
        InvalidDataError: A column is missing, does not hold numbers, or is in the way
            of a new one, or a component has two; every fault is named.
        InvalidUseError: This is no dataframe or no scorecard, or its numbers are too
            large or too fine for floats.
        InvalidValueError: The card is a sum, of which no part can be left out.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: There is no such policy for what is missing.

    Examples:
        >>> import polars as pl
        >>> import partner_success as ps
        >>> accounts = pl.DataFrame(
        ...     {
        ...         "technical_performance": [92, 90],
        ...         "business_outcomes": [71, 92],
        ...         "user_adoption": [64, 88],
        ...         "relationship_strength": [80, 89],
        ...     }
        ... )
        >>> scored = score(accounts, ps.standard().health)
        >>> scored.select("score", "band", "points_lost").rows()
        [(77.7, 'at_risk', 8.7), (90.0, 'champion', 3.0)]

    Rule: FRM-01.
    """
    _require_policy(require(card, Scorecard), missing)
    whole_kind(card)
    table = RuleFrame(frame, f"scores of {card.name}")
    inputs = list(_inputs(table.schema, card))
    table.require(
        {each.name: _need(each, card) for each in inputs},
        new=[prefix + name for name in names_of(card, missing)],
        other=_given_twice(table.schema, card),
    )
    found = score_columns(table, ComponentReader(table, card, inputs), missing)
    table.add({prefix + name: found[name] for name in names_of(card, missing)})
    table.drop_kept()
    scored: IntoFrameT = table.native()
    return scored


def _require_policy(card: Scorecard, missing: str) -> None:
    if missing not in get_args(Missing):
        raise UnknownNameError("policy for what is missing", missing, get_args(Missing))
    if missing == "reweight" and card.combine == "sum":
        raise InvalidValueError(
            f"{card.name} is a sum, and a sum of fewer parts is another sum;"
            " choose missing='range' or missing='refuse'"
        )


def _inputs(columns: Collection[str], card: Scorecard) -> Iterator[Input]:
    """Find which columns are read: of components, or else of their measures."""
    for component in card.components:
        measured = bool(_measured(columns, component))
        if card.combine == "sum":
            measured = bool(component.measures)
        if measured:
            yield from (Input(component, each) for each in component.measures)
        else:
            yield Input(component)


def _measured(columns: Collection[str], component: Component) -> list[str]:
    return [id_ for id_ in component.measures.ids if id_ in columns]


def _need(each: Input, card: Scorecard) -> ColumnNeed:
    purpose = f"{each.component.name} of {card.name}"
    if each.measure is not None:
        purpose = f"the measure {each.measure.name} of {card.name}, which can be empty"
    elif each.component.measures:
        ids = ", ".join(each.component.measures.ids)
        purpose += f", which can be given as its measures too: {ids}"
    return ColumnNeed("number", purpose)


def _given_twice(columns: Collection[str], card: Scorecard) -> Iterator[Problem]:
    for component in card.components:
        measures = _measured(columns, component)
        if component.id in columns and measures:
            message = (
                "give the component's number or its measures, not both; leave out"
                f" this column or {', '.join(measures)}"
            )
            yield problem("given-two-ways", message, path=component.id)
