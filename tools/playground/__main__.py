"""The commands ``gather`` and ``test``."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.playground.gathering import NotHereError, gather
from tools.playground.suite import run_suite

USAGE = "usage: python -m tools.playground gather FOLDER | test [PYTEST OPTION ...]"


def main(command: list[str]) -> int:
    """Do what the command line says, and give the exit code."""
    try:
        match command:
            case ["gather", folder]:
                manifest = gather(Path(folder))
                total = sum(path.stat().st_size for path in Path(folder).rglob("*.*"))
                print(f"Pyodide {manifest['pyodide']} is in {folder}: {total:,} bytes")
                return 0
            case ["test", *options]:
                return run_suite(options)
    except NotHereError as error:
        print(error, file=sys.stderr)
        return 1
    print(USAGE, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
