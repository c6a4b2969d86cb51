"""Where partners stand and what is in the way, from a file with their events."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from partner_success.core.collections import Catalogue
from partner_success.gates import Stage
from partner_success.interop import read_journey_state
from partner_success.rulebook import standard
from tests.unit.cli.conftest import Run

LOGS = Path(__file__).parents[3] / "examples" / "journey" / "partners.json"
STAGES = standard().journey.stages.ids

Write = Callable[..., Path]


def events(*partners: str) -> list[dict[str, Any]]:
    """Give the example's events of some partners."""
    found = json.loads(LOGS.read_text(encoding="utf-8"))["events"]
    return [each for each in found if each["partner_id"] in partners]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of events."""

    def make(content: object, name: str = "logs.json") -> Path:
        path = tmp_path / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def logs(write: Write) -> Callable[..., Path]:
    """Write a file with the example's events of some partners."""
    return lambda *partners: write({"events": events(*partners)})


def found(run: Run, *arguments: object) -> dict[str, Any]:
    """Run a command with ``--json``."""
    done = run("gate", *arguments, "--json")
    assert done.stdout.isascii()
    data: dict[str, Any] = json.loads(done.stdout)
    assert data["schema_version"] == 1
    assert data["rulebook"] == standard().edition.id
    return data


def misused(run: Run, *arguments: object) -> str:
    """Run a command that is misuse, and give what is said of it."""
    done = run("gate", *arguments)
    assert (done.exit_code, done.stdout) == (2, ""), done.stdout
    assert done.stderr.startswith("error: ")
    return done.stderr


@pytest.mark.rule("JRN-09", "JRN-22", "JRN-23")
def test_every_partner_has_a_line(run: Run) -> None:
    """The most pressing first, each with stage, week, plan, risk and what it lacks."""
    done = run("gate", "status", LOGS)
    assert done.exit_code == 0
    assert done.stdout.startswith("Where partners stand on 2026-10-30")
    data = found(run, "status", LOGS)
    names = [each["partner"] for each in data["partners"]]
    assert (names[0], len(names)) == ("redwood", 24)
    assert all(name in done.stdout for name in names)
    lines = {each["partner"]: each for each in data["partners"]}
    late = lines["pinecrest"]
    assert (late["punctuality"], late["risk"]) == ("late", "high")
    assert (late["stage"], late["status"]) == ("gate_2", "in_progress")
    assert "days late" in done.stdout
    assert lines["quarry"]["waits_for"].endswith(
        "The sandbox of the ordering API is down"
    )
    assert lines["amberline"]["launched_on"] == "2026-03-02"
    assert lines["amberline"]["waits_for"] is lines["amberline"]["risk"] is None
    assert lines["vantage"]["week"] is lines["vantage"]["punctuality"] is None


@pytest.mark.rule("JRN-07", "JRN-20")
def test_one_partner_is_told_whole(run: Run, logs: Write) -> None:
    """Every stage, what is open, and beta, launch, hand-offs and team."""
    file = logs("quarry", "yarrow")
    done = run("gate", "status", file, "--partner", "quarry")
    assert done.exit_code == 0
    head = "quarry on 2026-10-29: Gate 2: Ready to Order, blocked (was in progress)"
    assert done.stdout.startswith(f"{head}, week 17\n")
    for words in (
        "Still to be done in Gate 2",
        "Runbooks are written",
        "signed off by",
        "Hand-off PDM to TPM   complete",
        "Hand-off TPM to PSM   not started",
        "no plan for going back",
    ):
        assert words in done.stdout
    data = found(run, "status", file, "--partner", "quarry")
    assert [each["id"] for each in data["stages"]] == list(STAGES)
    gate = data["stages"][3]
    assert (gate["status"], len(gate["blockers"]), gate["days"]) == ("blocked", 2, 30)
    assert data["open_items"][0]["id"] == "runbooks"
    assert set(data["team"]) == {"PAM", "PDM", "TPM", "PSM", "TAM"}
    state = read_journey_state(data["document"])
    assert state.partner_id == "quarry"


@pytest.mark.parametrize(
    ("partner", "words"),
    [
        ("granite", "overridden by root, 1 criterion unmet: The board wants"),
        ("delta-voice", "in place of"),
        ("harbour-one", "beta waived (skip) by"),
        ("elmwood", "reworked 1 time"),
        ("redwood", "not tested"),
        ("meridian", "price list is not signed (critical)"),
        ("opal-cloud", "running; 3 customers"),
        ("cascade-it", "extended to"),
        ("lumen-works", "0, set by root (by the money"),
        ("fjordnet", "ready"),
        ("vantage", "not looked at"),
    ],
)  # fmt: skip
def test_what_befell_a_partner_shows(
    run: Run, logs: Write, partner: str, words: str
) -> None:
    """For ever, as on its gates."""
    done = run("gate", "status", logs(partner))
    assert done.exit_code == 0
    assert words in " ".join(done.stdout.split())


