"""Who signed, when and how: typed or drawn, by whom, over which digest."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, cast

import attrs

from partner_success.errors import InvalidValueError
from partner_success.partners import PersonKey, person_key
from partner_success.questionnaires.signing.record_checks import (
    digest_field,
    fixed_offset,
    instant_field,
    instant_text,
    kind_field,
    text_field,
)

__all__ = ["DrawnMark", "Mark", "Seal", "Signature", "Signer", "TypedMark"]

_MOST_PATH: Final = 50_000
_POINT: Final = "[0-9]{1,5} [0-9]{1,5}"
_PATH: Final = re.compile(f"(?:M{_POINT}(?:L{_POINT})*)+")
_SEAL_BYTES: Final = 64


def _own_kind(_mark: object, attribute: attrs.Attribute[str], value: str) -> None:
    if value != attribute.default:
        raise InvalidValueError(
            f"this mark is of the type {attribute.default!r}; leave 'type' out"
        )


def _kind(kind: str) -> Any:
    """Give the field by which a document tells marks apart."""
    return attrs.field(default=kind, validator=_own_kind)


@attrs.frozen(kw_only=True)
class TypedMark:
    """A name that somebody typed to sign.

    Attributes:
        text: What was typed: one line of at most 200 characters.
        type: `"typed"`, for documents.

    Raises:
        InvalidValueError: It is blank, too long, or no line of text.

    Examples:
        >>> TypedMark(text="Ada Byron").text
        'Ada Byron'

    Rule: QST-07.
    """

    type: Literal["typed"] = _kind("typed")
    text: str = attrs.field(repr=False, validator=text_field(most=200))


def _check_path(_mark: object, _attribute: attrs.Attribute[str], path: object) -> None:
    fits = isinstance(path, str) and len(path) <= _MOST_PATH
    if not fits or not _PATH.fullmatch(cast(str, path)):
        raise InvalidValueError(
            "path needs the lines of a drawn mark, such as 'M0 8L4 0L8 8': M begins a"
            " line and L goes on to a point, two whole numbers of at most 5 digits;"
            f" at most {_MOST_PATH} characters in all"
        )


@attrs.frozen(kw_only=True)
class DrawnMark:
    """A mark that somebody drew on a pad.

    It holds nothing but the letters M and L, digits and spaces, so it can stand in a
    page as it is.

    Attributes:
        path: The lines as the path of an SVG picture: M begins a line at a point, L
            goes on to the next. A point is how far to the right of and down from the
            upper left corner it lies, in whole steps. At most 50,000 characters.
        type: `"drawn"`, for documents.

    Raises:
        InvalidValueError: It is no such path, or too long.

    Examples:
        >>> DrawnMark(path="M0 8L4 0L8 8M2 4L6 4").size
        (8, 8)

    Rule: QST-07.
    """

    type: Literal["drawn"] = _kind("drawn")
    path: str = attrs.field(repr=False, validator=_check_path)

    @classmethod
    def from_strokes(cls, strokes: Iterable[Iterable[tuple[int, int]]]) -> DrawnMark:
        """Make a mark from the points of each stroke, as a pad gives them.

        A stroke of one point becomes a line to itself, which shows as a dot.

        Raises:
            InvalidValueError: There is no point, there are too many, or one does not
                lie on the pad.

        Examples:
            >>> DrawnMark.from_strokes([[(0, 8), (4, 0), (8, 8)], [(5, 5)]]).path
            'M0 8L4 0L8 8M5 5L5 5'
        """
        return cls(path="".join(map(_line, strokes)))

    @property
    def size(self) -> tuple[int, int]:
        """How far the lines reach to the right and down."""
        numbers = [int(digits) for digits in re.findall("[0-9]+", self.path)]
        return max(numbers[::2]), max(numbers[1::2])


def _line(stroke: Iterable[tuple[int, int]]) -> str:
    points = [f"{right} {down}" for right, down in stroke]
    return "M" + "L".join(points * 2 if len(points) == 1 else points)


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
    except (TypeError, ValueError):
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

    Examples:
        >>> Seal(key_id="2026-a", text="A" * 86 + "==")
        Seal(key_id='2026-a')

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

    Examples:
        >>> from datetime import UTC
        >>> signature = Signature(
        ...     signer=Signer(name="Ada Byron", email="ada@example.com", role="PSM"),
        ...     signed_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        ...     mark=TypedMark(text="Ada Byron"),
        ...     digest="0" * 64,
        ... )
        >>> print(signature.signed_at)
        2026-03-02 10:00:00+00:00

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
