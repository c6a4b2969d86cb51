"""Hub-style JSON files read as questionnaires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.interop.hub.importing import HubImport, import_hub

__all__ = ["HubImport", "import_hub"]

export(
    __name__,
    """
    importing: HubImport import_hub
    """,
)
