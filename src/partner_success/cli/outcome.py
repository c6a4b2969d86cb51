"""How a command ends: its exit code, and what is said where it went wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from partner_success.display.wording import visible
from partner_success.errors import PartnerSuccessError

DONE: Final = 0
ROWS_REFUSED: Final = 1
DENIED: Final = 1
DIFFERENT: Final = 1
IN_THE_WAY: Final = 1
NO_FORECAST: Final = 1
OVERDUE: Final = 1
MISUSE: Final = 2
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
"""The last two are 128 and the signal's number, as shells count."""


def run(work: Callable[[], int]) -> int:
    """Do the work of a command and give its exit code; misuse is said in one line."""
    try:
        code = work()
        sys.stdout.flush()
    except PartnerSuccessError as error:
        say(f"error: {error}")
        return MISUSE
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # What waits in the buffer goes nowhere, or leaving would fail once more.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return code


def say(text: str) -> None:
    """Say something on standard error, harmless to a terminal."""
    lines = [visible(line) for line in text.split("\n")]
    sys.stderr.write("\n".join(lines) + "\n")


def write(text: str) -> None:
    """Write a result to standard output."""
    sys.stdout.write(text + "\n")


def write_bytes(content: bytes) -> None:
    """Write a file to standard output, its line ends as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
