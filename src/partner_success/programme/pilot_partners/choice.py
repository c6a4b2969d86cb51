"""Candidates for a pilot, and with which of them it is tried."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from partner_success.core.collections import EMPTY_MAP, Catalogue, FrozenMap
from partner_success.core.decision import Decision
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.partners.faults import Faults, frozen_map

__all__ = ["PilotCandidate", "PilotChoice", "RankedCandidate"]


def _answers(value: Mapping[str, bool | None]) -> FrozenMap[str, bool | None]:
    return frozen_map(value)


@attrs.frozen(kw_only=True)
class PilotCandidate:
    """A partner that a pilot might be tried with.

    Attributes:
        id: The id of the partner.
        meets: By ids of criteria whether the partner meets them; ``None``, or a
            criterion that is left out, says that nobody knows.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: PRG-09.
    """

    id: str
    meets: FrozenMap[str, bool | None] = attrs.field(
        default=EMPTY_MAP, converter=_answers
    )

    def __attrs_post_init__(self) -> None:
        faults = Faults("candidate", self.id)
        faults.id("id", self.id)
        for path, each in faults.entries("meets", self.meets):
            faults.truth(path, each, optional=True)
        faults.report()


@attrs.frozen(kw_only=True)
class RankedCandidate:
    """A candidate with its place, and what decided.

    Attributes:
        candidate: The candidate.
        met: The ids of the criteria that it meets, in their order.
        unmet: The ids of required criteria that it does not meet.
        unknown: The ids of required criteria of which nobody knows.
        tied_with: The ids of the other candidates that meet the same criteria.
        decision: Whether it is chosen, and why or why not.
    """

    candidate: PilotCandidate
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    unknown: tuple[str, ...]
    tied_with: tuple[str, ...]
    decision: Decision

    @property
    def id(self) -> str:
        """The id of the candidate."""
        return self.candidate.id


@attrs.frozen(kw_only=True)
class PilotChoice(Explained):
    """With which partners a pilot is tried, and why not with the others.

    Attributes:
        candidates: Every candidate: those that are chosen, in their order, those that
            there is no room for, and those that cannot be chosen.
        required: The ids of the criteria that have to be met.
        at_most: How many are chosen at most.
        provenance: The rulebook edition that decided.

    Rule: PRG-09.
    """

    candidates: Catalogue[RankedCandidate]
    required: tuple[str, ...]
    at_most: int
    provenance: Provenance = Provenance()

    @property
    def chosen(self) -> tuple[RankedCandidate, ...]:
        """Those that are chosen, the best first."""
        return tuple(each for each in self.candidates if each.decision.holds)

    @property
    def no_room(self) -> tuple[RankedCandidate, ...]:
        """Those that could be chosen and are not, the best first."""
        return tuple(
            each
            for each in self.candidates
            if not (each.decision.holds or each.unmet or each.unknown)
        )

    @property
    def unfit(self) -> tuple[RankedCandidate, ...]:
        """Those of which a required criterion is not met, or not known."""
        return tuple(each for each in self.candidates if each.unmet or each.unknown)

    @property
    def split_ties(self) -> tuple[str, ...]:
        """The ids of those that are tied across the line between chosen and not.

        Here the stated order of the candidates decided, and no criterion.
        """
        chosen = {each.id for each in self.chosen}
        return tuple(
            each.id
            for each in (*self.chosen, *self.no_room)
            if any(
                (other in chosen) is not (each.id in chosen) for other in each.tied_with
            )
        )

    def explain(self) -> Explanation:
        """Tell every candidate, whether it is chosen, and why."""
        ties = self.split_ties
        remarks = (
            (f"tied, so that the stated order decided: {', '.join(ties)}",)
            if ties
            else ()
        )
        chosen, all_ = len(self.chosen), len(self.candidates)
        return Explanation(
            title=f"Pilot partners: {chosen} of {all_} chosen, {self.at_most} at most",
            columns=("candidate", "chosen", "criteria met", "why"),
            rows=tuple(
                (
                    each.id,
                    "yes" if each.decision.holds else "no",
                    str(len(each.met)),
                    "; ".join(map(str, each.decision.reasons)),
                )
                for each in self.candidates
            ),
            remarks=remarks,
            provenance=self.provenance,
        )
