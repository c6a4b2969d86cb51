"""Verification tells tampering, other versions, signers and missing seals apart."""

from __future__ import annotations

import base64
import re
from datetime import UTC, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest

from partner_success.errors import InvalidValueError, MissingExtraError
from partner_success.questionnaires import (
    DrawnMark,
    Replaced,
    Seal,
    Submission,
    TypedMark,
    canonical_form,
    delete,
    public_key_of,
    seal,
    seal_fits,
    verify,
)
from tests.unit.display.hiding import hide
from tests.unit.questionnaires.signing import (
    ANSWERS,
    AT,
    MARK,
    NO_DIGEST,
    SIGNER,
    questionnaire,
    resigned,
    signed,
    submission,
)

pytestmark = pytest.mark.rule("QST-07")

PRIVATE = bytes(range(32))
PUBLIC = public_key_of(PRIVATE)
OTHER = public_key_of(bytes(32))


def codes(record: Submission, **against: Any) -> list[str]:
    """Give the codes of the reasons why a submission does not verify."""
    decision = verify(record, **against)
    assert decision.holds == (not decision.reasons)
    return [reason.code for reason in decision.reasons]


def full() -> Submission:
    """Give a submission in which every part is there."""
    return signed(
        {**ANSWERS, "more": {"z": Decimal("0.1"), "y": 2**60, "t": "1.5"}},
        address="192.0.2.7",
        client="Firefox 140",
        replaces=Replaced(id="s-0", digest="1" * 64),
    )


def evolved(record: Submission, **changes: Any) -> Submission:
    """Change parts of the signature."""
    return attrs.evolve(record, signature=attrs.evolve(record.signature, **changes))


def with_signer(record: Submission, **changes: Any) -> Submission:
    """Change parts of the signer."""
    return evolved(record, signer=attrs.evolve(record.signature.signer, **changes))


def with_answer(section: str, field: str, value: object) -> Any:
    """Change one answer, or take it out."""

    def change(record: Submission) -> Submission:
        answers = {name: dict(each) for name, each in record.answers.items()}
        answers.setdefault(section, {})[field] = value  # type: ignore[assignment]
        if value is None:
            del answers[section][field]
        return attrs.evolve(record, answers=answers)

    return change


CHANGES = {
    "id": lambda s: attrs.evolve(s, id="s-2"),
    "questionnaire": lambda s: attrs.evolve(s, questionnaire_id="gatf"),
    "version": lambda s: attrs.evolve(s, version="1.4.1"),
    "partner": lambda s: attrs.evolve(s, partner_id="p-2"),
    "truth": with_answer("contract", "signed", value=False),
    "truth as number": with_answer("contract", "signed", 1),
    "day": with_answer("contract", "signed_on", "2026-02-01"),
    "text": with_answer("contract", "reference", "PPA-7 \u20ad"),
    "space": with_answer("contract", "reference", "PPA-7 \u20ac "),
    "whole": with_answer("size", "users", 41),
    "whole as text": with_answer("size", "users", "40"),
    "part": with_answer("more", "z", Decimal("0.10000000000000000000001")),
    "part as text": with_answer("more", "z", "0.1"),
    "text as part": with_answer("more", "t", Decimal("1.5")),
    "great": with_answer("more", "y", 2**60 + 1),
    "great as text": with_answer("more", "y", str(2**60)),
    "choices": with_answer("size", "regions", ("us", "eu")),
    "fewer choices": with_answer("size", "regions", ("eu",)),
    "left out": with_answer("size", "users", None),
    "put in": with_answer("size", "large", value=True),
    "new section": with_answer("new", "a", "b"),
    "moved": lambda s: attrs.evolve(
        s, answers={"contract": s.answers["size"], "size": s.answers["contract"]}
    ),
    "empty section": lambda s: attrs.evolve(s, answers={**s.answers, "empty": {}}),
    "name": lambda s: with_signer(s, name="Ada Byrom"),
    "email": lambda s: with_signer(s, email="Ada@example.com"),
    "role": lambda s: with_signer(s, role="PAM"),
    "later": lambda s: evolved(s, signed_at=AT + timedelta(microseconds=1)),
    "other offset": lambda s: evolved(s, signed_at=AT.astimezone(UTC)),
    "mark": lambda s: evolved(s, mark=TypedMark(text="Ada byron")),
    "drawn": lambda s: evolved(s, mark=DrawnMark(path="M1 2L3 4")),
    "address": lambda s: evolved(s, address="192.0.2.8"),
    "no address": lambda s: evolved(s, address=None),
    "client": lambda s: evolved(s, client="Firefox 141"),
    "no client": lambda s: evolved(s, client=None),
    "digest": lambda s: evolved(s, digest=NO_DIGEST),
    "replaced": lambda s: attrs.evolve(s, replaces=Replaced(id="s", digest="1" * 64)),
    "its digest": lambda s: attrs.evolve(
        s, replaces=Replaced(id="s-0", digest="2" * 64)
    ),
    "first": lambda s: attrs.evolve(s, replaces=None),
}


