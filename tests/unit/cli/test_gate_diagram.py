"""Machines drawn on the command line, with the state of a partner marked."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import attrs
import pytest

from partner_success.core.collections import Catalogue
from partner_success.gates import Stage
from partner_success.rulebook import standard
from tests.unit.cli.conftest import Run
from tests.unit.cli.gates import Write, misused


@pytest.mark.parametrize("name", ["gate", "beta", "launch", "hand_off", "journey"])
def test_every_machine_is_drawn(run: Run, name: str) -> None:
    """As Mermaid, and as a picture."""
    done = run("gate", "diagram", name)
    assert done.exit_code == 0
    assert done.stdout.startswith("stateDiagram-v2\n")
    done = run("gate", "diagram", name, "--format", "svg")
    assert done.stdout.startswith("<svg ")


@pytest.mark.rule("JRN-13")
def test_a_stage_and_a_hand_off_are_drawn(run: Run) -> None:
    """A stage with its phases, where they are entered in turn."""
    assert "phase 3b" in run("gate", "diagram", "gate_3").stdout
    assert "phase 1b" not in run("gate", "diagram", "gate_1").stdout
    marked = run("gate", "diagram", "psm_to_tam", "--state", "under_way")
    assert "Hand-off PSM to TAM" in marked.stdout
    assert "under way (now)" in marked.stdout


@pytest.mark.parametrize(
    ("name", "partner", "words"),
    [
        ("gate", "opal-cloud", ("Gate 3: Ready to Deliver, of opal", "phase 3b (now)")),
        ("gate_1", "opal-cloud", ("Gate 1", "passed (now)")),
        ("beta", "opal-cloud", ("Beta, of opal-cloud", "running (now)")),
        ("launch", "meridian", ("Launch, of meridian", "delay (now)")),
        ("journey", "meridian", ("Journey, of meridian", "onboarding (now)")),
        ("hand_off", "meridian", ("Hand-off PSM to TAM", "not started (now)")),
        ("hand_off", "amberline", ("Hand-off PSM to TAM", "complete (now)")),
        ("pdm_to_tpm", "yarrow", ("Hand-off PDM to TPM", "not started (now)")),
    ],
)  # fmt: skip
def test_the_state_of_a_partner_is_marked(
    run: Run, logs: Write, name: str, partner: str, words: tuple[str, ...]
) -> None:
    """By its log; a machine that there is several times is the present one."""
    done = run("gate", "diagram", name, "--of", logs(partner))
    assert done.exit_code == 0
    assert all(each in done.stdout for each in words)


def test_a_diagram_is_written_to_a_file(run: Run, logs: Write, tmp_path: Path) -> None:
    """The end of its name says the form."""
    for name, start in (("gate.mmd", "---\ntitle"), ("gate.svg", "<svg ")):
        out = tmp_path / name
        file = logs("quarry", "yarrow")
        asked = ("--of", file, "--partner", "quarry", "--on", "2026-10-01")
        done = run("gate", "diagram", "gate_2", *asked, "--out", out)
        assert (done.exit_code, done.stdout) == (0, "")
        assert done.stderr == f"written: {out}\n"
        assert out.read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("gate3",), "no machine, stage or hand-off is called 'gate3'; did you mean"),
        (("gate_2", "--state", "pased"), "did you mean 'passed'"),
        (("gate_2", "--partner", "x"), "--partner needs --of"),
        (("gate_2", "--state", "passed", "--of", "x.json"), "leave out --state"),
        (("gate_2", "--of", "none.json"), "none.json"),
        (("gate_2", "--out", "gate.png"), "no form of --out is called '.png'"),
    ],
)  # fmt: skip
def test_a_diagram_of_nothing_is_misuse(
    run: Run, arguments: tuple[str, ...], words: str
) -> None:
    """Near misses are named."""
    assert words in misused(run, "diagram", *arguments)


def test_a_journey_without_hand_offs_has_none_to_draw(
    run: Run, logs: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a partner; the machine by itself is drawn all the same."""
    journey = attrs.evolve(
        standard().journey, hand_offs=Catalogue(kind="hand-off"), stages=_open_stages()
    )
    rules = SimpleNamespace(journey=journey)
    monkeypatch.setattr("partner_success.cli.gate_options.standard", lambda: rules)
    file = logs("yarrow")
    said = misused(run, "diagram", "hand_off", "--of", file)
    assert "has no hand-off to draw" in said
    assert run("gate", "diagram", "hand_off").exit_code == 0


def _open_stages() -> Catalogue[Stage]:
    """Give the standard stages, none of which waits for a hand-off."""
    stages = standard().journey.stages
    return Catalogue(
        (attrs.evolve(each, entry=Catalogue(kind="item")) for each in stages),
        kind="stage",
    )
