"""What the library makes of the example portfolio."""

from __future__ import annotations

import partner_success as ps
from partner_success.frames import read_portfolio, score_portfolio
from tests.unit.examples.files import PORTFOLIO, promised, records


def test_the_mistakes_are_refused_and_nothing_else_is(rules: ps.Rulebook) -> None:
    """Every refusal names a line of the README's table, and every line is named."""
    scores = score_portfolio(read_portfolio(PORTFOLIO, rules), rules)
    refused = {(each.file, each.line) for each in scores.refusals}
    assert refused == {(each.file, each.line) for each in promised()}
    assert len(scores.refusals) == len(promised())
    columns = {(each.file, each.line): each.problem.path for each in scores.refusals}
    for each in promised():
        if each.column != "(row)":
            assert columns[each.file, each.line] == each.column
    # The header is no account, and seven rows are refused.
    assert len(scores.accounts) == len(list(records("accounts.csv"))) - 8
