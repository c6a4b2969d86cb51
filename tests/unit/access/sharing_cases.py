"""Reads a case of data sharing as a domain expert writes it."""

from __future__ import annotations

from typing import Any

import partner_success as ps
from partner_success.access import Agreements, Designations
from partner_success.partners import (
    DataSharingAgreement,
    PartnerOfRecord,
    Subscription,
)

Case = dict[str, Any]

CUSTOMER, SUBSCRIPTION = "umbrella", "cloud"


def sharing(rules: ps.Rulebook, case: Case) -> dict[Any, Any]:
    """Ask whether data may be shared."""
    named = Designations()
    for row in case.get("designations", ()):
        named = named.hand_over(_designation(row))
    agreements = Agreements(_agreement(row) for row in case.get("agreements", ()))
    ask = case["ask"]
    subscription = Subscription(id=SUBSCRIPTION, account_id=CUSTOMER)
    given: Case = {"on": ask["day"], "designations": named, "agreements": agreements}
    found = rules.sharing.decide(ask["partner"], ask["data"], subscription, **given)
    classes = rules.sharing.classes(ask["partner"], subscription, **given)
    kept = found.audit()
    return {
        "shared": found.allowed,
        "rule": kept.rule_id,
        "designation": kept.designation_id,
        "agreement": kept.agreement_id,
        "missing": list(kept.reasons),
        "said": "; ".join(reason.message for reason in found.reasons),
        "changes": next(e.changes_on for e in classes if e.decision == found),
    }


def _designation(row: Case) -> PartnerOfRecord:
    return PartnerOfRecord(
        id=row["id"],
        account_id=row.get("customer", CUSTOMER),
        subscription_id=row.get("subscription", SUBSCRIPTION),
        partner_id=row["partner"],
        starts_on=row["from"],
        ends_on=row.get("until"),
    )


def _agreement(row: Case) -> DataSharingAgreement:
    every = row["customer"] == "all"
    return DataSharingAgreement(
        id=row["id"],
        partner_id=row["partner"],
        account_id=None if every else row["customer"],
        all_accounts=every,
        data_classes=row["covers"],
        starts_on=row["from"],
        signed_on=row.get("signed"),
        ends_on=row.get("until"),
        ended_on=row.get("ended"),
    )