@pytest.mark.rule("JRN-09")
def test_a_day_shows_what_was_known_on_it(run: Run, logs: Write) -> None:
    """What came later is left out, and so is who had not set out."""
    file = logs("amberline", "granite", "yarrow")
    data = found(run, "status", file, "--on", "2026-03-01")
    lines = {each["partner"]: each for each in data["partners"]}
    assert data["on"] == "2026-03-01"
    assert lines["amberline"]["launched_on"] is None
    assert "yarrow" not in lines
    assert "first event is on 2025-09-01" in misused(
        run, "status", file, "--on", "2025-08-31"
    )
    assert "no partner is called 'yarrow'" in misused(
        run, "status", file, "--on", "2026-03-01", "--partner", "yarrow"
    )


def test_a_file_of_one_partner_needs_no_name(run: Run, write: Write) -> None:
    """In each form that documents have."""
    log = events("yarrow")
    json_file = write({"events": log})
    assert found(run, "status", json_file)["partner"] == "yarrow"
    tables = "\n".join(
        "[[events]]\n" + "\n".join(f"{k} = {json.dumps(v)}" for k, v in each.items())
        for each in log[1:]
    )
    begun = "\n".join(
        f"{name} = {json.dumps(value)}"
        for name, value in log[0].items()
        if name != "team"
    )
    team = "\n".join(f"{k} = {json.dumps(v)}" for k, v in log[0]["team"].items())
    text = f"[[events]]\n{begun}\n[events.team]\n{team}\n{tables}\n"
    toml_file = write(text, "logs.toml")
    assert found(run, "status", toml_file)["partner"] == "yarrow"
    yaml_file = write(json.dumps({"events": log}), "logs.yaml")
    assert found(run, "status", yaml_file)["partner"] == "yarrow"


@pytest.mark.rule("JRN-04")
def test_why_tells_everything_in_the_way(run: Run, logs: Write) -> None:
    """In order, each with who can resolve it and where that is said."""
    file = logs("quarry")
    done = run("gate", "why", file, "--to", "gate_3")
    assert done.exit_code == 1
    assert done.stdout.startswith("quarry, from gate_2 to gate_3: 10 things")
    data = found(run, "why", file, "--to", "gate_3")
    first, *_, last = data["obstacles"]
    assert (first["stage"], first["code"], first["roles"]) == (
        "gate_2",
        "blocker",
        ["TPM"],
    )
    assert first["people"] == ["june"]
    assert first["rules"] == ["JRN-07"]
    assert (last["stage"], last["code"]) == ("gate_3", "hand-off-step")
    assert all(each["citations"] for each in data["obstacles"])


def test_why_is_content_where_nothing_is_in_the_way(run: Run, logs: Write) -> None:
    """Such as on the way to a stage that was started."""
    file = logs("quarry")
    done = run("gate", "why", file, "--to", "gate_1")
    assert done.exit_code == 0
    assert done.stdout == "quarry, from gate_2 to gate_1: it was started already\n"
    data = found(run, "why", file, "--to", "gate_1")
    assert (data["arrived"], data["obstacles"]) == (True, [])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("status", "--partner", "quary"), "did you mean 'quarry'"),
        (("why", "--to", "gate_3"), "2 partners; name one with --partner: quarry, um"),
        (("why", "--to", "gate3", "--partner", "umber"), "did you mean 'gate_3'"),
        (("forecast",), "2 partners; name one with --partner"),
        (("status", "--rulebook", "none.toml"), "none.toml"),
    ],
)  # fmt: skip
def test_misuse_is_told(
    run: Run, logs: Write, arguments: tuple[str, ...], words: str
) -> None:
    """On standard error, with nothing on standard output."""
    command, *options = arguments
    assert words in misused(run, command, logs("quarry", "umber"), *options)


def test_many_partners_are_not_all_named(run: Run, write: Write) -> None:
    """When one of them has to be chosen."""
    begun = events("yarrow")[0]
    many = [{**begun, "partner_id": f"p-{number}"} for number in range(15)]
    said = misused(run, "why", write({"events": many}), "--to", "gate_0")
    assert "there are 15 partners" in said
    assert said.endswith("p-11 and 3 more\n")


