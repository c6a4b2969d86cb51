"""What an engineer would write to show one partner, without any rule of the domain.

Its database engine, its session, its answer, its framework and its threads are those of
the service; it asks nothing of who may see the partner.
"""

from __future__ import annotations

import os
import sys

import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Response

from onboarding_hub.api.partners import partner_view
from onboarding_hub.api.views import PartnerView
from onboarding_hub.app import create_app, lifespan_of
from onboarding_hub.database.engine import Database
from onboarding_hub.hub import Hub
from onboarding_hub.identity import current_actor
from onboarding_hub.settings import Settings
from onboarding_hub.store.partners import row_called


def bare_app(settings: Settings, *, with_edge: bool) -> FastAPI:
    """Make the application.

    Args:
        settings: Those of the service.
        with_edge: Whether each request is bounded, counted and logged as there.
    """
    service = create_app(settings)
    hub: Hub = service.state.hub
    database = Database(settings.database_url, pool_size=settings.pool_size)
    app = FastAPI(lifespan=lifespan_of(hub))
    app.state.hub = hub
    for each in service.user_middleware if with_edge else ():
        app.add_middleware(each.cls, *each.args, **each.kwargs)

    @app.get("/api/partners/{partner_id}", dependencies=[Depends(current_actor)])
    def read_partner(partner_id: str, response: Response) -> PartnerView:
        with database.engine.connect() as connection, connection.begin():
            row = row_called(connection, partner_id)
        if row is None:
            raise HTTPException(404)
        response.headers["ETag"] = f'"{row.version}"'
        return partner_view(hub, row)

    return app


def main() -> None:
    """Answer until somebody stops it."""
    port, edge = sys.argv[1:]
    app = bare_app(Settings.from_environment(os.environ), with_edge=edge == "edge")
    uvicorn.run(
        app, host="127.0.0.1", port=int(port), log_level="warning", access_log=False
    )


if __name__ == "__main__":
    main()
