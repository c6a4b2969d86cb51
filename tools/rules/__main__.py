"""The command line: ``python -m tools.rules collect`` and ``... mutate``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from partner_success.errors import PartnerSuccessError
from tools.rules.collect import collect
from tools.rules.mutate import Choice, mutate
from tools.rules.project import Project, ToolError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the two tools; give the exit code."""
    given = _parser().parse_args(arguments)
    project = Project(
        root=given.root.resolve(),
        catalogue_file=given.catalogue,
        store=given.store,
        numbers=given.numbers,
    )
    try:
        if given.tool == "collect":
            return collect(project, check=given.check, report=given.report)
        choice = Choice(
            families=tuple(given.family),
            sample=given.sample,
            seed=given.seed,
            seconds=given.seconds,
            limit=given.limit,
            baseline=given.baseline,
        )
        return mutate(project, choice)
    except (ToolError, PartnerSuccessError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--root", type=Path, default=Path(), help="project directory")
    shared.add_argument("--catalogue", type=Path, help="another catalogue of rules")
    shared.add_argument("--store", default="partner_success.rulebook.store")
    shared.add_argument("--numbers", default="partner_success.rulebook.numbers")
    parser = argparse.ArgumentParser(prog="python -m tools.rules", description=__doc__)
    tools = parser.add_subparsers(dest="tool", required=True)
    about = "run the marked tests, write build/rules.json and the page of the rules"
    collecting = tools.add_parser("collect", parents=[shared], help=about)
    help_ = "compare the page with the one that is there instead of writing it"
    collecting.add_argument("--check", action="store_true", help=help_)
    help_ = "what a run of all tests has written with --rule-report; none is run then"
    collecting.add_argument("--report", type=Path, help=help_)
    about = "change each number of the rulebook; a marked test must fail each time"
    mutating = tools.add_parser("mutate", parents=[shared], help=about)
    help_ = "only numbers of this family (may be given again)"
    mutating.add_argument("--family", action="append", default=[], help=help_)
    mutating.add_argument("--sample", type=int, help="how many numbers; default all")
    mutating.add_argument("--seed", type=int, default=1, help="draws the sample")
    help_ = "begin no further number after this long"
    mutating.add_argument("--seconds", type=float, help=help_)
    help_ = "seconds after which tests that hang have noticed the change"
    mutating.add_argument("--limit", type=float, default=60.0, help=help_)
    help_ = "file of seconds that collect has written; the tests need not run again"
    mutating.add_argument("--baseline", type=Path, help=help_)
    return parser


if __name__ == "__main__":
    sys.exit(main())
