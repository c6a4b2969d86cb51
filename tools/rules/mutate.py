"""Prove the marks: change each number of the rulebook, and see a marked test fail."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest

from tools.rules.children import Ended, run_children
from tools.rules.families import proves
from tools.rules.mutants import Mutant, Rulebook, chosen
from tools.rules.plugin import RuleMarks
from tools.rules.project import Project, ToolError
from tools.rules.runs import (
    Order,
    batches,
    few_examples,
    run_all,
    run_until_failure,
)

BASELINE_LIMIT = 1_800.0
REPORT_EVERY = 50


@attrs.frozen(kw_only=True)
class Choice:
    """Which numbers are changed.

    Attributes:
        families: Only these; empty for all.
        sample: How many of them at most; ``None`` for all.
        seed: What the sample is drawn with.
        seconds: After how long no further number is begun; ``None`` for never.
        limit: After how many seconds a change counts as noticed, because it made the
            tests hang; never less than three times what they take without a change.
        baseline: Where a run in which every test passed has left the seconds of each;
            they are measured anew where it is not there or knows not all of them.
    """

    families: tuple[str, ...] = ()
    sample: int | None = None
    seed: int = 1
    seconds: float | None = None
    limit: float = 60.0
    baseline: Path | None = None


@attrs.frozen(kw_only=True)
class Verdict:
    """What became of one changed number.

    Attributes:
        mutant: The number and its change.
        verdict: ``"killed"``, ``"timeout"`` (which kills too), ``"survived"`` or
            ``"no verdict"`` when the tests could not be run to their end.
        by: The test that failed, or what went wrong when there is no verdict.
        refused: Whether the rulebook did not load with the change.
        seconds: How long it took.
    """

    mutant: Mutant
    verdict: str
    by: str | None
    refused: bool
    seconds: float

    @property
    def good(self) -> bool:
        """Whether the change was noticed."""
        return self.verdict in {"killed", "timeout"}


def mutate(project: Project, choice: Choice) -> int:
    """Change the chosen numbers one by one and report those nobody noticed.

    Returns:
        0 when some marked test noticed every change that was tried; else 1.

    Raises:
        ToolError: The tests could not be collected, are red without any change, or
            not one number was tried.
    """
    prover = Prover(project, choice, RuleMarks(project.catalogue().ids))
    with tempfile.TemporaryDirectory() as place:
        more = ("-s", "--tb=line", "--no-header")
        arguments = project.pytest_arguments(*more, f"--basetemp={place}/tests")
        code = pytest.main(arguments, plugins=[prover.marks, prover])
    if prover.error is not None:
        raise prover.error
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise ToolError(f"the tests could not be collected (pytest ended with {code})")
    if not prover.verdicts:
        raise ToolError("no number was tried: none was listed, or the time ran out")
    return _report(project, prover)


class Prover:
    """The pytest plugin that runs the marked tests over and over, in forked children.

    Attributes:
        marks: The plugin that reads the marks.
        verdicts: One for each number tried.
        left_out: How many of the chosen numbers the time did not suffice for.
        error: Why the proof could not be made.
    """

    def __init__(self, project: Project, choice: Choice, marks: RuleMarks) -> None:
        self.project = project
        self.choice = choice
        self.marks = marks
        self.verdicts: list[Verdict] = []
        self.left_out = 0
        self.error: ToolError | None = None
        self._begun = time.monotonic()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Stand in for the run of the tests, now that they are collected."""
        if session.testsfailed:
            # Modules that could not be imported; pytest has said which.
            raise session.Interrupted("errors while collecting")
        # Made now, or each child would empty the directory of the others.
        if places := getattr(session.config, "_tmp_path_factory", None):
            places.getbasetemp()
        try:
            self._prove(session.items)
        except ToolError as error:
            self.error = error
        return True

    def _prove(self, items: Sequence[pytest.Item]) -> None:
        rulebook = Rulebook(self.project)
        mutants = chosen(
            rulebook.mutants(),
            families=self.choice.families,
            sample=self.choice.sample,
            seed=self.choice.seed,
        )
        few_examples(items)
        of_family = {
            family: [item for item in items if self._proves(family, item)]
            for family in dict.fromkeys(mutant.family for mutant in mutants)
        }
        order = Order(_known_seconds(self.choice.baseline, items) or _baseline(items))
        # Load once before forking, so that no child pays for what never changes.
        rulebook.store.standard()

        def task(mutant: Mutant) -> dict[str, object]:
            refused = not rulebook.change(mutant)
            tests = order.sort(of_family[mutant.family], mutant)
            return {"by": run_until_failure(tests), "refused": refused}

        def limit(mutant: Mutant) -> float:
            whole = sum(order.seconds[i.nodeid] for i in of_family[mutant.family])
            return max(self.choice.limit, 3 * whole)

        for ended in run_children(self._in_time(mutants), task, limit):
            verdict = _verdict(ended)
            if verdict.verdict == "killed" and verdict.by is not None:
                order.killed(verdict.by, verdict.mutant)
            self.verdicts.append(verdict)
            if len(self.verdicts) % REPORT_EVERY == 0:
                print(f"{len(self.verdicts)} of {len(mutants)} numbers tried")

    def _proves(self, family: str, item: pytest.Item) -> bool:
        return proves(family, self.marks.tests[item.nodeid])

    def _in_time(self, mutants: Sequence[Mutant]) -> Iterator[Mutant]:
        seconds = self.choice.seconds
        for position, mutant in enumerate(mutants):
            if seconds is not None and time.monotonic() - self._begun > seconds:
                self.left_out = len(mutants) - position
                return
            yield mutant


