"""Who asks: a signed session of the people in the directory.

Put your own identity provider in its place: override `current_actor` with a dependency
that gives a `Caller` made of what your provider says (see the README).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Final

import attrs
from fastapi import Request, Security
from fastapi.security import APIKeyCookie
from itsdangerous import BadData, URLSafeSerializer

from onboarding_hub.problems import ProblemError
from onboarding_hub.store.entering import let_in
from onboarding_hub.store.partners import PartnerRow
from onboarding_hub.store.people import actor_called
from partner_success.access import Actor

if TYPE_CHECKING:
    import sqlalchemy as sa

    from onboarding_hub.database.engine import Database
    from onboarding_hub.hub import Hub

__all__ = ["COOKIE", "Caller", "Member", "Sessions", "current_actor"]

COOKIE: Final = "onboarding_hub_session"


@attrs.frozen
class Caller:
    """Who asks, before it is known what they may.

    Attributes:
        id: Their id, by which logs and records name them.
    """

    id: str

    def actor(self, connection: sa.Connection) -> Actor:
        """Give them with their roles and with all that they were given, as of now.

        Raises:
            ProblemError: They are not in the directory any more.
        """
        return _known(actor_called(connection, self.id))

    def enter(
        self,
        database: Database,
        connection: sa.Connection,
        at: datetime,
        partner_id: str | None = None,
    ) -> tuple[Actor, PartnerRow | None]:
        """Give them, and let the database know who asks until the transaction's end.

        Args:
            database: The database.
            connection: The transaction.
            at: When they ask.
            partner_id: The partner that they want to look at. Whoever can read it along
                gives it too; here it is ``None``, and read when it is needed.

        Raises:
            ProblemError: They are not in the directory any more.
        """
        del partner_id
        actor = self.actor(connection)
        database.ask_as(connection, actor, at)
        return actor, None


@attrs.frozen
class Member(Caller):
    """Somebody of the directory, who is let in with one question to the database."""

    def enter(
        self,
        database: Database,
        connection: sa.Connection,
        at: datetime,
        partner_id: str | None = None,
    ) -> tuple[Actor, PartnerRow | None]:
        """Give them and what they look at, and let the database know who asks."""
        actor, row = let_in(database, connection, self.id, at, partner_id=partner_id)
        return _known(actor), row


def _known(found: Actor | None) -> Actor:
    if found is None:
        raise ProblemError(401)
    return found


@attrs.frozen
class Sessions:
    """Signs who is signed in, and reads it back.

    Attributes:
        secret: What it is signed with.
        lifetime: How long it holds.
    """

    secret: str = attrs.field(repr=False)
    lifetime: timedelta

    def begin(self, person_id: str, at: datetime) -> str:
        """Give what the browser is to keep."""
        ends = (at + self.lifetime).timestamp()
        return str(self._signer().dumps({"id": person_id, "ends": int(ends)}))

    def read(self, text: str, at: datetime) -> str | None:
        """Give who is signed in; ``None`` where it was changed, or is over."""
        try:
            found = self._signer().loads(text)
        except BadData:
            return None
        if at.timestamp() >= found["ends"]:
            return None
        person_id: str = found["id"]
        return person_id

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="onboarding-hub-session")


_KEPT: Final = APIKeyCookie(
    name=COOKIE,
    scheme_name="session",
    description="What POST /api/session gives.",
    auto_error=False,
)


async def current_actor(
    request: Request, text: Annotated[str | None, Security(_KEPT)]
) -> Caller:
    """Say who asks. It is all that has to be replaced for another way to sign in.

    Raises:
        ProblemError: Nobody is signed in.
    """
    hub: Hub = request.app.state.hub
    found = None if text is None else hub.sessions.read(text, hub.clock())
    if found is None:
        raise ProblemError(401)
    request.state.actor_id = found
    return Member(found)
