"""The page about the front door: each name of `partner_success` in one line."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator

import partner_success as ps

HEAD = """# `partner_success`

<!-- Written by `python -m tools.reference`, from what the package lists. -->

The front door: what most programs need stands here too, under one import. Nothing is
loaded before it is used.

```python
import partner_success as ps

rules = ps.standard()
```

"""
VERSION = "__version__"


def front_page() -> str:
    """Write the page, names before packages."""
    rooms = [name for name in ps.__all__ if _is_room(name)]
    names = [name for name in ps.__all__ if not _is_room(name)]
    lines = ["## Names", "", "| name | is | stands in |", "| --- | --- | --- |"]
    lines += [_name(name) for name in names]
    lines += ["", "## Packages", "", "| package | holds |", "| --- | --- |"]
    lines += [*_rooms(rooms)]
    return HEAD + "\n".join(lines) + "\n"


def _is_room(name: str) -> bool:
    return inspect.ismodule(getattr(ps, name))


def _name(name: str) -> str:
    place = f'<a id="partner_success.{name}"></a>'
    if name == VERSION:
        return f"| {place}`{name}` | The version that is installed, as text. | - |"
    found = getattr(ps, name)
    room = found.__module__.split(".")[1]
    # Cross-references go by path, and the site fails where one leads nowhere.
    link = f"[`{name}`][partner_success.{room}.{name}]"
    return f"| {place}{link} | {_first_line(found)} | [`{room}`]({room}.md) |"


def _rooms(names: list[str]) -> Iterator[str]:
    for name in names:
        module = importlib.import_module(f"partner_success.{name}")
        yield (
            f'| <a id="partner_success.{name}"></a>[`{name}`]({name}.md) |'
            f" {_first_line(module)} |"
        )


def _first_line(found: object) -> str:
    return inspect.cleandoc(found.__doc__ or "").split("\n")[0]
