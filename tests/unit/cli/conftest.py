"""Small files on disk, and the command run on them in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from partner_success.cli.app import app
from tests.unit.cli.gates import Write, events

PARTS = "technical_performance,business_outcomes,user_adoption,relationship_strength"
GOOD = {
    "accounts.csv": f"id,name,partner_id,on,segment,renews_on,churned,{PARTS}\n"
    "a-1,Umbrella,p-1,2026-01-31,retail,2026-12-31,false,92,71,64,80\n"
    "a-2,Ärger & Söhne,p-1,2026-01-31,,,,10,,,\n"
    "a-3,Acme,p-2,2026-01-31,,,,95,95,95,95\n",
    "survey_answers.csv": "id,kind,partner_id,project_id,question,rating,answered_on,"
    "project_completed_on,successful\n"
    "s-1,csat,p-1,x,value,5,2026-01-30,2026-01-29,true\n"
    "s-2,csat,p-1,y,value,4,2026-01-30,2026-01-29,true\n"
    "s-3,nps,p-1,,recommend,9,2026-01-30,,\n"
    "s-4,nps,p-2,,recommend,2,2026-01-30,,\n",
    "licences.csv": "account_id,licence_type,on,licensed,active\n"
    "a-1,seat,2026-01-31,100,20\na-3,seat,2026-01-31,0,0\n",
    "readiness.csv": "sheet_id,partner_id,on,element,rating\n"
    "r-1,p-1,2026-01-31,journey_map,3\n",
}
BAD_ROW = 'a-9,Bad,p-1,2026-02-30,,,,"1,5",90,90,90\n'

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of facts without a fault."""
    place = tmp_path / "portfolio"
    place.mkdir()
    for name, text in GOOD.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def bad_folder(folder: Path) -> Path:
    """Give a folder with one bad row."""
    with (folder / "accounts.csv").open("a", encoding="utf-8") as file:
        file.write(BAD_ROW)
    return folder


@pytest.fixture
def run() -> Run:
    """Run the command with arguments."""

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(each) for each in arguments])

    return invoke


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
def logs(write: Write) -> Write:
    """Write a file with the example's events of some partners."""
    return lambda *partners: write({"events": events(*partners)})
