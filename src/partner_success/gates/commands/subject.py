"""What a command is done to."""

from __future__ import annotations

import attrs

__all__ = ["Subject"]


@attrs.frozen
class Subject:
    """What a command is done to.

    Attributes:
        stage: The id of the stage; ``None`` where it is done to the partner as a whole.
        name: The item, step, customer or issue in it; ``None`` for the stage itself.
    """

    stage: str | None = None
    name: str | None = None
