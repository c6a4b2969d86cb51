"""A portfolio beside itself at an earlier time: what changed for each account."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from partner_success.errors import InvalidValueError
from partner_success.frames.results import PortfolioScores, Refusal, ScoredAccount
from partner_success.scoring.changes import ScoreChange
from partner_success.scoring.comparison import compare
from partner_success.scoring.results import Score

State = Literal["changed", "same", "not comparable", "new", "gone"]
"""What became of an account: its score changed or not, one side has no score, or only
one side has the account."""


@attrs.frozen(kw_only=True)
class AccountChange:
    """An account then and now.

    Attributes:
        before: The account as it was; ``None`` for a new one.
        after: The account as it is; ``None`` for one that is gone.
        change: The change of its score; ``None`` where one side has none.
    """

    before: ScoredAccount | None
    after: ScoredAccount | None
    change: ScoreChange | None

    @property
    def latest(self) -> ScoredAccount:
        """The account as it is, or as it was last."""
        return self.after or self.before  # type: ignore[return-value]

    @property
    def state(self) -> State:
        """What became of it."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        if self.change is None:
            return "not comparable"
        return "changed" if self.change.parts or self.moved else "same"

    @property
    def moved(self) -> bool:
        """Whether it lies in another band."""
        band = None if self.change is None else self.change.band
        return band is not None and band.cause != "none"


@attrs.frozen(kw_only=True)
class PortfolioChanges:
    """What changed for each account between two days.

    Attributes:
        before_on: The day of the earlier scores.
        after_on: The day of the later ones.
        accounts: Every account of either: the greatest losses of points first, then
            those that cannot be compared, are new or gone, each by id.
        refusals: The rows of the earlier portfolio that were refused.
        remarks: What a reader should know of the earlier portfolio.
    """

    before_on: date | None
    after_on: date | None
    accounts: tuple[AccountChange, ...]
    refusals: tuple[Refusal, ...] = ()
    remarks: tuple[str, ...] = ()

    def count(self, state: State) -> int:
        """Count the accounts of which this became."""
        return sum(each.state == state for each in self.accounts)


def compare_portfolios(
    before: PortfolioScores, after: PortfolioScores
) -> PortfolioChanges:
    """Compare the accounts of a portfolio with themselves at an earlier time.

    Raises:
        InvalidValueError: The scores before are of a later day, or of another
            scorecard.

    Rule: HLT-08.
    """
    if before.on is not None and after.on is not None and before.on > after.on:
        raise InvalidValueError(
            f"the earlier scores are of {before.on} and the later ones of {after.on};"
            " swap the two"
        )
    olds = {each.account.id: each for each in before.accounts}
    news = {each.account.id: each for each in after.accounts}
    found = [
        AccountChange(before=old, after=new, change=_change(old, new))
        for id_ in {**news, **olds}
        for old, new in [(olds.get(id_), news.get(id_))]
    ]
    return PortfolioChanges(
        before_on=before.on,
        after_on=after.on,
        accounts=tuple(sorted(found, key=_by_loss)),
        refusals=before.refusals,
        remarks=before.remarks,
    )


def _change(
    before: ScoredAccount | None, after: ScoredAccount | None
) -> ScoreChange | None:
    old = None if before is None else before.result
    new = None if after is None else after.result
    if isinstance(old, Score) and isinstance(new, Score):
        return compare(old, new)
    return None


_ORDER: tuple[State, ...] = ("not comparable", "new", "gone")


def _by_loss(each: AccountChange) -> tuple[int, Fraction, str]:
    id_ = each.latest.account.id
    if each.change is not None:
        return -1, each.change.exact, id_
    return _ORDER.index(each.state), Fraction(), id_
