"""The company that is brought to launch and kept healthy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import cast

import attrs

from partner_success.partners.contract import Contract
from partner_success.partners.faults import Faults, frozen_tuple
from partner_success.partners.role import Role
from partner_success.partners.team import TeamAssignment


def _team(value: Iterable[TeamAssignment]) -> tuple[TeamAssignment, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class Partner:
    """What is known of a partner, without any judgement of it.

    Attributes:
        id: What other records refer to; not blank, no space around it.
        name: As the partner writes it.
        team: Who works on it in which role; a PAM among them, nobody twice in a role.
        tier: The tier as it was set, 0 the highest; ``None`` before there is one.
        tier_reason: Why it was set by hand; ``None`` where it follows the money.
        contract: What was agreed; ``None`` before there is one.
        onboarding_start: The day from which its weeks count.
        target_launch: The day it is to launch; not before `onboarding_start`.
        actual_launch: The day it launched; not before `onboarding_start`.
        stage: The id of its stage in the journey, which defines the ids; ``None``
            before it enters the first.
        country: The country it launches in, as the vendor names it.
        created_at: When the record was made, with its zone.
        updated_at: When it last changed, with its zone; not before `created_at`.
        left_on: The first day on which it is no partner any more; not before
            `onboarding_start`, ``None`` while it is one.
        stage_since: The first day of `stage`; ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> partner = Partner(id="acme", name="Acme",
        ...     team=[TeamAssignment(role="PAM", person_id="p-1")])
        >>> [each.person_id for each in partner.in_role(Role.PAM)]
        ['p-1']
    """

    id: str
    name: str
    team: tuple[TeamAssignment, ...] = attrs.field(converter=_team)
    tier: int | None = None
    tier_reason: str | None = None
    contract: Contract | None = None
    onboarding_start: date | None = None
    target_launch: date | None = None
    actual_launch: date | None = None
    stage: str | None = None
    country: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    left_on: date | None = None
    stage_since: date | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("partner", self.id)
        faults.id("id", self.id)
        faults.text("name", self.name)
        self._check_team(faults)
        faults.count("tier", self.tier, optional=True)
        faults.text("tier_reason", self.tier_reason, optional=True)
        faults.record("contract", self.contract, Contract, optional=True)
        self._check_times(faults)
        faults.id("stage", self.stage, optional=True)
        since = faults.day("stage_since", self.stage_since, optional=True)
        if since is not None and self.stage is None:
            message = "is the first day of a stage, and there is no stage"
            faults.add("stage_since", "contradiction", message, since)
        faults.text("country", self.country, optional=True)
        faults.report()

    def _check_team(self, faults: Faults) -> None:
        seen: set[tuple[Role, str]] = set()
        for path, each in faults.records("team", self.team, TeamAssignment):
            if (each.role, each.person_id) in seen:
                message = f"{each.person_id!r} is {each.role} already; name them once"
                faults.add(path, "duplicate", message, each.person_id)
            seen.add((each.role, each.person_id))
        owned = Role.PAM in {role for role, _ in seen}
        if isinstance(cast(object, self.team), tuple) and not owned:
            message = "has no PAM, who owns the partner; assign one"
            faults.add("team", "missing", message, expected="an assignment as PAM")

    def _check_times(self, faults: Faults) -> None:
        start = faults.day("onboarding_start", self.onboarding_start, optional=True)
        for name in ("target_launch", "actual_launch", "left_on"):
            later = faults.day(name, getattr(self, name), optional=True)
            faults.in_order("onboarding_start", start, name, later)
        created = faults.instant("created_at", self.created_at, optional=True)
        updated = faults.instant("updated_at", self.updated_at, optional=True)
        faults.in_order("created_at", created, "updated_at", updated)

    def stage_on(self, day: date) -> str | None:
        """Give the stage on a day, as far as the record tells.

        It tells only the newest stage; what came before is in the log of a journey.

        Args:
            day: The day.

        Returns:
            The id of the stage; ``None`` before its first day, where that is known, or
            where there is none.

        Examples:
            >>> partner = Partner(id="acme", name="Acme", stage="gate_2",
            ...     stage_since=date(2026, 5, 4),
            ...     team=[TeamAssignment(role="PAM", person_id="p-1")])
            >>> partner.stage_on(date(2026, 5, 3)), partner.stage_on(date(2026, 5, 4))
            (None, 'gate_2')
        """
        since = self.stage_since
        return None if since is not None and day < since else self.stage

    def in_role(self, role: Role) -> tuple[TeamAssignment, ...]:
        """Give everybody assigned in a role, in the order of the team."""
        return tuple(each for each in self.team if each.role == role)
