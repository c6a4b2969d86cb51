"""What native code prints is kept apart from what a command prints."""

from __future__ import annotations

import ctypes
import os

import pytest

from partner_success.cli.native_output import native_output_on_standard_error


def test_lines_of_native_code_go_to_standard_error(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Those that C still holds in its buffer, too; and only for that while."""
    with native_output_on_standard_error():
        os.write(1, b"written\n")
        ctypes.CDLL(None if os.name == "posix" else "ucrtbase").puts(b"put")
    os.write(1, b"after\n")
    out, err = capfd.readouterr()
    assert out == "after\n"
    assert set(err.split()) == {"written", "put"}


def test_standard_output_comes_back_after_a_fault(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """An error on the way does not leave it turned away."""
    with pytest.raises(ZeroDivisionError), native_output_on_standard_error():
        raise ZeroDivisionError
    os.write(1, b"after\n")
    assert capfd.readouterr().out == "after\n"
