"""A pytest plugin that runs files of rule cases: each case is a test.

It is loaded by who wants it: with ``-p partner_success.testing.pytest_plugin``, or with
``pytest_plugins = ["partner_success.testing.pytest_plugin"]`` in the outermost
``conftest.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import pytest

from partner_success.errors import PartnerSuccessError
from partner_success.interop.documents import read_document
from partner_success.rulebook import Rulebook, load, standard
from partner_success.testing.rule_cases import (
    RULE_CASE_KINDS,
    Mismatch,
    RuleCase,
    check_rule_case,
    read_rule_cases,
)

__all__ = [
    "RuleCaseFile",
    "RuleCaseItem",
    "pytest_addoption",
    "pytest_collect_file",
]

_PATTERNS: Final = "rule_case_files"
_USUAL: Final = ["rule_cases*.yaml", "rule_cases*.toml", "rule_cases*.json"]
_RULEBOOK: Final = "rulebook"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a project say which of its files hold rule cases."""
    parser.addini(
        _PATTERNS,
        "names of files with rule cases, such as rule_cases*.yaml",
        type="args",
        default=_USUAL,
    )


def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> RuleCaseFile | None:
    """Take files whose name is one of those of rule cases."""
    patterns: list[str] = parent.config.getini(_PATTERNS)
    if any(file_path.match(pattern) for pattern in patterns):
        found: RuleCaseFile = cast(Any, RuleCaseFile).from_parent(
            parent, path=file_path
        )
        return found
    return None


class RuleCaseFile(pytest.File):
    """A file of rule cases, and the rulebook that it asks."""

    def collect(self) -> Iterator[RuleCaseItem]:
        """Give a test for each case."""
        try:
            rules, cases = _read(self.path)
        except PartnerSuccessError as error:
            raise self.CollectError(str(error)) from error
        for case in cases:
            item: RuleCaseItem = cast(Any, RuleCaseItem).from_parent(
                self, name=f"{case.kind}: {case.name}", rules=rules, case=case
            )
            yield item


class RuleCaseItem(pytest.Item):
    """One rule case as a test.

    Attributes:
        rules: The rulebook that is asked.
        case: The case.
    """

    def __init__(self, *, rules: Rulebook, case: RuleCase, **more: Any) -> None:
        base: Any = super()
        base.__init__(**more)
        self.rules = rules
        self.case = case
        self.user_properties.append(("rules", case.rules))

    def runtest(self) -> None:
        """Ask the rulebook, and fail where something came out otherwise."""
        if found := check_rule_case(self.rules, self.case):
            raise _OtherwiseError(found)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> Any:
        """Say what came out otherwise, in lines that a domain expert can read."""
        error = excinfo.value
        if isinstance(error, _OtherwiseError | PartnerSuccessError):
            return f"{self.name} (rulebook {self.rules.edition.id})\n{error}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Give where the case stands."""
        return self.path, None, self.name


class _OtherwiseError(AssertionError):
    """Facts of a case came out otherwise."""

    def __init__(self, found: tuple[Mismatch, ...]) -> None:
        super().__init__("\n".join(f"  {each}" for each in found))


def _read(path: Path) -> tuple[Rulebook, tuple[RuleCase, ...]]:
    document = read_document(path)
    subject = f"the rule cases {path.name}"
    own = document.pop(_RULEBOOK, None)
    cases = read_rule_cases(document, kinds=RULE_CASE_KINDS.ids, subject=subject)
    return _rulebook(None if own is None else path.parent / str(own)), cases


@cache
def _rulebook(path: Path | None) -> Rulebook:
    """Read a rulebook once in a run."""
    return standard() if path is None else load(path)
