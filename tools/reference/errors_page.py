"""The page about errors: each exception, and every code that a problem can have."""

from __future__ import annotations

import contextlib
import inspect
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from partner_success import errors
from partner_success.errors import PartnerSuccessError
from tools.reference.problem_codes import Found, find_codes

FOLDER = Path(__file__).parent
MEANINGS = FOLDER / "errors.toml"
EXAMPLES = FOLDER / "error_examples.toml"

HEAD = """# Errors, and how to mend them

<!-- Written by `python -m tools.reference`, from tools/reference/errors.toml. -->

The library raises where it was used wrongly: a name that nothing carries, a document
with faults, a time without a zone. A no that the rules give, such as a gate that stays
closed, is no error; it is a value with its reasons.

A message says what was asked, what was found, and what to do. Programs go by the class
and by the code of a problem, which stay; messages are for people, and change.
[What may change, and when](../explanation/deprecation-policy.md) has the details.

| exception | is also | carries |
| --- | --- | --- |
"""
SETUP = """import partner_success as ps

rules = ps.standard()
"""
CODES = """## Codes of problems {#codes}

`InvalidDataError` and `InvalidModelError` carry every fault that was found, as
problems; some results do too, such as tables with rows that were refused. Each problem
has a `path` (where), a `code` (which of these), a `message` (what is wrong and what to
do), and where there is one, what was `given` and what was `expected`.

What stands in capitals is put in: `unknown-KIND` is `unknown-role` or `unknown-stage`.
The last column names the packages in which the code can come about.
"""
FOOT = """## On the command line

One of these errors ends a command with the exit code 2, and is told on standard error.
[The command line](command-line.md#exit-codes) has all exit codes.
"""

_ATTRIBUTES = re.compile(r"^    (\w+): ", re.MULTILINE)


def meanings() -> dict[str, Any]:
    """Read what each code means, and which codes the source hides."""
    return tomllib.loads(MEANINGS.read_text(encoding="utf-8"))


def faults(found: Found, told: Mapping[str, Any]) -> list[str]:
    """Say which codes have no entry, which entries no code, and what is unclear."""
    hidden = {(each["module"], each["written"]) for each in told["elsewhere"]}
    unclear = {(each.module, each.written) for each in found.unclear}
    named = {code for each in told["elsewhere"] for code in each["codes"]}
    known = {*found.codes, *named}
    return [
        *(f"{code!r} has no meaning" for code in sorted(known - set(told["codes"]))),
        *(f"{code!r} is given nowhere" for code in sorted(set(told["codes"]) - known)),
        *(
            f"{module}: which codes is {text}?"
            for module, text in sorted(unclear - hidden)
        ),
        *(f"{at}: there is no {text}" for at, text in sorted(hidden - unclear)),
    ]


def errors_page() -> str:
    """Write the page.

    Raises:
        ValueError: The entries are not those of the source.
    """
    found, told = find_codes(), meanings()
    if wrong := faults(found, told):
        raise ValueError("errors.toml: " + "; ".join(wrong))
    kinds = _kinds()
    parts = [HEAD + "\n".join(_overview(kinds)), ""]
    parts += ["Each example begins with", "", "```python", SETUP.rstrip(), "```", ""]
    parts += [*_exceptions(kinds), CODES, *_tables(found, told), FOOT.rstrip()]
    return "\n".join(parts) + "\n"


def _kinds() -> list[type[PartnerSuccessError]]:
    found = (getattr(errors, name) for name in errors.__all__)
    chosen = [
        each
        for each in found
        if inspect.isclass(each) and issubclass(each, PartnerSuccessError)
    ]
    return sorted(
        chosen, key=lambda each: (each is not PartnerSuccessError, each.__name__)
    )


def _overview(kinds: list[type[PartnerSuccessError]]) -> Iterator[str]:
    for each in kinds:
        anchor = each.__name__.lower()
        builtin = ", ".join(f"`{name}`" for name in _builtins(each))
        carried = ", ".join(f"`{name}`" for name in _carried(each)) or "-"
        yield f"| [`{each.__name__}`](#{anchor}) | {builtin} | {carried} |"


def _builtins(kind: type[PartnerSuccessError]) -> list[str]:
    """Name the builtins that a kind is of, without those that are above them."""
    found = [each for each in kind.__mro__ if each.__module__ == "builtins"]
    nearest = [
        each
        for each in found
        if not any(other is not each and issubclass(other, each) for other in found)
    ]
    return [each.__name__ for each in nearest]


def _carried(kind: type[PartnerSuccessError]) -> list[str]:
    for each in kind.__mro__:
        told = inspect.cleandoc(each.__dict__.get("__doc__") or "")
        _, section, rest = told.partition("Attributes:\n")
        if section and each.__module__ == errors.__name__:
            return _ATTRIBUTES.findall(rest.partition("\n\n")[0])
    return []


def _exceptions(kinds: list[type[PartnerSuccessError]]) -> Iterator[str]:
    examples = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    exec(SETUP, names)
    for each in kinds:
        example = examples.pop(each.__name__)
        yield from (f"## `{each.__name__}` {{#{each.__name__.lower()}}}", "")
        yield from (inspect.cleandoc(each.__doc__ or "").split("\n")[0], "")
        yield from (example["when"], "")
        if code := example.get("code", "").strip("\n"):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(code, names)
            yield from ("```python", code, "```", "", '```text title="Output"')
            yield from (printed.getvalue().rstrip("\n"), "```", "")
    if examples:
        raise ValueError(f"error_examples.toml: no exception is {', '.join(examples)}")


def _tables(found: Found, told: Mapping[str, Any]) -> Iterator[str]:
    where: dict[str, set[str]] = {code: set() for code in told["codes"]}
    for place in found.places:
        where[place.code].add(_package(place.module))
    for each in told["elsewhere"]:
        for code in each["codes"]:
            where[code].add(_package(each["module"]))
    ordered = sorted(where, key=lambda code: _shown(code).lower())
    for letter, codes in groupby(ordered, key=lambda code: _shown(code)[0].upper()):
        yield from (f"### {letter}", "", "| code | means | to mend it | in |")
        yield "| --- | --- | --- | --- |"
        for code in codes:
            entry = told["codes"][code]
            shown = _shown(code)
            rooms = ", ".join(sorted(where[code]))
            name = f'<a id="{shown}"></a>`{shown}`'
            yield f"| {name} | {entry['means']} | {entry['mend']} | {rooms} |"
        yield ""


def _shown(code: str) -> str:
    """Write what is put in at run time in capitals."""
    return re.sub(r"\{(\w+)\}", lambda part: part[1].upper(), code)


def _package(module: str) -> str:
    return module.split(".")[1]
