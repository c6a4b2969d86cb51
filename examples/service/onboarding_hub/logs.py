"""The log: a line of JSON for each request, with ids and no personal data."""

from __future__ import annotations

import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, TextIO

import structlog

from onboarding_hub.clock import Clock

__all__ = ["make_log"]


def make_log(clock: Clock, stream: TextIO | None = None) -> Any:
    """Make the log of a service.

    Args:
        clock: Tells when a line was written.
        stream: Where lines go; left out, to the standard output.
    """

    def stamp(
        _logger: Any, _method: str, event: MutableMapping[str, Any]
    ) -> Mapping[str, Any]:
        return {"at": clock().isoformat(), **event}

    return structlog.wrap_logger(
        structlog.WriteLogger(stream or sys.stdout),
        processors=[
            structlog.processors.add_log_level,
            stamp,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.BoundLogger,
    )
