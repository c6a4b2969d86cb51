"""TOML, read by Python and written by tomli_w."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from partner_success.core.extras import NeedsExtra
from partner_success.interop.faults import RefusedError, refusal
from partner_success.interop.limits import Limits, too_deep
from partner_success.interop.numbers import read_number

__all__ = ["format_toml", "parse_toml"]

_STRING_OR_COMMENT: Final = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:\\.|[^"\\\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+",
    re.DOTALL,
)
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def parse_toml(text: str, limits: Limits) -> dict[str, Any]:
    """Read TOML text into plain data.

    Raises:
        RefusedError: It is no TOML, or a number in it is not taken.
    """
    # Python's reader takes a time that grows with the square of a key's parts.
    if _most_key_parts(text) > limits.depth:
        raise too_deep(limits)
    try:
        return tomllib.loads(text, parse_float=read_number)
    except RefusedError:
        raise
    except ValueError as error:
        raise refusal("no-toml", f"this is no TOML: {error}", None) from error


def _most_key_parts(text: str) -> int:
    """Count the parts of the longest dotted key, its first and last apart."""
    most = 0
    for line in _STRING_OR_COMMENT.sub("s", text).split("\n"):
        run = 0
        for part in line.split("."):
            run = run + 1 if _BARE.fullmatch(part.strip()) else 0
            most = max(most, run)
    return most


def format_toml(data: Mapping[str, Any]) -> str:
    """Write plain data, in which nothing is nothing, as TOML.

    Raises:
        MissingExtraError: tomli_w is not installed.
    """
    with NeedsExtra(extra="files", module="tomli_w", purpose="writing TOML"):
        import tomli_w
    return tomli_w.dumps(data, indent=2)
