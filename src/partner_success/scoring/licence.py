"""What the use of licences says about the next renewal."""

from __future__ import annotations

from fractions import Fraction

import attrs

from partner_success.core.bands import Band, Bands
from partner_success.core.citation import Citation
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import (
    HUNDRED,
    as_number,
    is_missing,
    rounded_text,
)
from partner_success.errors import InvalidModelError, InvalidValueError, Problem


@attrs.frozen(kw_only=True)
class LicencePolicy:
    """Renewal risk by the share of licensed users who are active.

    Attributes:
        id: The name for programs.
        name: The name for people.
        risks: Bands of the utilisation in percent, 0 to 100; use beyond 100 % counts
            as the top band.
        risky: Ids of the bands that put the renewal at risk.
        citations: Where the policy comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: A risky band does not exist, or the bands leave out a share.

    Rule: LIC-01, LIC-02, LIC-03.
    """

    id: str
    name: str
    risks: Bands
    risky: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        known = [band.id for band in self.risks]
        faults = [
            Problem(
                path="risky",
                code="unknown-band",
                message=f"no band has the id {id_!r}; known: {', '.join(known)}",
                given=id_,
            )
            for id_ in self.risky
            if id_ not in known
        ]
        if self.risks.low != 0 or self.risks.high != HUNDRED:
            message = "utilisation is a percentage; the bands reach from 0 to 100"
            faults.append(Problem(path="risks", code="out-of-range", message=message))
        if faults:
            raise InvalidModelError(f"licence policy {self.id!r}", faults)

    def judge(self, licensed: int | None, active: int | None) -> LicenceJudgement:
        """Judge one count of licences.

        Args:
            licensed: Users the licence covers, at least 0; ``None`` counts as none.
            active: Users who use it, at least 0; ``None`` counts as none.

        Raises:
            InvalidValueError: A count is no whole number or below 0.
        """
        return LicenceJudgement(
            policy=self,
            licensed=_count(licensed, "licensed users"),
            active=_count(active, "active users"),
        )


@attrs.frozen(kw_only=True)
class LicenceJudgement(Explained):
    """What one count of licences says.

    Attributes:
        policy: What judged.
        licensed: Users the licence covers.
        active: Users who use it.

    Rule: LIC-01, LIC-02, LIC-03.
    """

    policy: LicencePolicy
    licensed: int
    active: int

    @property
    def delta(self) -> int:
        """Licensed less active users; below 0 where more use it than are licensed."""
        return self.licensed - self.active

    @property
    def utilisation(self) -> Fraction | None:
        """Active over licensed users, exact, 1 for all; None without a licence."""
        return Fraction(self.active, self.licensed) if self.licensed else None

    @property
    def risk(self) -> Band | None:
        """The renewal risk; None where there is neither licence nor use."""
        if self.delta < 0:
            return self.policy.risks.entries[0]
        if not self.licensed:
            return None
        return self.policy.risks.of_ratio(HUNDRED * self.active, self.licensed)

    @property
    def renewal_at_risk(self) -> bool:
        """Whether the risk is one of those the policy calls risky."""
        return self.risk is not None and self.risk.id in self.policy.risky

    @property
    def up_sell(self) -> bool:
        """Whether more users are active than licensed."""
        return self.delta < 0

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.policy.provenance

    def explain(self) -> Explanation:
        """Tell what the count means for the renewal."""
        share = self.utilisation
        used = "no licence"
        if share is not None:
            number = rounded_text(share.numerator * HUNDRED, share.denominator)
            used = f"{number} % used"
        name = self.risk.name if self.risk else "nothing to judge"
        remarks = [self.risk.action] if self.risk and self.risk.action else []
        if self.up_sell:
            remarks.append(
                f"{-self.delta} more active than licensed users: an opportunity to sell"
            )
        return Explanation(
            title=f"{self.policy.name}: {name} ({used})",
            columns=("licensed", "active", "delta"),
            rows=((str(self.licensed), str(self.active), str(self.delta)),),
            remarks=tuple(remarks),
            provenance=self.provenance,
        )


def _count(value: object, name: str) -> int:
    if is_missing(value):
        return 0
    number = as_number(value, name)
    if number < 0 or number != int(number):
        raise InvalidValueError(f"{name} are a whole number from 0 up, found {number}")
    return int(number)