def test_a_file_that_is_not_there_is_misuse(run: Run) -> None:
    """And so is one of a form that is not read."""
    assert "none.json" in misused(run, "status", "none.json")
    said = misused(run, "status", "none.txt")
    assert "no format of documents is called '.txt'" in said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({}, "a list of events under the key 'events', found nothing"),
        ({"events": {"kind": "x"}}, "found dict"),
        ({"events": []}, "there is no event in it"),
        ({"events": [{"schema": 1, "kind": "stage_strated"}]}, "events[0].kind: "),
        ({"events": [3]}, "events[0]: "),
        ("[", "logs.json"),
        ({"events": [], "evnts": []}, "evnts"),
    ],
)  # fmt: skip
def test_a_file_without_events_is_misuse(
    run: Run, write: Write, content: object, words: str
) -> None:
    """It is said where it is wrong."""
    assert words in misused(run, "status", write(content))


@pytest.mark.rule("JRN-09")
@pytest.mark.parametrize(
    ("place", "wrong", "event", "words"),
    [
        (0, "", "yarrow#2", "begins with 'journey_started'"),
        (4, "", "vantage#4", "has the place 4, and 3 is next"),
        (3, "kind=reworked", "vantage#2", "cannot follow"),
        (5, "stage=gate_9", "vantage#4", "'gate_9'"),
        (0, "journey_id=ours", "yarrow#1", "journey 'ours'"),
    ],
)  # fmt: skip
def test_a_broken_log_is_told_with_partner_and_event(
    run: Run,
    write: Write,
    place: int,
    wrong: str,
    event: str,
    words: str,
) -> None:
    """The first event from which on it cannot be replayed."""
    log = [*events("yarrow"), *events("vantage")]
    name, _, value = wrong.partition("=")
    log[place : place + 1] = [{**log[place], name: value}] if wrong else []
    said = misused(run, "status", write({"events": log}))
    assert f"the log of '{event.partition('#')[0]}' cannot be replayed" in said
    assert f"from event '{event}'" in said
    assert words in said


def test_every_broken_log_is_told(run: Run, write: Write) -> None:
    """Not only the first."""
    log = [*events("yarrow")[1:], *events("vantage")[1:]]
    said = misused(run, "status", write({"events": log}))
    assert "2 faults" in said
    assert "events[0]: the log of 'yarrow'" in said
    assert "events[1]: the log of 'vantage'" in said


def test_hostile_texts_stay_texts(run: Run, write: Write) -> None:
    """No name reaches a terminal as a command, and none is markup."""
    evil = "\x1b[2J[red]x\u202e"
    log = events("quarry")
    for each in log:
        each["partner_id"] = evil
        if each["kind"] == "blocked":
            each["reasons"] = [evil]
    path = write({"events": log})
    for arguments in (("status", path), ("why", path, "--to", "gate_3")):
        done = run("gate", *arguments)
        assert done.exit_code < 2
        assert "\x1b" not in done.stdout
        assert "\u202e" not in done.stdout
        assert "[red]x" in done.stdout
    said = misused(run, "status", path, "--partner", "\x1b]0;x")
    assert "\x1b" not in said
    several = write({"events": [*log, *events("yarrow")]}, "several.json")
    done = run("gate", "status", several)
    assert "\x1b" not in done.stdout
    assert "\x1b" not in misused(run, "why", several, "--to", "gate_3")


FORECAST = ("amberline", "blue-heron", "cascade-it", "delta-voice", "elmwood")


@pytest.mark.rule("JRN-23")
def test_a_forecast_rests_on_the_other_partners(run: Run, logs: Write) -> None:
    """The same seed gives the same days; a target has its chance."""
    file = logs(*FORECAST, "silverpine")
    asked = ("forecast", file, "--partner", "silverpine", "--seed", "7")
    done = run("gate", *asked, "--target", "2027-03-31")
    assert done.exit_code == 0
    assert done.stdout.startswith(
        "Launch forecast of silverpine on 2026-10-26: 10 % by"
    )
    assert "launched by 2027-03-31" in done.stdout
    data = found(run, *asked, "--target", "2027-03-31")
    assert data == found(run, *asked, "--target", "2027-03-31")
    assert [each["percent"] for each in data["days"]] == [10, 50, 90]
    assert (data["seed"], data["target"]) == (7, "2027-03-31")
    sources = {each["stage"]: each["source"] for each in data["stages"]}
    assert sources == {"gate_2": "measured", "gate_3": "measured"}
    assert found(run, *asked)["target"] == "2026-12-27"


def test_a_forecast_says_why_there_is_none(run: Run, logs: Write) -> None:
    """A partner that was launched has none, and one alone has the plan only."""
    launched = logs("amberline")
    done = run("gate", "forecast", launched)
    assert done.exit_code == 1
    assert "it was launched on 2026-03-02" in done.stdout
    data = found(run, "forecast", launched)
    assert (data["days"], len(data["reasons"])) == ([], 1)
    alone = found(run, "forecast", logs("silverpine"))
    assert {each["source"] for each in alone["stages"]} == {"plan"}
    assert alone["stages"][0]["median"] is None


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
