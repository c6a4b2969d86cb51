"""What native code prints, kept apart from what a command prints."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

__all__ = ["native_output_on_standard_error"]

_OUT: Final = 1
_ERR: Final = 2


@contextmanager
def native_output_on_standard_error() -> Generator[None]:
    """Send what native code prints to standard error for a while.

    The solver inside scipy prints lines of its own, past Python and whatever is asked
    of it, and among JSON they would make it unreadable.
    """
    out = os.dup(_OUT)
    os.dup2(_ERR, _OUT)
    try:
        yield
    finally:
        # Its lines may still wait in the buffer of C, which Python does not flush.
        _c_library().fflush(None)
        os.dup2(out, _OUT)
        os.close(out)


def _c_library() -> ctypes.CDLL:
    return ctypes.CDLL(None if os.name == "posix" else "ucrtbase")
