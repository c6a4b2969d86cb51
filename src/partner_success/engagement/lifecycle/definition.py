"""The terms of a lifecycle: what a rulebook says of it."""

from __future__ import annotations

import attrs

from partner_success.core.checks import refuse
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.engagement.lifecycle.checking import lifecycle_faults
from partner_success.engagement.lifecycle.onboarding import Onboarding
from partner_success.engagement.lifecycle.tables import CHURNED
from partner_success.engagement.lifecycle.terms import LifecycleStage
from partner_success.engagement.reasons import NonRenewalReason

__all__ = ["LifecycleTerms"]

_CHURNED_NAME = "Churned"


@attrs.frozen(kw_only=True)
class LifecycleTerms:
    """What a rulebook says of the way of a customer.

    Attributes:
        id: The name for programs.
        name: The name for people.
        stages: The five stages: Land, Onboard, Adopt, Expand and Renew.
        churn_reasons: Why a customer can leave; at least one. A rulebook gives those of
            its renewals by naming that family.
        onboarding: What is reached in the first half-year, and by which day.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Rule: ENG-01, ENG-05.
    """

    id: str
    name: str
    stages: Catalogue[LifecycleStage]
    churn_reasons: Catalogue[NonRenewalReason]
    onboarding: Onboarding
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        subject = f"the lifecycle {self.id!r}"
        refuse(subject, lifecycle_faults(self.stages, self.churn_reasons))

    def name_of(self, stage: str) -> str:
        """Give the name of a stage, or of having churned.

        Raises:
            UnknownNameError: There is no such stage.
        """
        return _CHURNED_NAME if stage == CHURNED else self.stages[stage].name
