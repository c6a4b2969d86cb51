"""Check lists: what is done is ticked, and what users wrote stays text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.display import playbook_html, playbook_markdown, playbook_svg
from partner_success.engagement.playbooks import (
    Outcome,
    Playbook,
    PlaybookKind,
    PlaybookStep,
)
from partner_success.errors import InvalidValueError, UnknownNameError
from tests.support.drawn_svg import overlaps, read, words_of

AT = datetime(2026, 5, 4, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
WRITERS = (playbook_markdown, playbook_html, playbook_svg)
EVIL = "<script>alert(1)</script> [x](javascript:1) | \x1b[31m"

done = {
    "assess_severity": ("ana@acme.example", AT),
    "prioritise_fixes": ("ben@acme.example", AT.astimezone(UTC)),
    "resolve_with_partner": ("ana@acme.example", AT),
}
left_out = {"extend_beta": "there is time enough"}


def evil() -> Playbook:
    """Give a playbook in which every text tries to be more than text."""
    return Playbook(
        id="evil",
        name=EVIL,
        kind=PlaybookKind.SCENARIO,
        role=EVIL,
        objective=EVIL,
        steps=Catalogue(
            [
                PlaybookStep(id="a", name=EVIL, role=EVIL),
                PlaybookStep(id="b", name=EVIL),
                PlaybookStep(id="c", name=EVIL),
            ]
        ),
        outcomes=Catalogue([Outcome(id="end", name=EVIL)]),
    )


@pytest.mark.rule("PLB-01")
def test_a_run_as_markdown(rules: ps.Rulebook) -> None:
    """Boxes are ticked, what is left out is struck, the rest says what it needs."""
    playbook = rules.playbooks["beta_reveals_issues"]
    text = playbook_markdown(playbook, done=done, left_out=left_out)
    names = [step.name for step in playbook.steps]
    assert [line for line in text.splitlines() if line.startswith("- [")] == [
        f"- [x] **1** {names[0]} (by ana&#64;acme.example, 2026-05-04 09:30 +02:00)",
        f"- [x] **2** {names[1]} (by ben&#64;acme.example, 2026-05-04 07:30 UTC)",
        f"- [x] **3** {names[2]} (by ana&#64;acme.example, 2026-05-04 09:30 +02:00)",
        f"- [ ] **4** ~~{names[3]}~~ (left out: there is time enough)",
        f"- [ ] **5** {names[4]}",
        f"- [ ] **6** {names[5]} (after 5)",
        *(f"- [ ] {outcome.name}" for outcome in playbook.outcomes),
    ]
    assert "\n3 of 6 steps done, 1 left out\n" in text


@pytest.mark.rule("PLB-03")
def test_an_empty_check_list_in_parts(rules: ps.Rulebook) -> None:
    """Each part has a heading and tells when it begins; objectives stand in numbers."""
    text = playbook_markdown(rules.playbooks["renewal_success"])
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Renewal success",
        "## Early preparation (from 180 days before the renewal)",
        "## Negotiation (from 90 days before the renewal)",
        "## Completion",
        "## How it can end",
    ]
    assert "| Runs that succeed | at least 90 % |" in text
    assert "steps done" not in text
    assert text.count("(after 5-8)") == 4
    onboarding = playbook_markdown(rules.playbooks["onboarding_success"])
    assert "| To be through in | 30 days |" in onboarding
    assert "| Runs that succeed | all |" in onboarding


def test_what_an_open_step_waits_for(rules: ps.Rulebook) -> None:
    """Only what is neither done nor left out, in spans; and whether it is needed."""
    playbook = rules.playbooks["onboarding_success"]
    some = {"map_stakeholders": ("ana", AT)}
    text = playbook_markdown(playbook, done=some)
    assert text.count("(after 1, 3-4)") == 4
    assert "1 of 12 steps done\n" in text
    early = playbook_markdown(
        rules.playbooks["beta_reveals_issues"], left_out={"extend_beta": "no need"}
    )
    assert "mended (after 3)" in early
    beta = playbook_markdown(rules.playbooks["beta_reveals_issues"])
    assert "(where needed, after 3)" in beta


def test_a_step_of_another_role() -> None:
    """Who else takes a step is told beside it."""
    step = PlaybookStep(id="a", name="Sign", role="Legal", if_needed=True)
    playbook = attrs.evolve(evil(), steps=Catalogue([step]))
    assert "- [ ] **1** Sign (Legal, where needed)" in playbook_markdown(playbook)


@pytest.mark.rule("PLB-01", "PLB-03")
def test_a_run_as_a_page(rules: ps.Rulebook) -> None:
    """The page has a box for each step and end, ticked where a step is done."""
    playbook = rules.playbooks["beta_reveals_issues"]
    page = playbook_html(playbook, done=done, left_out=left_out)
    assert page.count('class="box"') == len(playbook.steps) + len(playbook.outcomes)
    assert page.count("ticked:") == len(done)
    assert page.count("<s>") == 1
    assert "<h2>Steps</h2>" in page
    assert "<p>3 of 6 steps done, 1 left out</p>" in page
    parts = playbook_html(rules.playbooks["renewal_success"])
    assert '<h2>Negotiation</h2><p class="muted">from 90 days before' in parts
    assert "ticked:" not in parts


@pytest.mark.rule("PLB-01", "PLB-03")
@pytest.mark.parametrize("id_", ["beta_reveals_issues", "renewal_success"])
def test_the_picture(rules: ps.Rulebook, id_: str) -> None:
    """It says every step, in order, and nothing lies upon anything else."""
    playbook = rules.playbooks[id_]
    root = read(playbook_svg(playbook))
    assert not overlaps(root)
    words = " ".join(words_of(root))
    for number, step in enumerate(playbook.steps, start=1):
        assert step.name in words
        assert f"{number}. {step.name}: open" in described(root)
    for part in playbook.parts:
        assert part.name in words


def test_the_picture_of_a_run(rules: ps.Rulebook) -> None:
    """What is done, by whom, and what was left out is told in words too."""
    playbook = rules.playbooks["beta_reveals_issues"]
    root = read(playbook_svg(playbook, done=done, left_out=left_out))
    assert not overlaps(root)
    assert "3 of 6 steps done, 1 left out" in words_of(root)
    said = described(root)
    assert (
        f"{playbook.steps['assess_severity'].name}: done, by ana@acme.example" in said
    )
    assert "left out: there is time enough. 5. " in said
    assert said.endswith(": open, after 5.")


def described(root: ET.Element) -> str:
    """Give what a picture says to those who do not see it."""
    return next(each.text or "" for each in root.iter() if each.tag.endswith("desc"))


@pytest.mark.parametrize("write", WRITERS)
def test_texts_stay_texts(write: Any) -> None:
    """No mark-up, link or command to a terminal comes of what users wrote."""
    text = write(evil(), done={"b": (EVIL, AT)}, left_out={"c": EVIL})
    assert "<script" not in text
    assert "[x](" not in text or write is not playbook_markdown
    assert "\x1b" not in text
    if write is playbook_svg:
        assert not overlaps(read(text))


@pytest.mark.parametrize("write", WRITERS)
def test_what_makes_no_sense(rules: ps.Rulebook, write: Any) -> None:
    """Steps that are not there, times without a zone, and contradictions are told."""
    playbook = rules.playbooks["beta_reveals_issues"]
    with pytest.raises(UnknownNameError, match="did you mean 'retest'"):
        write(playbook, done={"retst": ("ana", AT)})
    with pytest.raises(UnknownNameError, match="did you mean 'retest'"):
        write(playbook, left_out={"retst": "why"})
    with pytest.raises(InvalidValueError, match="'retest' was done needs a time zone"):
        write(playbook, done={"retest": ("ana", AT.replace(tzinfo=None))})
    with pytest.raises(InvalidValueError, match="'retest' is told to be done and"):
        write(playbook, done={"retest": ("ana", AT)}, left_out={"retest": "why"})
