"""YAML, of which only the harmless part is read: the core schema of YAML 1.2.

No anchors and aliases (a small file could grow without bound), no tags (they construct
Python objects), no merge keys, no second document. ``no`` is text here, ``12:30`` too,
and days stay text, because the converter knows better where a day is meant.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from partner_success.core.extras import NeedsExtra
from partner_success.interop.faults import (
    RefusedError,
    index_path,
    key_path,
    refusal,
    shorten,
)
from partner_success.interop.limits import Limits, too_deep, too_many
from partner_success.interop.numbers import (
    number_text,
    read_number,
    read_whole,
)

if TYPE_CHECKING:
    import yaml

__all__ = ["format_yaml", "parse_yaml"]

_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE: Final = frozenset({"true", "True", "TRUE"})
_FALSE: Final = frozenset({"false", "False", "FALSE"})
_WHOLE: Final = re.compile(r"[-+]?[0-9]+")
_BASED: Final = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_NUMBER: Final = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)
_ENDLESS: Final = re.compile(r"([-+]?)\.(inf|Inf|INF|nan|NaN|NAN)")
_ONE_LETTER: Final = frozenset("yYnN")
# What is a line break to some versions and a character to others.
_BREAKS: Final = re.compile("[\r\x85\u2028\u2029\ufeff]")
_NESTING: Final = "nesting depth"
"""What the parser says where it refuses to go deeper."""


def parse_yaml(text: str, limits: Limits) -> Any:
    """Read YAML text into plain data.

    Raises:
        RefusedError: It is no YAML, or uses what is not read.
        MissingExtraError: PyYAML is not installed.
    """
    with NeedsExtra(extra="files", module="yaml", purpose="reading YAML"):
        import yaml
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(limits)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.YAMLError as error:
        reason = _reason(error)
        if _NESTING in reason:
            # The parser looks ahead, and has a limit of its own to how deep it goes.
            raise refusal("too-deep", f"this cannot be read: {reason}", None) from error
        raise refusal("no-yaml", f"this is no YAML: {reason}", None) from error
    return builder.root


def _reason(error: yaml.YAMLError) -> str:
    mark: Any = getattr(error, "problem_mark", None)
    if mark is None:
        return " ".join(str(error).split())
    problem: str = getattr(error, "problem", "")
    return f"{problem} (line {mark.line + 1}, column {mark.column + 1})"


def read_plain(text: str) -> Any:
    """Read an unquoted scalar as the core schema of YAML 1.2 does.

    Examples:
        >>> [read_plain(text) for text in ("no", "12:30", "0x10", "1.50", "~", "True")]
        ['no', '12:30', 16, Decimal('1.50'), None, True]
    """
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _WHOLE.fullmatch(text):
        return read_whole(text)
    if _BASED.fullmatch(text):
        return read_whole(text, base=0)
    if _NUMBER.fullmatch(text) or _ENDLESS.fullmatch(text):
        return read_number(_ENDLESS.sub(r"\1\2", text))
    return text


@attrs.define
class _Open:
    """A table or list whose end has not come yet, and the key that waits."""

    value: dict[str, Any] | list[Any]
    path: str
    key: str | None = None

    def place(self) -> str:
        """Give the path of what comes next."""
        if isinstance(self.value, list):
            return self.path + index_path(len(self.value))
        return self.path if self.key is None else self.path + key_path(self.key)


@attrs.define
class _Builder:
    """Builds plain data from the events of the parser, and stops early."""

    limits: Limits
    root: Any = None
    opened: list[_Open] = attrs.field(factory=list[_Open])
    count: int = 0
    documents: int = 0

    def take(self, event: yaml.Event) -> None:
        kind = type(event).__name__
        if kind == "DocumentStartEvent":
            self._start_document(event)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self.opened.pop()
        elif kind == "ScalarEvent":
            self._check(event)
            self._take_scalar(event)
        elif kind in ("MappingStartEvent", "SequenceStartEvent", "AliasEvent"):
            self._check(event)
            opened = _Open({} if kind == "MappingStartEvent" else [], self._path())
            self._place(opened.value, event)
            self.opened.append(opened)

    def _path(self) -> str:
        return self.opened[-1].place() if self.opened else ""

    def _start_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._refusal(event, "two-documents", "only one document is read")
        if event.version not in (None, (1, 2)):
            message = "only YAML 1.2 is read; leave the %YAML line out"
            raise self._refusal(event, "other-version", message)

    def _check(self, event: Any) -> None:
        """Refuse what makes YAML dangerous, and what is too much, at once."""
        self.count += 1
        if event.anchor is not None:
            message = "anchors and aliases are not read; write the value out"
            raise self._refusal(event, "alias", message)
        if event.tag is not None:
            message = "tags are not read; leave what starts with ! out"
            raise self._refusal(event, "tag", message)
        if len(self.opened) > self.limits.depth:
            raise self._placed(too_deep(self.limits), event)
        # Keys are counted too, and there are at most as many of them as of values.
        if self.count > 2 * self.limits.nodes:
            raise self._placed(too_many(self.limits), event)

    def _take_scalar(self, event: Any) -> None:
        value = event.value
        plain = event.implicit[0]
        if plain and value == "<<":
            message = "merge keys are not read; write the entries out"
            raise self._refusal(event, "merge-key", message)
        try:
            found = read_plain(value) if plain else value
        except RefusedError as error:
            raise self._placed(error, event) from error
        self._place(found, event)

    def _place(self, value: Any, event: Any) -> None:
        if not self.opened:
            self.root = value
            return
        inner = self.opened[-1]
        if isinstance(inner.value, list):
            inner.value.append(value)
        elif inner.key is not None:
            inner.value[inner.key] = value
            inner.key = None
        else:
            inner.key = self._key(value, inner.value, event)

    def _key(self, value: Any, table: dict[str, Any], event: Any) -> str:
        if not isinstance(value, str):
            scalar = getattr(event, "value", None)
            hint = "" if scalar is None else f"; write {shorten(scalar)} in quotes"
            message = f"the keys of a table are text{hint}"
            raise self._refusal(event, "key-not-text", message)
        if value in table:
            message = f"the key {shorten(value)} stands here twice"
            raise self._refusal(event, "duplicate-key", message)
        return value

    def _refusal(self, event: Any, code: str, message: str) -> RefusedError:
        return self._placed(refusal(code, message, None), event)

    def _placed(self, error: RefusedError, event: Any) -> RefusedError:
        line = event.start_mark.line + 1
        (fault,) = error.faults
        message = f"{fault.problem.message} (line {line})"
        problem = attrs.evolve(fault.problem, message=message, given=None)
        return RefusedError([attrs.evolve(fault, problem=problem).under(self._path())])


def format_yaml(data: Any) -> str:
    """Write plain data as YAML that readers of 1.1 and 1.2 read alike.

    Raises:
        MissingExtraError: PyYAML is not installed.
    """
    with NeedsExtra(extra="files", module="yaml", purpose="writing YAML"):
        import yaml
    # The published types of `dump` leave its width partly open.
    text: str = cast(Any, yaml).dump(
        data,
        Dumper=_dumper(),
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=2**30,
    )
    return text


@cache
def _dumper() -> Any:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes no anchors, and quotes what one of the versions would misread."""

        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - always
            return True

    def text(dumper: Any, value: str) -> Any:
        misread = value in _ONE_LETTER or not isinstance(_as_read(value), str)
        style = '"' if misread or _BREAKS.search(value) else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    def number(dumper: Any, value: Decimal) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:float", number_text(value))

    Dumper.add_representer(str, text)
    Dumper.add_representer(Decimal, number)
    return Dumper


def _as_read(text: str) -> Any:
    try:
        return read_plain(text)
    except RefusedError:
        return None
