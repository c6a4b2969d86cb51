"""The command ``partner-success``: a thin door to what the library does.

It needs the extra ``cli``.
"""

from __future__ import annotations

import gc
import sys
from importlib.util import find_spec

from partner_success.core.collector import at_rest
from partner_success.errors import MissingExtraError

__all__ = ["main"]

_NEEDED = ("typer", "rich", "narwhals", "polars", "numpy")


def main() -> None:
    """Run the command with the arguments of the process, which ends after it.

    Who catches that end and goes on has what was there by then kept for good, if it
    lies in cycles: Python looks through it no more.

    Raises:
        SystemExit: Always; 0 for success, 1 where rows were refused, 2 for misuse, or
            where the extra is not installed, which is said on standard error.
    """
    for module in _NEEDED:
        if find_spec(module) is None:
            missing = MissingExtraError("cli", module, "the command partner-success")
            sys.stderr.write(f"{missing}\n")
            sys.exit(2)
    # What a command reads stays until it ends, and looking for cycles in it again and
    # again takes an eighth of the time of a review.
    with at_rest():
        from partner_success.cli.app import app

        try:
            app(prog_name="partner-success")
        finally:
            # To look through all of it at the end takes a tenth of a review.
            gc.freeze()
