"""What triggers say of a customer on a day, and on which days they began to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeAlias

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance

TriggerState: TypeAlias = Literal["fired", "quiet", "not enough data"]
"""How a trigger stands; 'not enough data' never means that all is well."""


@attrs.frozen(kw_only=True)
class TriggerResult:
    """How one trigger stands on a day.

    Attributes:
        id: The name for programs, such as ``"usage_decline"``.
        name: The name for people.
        state: Whether it fires, does not, or cannot be judged.
        since: The first day of the unbroken run of days on which it has fired; None
            unless it fires.
        evidence: What decides the state, at least one reason: all that holds, all that
            keeps it quiet, or all that is missing.
        playbooks: Ids of the playbooks that it calls for; none unless it fires.
        rules: Ids of the rules that decide.
        citations: Where those come from.
        provenance: The rulebook edition that decided.

    Rule: TRG-06.
    """

    id: str
    name: str
    state: TriggerState
    since: date | None
    evidence: tuple[Reason, ...]
    playbooks: tuple[str, ...]
    rules: tuple[str, ...]
    citations: tuple[Citation, ...]
    provenance: Provenance

    @property
    def fired(self) -> bool:
        """Whether it fires."""
        return self.state == "fired"


@attrs.frozen(kw_only=True)
class TriggerReport(Explained):
    """How every trigger stands on a day.

    Attributes:
        name: What the triggers are called together.
        on: The day.
        results: One result a trigger, in the order of the rulebook, each found by its
            id: ``report.results["usage_decline"]``.
        provenance: The rulebook edition that decided.

    Rule: TRG-06.
    """

    name: str
    on: date
    results: Catalogue[TriggerResult]
    provenance: Provenance

    @property
    def fired(self) -> tuple[TriggerResult, ...]:
        """The triggers that fire."""
        return tuple(each for each in self.results if each.fired)

    @property
    def not_judged(self) -> tuple[TriggerResult, ...]:
        """The triggers for which not enough is known."""
        return tuple(each for each in self.results if each.state == "not enough data")

    @property
    def playbooks(self) -> tuple[str, ...]:
        """The playbooks that those that fire call for, each once."""
        called = (playbook for each in self.fired for playbook in each.playbooks)
        return tuple(dict.fromkeys(called))

    def explain(self) -> Explanation:
        """Tell how each trigger stands, since when, what it calls for, and why."""
        rows = [
            (
                each.name,
                each.state,
                "" if each.since is None else each.since.isoformat(),
                ", ".join(each.playbooks),
            )
            for each in self.results
        ]
        return Explanation(
            title=self._title(),
            columns=("trigger", "state", "since", "playbooks"),
            rows=tuple(rows),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _title(self) -> str:
        counts = f"{len(self.fired)} of {len(self.results)} fired"
        if self.not_judged:
            counts += f", {len(self.not_judged)} without enough data"
        return f"{self.name} on {self.on}: {counts}"

    def _remarks(self) -> Iterator[str]:
        for each in self.results:
            for reason in each.evidence:
                yield f"{each.name}: {reason}"


@attrs.frozen(kw_only=True, order=True)
class TriggerStart:
    """A day on which a trigger began to fire.

    Attributes:
        on: The day.
        trigger: The id of the trigger.

    Rule: TRG-06.
    """

    on: date
    trigger: str
