"""Findings as rows: each is made with the columns that all of them have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from partner_success.frames.triggers.grounds import choice, one_of

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.triggers.reading import Table

    Cases: TypeAlias = Sequence[tuple[nw.Expr, str]]

__all__ = ["DUPLICATE", "FAULTS", "MISSING", "OUT_OF_RANGE", "FindingTerms", "Maker"]

DUPLICATE: Final = 1
OUT_OF_RANGE: Final = 4
MISSING: Final = 5
FAULTS: Final[Mapping[int, str]] = {
    DUPLICATE: "duplicate",
    2: "unknown stage",
    3: "no such severity",
    OUT_OF_RANGE: "out of range",
    MISSING: "missing",
}
"""What can be wrong with a row, the worst last; `collect` knows these words."""

_KINDS: Final = 100
"""More than there are kinds of findings."""


@attrs.frozen(kw_only=True)
class FindingTerms:
    """How findings are called, ordered and grounded.

    Attributes:
        urgencies: The urgencies: for now, for soon, to watch, a chance, not known.
        kinds: The rules of each kind of finding as one text, in the order of the kinds.
    """

    urgencies: tuple[str, str, str, str, str]
    kinds: Mapping[str, str]

    def place(self, urgency: str, code: str) -> int:
        """Give a number by which findings are ordered, what presses most first."""
        return self.urgencies.index(urgency) * _KINDS + list(self.kinds).index(code)


class Maker:
    """Makes rows of findings.

    Args:
        terms: How findings are called.

    Attributes:
        roles: Every text of roles that was named.
    """

    def __init__(self, terms: FindingTerms) -> None:
        self.terms = terms
        self.roles: dict[str, None] = {}

    @property
    def now(self) -> str:
        """The urgency of what is broken."""
        return self.terms.urgencies[0]

    @property
    def soon(self) -> str:
        """The urgency of what gets worse."""
        return self.terms.urgencies[1]

    @property
    def watch(self) -> str:
        """The urgency of what somebody should know."""
        return self.terms.urgencies[2]

    @property
    def chance(self) -> str:
        """The urgency of what is good."""
        return self.terms.urgencies[3]

    @property
    def unknown(self) -> str:
        """The urgency of what nobody can say."""
        return self.terms.urgencies[4]

    def __call__(  # noqa: PLR0913 - one argument a column
        self,
        table: Table,
        code: str,
        urgency: str | tuple[Cases, str],
        *,
        kind: str = "partner",
        subject: nw.Expr | None = None,
        roles: str | Cases = "",
        playbooks: str | nw.Expr = "",
        since: nw.Expr | None = None,
        rules: Cases = (),
        gravity: nw.Expr | None = None,
        amount: nw.Expr | None = None,
        detail: nw.Expr | None = None,
    ) -> Table:
        """Make a finding of each row.

        Args:
            table: With the partner of each.
            code: The kind of finding.
            urgency: How soon somebody should act, or the first case that holds, else
                another.
            kind: What it is about.
            subject: The id of that; the partner where nothing is said.
            roles: Who should act, or the first case that holds; nobody where none does.
            playbooks: The ids of the playbooks, as one text.
            since: The day since when, counted; 0 where nobody knows.
            rules: The first case that holds, where those of the kind do not decide.
            gravity: How grave it is, more being graver.
            amount: What is to be told in numbers.
            detail: What is to be told in words for programs.
        """
        import narwhals as nw

        cases: Cases = () if isinstance(urgency, str) else urgency[0]
        other = urgency if isinstance(urgency, str) else urgency[1]
        places = [(each, self.terms.place(word, code)) for each, word in cases]
        named: Cases = () if isinstance(roles, str) else roles
        usual = roles if isinstance(roles, str) else ""
        self.roles |= dict.fromkeys([usual, *(text for _, text in named)])
        none = nw.lit("")
        return table.select(
            nw.col("partner_id"),
            choice(places, self.terms.place(other, code)).alias("place"),
            nw.lit(code).alias("code"),
            one_of(cases, other).alias("urgency"),
            nw.lit(kind).alias("kind"),
            (nw.col("partner_id") if subject is None else subject).alias("subject"),
            one_of(named, usual).alias("roles"),
            _text(playbooks).alias("playbooks"),
            (_day() if since is None else since).alias("since"),
            one_of(rules, self.terms.kinds[code]).alias("rules"),
            (nw.lit(0.0) if gravity is None else gravity.cast(nw.Float64)).alias(
                "gravity"
            ),
            (_number() if amount is None else amount.cast(nw.Float64)).alias("amount"),
            (none if detail is None else detail).alias("detail"),
        )


def _text(given: str | nw.Expr) -> nw.Expr:
    import narwhals as nw

    return nw.lit(given) if isinstance(given, str) else given


def _day() -> nw.Expr:
    import narwhals as nw

    return nw.lit(0, dtype=nw.Int64)


def _number() -> nw.Expr:
    import narwhals as nw

    return nw.lit(None, dtype=nw.Float64)