def _known_seconds(
    place: Path | None, items: Sequence[pytest.Item]
) -> dict[str, float] | None:
    """Give what another run has measured, if all tests passed in it."""
    if place is None or not place.exists():
        return None
    seconds: dict[str, float] = json.loads(place.read_text(encoding="utf-8"))
    known = all(item.nodeid in seconds for item in items)
    return seconds if known else None


def _baseline(items: Sequence[pytest.Item]) -> dict[str, float]:
    """Run all tests without a change; give the seconds that each took."""
    begun = time.monotonic()
    seconds: dict[str, float] = {}
    failures: dict[str, str] = {}
    for ended in run_children(batches(items), run_all, lambda _: BASELINE_LIMIT):
        if ended.answer is None:
            why = ended.error or "took too long"
            raise ToolError(f"the run of the unchanged rulebook came to nothing: {why}")
        seconds |= ended.answer["seconds"]
        failures |= ended.answer["failures"]
    if failures:
        lines = "\n".join(f"  - {node}: {why}" for node, why in failures.items())
        raise ToolError(f"marked tests fail without any change; mend them:\n{lines}")
    taken = time.monotonic() - begun
    print(f"{len(seconds)} marked tests pass unchanged in {taken:.1f} s")
    return seconds


def _verdict(ended: Ended[Mutant]) -> Verdict:
    answer: dict[str, Any] = ended.answer or {"by": ended.error, "refused": False}
    if ended.timed_out:
        word = "timeout"
    elif ended.error is not None:
        word = "no verdict"
    else:
        word = "survived" if answer["by"] is None else "killed"
    return Verdict(
        mutant=ended.job,
        verdict=word,
        by=answer["by"],
        refused=answer["refused"],
        seconds=round(ended.seconds, 3),
    )


def _report(project: Project, prover: Prover) -> int:
    verdicts = sorted(prover.verdicts, key=lambda verdict: verdict.mutant.name)
    entries = [
        {
            "number": verdict.mutant.name,
            "family": verdict.mutant.family,
            "before": str(verdict.mutant.before),
            "after": str(verdict.mutant.after),
            "unit": verdict.mutant.unit,
            "citations": verdict.mutant.citations,
            "verdict": verdict.verdict,
            "by": verdict.by,
            "refused": verdict.refused,
            "seconds": verdict.seconds,
        }
        for verdict in verdicts
    ]
    text = json.dumps(entries, indent=1, ensure_ascii=False) + "\n"
    project.write(project.mutants, text)
    print(_summary(verdicts, prover.left_out))
    unnoticed = [verdict for verdict in verdicts if not verdict.good]
    for verdict in unnoticed:
        source = f" ({verdict.mutant.citations})" if verdict.mutant.citations else ""
        why = f"; {verdict.by}" if verdict.by else ""
        print(f"  - {verdict.verdict}: {verdict.mutant}{source}{why}")
    return 1 if unnoticed else 0


def _summary(verdicts: Sequence[Verdict], left_out: int) -> str:
    kinds = [verdict.verdict for verdict in verdicts]
    counts = [
        f"{kinds.count(kind)} {kind}"
        for kind in ("killed", "timeout", "survived", "no verdict")
        if kind in kinds
    ]
    if refused := sum(verdict.refused for verdict in verdicts):
        counts.append(f"{refused} of them refused on loading")
    rest = f"; {left_out} not tried, the time was up" if left_out else ""
    return f"{len(verdicts)} numbers changed: {', '.join(counts)}{rest}"
