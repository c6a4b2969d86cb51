"""Hub-style files made up for the tests, and what importing them says."""

from __future__ import annotations

from typing import Any

import pytest

from partner_success.errors import InvalidDataError
from partner_success.interop import HubImport, import_hub
from partner_success.questionnaires import AnyField

Data = dict[str, Any]


def hub(*sections: Data, **more: Any) -> Data:
    """Give a file with these sections."""
    head = {"id": "gate", "version": "1.0.0", "metadata": {"name": "Gate"}}
    return {**head, "sections": list(sections), **more}


def section(*fields: Data, id: str = "s", **more: Any) -> Data:
    """Give a section with these fields."""
    return {"id": id, "title": "Section", "fields": list(fields), **more}


def field(type: str = "text", id: str = "f", **more: Any) -> Data:  # noqa: A002 - keys
    """Give a field."""
    return {"id": id, "type": type, "label": "Label", **more}


def judged(*fields: Data, rules: list[Data], **more: Any) -> Data:
    """Give a section that passes by rules."""
    criteria = {"type": "automatic", "rules": rules}
    return section(*fields, passFailCriteria=criteria, **more)


def rule(operator: str, value: Any, of: str = "f") -> Data:
    """Give a rule with its message."""
    return {"field": of, "operator": operator, "value": value, "failureMessage": "No."}


def only_field(*fields: Data) -> AnyField:
    """Import one section and give its first field."""
    return next(iter(import_hub(hub(section(*fields))).questionnaire.fields))


def said(found: HubImport) -> list[tuple[str, str]]:
    """Give path and code of everything that was left out."""
    return [(problem.path, problem.code) for problem in found.left_out]


def faults(data: Any) -> list[tuple[str, str]]:
    """Give path and code of everything that makes a file no questionnaire."""
    with pytest.raises(InvalidDataError) as caught:
        import_hub(data)
    return [(problem.path, problem.code) for problem in caught.value.problems]
