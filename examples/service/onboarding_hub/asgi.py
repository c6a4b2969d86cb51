"""The application for a server of your choice: ``uvicorn onboarding_hub.asgi:app``.

With several processes, HUB_SECRET has to be set, or each would sign for itself.
"""

from __future__ import annotations

import os

from onboarding_hub.app import create_app
from onboarding_hub.settings import Settings

__all__ = ["app"]

app = create_app(Settings.from_environment(os.environ))
