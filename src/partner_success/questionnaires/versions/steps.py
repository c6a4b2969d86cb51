"""The steps by which answers go from one version of a questionnaire to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, cast

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.quantities import shown
from partner_success.core.tags import tag
from partner_success.errors import InvalidValueError

__all__ = [
    "AnyStep",
    "Drop",
    "Join",
    "MapChoices",
    "Move",
    "Rename",
    "Split",
    "inverse_of",
]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _text(step: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not _is_text(value):
        raise InvalidValueError(
            f"{attribute.name} of {type(step).__name__} is a text, found {shown(value)}"
        )


def _several(step: object, attribute: attrs.Attribute[Any], value: object) -> None:
    names = cast("tuple[object, ...]", value)
    if len(names) < 2 or len(set(names)) < len(names) or not all(map(_is_text, names)):
        raise InvalidValueError(
            f"{attribute.name} of {type(step).__name__} names two fields or more, each"
            f" once, found {shown(value)}"
        )


def _separator(step: object, _attribute: attrs.Attribute[Any], value: object) -> None:
    if value is not None and (not isinstance(value, str) or not value):
        raise InvalidValueError(
            f"the separator of {type(step).__name__} is a text of one character or"
            f" more, or is left out, found {shown(value)}"
        )


def _names(value: Iterable[str]) -> tuple[str, ...]:
    # A text alone would come apart into its letters.
    return (value,) if isinstance(value, str) else tuple(value)


def _codes(value: Mapping[str, str]) -> FrozenMap[str, str]:
    return FrozenMap(value)


def _some_codes(_step: object, _attribute: attrs.Attribute[Any], value: object) -> None:
    codes = cast("FrozenMap[object, object]", value)
    if not codes or not all(map(_is_text, [*codes, *codes.values()])):
        raise InvalidValueError(
            f"codes of MapChoices give a new code for an old one, such as"
            f" {{'gold': 'tier_1'}}, found {shown(dict(codes))}"
        )


@attrs.frozen(kw_only=True)
class Rename:
    """A field has another id.

    Attributes:
        field: Its id so far.
        to: Its new id.
        type: Always ``"rename"``; it is never given.

    Raises:
        InvalidValueError: A part of it is not what it must be.

    Rule: QST-08.
    """

    field: str = attrs.field(validator=_text)
    to: str = attrs.field(validator=_text)
    type: Literal["rename"] = tag("rename")


@attrs.frozen(kw_only=True)
class Move:
    """A field stands in another section.

    Attributes:
        field: Its id.
        to_section: The id of the section in which it stands now.
        type: Always ``"move"``; it is never given.
        from_section: The id of the section in which it stood; without it the step has
            no inverse.

    Raises:
        InvalidValueError: A part of it is not what it must be.

    Rule: QST-08.
    """

    field: str = attrs.field(validator=_text)
    to_section: str = attrs.field(validator=_text)
    type: Literal["move"] = tag("move")
    from_section: str | None = attrs.field(
        default=None, validator=attrs.validators.optional(_text)
    )


@attrs.frozen(kw_only=True)
class Split:
    """An answer becomes the answers to several fields of the same section.

    Attributes:
        field: The id of the field.
        into: The ids of the new ones, two or more.
        separator: The text between the parts, of which there must be exactly as many as
            new fields; ``None`` to give each of them the whole answer.
        type: Always ``"split"``; it is never given.

    Raises:
        InvalidValueError: A part of it is not what it must be.

    Rule: QST-08.
    """

    field: str = attrs.field(validator=_text)
    into: tuple[str, ...] = attrs.field(converter=_names, validator=_several)
    separator: str | None = attrs.field(default=None, validator=_separator)
    type: Literal["split"] = tag("split")


@attrs.frozen(kw_only=True)
class Join:
    """The answers to several fields become one, in the section of the first.

    Nothing may be lost on the way: all of the fields are answered or none, and no part
    contains the separator; without a separator all answers are the same.

    Attributes:
        fields: The ids of the fields, two or more, in the order of the parts.
        to: The id of the new one.
        separator: The text that is put between the parts; ``None`` to keep the one
            answer that all of them have.
        type: Always ``"join"``; it is never given.

    Raises:
        InvalidValueError: A part of it is not what it must be.

    Rule: QST-08.
    """

    fields: tuple[str, ...] = attrs.field(converter=_names, validator=_several)
    to: str = attrs.field(validator=_text)
    separator: str | None = attrs.field(default=None, validator=_separator)
    type: Literal["join"] = tag("join")


@attrs.frozen(kw_only=True)
class MapChoices:
    """Choices of a field have other codes.

    Attributes:
        field: Its id.
        codes: The new code for an old one; a code that is not named stays.
        reason: Why two codes become one, where they do, so that nobody can tell them
            apart later. A step with a reason has no inverse.
        type: Always ``"map_choices"``; it is never given.

    Raises:
        InvalidValueError: A part of it is not what it must be.

    Rule: QST-08.
    """

    field: str = attrs.field(validator=_text)
    codes: FrozenMap[str, str] = attrs.field(converter=_codes, validator=_some_codes)
    reason: str = ""
    type: Literal["map_choices"] = tag("map_choices")

    def __attrs_post_init__(self) -> None:
        if len(set(self.codes.values())) < len(self.codes) and not self.reason.strip():
            raise InvalidValueError(
                f"the codes of {self.field!r} put two choices into one, which loses"
                " their difference; give the reason"
            )


@attrs.frozen(kw_only=True)
class Drop:
    """A field is no longer asked, and its answer is given up.

    Attributes:
        field: Its id.
        reason: Why the answer is not needed; a person who loses it reads this.
        type: Always ``"drop"``; it is never given.

    Raises:
        InvalidValueError: A part of it is not what it must be.

    Rule: QST-08.
    """

    field: str = attrs.field(validator=_text)
    reason: str = attrs.field(validator=_text)
    type: Literal["drop"] = tag("drop")


AnyStep: TypeAlias = Rename | Move | Split | Join | MapChoices | Drop
"""A step of any kind; its ``type`` tells which."""


def inverse_of(step: AnyStep) -> AnyStep | None:
    """Give the step that undoes another; ``None`` where nothing does.

    Examples:
        >>> inverse_of(Rename(field="signed", to="is_signed"))
        Rename(field='is_signed', to='signed')

    Rule: QST-08.
    """
    match step:
        case Rename():
            return Rename(field=step.to, to=step.field)
        case Split():
            return Join(fields=step.into, to=step.field, separator=step.separator)
        case Join():
            return Split(field=step.to, into=step.fields, separator=step.separator)
        case Move(from_section=str() as back):
            return Move(field=step.field, to_section=back, from_section=step.to_section)
        case MapChoices() if not step.reason.strip():
            codes = {new: old for old, new in step.codes.items()}
            return MapChoices(field=step.field, codes=codes)
        case _:
            return None
