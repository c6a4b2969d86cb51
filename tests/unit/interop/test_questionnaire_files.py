"""Questionnaires pass through every format without loss."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import attrs
import pytest

from partner_success.errors import InvalidDataError, UnknownNameError
from partner_success.interop import (
    Format,
    import_hub,
    questionnaire_text,
    read_questionnaire,
)
from partner_success.questionnaires import Field, Questionnaire
from tests.support.questionnaires import EVERYTHING

EXAMPLE = Path(__file__).parents[3] / "examples" / "questionnaires" / "hub_gate.json"
FORMATS: tuple[Format, ...] = get_args(Format)


@pytest.mark.rule("QST-12")
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    "questionnaire",
    [EVERYTHING, import_hub(EXAMPLE.read_bytes()).questionnaire],
    ids=["everything", "imported"],
)
def test_a_questionnaire_comes_back_equal(
    questionnaire: Questionnaire, format_: Format, tmp_path: Path
) -> None:
    """Every kind of field, every condition and every translation, in every format."""
    path = tmp_path / f"gate.{format_}"
    path.write_text(questionnaire_text(questionnaire, format_), encoding="utf-8")
    found = read_questionnaire(path)
    assert found == questionnaire
    # Two records can be equal and still differ where equality does not look.
    assert _given(found) == _given(questionnaire)


def _given(questionnaire: Questionnaire) -> dict[str, object]:
    """Everything that was given, without what is worked out when it is first used."""
    return attrs.asdict(questionnaire, filter=lambda field, _: field.init)


@pytest.mark.rule("QST-12")
def test_the_example_has_every_kind_of_field() -> None:
    """So that no kind is left out of the proof above."""
    kinds = {type(field) for field in EVERYTHING.fields}
    assert kinds == set(Field.__subclasses__())


@pytest.mark.rule("QST-12")
def test_every_fault_of_a_file_is_named_by_its_path(tmp_path: Path) -> None:
    """The subject is the path of the file."""
    path = tmp_path / "gate.toml"
    path.write_text('id = "a b"\nversion = "1"\ntitle = "T"\nsections = []\n')
    with pytest.raises(InvalidDataError, match=r"gate\.toml: 3 faults") as caught:
        read_questionnaire(path)
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["id", "version", "sections"]


@pytest.mark.rule("QST-12")
def test_other_files_are_refused() -> None:
    """A format is told by the end of the name."""
    with pytest.raises(UnknownNameError):
        read_questionnaire("gate.docx")
