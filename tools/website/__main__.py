"""Checks a site that was built, and marks it with what it was made of."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.website.marking import leave_mark
from tools.website.outside import outside_requests


def main(command: list[str]) -> int:
    """Check the site in a folder, and give the exit code."""
    if len(command) != 1 or not Path(command[0]).is_dir():
        print("usage: python -m tools.website FOLDER", file=sys.stderr)
        return 2
    site = Path(command[0])
    if outside := outside_requests(site):
        print("pages that load from the network:", *outside, sep="\n")
        return 1
    leave_mark(site)
    print(f"nothing in {site} loads from elsewhere")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
