"""What a report looks at: an instant, a range of days, a tier, a person, a view."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import attrs

from partner_success.analytics.gates.spells import GateSpell, GateSpells
from partner_success.analytics.views import View
from partner_success.core.arguments import require
from partner_success.core.instants import Period, microseconds
from partner_success.errors import InvalidUseError

__all__ = ["ReportScope", "narrowed", "withheld"]


@attrs.frozen(kw_only=True)
class ReportScope:
    """What a report looks at.

    Attributes:
        at: The instant up to which everything is known.
        period: The days in which what is counted happened; ``None`` for all of them.
            How partners stand is told of the instant, whatever the period.
        stage: The id of the one stage that is looked at; ``None`` for all.
        tier: The one tier that is looked at; ``None`` for all.
        person: The id of the one person whose partners are looked at; ``None`` for
            everybody's.
        withheld: What the reader may not see, each in one sentence.

    Rule: ANL-04, ANL-06.
    """

    at: datetime = attrs.field(eq=microseconds)
    period: Period | None = None
    stage: str | None = None
    tier: int | None = None
    person: str | None = None
    withheld: tuple[str, ...] = ()

    @property
    def on(self) -> date:
        """The day of the instant."""
        return self.at.date()

    def covers(self, moment: datetime | None) -> bool:
        """Tell whether something happened, and in the period."""
        if moment is None:
            return False
        return self.period is None or self.period.contains(moment.date())

    def remarks(self) -> Iterator[str]:
        """Say what was left out, each in one sentence."""
        if self.period is not None:
            first, last = self.period.first, self.period.last
            yield f"only what happened from {first} to {last} counts"
        named = {"stage": self.stage, "tier": self.tier, "person": self.person}
        chosen = [
            f"{name} {value}" for name, value in named.items() if value is not None
        ]
        if chosen:
            yield f"narrowed to {', '.join(chosen)}"
        yield from self.withheld


def narrowed(  # noqa: PLR0913 - what a report can be narrowed by
    spells: GateSpells,
    *,
    period: Period | None = None,
    stage: str | None = None,
    tier: int | None = None,
    person: str | None = None,
    role: str | None = None,
    view: View | None = None,
) -> tuple[GateSpells, ReportScope]:
    """Leave out what a report does not look at, and say what it looks at.

    Args:
        spells: Partners in stages.
        period: The days in which what is counted happened.
        stage: The id of a stage.
        tier: A tier.
        person: The id of somebody whose partners are looked at.
        role: The role in which they are assigned; left out, any role.
        view: What the reader may see.

    Raises:
        InvalidUseError: The spells, the period or the view is something else, or the
            view is of another role's analytics.
        UnknownNameError: The journey has no such stage.

    Rule: ANL-04, ANL-06.
    """
    found = require(spells, GateSpells)
    left = found.spells if stage is None else found.of(stage)
    hidden = 0
    if view is not None:
        seen = require(view, View)
        hidden = sum(not seen.shows(partner) for partner in found.partner_ids)
    scope = ReportScope(
        at=found.at,
        period=None if period is None else require(period, Period),
        stage=stage,
        tier=tier,
        person=person,
        withheld=withheld(found.withheld, hidden, view, role),
    )

    def is_in(spell: GateSpell) -> bool:
        return (
            (view is None or view.shows(spell.partner_id))
            and (tier is None or spell.tier == tier)
            and (person is None or spell.concerns(person, role))
        )

    return attrs.evolve(found, spells=tuple(filter(is_in, left))), scope


def withheld(
    before: str | None, hidden: int, view: View | None, role: str | None
) -> tuple[str, ...]:
    """Say what a reader may not see, each in one sentence.

    Args:
        before: What was withheld before.
        hidden: How many partners the view hides.
        view: What the reader may see; left out, everything.
        role: The role whose analytics the report is of; ``None`` for any.

    Raises:
        InvalidUseError: The view is none, or of another role's analytics.

    Rule: ANL-06.
    """
    told = () if before is None else (before,)
    if view is None:
        return told
    seen = require(view, View)
    if role is not None and seen.role != role:
        raise InvalidUseError(
            f"this is a report of {role} analytics, and the view is of {seen.role}"
            f" analytics; ask for view_of(..., role={role!r})"
        )
    remark = attrs.evolve(seen, withheld=hidden).remark
    return told if remark is None else (*told, remark)