def test_what_was_signed_verifies() -> None:
    """Alone and against everything that it should be."""
    assert codes(full()) == []
    sealed = seal(submission(), PRIVATE, key_id="k-1")
    against = {
        "questionnaire": questionnaire(),
        "signer": attrs.evolve(SIGNER, email="ADA@example.com", name="A. Byron"),
        "public_key": PUBLIC,
    }
    assert codes(sealed, **against) == []
    assert verify(sealed, **against).explain() == "yes"


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_every_change_is_found(change: Any) -> None:
    """Nothing of the record is outside of the digest."""
    decision = verify(change(full()))
    assert [reason.code for reason in decision.reasons] == ["tampered"]
    facts = decision.reasons[0].facts
    assert facts["signed"] != facts["computed"]


@pytest.mark.parametrize(
    "change", [each for name, each in CHANGES.items() if name != "digest"]
)
def test_a_digest_made_anew_is_found_by_the_seal(change: Any) -> None:
    """Whoever changes the record can compute its digest, but not its seal."""
    forged = resigned(change(seal(full(), PRIVATE, key_id="k-1")))
    assert codes(forged) == []
    assert codes(forged, public_key=PUBLIC) == ["wrong-seal"]


def test_drawn_mark_is_covered() -> None:
    """Each point of it."""
    drawn = signed(ANSWERS, mark=DrawnMark(path="M1 2L3 4"))
    assert codes(drawn) == []
    assert codes(evolved(drawn, mark=DrawnMark(path="M1 2L3 5"))) == ["tampered"]
    assert codes(evolved(drawn, mark=MARK)) == ["tampered"]


@pytest.mark.rule("QST-08")
def test_other_questionnaires_and_versions_are_told_apart() -> None:
    """A version is only wrong where the questionnaire is right."""
    record = submission()
    assert codes(record, questionnaire=questionnaire("1.4.1")) == ["wrong-version"]
    other = questionnaire("2.0.0", id="other")
    assert codes(record, questionnaire=other) == ["wrong-questionnaire"]


@pytest.mark.parametrize("changes", [{"email": "bob@example.com"}, {"role": "PAM"}])
def test_other_signer_is_found(changes: dict[str, str]) -> None:
    """A person in another role signs for something else."""
    expected = attrs.evolve(SIGNER, **changes)
    decision = verify(submission(), signer=expected)
    assert [reason.code for reason in decision.reasons] == ["wrong-signer"]
    assert "example" not in decision.explain()
    assert "Ada" not in decision.explain()


def test_all_reasons_are_told_at_once() -> None:
    """Nobody has to mend one to see the next."""
    changed = CHANGES["whole"](seal(submission(), PRIVATE, key_id="k-1"))
    against = {
        "questionnaire": questionnaire("1.0.0"),
        "signer": attrs.evolve(SIGNER, role="PAM"),
        "public_key": PUBLIC,
    }
    assert codes(changed, **against) == [
        "tampered",
        "wrong-version",
        "wrong-signer",
        "wrong-seal",
    ]
    unsealed = evolved(changed, seal=None)
    assert codes(unsealed, public_key=PUBLIC) == ["tampered", "no-seal"]


