"""Whom to put in which place, so that least is missing."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["cheapest"]


def cheapest(costs: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Give each row a column of its own, so that the costs together are least.

    This is the Hungarian method: rows come in one by one, each along the cheapest chain
    of moves, and prices of rows and columns keep what was found before right. The
    answer depends on nothing but the order of rows and columns.

    Args:
        costs: A row for each place, none longer than another, with at least as many
            columns as there are rows.

    Returns:
        The column of each row.

    Examples:
        >>> cheapest([[1, 2, 9], [1, 9, 9]])
        (1, 0)
    """
    width = len(costs[0]) if costs else 0
    row_price = [0] * (len(costs) + 1)
    column_price = [0] * (width + 1)
    # Rows and columns count from 1; column 0 holds the row that comes in.
    holder = [0] * (width + 1)
    for row in range(1, len(costs) + 1):
        holder[0] = row
        _take_in(costs, holder, row_price, column_price)
    column_of = {holder[column]: column - 1 for column in range(1, width + 1)}
    return tuple(column_of[row] for row in range(1, len(costs) + 1))


def _take_in(
    costs: Sequence[Sequence[int]],
    holder: list[int],
    row_price: list[int],
    column_price: list[int],
) -> None:
    width = len(holder) - 1
    before = [0] * (width + 1)
    slack: dict[int, int] = {}
    reached = [0]
    column = 0
    while holder[column]:
        row = holder[column]
        for each in range(1, width + 1):
            if each in reached:
                continue
            price = costs[row - 1][each - 1] - row_price[row] - column_price[each]
            if each not in slack or price < slack[each]:
                slack[each], before[each] = price, column
        step, column = min((price, each) for each, price in slack.items())
        del slack[column]
        for each in reached:
            row_price[holder[each]] += step
            column_price[each] -= step
        slack = {each: price - step for each, price in slack.items()}
        reached.append(column)
    while column:
        holder[column] = holder[before[column]]
        column = before[column]
