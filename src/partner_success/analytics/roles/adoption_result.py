"""What is told of the adoption of features."""

from __future__ import annotations

import attrs

from partner_success.analytics.report_table import Cell, ReportColumn, ReportTable
from partner_success.analytics.roles.peers import PeerStanding
from partner_success.analytics.roles.refusals import RefusedRecord, refusal_remarks
from partner_success.analytics.roles.scope import ReportHead
from partner_success.analytics.roles.showing import (
    ROWS,
    counted,
    ratio_row,
    ratio_rows_table,
)
from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import rounded_text
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.errors import UnknownNameError

__all__ = ["Feature", "FeatureAdoption", "FeatureUse"]


@attrs.frozen(kw_only=True)
class Feature:
    """How a feature is used by the customers of all partners together.

    Attributes:
        id: The feature.
        rate: Users who used it, of the active users of customers of which both are
            known.
        partners: How many partners these customers have.
        is_little_used: Whether the share lies below that of the rulebook; ``None``
            where there is none.

    Rule: ANL-07.
    """

    id: str
    rate: Ratio
    partners: int
    is_little_used: bool | None


@attrs.frozen(kw_only=True)
class FeatureUse:
    """How a feature is used by the customers of one partner.

    Attributes:
        partner_id: The partner.
        feature: The feature.
        rate: Users who used it, of the active users of customers of which both are
            known.
        accounts: How many customers these are.
        is_little_used: Whether the share lies below that of the rulebook; ``None``
            where there is none.
        peers: Where the share lies among those of all partners shown that have one;
            ``None`` where the partner has none.

    Rule: ANL-07.
    """

    partner_id: str
    feature: str
    rate: Ratio
    accounts: int
    is_little_used: bool | None
    peers: PeerStanding | None


@attrs.frozen(kw_only=True)
class FeatureAdoption(Explained):
    """Which features are used, by whom, and which lie idle.

    Attributes:
        head: Whose report it is, of which days, and what is left out.
        partners: The ids of the partners that are shown.
        features: Every feature, in order of its id.
        uses: Every feature of every partner, as far as it is known; by partner.
        refusals: The use of customers of which a count is wrong.

    Rule: ANL-07.
    """

    head: ReportHead
    partners: tuple[str, ...]
    features: Catalogue[Feature]
    uses: tuple[FeatureUse, ...]
    refusals: tuple[RefusedRecord, ...] = ()

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.head.provenance

    @property
    def little_used(self) -> tuple[str, ...]:
        """The ids of the features that lie idle with all partners together."""
        return tuple(each.id for each in self.features if each.is_little_used)

    def of(self, partner_id: str) -> tuple[FeatureUse, ...]:
        """Give how one partner's customers use each feature.

        Raises:
            UnknownNameError: The partner is not among those shown.
        """
        if partner_id not in self.partners:
            raise UnknownNameError("partner shown", partner_id, self.partners)
        return tuple(each for each in self.uses if each.partner_id == partner_id)

    def tables(self) -> tuple[ReportTable, ...]:
        """Give it as two tables: by feature, and by partner and feature."""
        feature = ReportColumn(id="feature", name="Feature")
        idle = ReportColumn(id="is_little_used", name="Little used", kind="truth")
        return (
            ratio_rows_table(
                "feature_adoption",
                "Adoption of features",
                [
                    feature,
                    ReportColumn(id="partners", name="Partners", kind="whole"),
                    idle,
                ],
                [
                    ((each.id, each.partners, each.is_little_used), each.rate)
                    for each in self.features
                ],
                self.head,
            ),
            ratio_rows_table(
                "partner_features",
                "Adoption of features by partner",
                [
                    ReportColumn(id="partner_id", name="Partner id"),
                    feature,
                    ReportColumn(id="accounts", name="Customers", kind="whole"),
                    idle,
                    ReportColumn(
                        id="percentile", name="Percentile", kind="number", unit="%"
                    ),
                    ReportColumn(id="group", name="Partners compared", kind="whole"),
                ],
                [(_use_cells(each), each.rate) for each in self.uses],
                self.head,
            ),
        )

    def explain(self) -> Explanation:
        """Tell the adoption of each feature, and which lie idle."""
        idle = self.little_used
        return Explanation(
            title=f"Adoption of features, {self.head.days}:"
            f" {counted(len(self.features), 'feature')} of"
            f" {counted(len(self.partners), 'partner')}",
            columns=ROWS,
            rows=tuple((each.id, *ratio_row(each.rate)[1:]) for each in self.features),
            remarks=(
                *([f"little used: {', '.join(idle)}"] if idle else []),
                *refusal_remarks(self.refusals),
                *self.head.remarks,
            ),
            provenance=self.provenance,
        )

    def explain_partner(self, partner_id: str) -> Explanation:
        """Tell how one partner's customers use each feature, and where it stands.

        Raises:
            UnknownNameError: The partner is not among those shown.
        """
        own = self.of(partner_id)
        idle = [each.feature for each in own if each.is_little_used]
        return Explanation(
            title=f"Adoption of features with {partner_id!r}, {self.head.days}",
            columns=("feature", "adoption", "made of", "among peers"),
            rows=tuple(
                (each.feature, *ratio_row(each.rate)[1:], _peers_text(each.peers))
                for each in own
            ),
            remarks=tuple([f"little used: {', '.join(idle)}"] if idle else []),
            provenance=self.provenance,
        )


def _use_cells(use: FeatureUse) -> tuple[Cell, ...]:
    peers = use.peers
    percentile = None if peers is None else peers.percentile
    return (
        use.partner_id,
        use.feature,
        use.accounts,
        use.is_little_used,
        None if percentile is None else percentile.exact,
        None if peers is None else peers.group,
    )


def _peers_text(peers: PeerStanding | None) -> str:
    if peers is None:
        return "no value"
    if peers.percentile is None or peers.percentile.exact is None:
        return f"only {counted(peers.group, 'partner')}"
    number = rounded_text(*peers.percentile.exact.as_integer_ratio(), decimals=0)
    return f"percentile {number} of {peers.group} partners"
