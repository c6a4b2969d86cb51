"""Which features are used, which lie idle, and where a partner stands among peers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from partner_success.analytics.roles.adoption_result import (
    Feature,
    FeatureAdoption,
    FeatureUse,
)
from partner_success.analytics.roles.feature_users import (
    UserCount,
    added,
    feature_users,
)
from partner_success.analytics.roles.peers import peer_standing
from partner_success.analytics.roles.scope import ReportHead, shown_snapshots
from partner_success.analytics.views import View
from partner_success.core.collections import Catalogue
from partner_success.core.instants import Period, require_date
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.engagement.kpis.role_policy import RoleAnalyticsPolicy
from partner_success.engagement.kpis.shares import feature_adoption as adoption_ratio
from partner_success.partners import Snapshot
from partner_success.rulebook import Rulebook

__all__ = ["adoption_of", "feature_adoption", "window_to"]


def window_to(last: date, policy: RoleAnalyticsPolicy) -> Period:
    """Give the days over which it is looked who used a feature."""
    return Period(last - timedelta(days=policy.adoption_days - 1), last)


def feature_adoption(
    snapshots: Iterable[Snapshot],
    rules: Rulebook,
    *,
    on: date,
    view: View | None = None,
) -> FeatureAdoption:
    """Tell which features are used, which lie idle, and where partners stand.

    A feature's adoption is the users who used it over the users who were active, in the
    days that the rulebook names, of which ``on`` is the last. Of each customer the
    greatest count of any reading in these days is taken, which is the least that can
    have been; a customer of which one of the two is unknown is left out of both. A
    feature below the share of the rulebook is little used. Among its peers, which are
    all partners shown that have a rate for the feature, a partner is told its
    percentile: the share of the others that have less, those level counted half.

    Where more people of a customer used a feature than were active, one of the counts
    is wrong: the customer is left out of the feature, and is among the refusals.

    Args:
        snapshots: What is known of each partner, in any order.
        rules: The rulebook; its ``role_analytics`` says what counts.
        on: The last day that is looked at (closed).
        view: What the reader may see, as `view_of` gives it for the TAM's role; left
            out, all is shown. Who is not shown is no peer either.

    Raises:
        InvalidUseError: Something is of another kind, or the view is of another role.
        InvalidValueError: ``on`` is no day, or a partner is there twice.

    Rule: ANL-06, ANL-07.
    """
    policy = rules.role_analytics
    last = require_date(on, "on")
    kept, withheld, remarks = shown_snapshots(snapshots, policy.tam_role, view)
    head = ReportHead(
        role=policy.tam_role,
        period=window_to(last, policy),
        withheld=withheld,
        remarks=remarks,
        provenance=policy.provenance,
    )
    return adoption_of(kept, policy, head)


def adoption_of(
    snapshots: Iterable[Snapshot], policy: RoleAnalyticsPolicy, head: ReportHead
) -> FeatureAdoption:
    """Tell the adoption of features within the days of a report."""
    counts, refusals = feature_users(snapshots, head.period)
    by_feature: dict[str, list[UserCount]] = {}
    for own in counts.values():
        for feature, count in own.items():
            by_feature.setdefault(feature, []).append(count)
    rising = {feature: _rising(own) for feature, own in by_feature.items()}
    return FeatureAdoption(
        head=head,
        partners=tuple(counts),
        features=Catalogue(
            (_feature(each, by_feature[each], policy) for each in sorted(by_feature)),
            kind="feature",
        ),
        uses=tuple(
            _use(partner, feature, count, rising, policy)
            for partner, own in counts.items()
            for feature, count in own.items()
        ),
        refusals=refusals,
    )


def _rising(counts: Iterable[UserCount]) -> list[Fraction]:
    rates = (_rate(count).exact for count in counts)
    return sorted(rate for rate in rates if rate is not None)


def _feature(
    id_: str, counts: Sequence[UserCount], policy: RoleAnalyticsPolicy
) -> Feature:
    rate = _rate(added(counts))
    return Feature(
        id=id_,
        rate=rate,
        partners=len(counts),
        is_little_used=_is_little(rate, policy),
    )


def _use(
    partner: str,
    feature: str,
    count: UserCount,
    rising: Mapping[str, Sequence[Fraction]],
    policy: RoleAnalyticsPolicy,
) -> FeatureUse:
    rate = _rate(count)
    own, least = rate.exact, policy.least_group
    return FeatureUse(
        partner_id=partner,
        feature=feature,
        rate=rate,
        accounts=count.accounts,
        is_little_used=_is_little(rate, policy),
        peers=None if own is None else peer_standing(own, rising[feature], least),
    )


def _rate(count: UserCount) -> Ratio:
    return adoption_ratio(used=count.used, active=count.active)


def _is_little(rate: Ratio, policy: RoleAnalyticsPolicy) -> bool | None:
    return None if rate.exact is None else rate.exact < policy.little_used_below
