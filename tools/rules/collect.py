"""Run the marked tests and write which rule is held by what and proved by which."""

from __future__ import annotations

import json
import pkgutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from partner_success.rulebook.rules import Rule
from tools.rules.children import run_children
from tools.rules.entries import ProofEntry, RuleEntry
from tools.rules.page import render_page
from tools.rules.plugin import RuleMarks
from tools.rules.project import Project, ToolError
from tools.rules.report import read_report
from tools.rules.runs import batches, run_all

LIMIT = 1_800.0
RAN = (
    pytest.ExitCode.OK,
    pytest.ExitCode.TESTS_FAILED,
    pytest.ExitCode.NO_TESTS_COLLECTED,
)


def collect(project: Project, *, check: bool, report: Path | None = None) -> int:
    """Prove the catalogue and write what was found.

    Args:
        project: The project.
        check: Compare the page with the one that exists instead of writing it.
        report: What a run of all tests has written; where it is, none is run here.

    Returns:
        0 when each built rule is held and proved, every marked test passed and, if
        checked, the page is up to date; else 1.

    Raises:
        ToolError: The tests could not be run, for instance since a mark is faulty.
    """
    rules = project.catalogue()
    # What an older run has found green says nothing of this one.
    (project.root / project.seconds).unlink(missing_ok=True)
    marks = RuleMarks(rules.ids)
    run = TwoAtOnce(marks)
    if report is not None and report.exists():
        run.seconds = read_report(report, marks)
    else:
        _run(project, marks, run)
    entries = [_entry(rule, _tests_by_rule(marks)) for rule in rules]
    text = json.dumps(entries, indent=1, ensure_ascii=False) + "\n"
    project.write(project.report, text)
    problems = [problem for rule in rules for problem in _holder_problems(rule)]
    problems += [text for entry in entries for text in _proof_problems(entry)]
    problems += _failures(marks, run.failures)
    problems += _page(project, render_page(entries), check=check)
    print(_summary(entries))
    for problem in problems:
        print(f"  - {problem}")
    if "failed" not in marks.outcomes.values():
        project.write(project.seconds, json.dumps(run.seconds, indent=1) + "\n")
    return 1 if problems else 0


def _run(project: Project, marks: RuleMarks, run: TwoAtOnce) -> None:
    with tempfile.TemporaryDirectory() as place:
        arguments = project.pytest_arguments("-s", f"--basetemp={place}/tests")
        code = pytest.main(arguments, plugins=[marks, run])
    if code not in RAN:
        raise ToolError(f"the marked tests could not be run (pytest ended with {code})")


class TwoAtOnce:
    """The pytest plugin that runs the tests in forked children, two at once.

    Attributes:
        marks: The plugin that reads the marks, and gets the outcomes.
        seconds: How long each test took.
        failures: The last word of each that failed.
    """

    def __init__(self, marks: RuleMarks) -> None:
        self.marks = marks
        self.seconds: dict[str, float] = {}
        self.failures: dict[str, str] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Stand in for the run of the tests, now that they are collected."""
        if session.testsfailed:
            # Modules that could not be imported; pytest has said which.
            raise session.Interrupted("errors while collecting")
        # Made now, or each child would empty the directory of the others.
        if places := getattr(session.config, "_tmp_path_factory", None):
            places.getbasetemp()
        parts = batches(session.items)
        for ended in run_children(parts, self._run, lambda _: LIMIT):
            if ended.answer is None:
                why = ended.error or "took too long"
                raise session.Failed(f"a batch of tests came to nothing: {why}")
            self.seconds |= ended.answer["seconds"]
            self.failures |= ended.answer["failures"]
            self.marks.outcomes |= ended.answer["outcomes"]
        return True

    def _run(self, items: Sequence[pytest.Item]) -> dict[str, object]:
        return {**run_all(items), "outcomes": self.marks.outcomes}


def _tests_by_rule(marks: RuleMarks) -> dict[str, list[ProofEntry]]:
    outcomes: dict[tuple[str, str], list[str]] = {}
    for node, ids in marks.tests.items():
        for id_ in ids:
            found = outcomes.setdefault((id_, marks.groups[node]), [])
            found.append(marks.outcomes.get(node, "skipped"))
    tests: dict[str, list[ProofEntry]] = {}
    for (id_, group), ends in sorted(outcomes.items()):
        entry = ProofEntry(id=group, cases=len(ends), outcome=_together(ends))
        tests.setdefault(id_, []).append(entry)
    return tests


def _together(outcomes: list[str]) -> str:
    for outcome in ("failed", "passed"):
        if outcome in outcomes:
            return outcome
    return "skipped"


def _entry(rule: Rule, tests: Mapping[str, list[ProofEntry]]) -> RuleEntry:
    proofs = tests.get(rule.id, [])
    return RuleEntry(
        id=rule.id,
        area=rule.area,
        says=rule.says,
        citations=[
            {"source": citation.source, "section": citation.section}
            for citation in rule.citations
        ],
        holder=rule.holder,
        status=_status(rule, [test["outcome"] for test in proofs]),
        tests=proofs,
    )


def _status(rule: Rule, outcomes: list[str]) -> str:
    if not rule.built:
        return "not built"
    return {"passed": "proved", "failed": "failed"}.get(_together(outcomes), "unproved")


def _holder_problems(rule: Rule) -> list[str]:
    if rule.holder is None:
        return []
    try:
        pkgutil.resolve_name(rule.holder)
    except (ImportError, AttributeError, ValueError) as error:
        return [f"{rule.id}: its holder {rule.holder} does not import ({error})"]
    return []


def _proof_problems(entry: RuleEntry) -> list[str]:
    if entry["status"] != "unproved":
        return []
    skipped = ", ".join(test["id"] for test in entry["tests"])
    why = f"only skipped ones ({skipped})" if skipped else "none is marked with it"
    return [f"{entry['id']}: it is built and has no passing test, {why}"]


def _failures(marks: RuleMarks, why: Mapping[str, str]) -> list[str]:
    return [
        f"{node}: failed, and should prove {', '.join(marks.tests[node])}:"
        f" {why.get(node, 'nothing was said')}"
        for node, outcome in marks.outcomes.items()
        if outcome == "failed"
    ]


def _page(project: Project, page: str, *, check: bool) -> list[str]:
    if not check:
        project.write(project.page, page)
        return []
    place = project.root / project.page
    if place.exists() and place.read_text(encoding="utf-8") == page:
        return []
    return [f"{project.page} is out of date; write it with: nox -s rules"]


def _summary(entries: list[RuleEntry]) -> str:
    kinds = [entry["status"] for entry in entries]
    counts = [
        f"{kinds.count(kind)} {kind}"
        for kind in ("proved", "failed", "unproved", "not built")
        if kind in kinds
    ]
    return f"{len(entries)} rules: {', '.join(counts)}"
