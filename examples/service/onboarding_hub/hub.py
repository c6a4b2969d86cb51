"""What every route needs: database, rulebook, clock; and a visit to them."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime

import attrs
import sqlalchemy as sa

import partner_success as ps
from onboarding_hub.clock import Clock
from onboarding_hub.database.engine import Database
from onboarding_hub.identity import Caller, Sessions
from onboarding_hub.measures import Measures
from onboarding_hub.paging import Cursors
from onboarding_hub.settings import Settings
from onboarding_hub.store.partners import PartnerRow
from partner_success.access import AccessDecision, AccessPolicy, Actor, Resource
from partner_success.gates import Journey

__all__ = ["Hub", "Visit"]


@attrs.define
class Hub:
    """The service, without its routes.

    Attributes:
        settings: What the operator chose.
        database: Where everything is kept.
        rules: The rulebook: every rule of the domain.
        clock: Tells the time.
    """

    settings: Settings
    database: Database
    rules: ps.Rulebook
    clock: Clock
    sessions: Sessions = attrs.field(init=False)
    cursors: Cursors = attrs.field(init=False)
    measures: Measures = attrs.field(factory=Measures)

    def __attrs_post_init__(self) -> None:
        self.sessions = Sessions(self.settings.secret, self.settings.session_lifetime)
        self.cursors = Cursors(self.settings.secret)

    @contextmanager
    def reading(
        self, caller: Caller, partner_id: str | None = None
    ) -> Generator[Visit, None, None]:
        """Let somebody look, at a partner where its id is given."""
        with self.database.reading() as connection:
            yield self._visit(connection, caller, partner_id)

    @contextmanager
    def writing(self, caller: Caller) -> Generator[Visit, None, None]:
        """Let somebody do something; it is kept as a whole, or not at all."""
        with self.database.writing() as connection:
            yield self._visit(connection, caller)

    def _visit(
        self, connection: sa.Connection, caller: Caller, partner_id: str | None = None
    ) -> Visit:
        at = self.clock()
        actor, row = caller.enter(self.database, connection, at, partner_id)
        return Visit(hub=self, connection=connection, actor=actor, at=at, row=row)


@attrs.frozen(kw_only=True)
class Visit:
    """Somebody's request, inside its transaction.

    Attributes:
        hub: The service.
        connection: The transaction.
        actor: Who asks, with all that they were given.
        at: When.
        row: The partner that they want to look at, where it was read already; nothing
            is said of whether they may.
    """

    hub: Hub = attrs.field(repr=False)
    connection: sa.Connection = attrs.field(repr=False)
    actor: Actor
    at: datetime
    row: PartnerRow | None = None

    @property
    def rules(self) -> ps.Rulebook:
        """The rulebook."""
        return self.hub.rules

    @property
    def policy(self) -> AccessPolicy:
        """Who may do what."""
        return self.hub.rules.access

    @property
    def journey(self) -> Journey:
        """The journey on which the partners are."""
        return self.hub.rules.journey

    def decide(self, action: str, resource: Resource) -> AccessDecision:
        """Ask the library whether they may."""
        return self.policy.decide(self.actor, action, resource, at=self.at)

    def let_write(self) -> None:
        """Go on writing, now that it is decided."""
        self.hub.database.let_write(self.connection)
