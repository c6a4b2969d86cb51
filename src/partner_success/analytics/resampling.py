"""Customers drawn by lot: two halves, and samples with replacement (extra ``bulk``).

The only module of this package that touches numpy. Everything is counted in whole
numbers until the last division, so that no order of rows and no processor changes a
digit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from partner_success.analytics.calibration import pooled
from partner_success.analytics.grouping import Groups
from partner_success.core.extras import NeedsExtra

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]

_BILLION: Final = 1_000_000_000
"""Squared errors are counted in billionths."""

_STREAM: Final = (1,)

Pair: TypeAlias = tuple[float, float]
"""A figure of the old card and of the new."""

Advance: TypeAlias = Callable[[], object]
"""Called once for each draw."""


@attrs.frozen(kw_only=True)
class Rows:
    """Readings to be drawn from, a customer's all together.

    Attributes:
        subjects: The place of each row's customer among the customers, from 0.
        left: Whether the customer left after the reading.
        scores: Whole numbers in the order of the scores, on the old card and the new.
        fitted: Whether chances are fitted on the row; else they are measured on it.
    """

    subjects: Sequence[int]
    left: Sequence[bool]
    scores: tuple[Sequence[int], Sequence[int]]
    fitted: Sequence[bool]


@attrs.frozen(kw_only=True)
class Figures:
    """What one sample says: area under the curve and Brier score, old and new."""

    auc: Pair
    brier: Pair


class Lots:
    """Draws lots from one seed: the same seed, the same lots, in the same order.

    Raises:
        MissingExtraError: The extra ``bulk`` is not installed.
    """

    def __init__(self, seed: int) -> None:
        with NeedsExtra(extra="bulk", module="numpy", purpose="drawing samples"):
            import numpy as np

        # A stream of its own: data that were made up with the same seed would otherwise
        # be drawn with the very lots that made them.
        stream = np.random.SeedSequence(seed, spawn_key=_STREAM)
        self._generator = np.random.Generator(np.random.PCG64(stream))

    def halves(self, left: Sequence[bool]) -> list[bool]:
        """Put about half of those who left, and of those who stayed, on one side.

        Where they are odd in number the other side has one more.
        """
        chosen = [False] * len(left)
        for kind in (True, False):
            places = [place for place, each in enumerate(left) if each is kind]
            order: list[int] = self._generator.permutation(len(places)).tolist()
            for lot in order[: len(places) // 2]:
                chosen[places[lot]] = True
        return chosen

    def figures(
        self, rows: Rows, draws: int, advance: Advance
    ) -> tuple[Figures, list[Figures]]:
        """Give the figures of all rows, and those of each sample that has them.

        A sample draws as many customers as there are, each with all of its rows, and
        chances are fitted anew in it. One in which nobody left, nobody stayed, or a
        half is empty has no figures.
        """
        import numpy as np

        subjects = max(rows.subjects) + 1
        sums = _Sums(rows, subjects)
        whole = sums.figures(np.ones(subjects, dtype=np.int64))
        assert whole is not None
        found: list[Figures] = []
        for _ in range(draws):
            lots = self._generator.integers(0, subjects, size=subjects)
            figures = sums.figures(np.bincount(lots, minlength=subjects))
            if figures is not None:
                found.append(figures)
            advance()
        return whole, found


class _Sums:
    """Rows prepared so that one sample takes a few sums over whole numbers."""

    def __init__(self, rows: Rows, subjects: int) -> None:
        import numpy as np

        owners = np.asarray(rows.subjects, dtype=np.int64)
        left = np.asarray(rows.left, dtype=np.bool_)
        fitted = np.asarray(rows.fitted, dtype=np.bool_)
        self._sides = [_Side(owners, left, scores) for scores in rows.scores]
        self._chances = [
            _Chances(owners, left, fitted, scores) for scores in rows.scores
        ]
        self._halves: list[Whole] = [
            np.bincount(owners[half], minlength=subjects) for half in (fitted, ~fitted)
        ]

    def figures(self, weights: Whole) -> Figures | None:
        """Give the figures where each customer counts so often; None without any."""
        old, new = (side.auc(weights) for side in self._sides)
        fitted, tested = (int(weights @ rows) for rows in self._halves)
        if old is None or new is None or not fitted or not tested:
            return None
        before, after = (chances.error(weights) for chances in self._chances)
        scale = tested * _BILLION
        return Figures(auc=(old, new), brier=(before / scale, after / scale))


class _Side:
    """The scores of one card, sorted once.

    Those who stayed stand in the order of their scores, so that a running sum of their
    weights tells for each who left how many scored above and how many the same.
    """

    def __init__(
        self, owners: Whole, left: NDArray[np.bool_], scores: Sequence[int]
    ) -> None:
        import numpy as np

        ranks = _ranks(scores)
        stayed = ranks[~left]
        order = np.argsort(stayed, kind="stable")
        self._stayed: Whole = owners[~left][order]
        self._left: Whole = owners[left]
        ranked = stayed[order]
        self._first: Whole = np.searchsorted(ranked, ranks[left], side="left")
        self._last: Whole = np.searchsorted(ranked, ranks[left], side="right")

    def auc(self, weights: Whole) -> float | None:
        """Give the area under the curve; None where nobody left or nobody stayed."""
        import numpy as np

        running = np.zeros(len(self._stayed) + 1, dtype=np.int64)
        np.cumsum(weights[self._stayed], out=running[1:])
        gone = weights[self._left]
        pairs = int(gone.sum()) * int(running[-1])
        if not pairs:
            return None
        # Twice those who scored above and once those who scored the same.
        halves = 2 * running[-1] - running[self._first] - running[self._last]
        return int(gone @ halves) / (2 * pairs)


def _ranks(scores: Sequence[int]) -> Whole:
    """Give small whole numbers in the same order: scores can be of any length."""
    import numpy as np

    ranks = {score: rank for rank, score in enumerate(sorted(set(scores)))}
    return np.asarray([ranks[score] for score in scores], dtype=np.int64)


class _Chances:
    """Chances of one card, fitted on one half of the rows and measured on the other."""

    def __init__(
        self,
        owners: Whole,
        left: NDArray[np.bool_],
        fitted: NDArray[np.bool_],
        scores: Sequence[int],
    ) -> None:
        import numpy as np

        pairs = list(zip(scores, fitted.tolist(), strict=True))
        groups = Groups([score for score, fits in pairs if fits])
        places = [groups.of(score) for score, fits in pairs if fits]
        order = np.argsort(np.asarray(places, dtype=np.int64), kind="stable")
        ranked = np.asarray(places, dtype=np.int64)[order]
        self._owners: Whole = owners[fitted][order]
        # Every group has a row, so that each begins where the next sum begins.
        self._starts: Whole = np.searchsorted(ranked, np.arange(len(groups)))
        gone = left[fitted][order]
        self._gone: Whole = self._owners[gone]
        self._gone_from: Whole = ranked[gone]
        spots = [groups.position(score) for score, fits in pairs if not fits]
        before, after, part = zip(*spots, strict=True)
        self._before: Whole = np.asarray(before, dtype=np.int64)
        self._after: Whole = np.asarray(after, dtype=np.int64)
        self._part: NDArray[np.float64] = np.asarray(part, dtype=np.float64)
        self._tested: Whole = owners[~fitted]
        self._left: NDArray[np.float64] = left[~fitted].astype(np.float64)

    def error(self, weights: Whole) -> int:
        """Give the sum of the squared errors in billionths."""
        import numpy as np

        chances = self._fit(weights)
        step = chances[self._after]
        chance = chances[self._before]
        step -= chance
        step *= self._part
        chance += step
        chance -= self._left
        chance *= chance
        chance *= _BILLION
        errors = np.rint(chance, out=chance).astype(np.int64)
        return int(weights[self._tested] @ errors)

    def _fit(self, weights: Whole) -> NDArray[np.float64]:
        """Give the chance of each group."""
        import numpy as np

        total = np.add.reduceat(weights[self._owners], self._starts)
        # Sums of floats are exact here: they are whole and far below 2**53.
        of_gone = np.bincount(self._gone_from, weights[self._gone], len(total))
        gone = of_gone.astype(np.int64)
        chances: list[float] = []
        counts = zip(gone.tolist(), total.tolist(), strict=True)
        for left, everybody, width in pooled(counts):
            chances += [float(left / everybody)] * width
        return np.asarray(chances, dtype=np.float64)
