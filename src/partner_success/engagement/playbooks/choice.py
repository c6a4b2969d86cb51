"""Playbooks that were chosen, and everything that called for each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.engagement.playbooks.cause import Cause, CauseKind
from partner_success.engagement.playbooks.playbook import Playbook

__all__ = ["ChosenPlaybook", "PlaybookCause", "PlaybookChoice"]


@attrs.frozen(kw_only=True)
class PlaybookCause:
    """One thing that calls for a playbook.

    Attributes:
        kind: What it is.
        id: The id of the band, trigger, licence or metric.
        name: The same for people.
        since: The first day on which it has held without a break; ``None`` where nobody
            knows.
        draws_in: Who is brought in for it, such as ``"executive"``; ``None`` for
            nobody.

    Rule: PLB-05.
    """

    kind: CauseKind
    id: str
    name: str
    since: date | None = None
    draws_in: str | None = None

    @property
    def cause(self) -> Cause:
        """The same as a run of the playbook keeps it; it can come again another day."""
        return Cause(kind=self.kind, id=self.id, day=self.since)

    def __str__(self) -> str:
        since = "" if self.since is None else f" since {self.since}"
        return f"{self.kind} {self.name}{since}"


@attrs.frozen(kw_only=True)
class ChosenPlaybook:
    """A playbook with everything that calls for it.

    Attributes:
        playbook: What is to be done.
        causes: Everything that calls for it, at least one.

    Rule: PLB-05.
    """

    playbook: Playbook
    causes: tuple[PlaybookCause, ...]

    @property
    def id(self) -> str:
        """The id of the playbook."""
        return self.playbook.id

    @property
    def draws_in(self) -> tuple[str, ...]:
        """Who is brought in by its causes, each once."""
        found = (cause.draws_in for cause in self.causes if cause.draws_in)
        return tuple(dict.fromkeys(found))


@attrs.frozen(kw_only=True)
class PlaybookChoice(Explained):
    """Which playbooks are due.

    Attributes:
        chosen: Each playbook once, found by its id.
        draws_in: Who is to be brought in, even where no playbook is due.
        not_judged: The ids of triggers for which not enough is known, so that they may
            call for more.
        provenance: The rulebook edition that decided.

    Rule: PLB-05.
    """

    chosen: Catalogue[ChosenPlaybook]
    draws_in: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()
    provenance: Provenance = Provenance()

    def explain(self) -> Explanation:
        """Tell who runs each playbook, what calls for it, and who is drawn in."""
        count = len(self.chosen)
        title = f"{count or 'no'} playbook{'' if count == 1 else 's'} due"
        rows = [
            (
                each.playbook.name,
                each.playbook.role,
                "; ".join(map(str, each.causes)),
                ", ".join(each.draws_in),
            )
            for each in self.chosen
        ]
        return Explanation(
            title=title,
            columns=("playbook", "role", "called for by", "draws in"),
            rows=tuple(rows),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        if self.draws_in:
            yield f"to be drawn in: {', '.join(self.draws_in)}"
        if self.not_judged:
            names = ", ".join(self.not_judged)
            yield f"not enough is known to judge: {names}"
