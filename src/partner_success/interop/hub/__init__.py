"""Hub-style JSON files read as questionnaires."""

from __future__ import annotations

from partner_success.interop.hub.importing import HubImport, import_hub

__all__ = [
    "HubImport",
    "import_hub",
]
