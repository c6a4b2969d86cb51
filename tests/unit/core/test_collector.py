"""Python looks for no cycles while something is read, and then again as before."""

from __future__ import annotations

import gc

import pytest

from partner_success.core.collector import at_rest


def test_it_goes_on_afterwards() -> None:
    """Also where reading fails."""

    @at_rest()
    def read(how: str) -> tuple[int, bool]:
        return int(how), gc.isenabled()

    assert gc.isenabled()
    assert read("3") == (3, False)
    assert gc.isenabled()
    with pytest.raises(ValueError, match="three"):
        read("three")
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    """One reader inside another does not wake it for both."""
    with at_rest():
        with at_rest():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
