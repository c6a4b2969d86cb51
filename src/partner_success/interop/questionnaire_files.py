"""Questionnaires in files: TOML, JSON and YAML, without loss."""

from __future__ import annotations

from os import PathLike, fspath

from partner_success.interop.converter import structure, unstructure
from partner_success.interop.documents import Format, format_document, read_document
from partner_success.interop.limits import STANDARD_LIMITS, Limits
from partner_success.questionnaires import Questionnaire

__all__ = ["questionnaire_text", "read_questionnaire"]


def read_questionnaire(
    path: str | PathLike[str], *, limits: Limits = STANDARD_LIMITS
) -> Questionnaire:
    """Read a questionnaire from a file whose name says its format.

    Args:
        path: A file that ends in ``.toml``, ``.json``, ``.yaml`` or ``.yml``.
        limits: How large it may be.

    Raises:
        InvalidDataError: The file cannot be read, is malformed, or holds no sound
            questionnaire; every fault is named by its path in the file.
        UnknownNameError: The name ends in nothing that is read.
        MissingExtraError: The format needs an extra that is not installed.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from partner_success.questionnaires import Section, YesNoField
        >>> field = YesNoField(id="signed", label="Is it signed?")
        >>> section = Section(id="contract", title="Contract", fields=[field])
        >>> gate = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section]
        ... )
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "gate.json")
        ...     _ = path.write_text(questionnaire_text(gate, "json"), encoding="utf-8")
        ...     read_questionnaire(path) == gate
        True

    Rule: QST-12.
    """
    data = read_document(path, limits=limits)
    return structure(data, Questionnaire, subject=fspath(path))


def questionnaire_text(questionnaire: Questionnaire, format: Format) -> str:  # noqa: A002 - what a caller says
    """Write a questionnaire as a document; reading it gives an equal one.

    What equals its default is left out, so that the file stays readable.

    Raises:
        UnknownNameError: There is no such format.
        MissingExtraError: The format needs an extra that is not installed.

    Examples:
        >>> from partner_success.questionnaires import Section, YesNoField
        >>> field = YesNoField(id="signed", label="Is it signed?")
        >>> section = Section(id="contract", title="Contract", fields=[field])
        >>> gate = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section]
        ... )
        >>> print(questionnaire_text(gate, "yaml"))
        id: gate
        version: 1.0.0
        title: Gate
        sections:
        - id: contract
          title: Contract
          fields:
          - id: signed
            label: Is it signed?
            type: yes_no
        <BLANKLINE>

    Rule: QST-12.
    """
    return format_document(unstructure(questionnaire), format)
