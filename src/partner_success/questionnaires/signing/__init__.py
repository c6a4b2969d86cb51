"""Drafts, submissions, signatures, and chains of corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.questionnaires.signing.canonical import (
        canonical_digest,
        canonical_form,
        canonical_number,
    )
    from partner_success.questionnaires.signing.chains import (
        Chain,
        ChainLink,
        read_chain,
        read_chains,
    )
    from partner_success.questionnaires.signing.drafts import Draft, start_draft
    from partner_success.questionnaires.signing.seals import (
        public_key_of,
        seal,
        seal_fits,
    )
    from partner_success.questionnaires.signing.signatures import (
        DrawnMark,
        Mark,
        Seal,
        Signature,
        Signer,
        TypedMark,
    )
    from partner_success.questionnaires.signing.submissions import (
        Replaced,
        Submission,
        signed_data,
    )
    from partner_success.questionnaires.signing.submitting import (
        Submitted,
        correct,
        submit,
    )
    from partner_success.questionnaires.signing.tombstones import Tombstone, delete
    from partner_success.questionnaires.signing.verification import verify

__all__ = [
    "Chain",
    "ChainLink",
    "Draft",
    "DrawnMark",
    "Mark",
    "Replaced",
    "Seal",
    "Signature",
    "Signer",
    "Submission",
    "Submitted",
    "Tombstone",
    "TypedMark",
    "canonical_digest",
    "canonical_form",
    "canonical_number",
    "correct",
    "delete",
    "public_key_of",
    "read_chain",
    "read_chains",
    "seal",
    "seal_fits",
    "signed_data",
    "start_draft",
    "submit",
    "verify",
]

export(
    __name__,
    """
    canonical: canonical_digest canonical_form canonical_number
    chains: Chain ChainLink read_chain read_chains
    drafts: Draft start_draft
    seals: public_key_of seal seal_fits
    signatures: DrawnMark Mark Seal Signature Signer TypedMark
    submissions: Replaced Submission signed_data
    submitting: Submitted correct submit
    tombstones: Tombstone delete
    verification: verify
    """,
)
