"""Who signed, when and how: typed or drawn, by whom, over which digest."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, cast

import attrs

from partner_success.errors import InvalidValueError
from partner_success.partners import PersonKey, person_key
from partner_success.questionnaires.record_checks import (
    digest_field,
    fixed_offset,
    instant_field,
    instant_text,
    kind_field,
    text_field,
)

__all__ = ["DrawnMark", "Mark", "Point", "Seal", "Signature", "Signer", "TypedMark"]

_MOST_POINTS: Final = 10_000
_MOST_COORDINATE: Final = 10_000
_SEAL_BYTES: Final = 64

Point: TypeAlias = tuple[int, int]
"""How far to the right and how far down, in whole steps of the pad."""


def _own_kind(_mark: object, attribute: attrs.Attribute[str], value: str) -> None:
    if value != attribute.default:
        raise InvalidValueError(
            f"this mark is of the type {attribute.default!r}; leave 'type' out"
        )


@attrs.frozen(kw_only=True)
class TypedMark:
    """A name that somebody typed to sign.

    Attributes:
        text: What was typed: one line of at most 200 characters.

    Raises:
        InvalidValueError: It is blank, too long, or no line of text.

    Examples:
        >>> TypedMark(text="Ada Byron").text
        'Ada Byron'

    Rule: QST-07.
    """

    type: Literal["typed"] = attrs.field(default="typed", validator=_own_kind)
    text: str = attrs.field(repr=False, validator=text_field(most=200))


def _strokes(value: object) -> tuple[tuple[Point, ...], ...]:
    """Copy strokes as tuples; leave anything else for the validator."""
    if not isinstance(value, Iterable):
        return cast(tuple[tuple[Point, ...], ...], value)
    return tuple(
        tuple(map(_point, cast(Iterable[object], stroke)))
        if isinstance(stroke, (list, tuple))
        else cast(Any, stroke)
        for stroke in cast(Iterable[object], value)
    )


def _point(value: object) -> Point:
    return cast(Point, tuple(cast(Any, value)) if isinstance(value, list) else value)


def _check_strokes(
    _mark: object, _attribute: attrs.Attribute[Any], strokes: object
) -> None:
    points = 0
    for stroke in strokes if isinstance(strokes, tuple) else ():
        if (
            not isinstance(stroke, tuple)
            or not stroke
            or not all(map(_is_point, stroke))
        ):
            raise InvalidValueError(
                "a stroke of a drawn mark is a list of points, and a point two whole"
                f" numbers from 0 to {_MOST_COORDINATE}, such as (120, 45)"
            )
        points += len(cast(tuple[object, ...], stroke))
    if not 1 <= points <= _MOST_POINTS:
        raise InvalidValueError(
            f"a drawn mark has from 1 to {_MOST_POINTS} points in its strokes"
        )


def _is_stroke(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(map(_is_point, value))


def _is_point(value: object) -> bool:
    if not isinstance(value, tuple):
        return False
    numbers = cast(tuple[object, ...], value)
    return len(numbers) == 2 and all(
        type(each) is int and 0 <= each <= _MOST_COORDINATE for each in numbers
    )


@attrs.frozen(kw_only=True)
class DrawnMark:
    """A mark that somebody drew on a pad.

    Attributes:
        strokes: The lines, in the order in which they were drawn: each a list of
            points, in whole steps to the right of and down from the pad's upper left
            corner, from 0 to 10,000 (closed). At most 10,000 points in all.

    Raises:
        InvalidValueError: There is no point, there are too many, or one is no pair of
            whole numbers in that range.

    Examples:
        >>> DrawnMark(strokes=[[(0, 8), (4, 0), (8, 8)], [(2, 4), (6, 4)]]).path
        'M0 8L4 0L8 8M2 4L6 4'

    Rule: QST-07.
    """

    type: Literal["drawn"] = attrs.field(default="drawn", validator=_own_kind)
    strokes: tuple[tuple[Point, ...], ...] = attrs.field(
        repr=False, converter=_strokes, validator=_check_strokes
    )

    @property
    def path(self) -> str:
        """The lines as the path of an SVG picture, of letters M and L and digits only.

        A single point is a line to itself, which round line ends show as a dot.
        """
        lines = (
            [*stroke, stroke[0]] if len(stroke) == 1 else stroke
            for stroke in self.strokes
        )
        return "".join(
            "M" + "L".join(f"{right} {down}" for right, down in line) for line in lines
        )

    @property
    def size(self) -> tuple[int, int]:
        """How far the lines reach to the right and down."""
        points = [point for stroke in self.strokes for point in stroke]
        return max(right for right, _ in points), max(down for _, down in points)


def _line(stroke: tuple[Point, ...]) -> str:
    points = stroke * 2 if len(stroke) == 1 else stroke
    return "M" + "L".join(f"{right} {down}" for right, down in points)


Mark: TypeAlias = TypedMark | DrawnMark
"""What somebody signed with; its ``type`` tells which."""


def _email(_signer: object, _attribute: attrs.Attribute[str], value: str) -> None:
    name, at, domain = value.strip().rpartition("@")
    if not (name and at and domain) or " " in value.strip():
        raise InvalidValueError(
            "email needs the signer's e-mail address, such as ada@example.com; nobody"
            " could be recognised by this one"
        )


def _plain_text(value: object) -> str:
    """Give the text of a role; leave anything else for the validator."""
    return str.__str__(value) if isinstance(value, str) else cast(str, value)


@attrs.frozen(kw_only=True)
class Signer:
    """Who signs, as it stands in the signature.

    The printed form of the record names the role only, because logs name people by id.

    Attributes:
        name: As the person writes it; at most 200 characters.
        email: The address by which the person is recognised; at most 320 characters.
        role: In which role the person signs: a `partner_success.partners.Role`, or
            another word of the organisation; at most 100 characters.

    Raises:
        InvalidValueError: One of them is blank, too long or no line of text, or the
            address is none. The text does not repeat what was given.

    Examples:
        >>> signer = Signer(name="Ada Byron", email="Ada@Example.com", role="PSM")
        >>> signer, signer.key
        (Signer(role='PSM'), 'ada@example.com')

    Rule: QST-07.
    """

    name: str = attrs.field(repr=False, validator=text_field(most=200))
    email: str = attrs.field(repr=False, validator=[text_field(most=320), _email])
    role: str = attrs.field(converter=_plain_text, validator=text_field(most=100))

    @property
    def key(self) -> PersonKey | None:
        """The folded e-mail address, equal for all spellings of one address."""
        return person_key(self.email)

    def is_same(self, other: Signer) -> bool:
        """Say whether both are one person in one role; names may be spelt otherwise.

        Examples:
            >>> ada = Signer(name="Ada Byron", email="ada@example.com", role="PSM")
            >>> byron = Signer(name="A. Byron", email="ADA@example.com", role="PSM")
            >>> ada.is_same(byron)
            True
        """
        return self.key == other.key and self.role == other.role


def _seal_text(_seal: object, _attribute: attrs.Attribute[str], value: object) -> None:
    try:
        raw = base64.b64decode(cast(str, value), validate=True)
    except (TypeError, ValueError, binascii.Error):
        raw = b""
    # Base64 can be written in two ways where bits are left over; one of them is ours.
    if len(raw) != _SEAL_BYTES or base64.b64encode(raw).decode() != value:
        raise InvalidValueError(
            f"a seal is the base64 text of {_SEAL_BYTES} bytes, 88 characters long"
        )


@attrs.frozen(kw_only=True)
class Seal:
    """A keyed signature over a digest, which only the holder of a key can make.

    Attributes:
        key_id: Which key made it, by the name that its owner gave it.
        text: The Ed25519 signature, in base64.

    Raises:
        InvalidValueError: The id is no line of text, or the text no signature.

    Rule: QST-07.
    """

    key_id: str = attrs.field(validator=text_field(most=200))
    text: str = attrs.field(repr=False, validator=_seal_text)


@attrs.frozen(kw_only=True)
class Signature:
    """A signature under answers.

    Attributes:
        signer: Who signed.
        signed_at: When, with the distance from UTC, which is signed too; the name of
            the zone is not kept. Times that show other clocks are not equal here, even
            where they are one instant.
        mark: What was typed or drawn.
        address: The network address that it came from; ``None`` where it is not known.
        client: The program that it came from; ``None`` where it is not known.
        digest: The SHA-256 of the canonical form of the submission without digest and
            seal, in lower-case hexadecimal digits.
        seal: The keyed signature over the digest; ``None`` for none.

    Raises:
        InvalidValueError: A part of it is not what it must be. The text does not
            repeat names and addresses.

    Rule: QST-07.
    """

    signer: Signer = attrs.field(validator=kind_field(Signer))
    signed_at: datetime = attrs.field(
        converter=fixed_offset, validator=instant_field, eq=instant_text
    )
    mark: Mark = attrs.field(repr=False, validator=kind_field(TypedMark, DrawnMark))
    address: str | None = attrs.field(
        default=None, repr=False, validator=text_field(most=200, optional=True)
    )
    client: str | None = attrs.field(
        default=None, repr=False, validator=text_field(most=1_000, optional=True)
    )
    digest: str = attrs.field(validator=digest_field)
    seal: Seal | None = attrs.field(
        default=None, validator=kind_field(Seal, optional=True)
    )
