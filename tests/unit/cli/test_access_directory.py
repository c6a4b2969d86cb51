"""People, partners, grants and delegations from files, with every fault by its path."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from partner_success.cli.access_directory import read_directory
from partner_success.errors import InvalidDataError, UnknownNameError
from partner_success.rulebook import standard

EXAMPLES = Path(__file__).parents[3] / "examples" / "access"
FROM = {"starts_at": "2026-05-01T00:00:00Z", "ends_at": "2026-06-01T00:00:00Z"}
GOOD: dict[str, Any] = {
    "people": [
        {"id": "ines", "email": "ines@example.com", "roles": ["PAM"]},
        {"id": "ada", "email": "ada@example.com", "roles": ["PSM"]},
        {"id": "noor", "roles": ["PSM"]},
    ],
    "partners": [{"id": "acme", "stage": "gate_3", "team": {"PSM": ["ada"]}}],
    "grants": [
        {
            "id": "g-1",
            "partner_id": "acme",
            "grantee": "ada",
            "grantor": "ines",
            "gates": ["gate_1"],
            "reason": "hand-over",
            **FROM,
        }
    ],
    "delegations": [
        {"id": "d-1", "lead": "ada", "deputy": "noor", "role": "PSM", **FROM}
    ],
}

Write = Callable[[str, Any], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file into a folder of its own."""

    def written(name: str, data: Any) -> Path:
        folder = tmp_path / "directory"
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_text(json.dumps(data), encoding="utf-8")
        return path

    return written


def faults(*places: Path) -> list[tuple[str, str]]:
    """Read, and give the place and code of every fault."""
    with pytest.raises(InvalidDataError) as caught:
        read_directory(places, standard().access)
    return [(each.path.split(": ")[-1], each.code) for each in caught.value.problems]


def test_everything_is_read(write: Write) -> None:
    """In one file, or in several and in folders."""
    whole = read_directory([write("all.json", GOOD)], standard().access)
    assert whole.people.ids == ("ines", "ada", "noor")
    assert whole.actor("ada").grants == whole.grants
    assert whole.actor("ines").grants == ()
    assert whole.actor("noor").delegations == whole.delegations
    assert whole.resource("acme").team["PSM"] == ("ada@example.com",)
    folder = write("all.json", {"people": GOOD["people"]}).parent
    for name in ("partners", "grants", "delegations"):
        write(f"{name}.json", {name: GOOD[name]})
    assert read_directory([folder], standard().access) == whole
    assert read_directory([folder, folder / "all.json"], standard().access) == whole


def test_the_examples_are_without_fault() -> None:
    """A dozen partners."""
    found = read_directory([EXAMPLES], standard().access)
    assert len(found.partners) == 12
    assert found.actor("new-starter").key is None


def test_a_name_nobody_has_is_refused(write: Write) -> None:
    """By what is spelt like it."""
    found = read_directory([write("all.json", GOOD)], standard().access)
    with pytest.raises(UnknownNameError, match="no person is called 'adda'"):
        found.actor("adda")
    with pytest.raises(UnknownNameError, match="no partner is called 'acne'"):
        found.resource("acne")


def test_every_fault_is_told_at_once(write: Write) -> None:
    """By file and path."""
    bad = {
        "people": [
            {"id": "ada@example.com", "roles": ["PSMM"]},
            {"id": "a", "email": "x" * 321},
            {"id": "b", "email": "same@example.com"},
            {"id": "c", "email": " SAME@example.com"},
            {"id": "c"},
        ],
        "partners": [
            {"id": "acme", "stage": "gate3", "team": {"PSN": ["b"], "PSM": ["bb"]}},
            {"id": " x"},
        ],
        "grants": [
            {**GOOD["grants"][0], "partner_id": "x", "grantee": "y", "grantor": "z"},
            {
                **GOOD["grants"][0],
                "id": "g-2",
                "grantee": "b",
                "grantor": "b",
                "gates": ["gate_9"],
            },
        ],
        "delegations": [
            {**GOOD["delegations"][0], "role": "X", "partner_id": "y", "lead": "x"},
            {**GOOD["delegations"][0], "id": "d-2", "lead": "b", "deputy": "b"},
        ],
    }
    assert faults(write("all.json", bad)) == [
        ("people[4].id", "duplicate-id"),
        ("people[0].id", "address-as-id"),
        ("people[0].roles[0]", "unknown-role"),
        ("people[1].email", "too-long"),
        ("people[3].email", "same-address"),
        ("partners[0].stage", "unknown-stage"),
        ("partners[0].team.PSN", "unknown-role"),
        ("partners[0].team.PSM[0]", "unknown-person"),
        ("partners[1].id", "space-around"),
        ("grants[0].partner_id", "unknown-partner"),
        ("grants[0].grantee", "unknown-person"),
        ("grants[0].grantor", "unknown-person"),
        ("grants[1].gates[0]", "unknown-stage"),
        ("grants[1].grantee", "self-grant"),
        ("delegations[0].lead", "unknown-person"),
        ("delegations[0].deputy", "unknown-person"),
        ("delegations[0].role", "unknown-role"),
        ("delegations[0].partner_id", "unknown-partner"),
        ("delegations[1].deputy", "own-deputy"),
    ]


def test_addresses_are_not_repeated(write: Write) -> None:
    """Messages may be kept, and addresses are personal."""
    bad = {
        "people": [
            {"id": "secret@example.com"},
            {"id": "b", "email": "same@example.com"},
            {"id": "c", "email": "same@example.com"},
        ]
    }
    with pytest.raises(InvalidDataError) as caught:
        read_directory([write("all.json", bad)], standard().access)
    assert "secret" not in str(caught.value)
    assert "same@" not in str(caught.value)


def test_an_id_stands_once_in_all_files(write: Write) -> None:
    """And the first place is told."""
    one, two = write("a.json", GOOD), write("b.json", {"people": GOOD["people"][:1]})
    with pytest.raises(InvalidDataError, match=r"stands already at .*a\.json: people"):
        read_directory([one, two], standard().access)


def test_what_is_near_is_named_for_the_first_faults_only(write: Write) -> None:
    """Thousands of faults are not worth thousands of searches."""
    people = [{"id": f"p{place}", "roles": ["PSMM"]} for place in range(25)]
    with pytest.raises(InvalidDataError) as caught:
        read_directory([write("a.json", {"people": people})], standard().access)
    hints = ["did you mean 'PSM'" in each.message for each in caught.value.problems]
    assert hints == [True] * 20 + [False] * 5


@pytest.mark.parametrize(
    ("data", "code"),
    [({"peple": []}, "unknown-key"), ({"people": [{}]}, "missing-key")],
)
def test_another_form_is_refused(write: Write, data: Any, code: str) -> None:
    """By its path."""
    assert [each for _, each in faults(write("a.json", data))] == [code]


def test_files_that_are_not_there_are_told(tmp_path: Path, write: Write) -> None:
    """And folders without one."""
    assert faults(tmp_path / "no.toml") == [("", "unreadable-file")]
    (tmp_path / "empty").mkdir()
    assert faults(tmp_path / "empty") == [("", "empty-folder")]
    assert faults(tmp_path / "nowhere") == [("", "no-folder")]
    with pytest.raises(UnknownNameError, match="format of documents"):
        read_directory([tmp_path / "a.docx"], standard().access)