def test_seal_fits_its_key_and_nothing_else() -> None:
    """Another key, another id of the key and another digest are found."""
    sealed = seal(submission(), PRIVATE, key_id="k-1")
    assert sealed.digest == submission().digest
    assert codes(sealed, public_key=OTHER) == ["wrong-seal"]
    made = sealed.signature.seal
    assert made is not None
    renamed = evolved(sealed, seal=attrs.evolve(made, key_id="k-2"))
    assert codes(renamed, public_key=PUBLIC) == ["wrong-seal"]
    assert codes(renamed) == []
    assert codes(signed({}), public_key=PUBLIC) == ["no-seal"]
    # Not every 32 bytes are a key; none of those fits.
    assert not seal_fits(made, sealed.digest, b"\xff" * 32)


def test_every_byte_of_a_seal_counts() -> None:
    """A seal with one bit turned is none."""
    sealed = seal(submission(), PRIVATE, key_id="k-1")
    made = sealed.signature.seal
    assert made is not None
    raw = base64.b64decode(made.text)
    for place in range(len(raw)):
        turned = bytearray(raw)
        turned[place] ^= 1
        text = base64.b64encode(turned).decode()
        assert not seal_fits(Seal(key_id="k-1", text=text), sealed.digest, PUBLIC)


def test_seal_is_a_plain_ed25519_signature() -> None:
    """Any program that knows the key can check it over the documented message."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    sealed = seal(submission(), PRIVATE, key_id="k-1")
    made = sealed.signature.seal
    assert made is not None
    message = f'{{"digest":"{sealed.digest}","key_id":"k-1"}}'.encode()
    assert canonical_form({"key_id": "k-1", "digest": sealed.digest}) == message
    key = Ed25519PublicKey.from_public_bytes(PUBLIC)
    key.verify(base64.b64decode(made.text), message)


def test_tombstone_keeps_the_seal() -> None:
    """That the deleted submission was sealed can still be shown."""
    sealed = seal(submission(), PRIVATE, key_id="k-1")
    grave = delete(sealed, at=AT, by="u-1", reason="asked for")
    assert grave.seal is not None
    assert seal_fits(grave.seal, grave.digest, PUBLIC)
    assert not seal_fits(grave.seal, NO_DIGEST, PUBLIC)


def test_sealing_again_replaces_the_seal() -> None:
    """A key that was lost is followed by another."""
    again = seal(seal(submission(), PRIVATE, key_id="k-1"), bytes(32), key_id="k-2")
    assert codes(again, public_key=OTHER) == []
    assert codes(again, public_key=PUBLIC) == ["wrong-seal"]


def test_what_was_tampered_with_is_not_sealed() -> None:
    """A seal would make the change look right."""
    with pytest.raises(InvalidValueError, match="its digest does not fit"):
        seal(CHANGES["whole"](submission()), PRIVATE, key_id="k-1")


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(64), "a" * 32, None])
def test_keys_of_another_size_are_refused(key: Any) -> None:
    """The message says what a key is and what was found."""
    found = f"{len(key)} bytes" if isinstance(key, bytes) else type(key).__name__
    private = re.escape(f"a private key of Ed25519 is 32 bytes, found {found}")
    with pytest.raises(InvalidValueError, match=private):
        seal(submission(), key, key_id="k-1")
    with pytest.raises(InvalidValueError, match=private):
        public_key_of(key)
    sealed = seal(submission(), PRIVATE, key_id="k-1")
    if key is not None:
        with pytest.raises(InvalidValueError, match="a public key of Ed25519 is 32"):
            verify(sealed, public_key=key)


def test_without_the_extra_only_seals_are_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Signing and verifying need nothing; sealing says what to install."""
    sealed = seal(submission(), PRIVATE, key_id="k-1")
    hide(monkeypatch, "cryptography")
    assert codes(sealed) == []
    for use in (
        lambda: seal(submission(), PRIVATE, key_id="k-1"),
        lambda: public_key_of(PRIVATE),
        lambda: verify(sealed, public_key=PUBLIC),
    ):
        with pytest.raises(MissingExtraError, match=r"partner-success\[signing\]"):
            use()
