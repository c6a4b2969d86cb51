"""Who may do what, why, and which partners somebody sees, from files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from partner_success.rulebook import standard
from tests.unit.cli.conftest import Run

EXAMPLES = Path(__file__).parents[3] / "examples" / "access"
AT = ("--at", "2026-05-12T09:00+02:00")
HERE = ("--directory", EXAMPLES, *AT)
SIGN = ("--fact", "gate=gate_3", "--fact", "gate_status=awaiting_sign_off")


def found(run: Run, *arguments: object) -> dict[str, Any]:
    """Run a command with ``--json``."""
    done = run("access", *arguments, "--json")
    assert done.stdout.isascii()
    data: dict[str, Any] = json.loads(done.stdout)
    assert data["schema_version"] == 1
    return data


@pytest.mark.rule("ACC-01", "ACC-02")
def test_a_decision_names_its_rule(run: Run) -> None:
    """In text and for programs; the exit code is the answer."""
    done = run("access", "decide", "ada", "view_partner", "acme", *HERE)
    assert done.exit_code == 0
    assert done.stdout == (
        "ada asks to view the partner (acme): allowed\n"
        "- PSM: A PSM sees assigned partners in Gate 3 and Post-Launch.\n"
    )
    data = found(run, "decide", "ada", "view_partner", "acme", *HERE)
    assert (data["allowed"], data["rule"], data["role"]) == (True, "psm_sees", "PSM")
    assert data["rulebook"] == standard().edition.id
    assert data["at"] == "2026-05-12T09:00:00+02:00"
    assert data["reasons"] == data["nearest"] == []


@pytest.mark.rule("ACC-01", "ACC-05")
def test_a_denial_names_what_is_missing(run: Run) -> None:
    """A grant that was taken back is told as such."""
    done = run("access", "decide", "teo", "view_partner", "kite", *HERE)
    assert done.exit_code == 1
    assert "denied" in done.stdout
    assert "- context grant g-2 was taken back at 2026-04-20" in done.stdout
    data = found(run, "decide", "teo", "view_partner", "kite", *HERE)
    assert data["allowed"] is False
    assert data["rule"] is data["role"] is None
    assert "grant-revoked" in [each["code"] for each in data["reasons"]]
    assert data["nearest"][0]["rule"] == "context_grant"


@pytest.mark.rule("ACC-05")
def test_a_grant_and_a_deputy_are_named(run: Run) -> None:
    """And end by themselves."""
    record = ("view_gate", "cobalt", "--fact", "gate=gate_2")
    assert found(run, "decide", "ada", *record, *HERE)["grant"] == "g-1"
    data = found(run, "decide", "ada", "sign_off", "helix", *HERE, *SIGN)
    assert (data["delegation"], data["lead"]) == ("d-1", "noor")
    done = run("access", "decide", "ada", "sign_off", "helix", *HERE, *SIGN)
    assert "- as deputy of noor, by delegation d-1" in done.stdout
    later = ("--directory", EXAMPLES, "--at", "2026-06-12 09:00 Europe/Berlin")
    for question in (record, ("sign_off", "helix", *SIGN)):
        assert run("access", "decide", "ada", *question, *later).exit_code == 1


@pytest.mark.rule("ACC-08")
def test_a_reason_and_whom_it_concerns_count(run: Run) -> None:
    """An override needs a reason; nobody gives a grant to themselves."""
    failed = ("override_gate", "acme", "--fact", "gate_status=failed")
    assert run("access", "decide", "root", *failed, *HERE).exit_code == 1
    with_reason = (*failed, "--reason", "agreed by the board")
    assert run("access", "decide", "root", *with_reason, *HERE).exit_code == 0
    give = ("give_grant", "acme")
    assert run("access", "decide", "ines", *give, "--for", "teo", *HERE).exit_code == 0
    assert run("access", "decide", "ines", *give, "--for", "ines", *HERE).exit_code == 1


@pytest.mark.rule("ACC-08")
def test_what_belongs_to_no_partner_takes_none(run: Run) -> None:
    """And truths are yes and no."""
    assert run("access", "decide", "root", "edit_rulebook", *HERE).exit_code == 0
    own = ("view_analytics", "--fact", "role=PSM")
    assert run("access", "decide", "ada", *own, *HERE).exit_code == 0
    delete = ("delete_submission", "acme", "--fact")
    assert (
        run("access", "decide", "root", *delete, "signed_off=no", *HERE).exit_code == 0
    )
    assert (
        run("access", "decide", "root", *delete, "signed_off=yes", *HERE).exit_code == 1
    )
    earlier = ("view_partner", "delta", "--fact", "stage=gate_3")
    assert run("access", "decide", "root", *earlier, *HERE).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("adda", "view_partner", "acme"), "no person is called 'adda'"),
        (("ada", "view_parter", "acme"), "did you mean 'view_partner'"),
        (("ada", "view_partner", "acne"), "did you mean 'acme'"),
        (("ada", "view_partner"), "is done to something of a partner; name one"),
        (("ada", "edit_rulebook", "acme"), "is not done to something of a partner"),
        (("ada", "view_gate", "acme", "--fact", "gate"), "written as gate=gate_3"),
        (("ada", "view_gate", "acme", "--fact", "gat=x"), "did you mean 'gate'"),
        (("ada", "view_gate", "acme", "--fact", "gate=gate3"), "did you mean 'gate_3'"),
        (("ada", "give_grant", "acme", "--for", "x"), "no person is called 'x'"),
    ],
)  # fmt: skip
def test_misuse_is_told(run: Run, arguments: tuple[str, ...], words: str) -> None:
    """On standard error, with nothing on standard output."""
    done = run("access", "decide", *arguments, *HERE)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


def test_a_time_needs_its_zone(run: Run) -> None:
    """Nothing is guessed."""
    done = run(
        "access", "decide", "ada", "view_partner", "acme",
        "--directory", EXAMPLES, "--at", "2026-05-12T09:00",
    )  # fmt: skip
    assert done.exit_code == 2
    assert "no time zone" in done.stderr


@pytest.mark.rule("ACC-01")
def test_a_log_grows_by_a_line_for_each_decision(run: Run, tmp_path: Path) -> None:
    """It names people by id, keeps what is there, and comes before the answer."""
    log = tmp_path / "log.jsonl"
    log.write_text("{}\n", encoding="utf-8")
    for command in ("decide", "why"):
        run("access", command, "ada", "view_partner", "delta", *HERE, "--audit", log)
    lines = log.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "{}"
    assert lines[1] == lines[2]
    assert json.loads(lines[1])["actor_id"] == "ada"
    assert "@" not in log.read_text(encoding="utf-8")
    done = run(
        "access", "decide", "ada", "view_partner", "acme", *HERE, "--audit", tmp_path
    )
    assert (done.exit_code, done.stdout) == (2, "")
    assert "cannot be written: Is a directory" in done.stderr


@pytest.mark.rule("ACC-01")
def test_why_tells_everything(run: Run) -> None:
    """Every rule that allows it, or what the nearest lack."""
    done = run("access", "why", "ada", "view_partner", "acme", *HERE)
    assert done.exit_code == 0
    assert "PSM: Your Access Level" in done.stdout
    done = run("access", "why", "ada", "edit_partner", "acme", *HERE)
    assert done.exit_code == 1
    assert "nearest rule" in done.stdout
    data = found(run, "why", "ada", "edit_partner", "acme", *HERE)
    assert data["nearest"][0]["rule"] == "admin_does"


@pytest.mark.rule("ACC-10")
def test_why_tells_what_to_check(run: Run) -> None:
    """Of a partner that is not visible, in order, and whom to ask."""
    earlier = ("--directory", EXAMPLES, "--at", "2026-04-12T09:00+02:00")
    done = run("access", "why", "ada", "view_partner", "cobalt", *earlier)
    assert done.exit_code == 1
    assert "partner cobalt is not visible to ada" in done.stdout
    data = found(run, "why", "ada", "view_partner", "cobalt", *earlier)
    steps = [(each["code"], each["in_the_way"]) for each in data["to_check"]]
    assert steps[:4] == [
        ("role", False),
        ("assignment", False),
        ("stage", True),
        ("gate-before", True),
    ]
    assert data["to_check"][-1]["code"] == "ask-pam"
    assert "ines" in data["to_check"][-1]["message"]
    assert data["to_check"][2]["role"] == "PSM"
    visible = found(run, "why", "ada", "view_partner", "acme", *earlier)
    assert visible["to_check"] == []
    assert found(run, "why", "ada", "edit_partner", "acme", *earlier)["to_check"] == []


@pytest.mark.rule("ACC-11")
def test_the_list_agrees_with_single_decisions(run: Run) -> None:
    """For everybody, with grants and deputies."""
    for person in (
        "ines",
        "omar",
        "pia",
        "tomas",
        "ada",
        "noor",
        "teo",
        "root",
        "new-starter",
    ):
        data = found(run, "visible", person, *HERE)
        assert data["of"] == 12
        seen = {each["id"] for each in data["partners"]}
        for partner in ("acme", "cobalt", "helix", "kite"):
            done = run("access", "decide", person, "view_partner", partner, *HERE)
            assert (done.exit_code == 0) is (partner in seen), (person, partner)
    assert seen == set()


@pytest.mark.rule("ACC-11")
def test_the_list_is_printed(run: Run) -> None:
    """As a table, as CSV, or for another action."""
    done = run("access", "visible", "ada", *HERE)
    assert done.exit_code == 0
    assert done.stdout.startswith("ada may view the partner: 4 of 12 partners\n")
    assert "Boreal Cloud" in done.stdout
    text = run("access", "visible", "ada", *HERE, "--csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [each["id"] for each in rows] == ["acme", "boreal", "cobalt", "helix"]
    assert rows[0] == {"id": "acme", "name": "Acme", "stage": "gate_3"}
    sign = ("--action", "sign_off", *SIGN)
    data = found(run, "visible", "ada", *HERE, *sign)
    assert [each["id"] for each in data["partners"]] == ["acme", "helix"]
    mine = found(run, "visible", "ines", *HERE)["partners"]
    assert {"id": "lumen", "name": "Lumen", "stage": None} in mine
    assert "lumen" in run("access", "visible", "ines", *HERE).stdout
    wrong = run("access", "visible", "ada", *HERE, "--action", "edit_rulebook")
    assert wrong.exit_code == 2
    assert "belongs to no partner" in wrong.stderr


def test_names_are_harmless(run: Run, tmp_path: Path) -> None:
    """To spreadsheets and terminals."""
    data = {
        "people": [{"id": "a", "email": "a@example.com", "roles": ["PAM"]}],
        "partners": [{"id": "x", "name": "=1+1\u001b[31m", "team": {"PAM": ["a"]}}],
    }
    file = tmp_path / "all.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    here = ("--directory", file, *AT)
    assert "x,'=1+1␛[31m," in run("access", "visible", "a", *here, "--csv").stdout
    assert "\x1b" not in run("access", "visible", "a", *here).stdout


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Give a rulebook of which deputies may not sign for a PSM."""
    book = tmp_path / "ours.toml"
    text = standard().text("toml")
    assert text.count("delegable = true") > 1
    start = text.index('id = "psm_signs"')
    changed = text[:start] + text[start:].replace(
        "delegable = true", "delegable = false", 1
    )
    book.write_text(changed, encoding="utf-8")
    return book


@pytest.mark.rule("ACC-01")
def test_another_rulebook_decides_otherwise(run: Run, own: Path) -> None:
    """With ``--rulebook``."""
    sign = ("access", "decide", "ada", "sign_off", "helix", *HERE, *SIGN)
    assert run(*sign).exit_code == 0
    assert run(*sign, "--rulebook", own).exit_code == 1
