"""Seals: keyed signatures, for whoever changes a record can compute its digest anew.

A seal is an Ed25519 signature (RFC 8032) over the canonical form of the table
``{"digest": ..., "key_id": ...}``, so it covers the id of its key too.
"""

from __future__ import annotations

import base64

import attrs

from partner_success.core.extras import NeedsExtra
from partner_success.errors import InvalidValueError
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.signing.canonical import canonical_form
from partner_success.questionnaires.signing.signatures import Seal
from partner_success.questionnaires.signing.submissions import Submission

__all__ = ["public_key_of", "seal", "seal_fits"]

_KEY_BYTES = 32


def _needs_cryptography() -> NeedsExtra:
    return NeedsExtra(
        extra="signing", module="cryptography", purpose="sealing submissions"
    )


def seal(submission: Submission, private_key: bytes, *, key_id: str) -> Submission:
    """Give the submission with a seal over its digest; what is signed stays the same.

    Args:
        submission: What is sealed; an earlier seal is replaced.
        private_key: The 32 bytes of an Ed25519 private key. Keep it away from whoever
            keeps the submissions.
        key_id: The name of the key, by which its public half is found again.

    Raises:
        InvalidValueError: The key has another length, the id is blank, or the digest
            does not fit the submission, which was changed since it was signed.
        MissingExtraError: The extra ``signing`` is not installed.

    Examples:
        >>> import attrs
        >>> from datetime import UTC, datetime
        >>> from partner_success.questionnaires import Signature, Signer, TypedMark
        >>> signature = Signature(
        ...     signer=Signer(name="Ada Byron", email="ada@example.com", role="PSM"),
        ...     signed_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        ...     mark=TypedMark(text="Ada Byron"),
        ...     digest="0" * 64,
        ... )
        >>> submission = Submission(
        ...     id="s-1",
        ...     questionnaire_id="gate",
        ...     version="1.0.0",
        ...     partner_id="p-1",
        ...     answers={"contract": {"signed": True}},
        ...     signature=signature,
        ... )
        >>> digest = submission.computed_digest()
        >>> signature = attrs.evolve(signature, digest=digest)
        >>> submission = attrs.evolve(submission, signature=signature)
        >>> key = bytes(range(32))
        >>> found = seal(submission, key, key_id="2026-a").signature.seal
        >>> found.key_id, seal_fits(found, digest, public_key_of(key))
        ('2026-a', True)

    Rule: QST-07.
    """
    require_kind("submission", submission, Submission)
    _require_key(private_key, "private")
    if submission.digest != submission.computed_digest():
        raise InvalidValueError(
            f"the submission {submission.id!r} is not what was signed, because its"
            " digest does not fit; a seal would hide that"
        )
    with _needs_cryptography():
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    key = Ed25519PrivateKey.from_private_bytes(private_key)
    signed = key.sign(_message(submission.digest, key_id))
    made = Seal(key_id=key_id, text=base64.b64encode(signed).decode())
    return attrs.evolve(
        submission, signature=attrs.evolve(submission.signature, seal=made)
    )


def public_key_of(private_key: bytes) -> bytes:
    """Give the public half of a private key, 32 bytes that everybody may know.

    Raises:
        InvalidValueError: The key has another length.
        MissingExtraError: The extra ``signing`` is not installed.

    Examples:
        >>> public_key_of(bytes(range(32))).hex()[:16]
        '03a107bff3ce10be'

    Rule: QST-07.
    """
    _require_key(private_key, "private")
    with _needs_cryptography():
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    key = Ed25519PrivateKey.from_private_bytes(private_key)
    return key.public_key().public_bytes_raw()


def seal_fits(seal: Seal, digest: str, public_key: bytes) -> bool:
    """Say whether a seal was made over this digest with the other half of a key.

    A tombstone keeps digest and seal, so this can be asked of a deleted submission too.

    Raises:
        InvalidValueError: The key has another length.
        MissingExtraError: The extra ``signing`` is not installed.

    Rule: QST-07.
    """
    _require_key(public_key, "public")
    with _needs_cryptography():
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    key = Ed25519PublicKey.from_public_bytes(public_key)
    try:
        key.verify(base64.b64decode(seal.text), _message(digest, seal.key_id))
    except InvalidSignature:
        return False
    return True


def _message(digest: str, key_id: str) -> bytes:
    return canonical_form({"digest": digest, "key_id": key_id})


def _require_key(key: object, half: str) -> None:
    if not isinstance(key, bytes) or len(key) != _KEY_BYTES:
        found = f"{len(key)} bytes" if isinstance(key, bytes) else type(key).__name__
        raise InvalidValueError(
            f"a {half} key of Ed25519 is {_KEY_BYTES} bytes, found {found}; give the"
            " raw bytes of the key, not its PEM or hexadecimal text"
        )
