"""What operators ask: whether it lives, whether it is ready, what it counted."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError

from onboarding_hub.api.asking import hub_of
from onboarding_hub.api.views import HealthView
from onboarding_hub.database.migrating import is_at_head
from onboarding_hub.hub import Hub
from onboarding_hub.problems import problem_responses

__all__ = ["router"]

router = APIRouter(tags=["operations"])


@router.get("/healthz", responses=problem_responses())
async def read_health() -> HealthView:
    """Tell that the process lives."""
    return HealthView(status="ok")


@router.get("/readyz", responses={503: {"model": HealthView}, **problem_responses()})
def read_readiness(
    hub: Annotated[Hub, Depends(hub_of)], response: Response
) -> HealthView:
    """Tell whether requests can be answered: the database is there, and up to date."""
    checks = {"database": False, "migrations": False}
    try:
        with hub.database.reading() as connection:
            checks["database"] = True
            checks["migrations"] = is_at_head(connection)
    except SQLAlchemyError:
        pass
    if all(checks.values()):
        return HealthView(status="ok", checks=checks)
    response.status_code = 503
    return HealthView(status="not ready", checks=checks)


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
        **problem_responses(),
    },
)
async def read_metrics(hub: Annotated[Hub, Depends(hub_of)]) -> Response:
    """Give the counts, as Prometheus reads them."""
    return Response(hub.measures.text(), media_type=CONTENT_TYPE_LATEST)
