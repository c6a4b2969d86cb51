"""Questionnaires listed, shown, exported, and answers to them checked and judged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from partner_success.cli.app import app
from partner_success.interop import (
    form_schema,
    import_hub,
    questionnaire_text,
    read_questionnaire,
    structure,
)
from partner_success.questionnaires import Questionnaire
from partner_success.rulebook import standard
from tests.support.questionnaires import EVERYTHING
from tests.unit.cli.conftest import Run

EXAMPLES = Path(__file__).parents[3] / "examples" / "questionnaires"
HUB = EXAMPLES / "hub_gate.json"
GOOD = EXAMPLES / "gate_3.json"
FAULTS = EXAMPLES / "gate_3_with_faults.json"
ON = ("--on", "2026-05-15")


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    """Give a file with a field of every kind."""
    path = tmp_path / "everything.toml"
    path.write_text(questionnaire_text(EVERYTHING, "toml"), encoding="utf-8")
    return path


def answers(folder: Path, data: Any) -> Path:
    """Write answers to a file."""
    path = folder / "answers.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.mark.rule("QST-09", "QST-12")
def test_the_questionnaires_of_the_rulebook_are_listed(run: Run) -> None:
    """With what each is and how much it asks."""
    done = run("questionnaire", "list")
    assert done.exit_code == 0
    found = json.loads(run("questionnaire", "list", "--json").stdout)
    known = standard().questionnaires
    assert found["rulebook"] == "standard 2026.1"
    assert [each["id"] for each in found["questionnaires"]] == list(known.ids)
    for each in found["questionnaires"]:
        assert each["id"] in done.stdout
        assert each["fields"] == len(known[each["id"]].fields)


@pytest.mark.rule("QST-12")
def test_a_questionnaire_is_shown_as_a_form(run: Run) -> None:
    """In Markdown, or as a page; a wrong id is told with what is spelt like it."""
    done = run("questionnaire", "show", "gate_3")
    assert done.exit_code == 0
    assert done.stdout.startswith("# Gate 3")
    assert "- [ ] Yes" in done.stdout
    page = run("questionnaire", "show", "gate_3", "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    wrong = run("questionnaire", "show", "gate3")
    assert wrong.exit_code == 2
    assert "did you mean 'gate_3'" in wrong.stderr


@pytest.mark.rule("QST-12")
def test_a_file_is_shown_in_its_languages(run: Run, everything: Path) -> None:
    """A tag that it is not worded in is refused."""
    done = run("questionnaire", "show", everything, "--language", "de-AT")
    assert "Ist er unterschrieben?" in done.stdout
    wrong = run("questionnaire", "show", everything, "--language", "fr")
    assert wrong.exit_code == 2
    assert "no language is called 'fr'" in wrong.stderr


@pytest.mark.rule("QST-12")
def test_json_holds_the_questionnaire_without_loss(run: Run, everything: Path) -> None:
    """Reading it again gives an equal one, and it is plain ASCII."""
    done = run("questionnaire", "show", everything, "--json")
    assert done.stdout.isascii()
    found = json.loads(done.stdout)
    assert structure(found["questionnaire"], Questionnaire, subject="x") == EVERYTHING
    assert found["left_out"] == []


@pytest.mark.rule("QST-12")
@pytest.mark.parametrize("name", ["a.md", "a.HTML", "a.toml", "a.json", "a.yaml"])
def test_a_hub_file_is_saved_in_any_form(run: Run, tmp_path: Path, name: str) -> None:
    """What was left out is said on standard error, or in JSON."""
    out = tmp_path / name
    done = run("questionnaire", "show", HUB, "--hub", "--out", out)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert f"written: {out}" in done.stderr
    for words in ("Left out of the import", "unfit-rule", "primaryRole"):
        assert words in done.stderr
    expected = import_hub(HUB.read_bytes())
    if out.suffix in {".toml", ".json", ".yaml"}:
        assert read_questionnaire(out) == expected.questionnaire
    else:
        assert "Beta readiness gate" in out.read_text(encoding="utf-8")
    done = run("questionnaire", "show", HUB, "--hub", "--json")
    codes = [each["code"] for each in json.loads(done.stdout)["left_out"]]
    assert codes == [problem.code for problem in expected.left_out]


@pytest.mark.rule("QST-12")
def test_an_out_file_of_another_form_is_refused(run: Run, tmp_path: Path) -> None:
    """Before anything is read."""
    done = run("questionnaire", "show", "x", "--out", tmp_path / "a.docx")
    assert done.exit_code == 2
    assert "form of --out" in done.stderr


@pytest.mark.rule("QST-11")
def test_the_schema_is_printed_or_written(run: Run, tmp_path: Path) -> None:
    """With the UI schema, and what a schema cannot express."""
    done = run("questionnaire", "schema", "gate_3")
    found = json.loads(done.stdout)
    expected = form_schema(standard().questionnaires["gate_3"])
    assert found["schema"] == expected.schema
    assert found["ui_schema"] == expected.ui_schema
    left = [f"{each['path']}: {each['what']}" for each in found["left_to_check"]]
    assert left == [str(each) for each in expected.left_to_check]
    out = tmp_path / "schema.json"
    written = run("questionnaire", "schema", "gate_3", "--json", "--out", out)
    assert f"written: {out}" in written.stderr
    assert out.read_text(encoding="utf-8") == done.stdout


@pytest.mark.rule("QST-05")
def test_answers_are_checked(run: Run) -> None:
    """0 where nothing is wrong; else 1 and every problem with path and code."""
    done = run("questionnaire", "check", "gate_3", GOOD, *ON)
    assert done.exit_code == 0
    assert done.stdout.endswith("checked on 2026-05-15: nothing is wrong\n")
    done = run("questionnaire", "check", "gate_3", FAULTS, *ON)
    assert done.exit_code == 1
    assert "6 problems" in done.stdout
    for words in ("wrong-type", "hidden-field", "'2026-02-30'", "did you mean"):
        assert words in done.stdout
    found = json.loads(
        run("questionnaire", "check", "gate_3", FAULTS, *ON, "--json").stdout
    )
    assert (found["questionnaire"], found["on"]) == ("gate_3", "2026-05-15")
    assert found["problems"][0] == {
        "path": "phase_3a.support_processes",
        "code": "wrong-type",
        "message": "expected true or false, found 'no'",
        "given": "'no'",
        "expected": "true or false",
    }
    done = run("questionnaire", "check", "gate_3", GOOD, *ON, "--json")
    assert (done.exit_code, json.loads(done.stdout)["problems"]) == (0, [])


@pytest.mark.rule("QST-05")
def test_answers_come_from_standard_input() -> None:
    """As JSON, where the file is called by a hyphen."""
    arguments = ["questionnaire", "check", "gate_3", "-", *ON]
    done = CliRunner().invoke(app, arguments, input=GOOD.read_text(encoding="utf-8"))
    assert done.exit_code == 0
    done = CliRunner().invoke(app, arguments, input="{")
    assert done.exit_code == 2
    assert "standard input: 1 fault" in done.stderr


@pytest.mark.rule("QST-05", "QST-12")
def test_answers_to_a_hub_file_are_checked(run: Run, tmp_path: Path) -> None:
    """The words for yes and no of such files are taken."""
    given = {
        "contract": {"signed": "Yes"},
        "team": {"trained": 2, "agreed": True},
    }
    file = answers(tmp_path, given)
    done = run("questionnaire", "check", HUB, file, "--hub", *ON)
    assert done.exit_code == 0
    assert "Left out of the import" in done.stderr


@pytest.mark.rule("QST-02", "QST-03")
def test_answers_are_judged(run: Run) -> None:
    """Section by section, with what is in the way; faults count as missing."""
    done = run("questionnaire", "evaluate", "gate_3", GOOD, *ON)
    assert done.exit_code == 0
    assert "pass, 2 of 2 sections passed" in done.stdout
    assert done.stderr == ""
    done = run("questionnaire", "evaluate", "gate_3", FAULTS, *ON)
    assert done.exit_code == 1
    assert "fail, 0 of 2 sections passed" in done.stdout
    assert "support_team_trained = false" in done.stdout
    assert "hidden-field" not in done.stdout
    assert "6 problems with the answers" in done.stderr
    data = json.loads(
        run("questionnaire", "evaluate", "gate_3", FAULTS, *ON, "--json").stdout
    )
    assert (data["outcome"], data["passed"], data["judged"]) == ("fail", 0, 2)
    assert data["rulebook"] == "standard 2026.1"
    assert len(data["problems"]) == 6
    first = data["sections"][0]
    assert (first["id"], first["status"], first["verdict"]) == (
        "phase_3a",
        "failed",
        None,
    )
    assert first["failed"][0]["answers"] == {"support_team_trained": False}
    assert first["open"][0]["answers"] == {"support_processes": None}


RULES = [
    {"field": "count", "operator": "greaterThan", "value": 9},
    {"field": "day", "operator": "greaterThan", "value": "2026-12-31"},
    {"field": "tools", "operator": "contains", "value": "b"},
]
JUDGED_HUB = {
    "id": "hub",
    "version": "1.0.0",
    "metadata": {"name": "Hub"},
    "sections": [
        {
            "id": "s",
            "title": "S",
            "fields": [
                {"id": "count", "type": "number", "label": "Count"},
                {"id": "day", "type": "date", "label": "Day"},
                {
                    "id": "tools",
                    "type": "checkbox",
                    "label": "T",
                    "options": ["a", "b"],
                },
            ],
            "passFailCriteria": {"type": "automatic", "rules": RULES},
        }
    ],
}


@pytest.mark.rule("QST-02")
def test_what_a_criterion_rests_on_is_plain_data(run: Run, tmp_path: Path) -> None:
    """Days are ISO text, many choices a list, numbers that are not whole their text."""
    path = tmp_path / "hub.json"
    path.write_text(json.dumps(JUDGED_HUB), encoding="utf-8")
    given = {"s": {"count": 2.5, "day": "2026-03-02", "tools": ["a"]}}
    file = answers(tmp_path, given)
    done = run("questionnaire", "evaluate", path, file, "--hub", *ON, "--json")
    (section,) = json.loads(done.stdout)["sections"]
    assert [each["answers"] for each in section["failed"]] == [
        {"count": "2.5"},
        {"day": "2026-03-02"},
        {"tools": ["a"]},
    ]


@pytest.mark.rule("QST-02")
def test_verdicts_of_reviewers_are_read(
    run: Run, tmp_path: Path, everything: Path
) -> None:
    """From a file with a list of them; another form is refused."""
    verdicts = tmp_path / "verdicts.toml"
    verdicts.write_text(
        '[[verdicts]]\nsection = "team"\npassed = true\nreviewer = "ada"\n'
        "at = 2026-03-02T09:00:00Z\n"
    )
    file = answers(
        tmp_path, {"team": {"confirmed": True}, "contract": {"signed": True}}
    )
    command = ("questionnaire", "evaluate", everything, file, *ON)
    done = run(*command, "--verdicts", verdicts, "--json")
    team = json.loads(done.stdout)["sections"][1]
    assert (team["status"], team["verdict"]["reviewer"]) == ("passed", "ada")
    assert team["verdict"]["at"] == "2026-03-02T09:00:00+00:00"
    for text, words in (
        ("decisions = []", "known are 'verdicts'"),
        ("", "no key of"),
        ("[[verdicts]]\nsection = 3", "[0].section"),
    ):
        verdicts.write_text(text)
        done = run(*command, "--verdicts", verdicts)
        assert done.exit_code == 2
        assert words in done.stderr


@pytest.mark.rule("QST-05")
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "gate_3", GOOD, "--on", "15.05.2026"),
        ("evaluate", "gate_3", "nowhere.json", *ON),
        ("check", "nowhere.toml", GOOD, *ON),
        ("check", "nowhere.json", GOOD, "--hub", *ON),
        ("check", "gate_3", "answers.docx", *ON),
        ("check", "gate_3", GOOD),
        ("list", "--rulebook", "nowhere.toml"),
    ],
)
def test_misuse_is_said_in_a_line(run: Run, arguments: tuple[object, ...]) -> None:
    """The exit code is 2 and nothing is printed as a result."""
    done = run("questionnaire", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr


@pytest.mark.rule("QST-12")
def test_what_stands_in_files_is_harmless_to_a_terminal(
    run: Run, tmp_path: Path
) -> None:
    """Control characters of titles, answers and keys are shown, never sent."""
    evil = "\x1b]0;owned\x07\u202e"
    path = tmp_path / "evil.json"
    hub = {**JUDGED_HUB, "metadata": {"name": evil, "gate": evil, evil: evil}}
    path.write_text(json.dumps(hub), encoding="utf-8")
    file = answers(tmp_path, {"s": {"count": evil, evil: 1}, evil: 2})
    for command in (
        ("show", path, "--hub"),
        ("show", path, "--hub", "--format", "html"),
        ("show", path, "--hub", "--json"),
        ("schema", path, "--hub"),
        ("check", path, file, "--hub", *ON),
        ("check", path, file, "--hub", *ON, "--json"),
        ("evaluate", path, file, "--hub", *ON),
        ("evaluate", path, file, "--hub", *ON, "--json"),
        ("check", path, answers(tmp_path, {}), "--hub", *ON),
    ):
        done = run("questionnaire", *command)
        for text in (done.stdout, done.stderr):
            assert "\x1b" not in text
            assert "\x07" not in text
            assert "\u202e" not in text


def filled(file: Path, **words: str) -> None:
    """Fill a file of texts in, each with its source in capitals unless given."""
    data = json.loads(file.read_text(encoding="utf-8"))
    for each in data["texts"]:
        each["text"] = words.get(each["place"], each["source"].upper())
    file.write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.rule("QST-01")
def test_texts_are_given_to_a_translator(run: Run, tmp_path: Path) -> None:
    """As TOML, as JSON, or as a file; an earlier one is taken over."""
    done = run("questionnaire", "texts", "gate_3", "it")
    assert done.exit_code == 0
    assert done.stdout.startswith('questionnaire_id = "gate_3"\n')
    found = json.loads(run("questionnaire", "texts", "gate_3", "it", "--json").stdout)
    count = len(found["translation"]["texts"])
    assert len(found["missing"]) == count
    out = tmp_path / "gate.it.json"
    done = run("questionnaire", "texts", "gate_3", "it", "--out", out)
    assert done.stdout == ""
    assert f"written: {out}; {count} of {count} texts to translate" in done.stderr
    filled(out)
    more = ("--earlier", out, "--json")
    found = json.loads(run("questionnaire", "texts", "gate_3", "it", *more).stdout)
    assert found["missing"] == []
    wrong = run("questionnaire", "texts", "gate_3", "en")
    assert wrong.exit_code == 2
    assert "translate into another" in wrong.stderr


@pytest.mark.rule("QST-01")
def test_a_translation_is_checked_and_put_in(run: Run, tmp_path: Path) -> None:
    """What is wrong is listed; with a text missing only if that is said."""
    out, whole = tmp_path / "gate.it.json", tmp_path / "gate.toml"
    run("questionnaire", "texts", "gate_3", "it", "--out", out)
    filled(out)
    done = run("questionnaire", "translate", "gate_3", out)
    assert (done.exit_code, done.stdout) == (0, "gate_3 in it: nothing is missing\n")
    done = run("questionnaire", "translate", "gate_3", out, "--out", whole)
    assert (done.exit_code, whole.exists()) == (0, True)
    italian = read_questionnaire(whole).localized("it")
    assert italian.title == standard().questionnaires["gate_3"].title.upper()
    whole.unlink()
    filled(out, title=" ")
    done = run("questionnaire", "translate", "gate_3", out, "--out", whole)
    assert (done.exit_code, whole.exists()) == (1, False)
    assert "gate_3 in it: 1 problem" in done.stdout
    more = ("--incomplete", "--out", whole, "--json")
    done = run("questionnaire", "translate", "gate_3", out, *more)
    assert (done.exit_code, whole.exists()) == (0, True)
    found = json.loads(done.stdout)
    assert (found["questionnaire"], found["language"]) == ("gate_3", "it")
    assert [each["code"] for each in found["problems"]] == ["missing"]
    data = json.loads(out.read_text(encoding="utf-8"))
    data["texts"][0]["source"] = "Gate 33"
    out.write_text(json.dumps(data), encoding="utf-8")
    assert (
        run("questionnaire", "translate", "gate_3", out, "--incomplete").exit_code == 1
    )
