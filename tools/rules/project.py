"""Where things are: paths, the catalogue, and how the marked tests are started."""

from __future__ import annotations

from pathlib import Path

import attrs

from partner_success.core.collections import Catalogue
from partner_success.rulebook.rules import Rule, read_rules, rule_catalogue


class ToolError(Exception):
    """The tool cannot go on; the text says why and what to do."""


@attrs.frozen(kw_only=True)
class Project:
    """A project whose rules are to be proved.

    Attributes:
        root: Its directory; every other path is relative to it.
        tests: Where its tests are.
        catalogue_file: Its rule catalogue; ``None`` for the one in the library.
        report: Where the catalogue with its proofs is written.
        page: Where the page of the documentation is written.
        mutants: Where the verdict on each changed number is written.
        seconds: Where the seconds of each marked test are written, once all pass.
        store: The module that holds the standard document of the rulebook.
        numbers: The module that lists the numbers of such a document.
    """

    root: Path
    tests: tuple[str, ...] = ("tests",)
    catalogue_file: Path | None = None
    report: Path = Path("build/rules.json")
    page: Path = Path("docs/reference/rules.md")
    mutants: Path = Path("build/mutants.json")
    seconds: Path = Path("build/marked_tests.json")
    store: str = "partner_success.rulebook.store"
    numbers: str = "partner_success.rulebook.numbers"

    def catalogue(self) -> Catalogue[Rule]:
        """Read the rules.

        Raises:
            InvalidDataError: The catalogue is faulty; carries every fault.
        """
        if self.catalogue_file is None:
            return rule_catalogue()
        return read_rules((self.root / self.catalogue_file).read_text(encoding="utf-8"))

    def pytest_arguments(self, *more: str) -> list[str]:
        """Give the arguments with which pytest runs the marked tests, and only them."""
        tests = [str(self.root / place) for place in self.tests]
        rootdir = f"--rootdir={self.root}"
        return ["-q", "-p", "no:cacheprovider", "-m", "rule", rootdir, *more, *tests]

    def write(self, place: Path, text: str) -> Path:
        """Write a file below the root, with the directories it needs."""
        target = self.root / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        return target
