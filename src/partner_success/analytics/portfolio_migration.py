"""Which customers of a portfolio came into another band of health between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from partner_success.analytics.migration import Migration, Moved, Place, migration
from partner_success.errors import InvalidUseError
from partner_success.frames.comparing import PortfolioChanges
from partner_success.frames.results import ScoredAccount
from partner_success.scoring.results import NotScored, Score
from partner_success.scoring.scorecard import Scorecard

__all__ = ["migration_between", "migration_of"]

_NOT_SCORED = Place(name="Not scored")
_BETWEEN = Place(name="Between bands")


def migration_of(changes: PortfolioChanges, card: Scorecard) -> Migration:
    """Set the bands of an earlier day against those of a later one.

    Only customers of both days count; those that came or went in between are told by
    `PortfolioChanges.count`. A score that is a range counts where both of its ends lie
    in one band, else as between bands.

    Args:
        changes: From `compare_portfolios`.
        card: What scored both.

    Raises:
        InvalidUseError: Something was scored by another card.

    Examples:
        >>> import partner_success as ps
        >>> none = ps.frames.PortfolioChanges(
        ...     before_on=None, after_on=None, accounts=())
        >>> migration_of(none, ps.standard().health).subjects
        0

    Rule: HLT-08.
    """
    pairs = ((each.before, each.after) for each in changes.accounts)
    return migration((card, card), list(_moved(pairs, card)))


def migration_between(
    before: Iterable[ScoredAccount], after: Iterable[ScoredAccount], card: Scorecard
) -> Migration:
    """Set the bands of an earlier day against those of a later one, from the scores.

    It is what `migration_of` gives of the changes between the two, without asking why
    each score changed.

    Args:
        before: The customers of the earlier day, each once.
        after: Those of the later day, each once.
        card: What scored both.

    Raises:
        InvalidUseError: Something was scored by another card.

    Examples:
        >>> import partner_success as ps
        >>> migration_between([], [], ps.standard().health).subjects
        0

    Rule: HLT-08.
    """
    olds = {each.account.id: each for each in before}
    pairs = ((olds.get(each.account.id), each) for each in after)
    return migration((card, card), list(_moved(pairs, card)))


def _moved(
    pairs: Iterable[tuple[ScoredAccount | None, ScoredAccount | None]], card: Scorecard
) -> Iterator[Moved]:
    for before, after in pairs:
        if before is None or after is None:
            continue
        for side in (before, after):
            model = side.result.model
            if model is not card and model != card:
                raise InvalidUseError(
                    f"{side.account.id!r} was scored by {side.result.model.id!r}, and"
                    f" bands are asked of {card.id!r}; compare scores of one card"
                )
        yield Moved(
            subject=after.account.id,
            on=after.account.on,
            old=_place(before),
            old_score=_exact(before),
            new=_place(after),
            new_score=_exact(after),
            left=bool(after.account.has_left(after.account.on)),
        )


def _place(scored: ScoredAccount) -> Place:
    result = scored.result
    if isinstance(result, NotScored):
        return _NOT_SCORED
    band = result.band
    return _BETWEEN if band is None else Place(band=band.id, name=band.name)


def _exact(scored: ScoredAccount) -> Fraction | None:
    return scored.result.exact if isinstance(scored.result, Score) else None
