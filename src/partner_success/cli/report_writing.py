"""Where a report is written beside what is printed: CSV, Parquet, a page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from partner_success.cli.outcome import say
from partner_success.display import (
    Tabled,
    write_report_csv,
    write_report_html,
    write_report_parquet,
)
from partner_success.errors import InvalidUseError, InvalidValueError, UnknownNameError

__all__ = ["check_places", "write_report_files"]

_HTML: Final = ".html"


def check_places(csv: Path | None, parquet: Path | None, out: Path | None) -> None:
    """Refuse places that a report cannot be written to, before work starts.

    Raises:
        InvalidUseError: A folder is wanted, and a file stands there or is named.
        UnknownNameError: A page is wanted, and the name does not end in ``.html``.
    """
    for option, folder in (("csv", csv), ("parquet", parquet)):
        if folder is None:
            continue
        if folder.is_file() or folder.suffix.lower() == f".{option}":
            raise InvalidUseError(
                f"--{option} takes a folder, into which each table of the report is"
                f" written, and {str(folder)!r} is a file; name a folder"
            )
    if out is not None and out.suffix.lower() != _HTML:
        raise UnknownNameError("form of --out", out.suffix, [_HTML])


def write_report_files(
    report: Tabled, csv: Path | None, parquet: Path | None, out: Path | None
) -> None:
    """Write a report everywhere it is wanted; folders that are not there are made.

    Raises:
        InvalidValueError: Something cannot be written.
    """
    for folder, write in ((csv, write_report_csv), (parquet, write_report_parquet)):
        if folder is not None:
            _make(folder)
            for path in write(report, folder):
                say(f"written: {path}")
    if out is not None:
        write_report_html(report, out)
        say(f"written: {out}")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidValueError(
            f"the folder {str(folder)!r} cannot be made: {error.strerror or error}"
        ) from error
