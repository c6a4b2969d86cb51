"""Files that appear whole or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path

from partner_success.errors import InvalidValueError


def write_whole(path: str | Path, content: bytes) -> None:
    """Write a file beside its place and then move it there.

    Whoever reads the file meets the old content or the new, never half of it.

    Raises:
        InvalidValueError: There is no such folder, the path is no file, or the system
            refuses; the text says which.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise InvalidValueError(
            f"{str(target)!r} cannot be written: there is no folder"
            f" {str(target.parent)!r}; make it first, or choose another path"
        )
    if target.exists() and not target.is_file():
        raise InvalidValueError(
            f"{str(target)!r} cannot be written: it exists and is no file;"
            " choose another path"
        )
    try:
        # A folder of its own, because a temporary file would be for its owner alone.
        with tempfile.TemporaryDirectory(
            dir=target.parent, prefix=".partner-success-"
        ) as folder:
            draft = Path(folder, "draft")
            draft.write_bytes(content)
            draft.replace(target)
    except OSError as error:
        raise InvalidValueError(
            f"{str(target)!r} cannot be written: {error.strerror or error}"
        ) from error
