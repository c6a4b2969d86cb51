"""Records that a report cannot tell: each is left out with what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, TypeAlias

import attrs

from partner_success.analytics.report_table import ReportColumn, ReportTable
from partner_success.analytics.roles.scope import ReportHead
from partner_success.analytics.roles.showing import counted, plain_table
from partner_success.errors import Problem

__all__ = ["RefusedKind", "RefusedRecord", "refusal_remarks", "refusals_table"]

RefusedKind: TypeAlias = Literal["account", "answer", "operation", "usage"]
"""What was refused: a customer's measures, an answer to a survey, the points of a
partner's operation, or the use of a customer."""

_TOLD: Final = 5


@attrs.frozen(kw_only=True)
class RefusedRecord:
    """A record that a report leaves out, because something in it cannot be.

    Attributes:
        partner_id: The partner whose record it is.
        kind: What it is.
        id: The id of the answer, of the customer, or of the partner itself.
        problems: Everything that is wrong in it, at least one.

    Rule: ANL-02.
    """

    partner_id: str
    kind: RefusedKind
    id: str
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        whose = "" if self.id == self.partner_id else f" {self.id!r}"
        said = "; ".join(each.message for each in self.problems)
        return f"{self.kind}{whose} of {self.partner_id!r} is left out: {said}"


def refusal_remarks(refusals: Sequence[RefusedRecord]) -> Iterator[str]:
    """Tell the first records that are left out, and how many more there are."""
    yield from map(str, refusals[:_TOLD])
    more = len(refusals) - _TOLD
    if more > 0:
        yield f"{counted(more, 'more record')} left out"


def refusals_table(
    id_: str, refusals: Iterable[RefusedRecord], head: ReportHead
) -> ReportTable:
    """Give everything that is wrong, a row each."""
    columns = [
        ReportColumn(id="partner_id", name="Partner id"),
        ReportColumn(id="kind", name="Record"),
        ReportColumn(id="id", name="Id"),
        ReportColumn(id="path", name="Place"),
        ReportColumn(id="message", name="What is wrong"),
    ]
    rows = [
        (each.partner_id, each.kind, each.id, problem.path, problem.message)
        for each in refusals
        for problem in each.problems
    ]
    return plain_table(id_, "Left out", columns, rows, head)
