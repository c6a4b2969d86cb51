"""The style sheet and the picture, which browsers keep for a while."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

__all__ = ["STATIC", "CachedFiles"]

STATIC: Final = Path(__file__).parent / "static"


class CachedFiles(StaticFiles):
    """Files that are the same for everybody, so that a browser may keep them."""

    def file_response(self, *given: Any, **named: Any) -> Response:
        """Answer with a file."""
        response = super().file_response(*given, **named)
        response.headers["Cache-Control"] = "public, max-age=300"
        return response
