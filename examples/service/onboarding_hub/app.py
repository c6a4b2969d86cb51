"""The service as an application of ASGI."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TextIO

from anyio import to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from starlette.exceptions import HTTPException

import partner_success as ps
from onboarding_hub.api import (
    deputies,
    given_views,
    grants,
    journeys,
    operations,
    partners,
    questionnaires,
    session,
    submissions,
    tickets,
    views,
)
from onboarding_hub.api.schemas import Components
from onboarding_hub.api.signing import signing_router
from onboarding_hub.clock import Clock, system_clock
from onboarding_hub.database.engine import READER, Database
from onboarding_hub.edge import Edge
from onboarding_hub.hub import Hub
from onboarding_hub.logs import make_log
from onboarding_hub.pages import (
    answering,
    doing,
    partner,
    portfolio,
    scores,
    sharing,
    signed,
)
from onboarding_hub.pages import session as own_session
from onboarding_hub.pages import tickets as ticket_pages
from onboarding_hub.pages.static_files import STATIC, CachedFiles
from onboarding_hub.pages.trouble import page_or_problem
from onboarding_hub.problems import ProblemError, ProblemView
from onboarding_hub.settings import Settings, told_of
from onboarding_hub.store.tickets import working_time

__all__ = ["create_app", "lifespan_of"]


def create_app(
    settings: Settings,
    *,
    clock: Clock = system_clock,
    rules: ps.Rulebook | None = None,
    log_to: TextIO | None = None,
) -> FastAPI:
    """Make the service; its database has to be there, and up to date.

    Args:
        settings: What the operator chose.
        clock: Tells the time.
        rules: The rulebook; left out, the standard one.
        log_to: Where the log goes; left out, to the standard output.

    Raises:
        ValueError: The rulebook has no such policy, or the calendar says no time.
    """
    rules = ps.standard() if rules is None else rules
    _check(settings, rules)
    database = Database(
        settings.database_url, pool_size=settings.pool_size, rests_as=READER
    )
    hub = Hub(
        settings=settings,
        database=database,
        rules=rules,
        clock=clock,
    )
    app = FastAPI(
        title="Onboarding hub",
        version=ps.__version__,
        # Their pages load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        # Where to would be taken from what the request says of its host.
        redirect_slashes=False,
        lifespan=lifespan_of(hub),
    )
    app.state.hub = hub
    app.add_middleware(Edge, hub=hub, log=make_log(clock, log_to), tell=page_or_problem)
    for kind in (ProblemError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, page_or_problem)
    app.add_exception_handler(OperationalError, _unreachable)
    app.add_exception_handler(NoConnectionError, _busy)
    for each in (
        session.router,
        session.people_router,
        partners.router,
        journeys.router,
        submissions.router,
        signing_router(hub.rules.journey),
        questionnaires.router,
        tickets.router,
        grants.router,
        deputies.router,
        operations.router,
        own_session.router,
        portfolio.router,
        partner.router,
        doing.router,
        answering.router,
        signed.router,
        scores.router,
        sharing.router,
        ticket_pages.router,
    ):
        app.include_router(each)
    app.mount("/static", CachedFiles(directory=STATIC))
    app.openapi = lambda: _description(app, hub)  # type: ignore[method-assign]
    return app


def lifespan_of(
    hub: Hub,
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Give what is done when a server starts the service, and when it stops it."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None, None]:
        # Threads without a connection could do nothing but wait for one, and keep the
        # loop from letting anybody in.
        limiter = to_thread.current_default_thread_limiter()
        limiter.total_tokens = hub.settings.pool_size
        yield
        hub.database.close()

    return lifespan


def _unreachable(request: Any, _error: Exception) -> Any:
    return page_or_problem(request, ProblemError(503, "The database is not there."))


def _busy(request: Any, _error: Exception) -> Any:
    # Every connection of the pool was in somebody else's hands for too long.
    return page_or_problem(request, ProblemError(503, "Too many ask now; try again."))


def _check(settings: Settings, rules: ps.Rulebook) -> None:
    """Find out at the start what else the first ticket would be refused for."""
    with told_of("sla_policy"):
        rules.sla[settings.sla_policy]
    with told_of("calendar"):
        working_time(settings.calendar)


def _description(app: FastAPI, hub: Hub) -> dict[str, Any]:
    if app.openapi_schema is None:
        found = FastAPI.openapi(app)
        components = Components()
        components.add_models(
            ProblemView,
            views.NewPartner,
            views.NewTicket,
            given_views.NewGrant,
            given_views.NewDeputy,
        )
        components.add_commands()
        components.add_ticket_events(tickets.SENT_KINDS)
        components.add_questionnaires(hub.rules.journey)
        anything = {"type": "object"}
        components.schemas |= {
            "Answers": {"title": "Answers by section and field", **anything},
            "Nothing": {"title": "Nothing to say", **anything},
        }
        known = found.setdefault("components", {}).setdefault("schemas", {})
        for name, schema in components.schemas.items():
            known.setdefault(name, schema)
        app.openapi_schema = found
    return app.openapi_schema
