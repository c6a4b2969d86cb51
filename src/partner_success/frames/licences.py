"""What the use of licences says about renewals, for a dataframe of any library."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs

from partner_success.core.arguments import require
from partner_success.core.quantities import HUNDRED
from partner_success.frames.exact import (
    counted,
    divided,
    first_of,
    most_counted,
    spare_names,
    whole,
)
from partner_success.frames.rule_frame import ColumnNeed, RuleFrame
from partner_success.scoring.licence import LicencePolicy

if TYPE_CHECKING:
    import narwhals as nw
    from narwhals.typing import IntoFrameT

__all__ = ["judge_licences"]

_ADDED = ("delta", "utilisation", "risk", "renewal_at_risk", "up_sell", "status")


def judge_licences(
    frame: IntoFrameT,
    policy: LicencePolicy,
    *,
    licensed: str = "licensed",
    active: str = "active",
    prefix: str = "",
) -> IntoFrameT:
    """Judge the licences of each row, as `LicencePolicy.judge` judges one count.

    These columns are added:

    - ``delta``, licensed less active users, a whole number;
    - ``utilisation``, active users in percent of the licensed ones; missing without a
      licence;
    - ``risk``, the id of the band; missing where there is neither licence nor use;
    - ``renewal_at_risk``, whether the policy calls that band risky;
    - ``up_sell``, whether more users are active than licensed;
    - ``status``: ``"judged"``, ``"nothing to judge"`` without licence and use, or
      ``"out of range"`` where a count is negative, infinite, no whole number or so
      large that it cannot be compared exactly; then the others are missing.

    Args:
        frame: A dataframe of any library; it stays as it is, and a lazy one is not
            computed.
        policy: What judges.
        licensed: The column with the licensed users, numbers; a missing one counts as
            none, and so does NaN. A decimal counts as the float nearest to it.
        active: The column with the active users, likewise.
        prefix: What the names of the new columns begin with.

    Returns:
        A frame of the same kind.

    Raises:
        InvalidDataError: A column is missing, holds no numbers, or is in the way.
        InvalidUseError: It is no dataframe, or no policy.
        MissingExtraError: The extra ``frames`` is not installed.

    Examples:
        >>> import polars as pl
        >>> import partner_success as ps
        >>> accounts = pl.DataFrame({"licensed": [10, 10, None], "active": [2, 12, 0]})
        >>> judged = judge_licences(accounts, ps.standard().licence)
        >>> judged.select("delta", "utilisation", "risk", "up_sell").rows()
        [(8, 20.0, 'high', False), (-2, 120.0, 'low', True), (0, None, None, False)]

    Rule: LIC-01, LIC-02, LIC-03, FRM-01, FRM-02.
    """
    require(policy, LicencePolicy)
    work = RuleFrame(frame, "judging licences")
    needs = {
        licensed: ColumnNeed("number", "how many users the licence covers"),
        active: ColumnNeed("number", "how many users use it"),
    }
    work.require(needs, new=[f"{prefix}{name}" for name in _ADDED])
    spare = spare_names(work.schema, ["licensed", "active", "counts"])
    most = most_counted([HUNDRED * HUNDRED, *policy.risks.edges])
    covered, no_cover = counted(work, licensed, most)
    used, no_use = counted(work, active, most)
    work.add(
        {
            spare[0]: covered.fill_null(0.0),
            spare[1]: used.fill_null(0.0),
            spare[2]: ~(no_cover | no_use),
        }
    )
    _Licences(frame, policy, *spare).judge(work, prefix)
    work.drop(spare)
    return cast("IntoFrameT", work.native())


@attrs.frozen
class _Licences:
    """A frame with both counts as floats, without gaps, while it is judged."""

    frame: object
    policy: LicencePolicy
    licensed: str
    active: str
    counts: str

    def judge(self, work: RuleFrame, prefix: str) -> None:
        """Add what they say."""
        import narwhals as nw

        licensed, active = nw.col(self.licensed), nw.col(self.active)
        known, delta = nw.col(self.counts), licensed - active
        judged = known & ((licensed > 0) | (active > 0))
        work.add(
            {
                f"{prefix}delta": whole(self.frame, nw.when(known).then(delta)),
                f"{prefix}utilisation": divided(
                    active * HUNDRED,
                    nw.when(known & (licensed > 0)).then(licensed),
                ),
                f"{prefix}risk": nw.when(judged).then(self._risk(licensed, active)),
            }
        )
        risky = nw.col(f"{prefix}risk").is_in(list(self.policy.risky))
        work.add(
            {
                f"{prefix}renewal_at_risk": nw.when(known).then(
                    risky.fill_null(value=False)
                ),
                f"{prefix}up_sell": nw.when(known).then(delta < 0),
                f"{prefix}status": first_of(
                    [(judged, "judged"), (known, "nothing to judge")], "out of range"
                ),
            }
        )

    def _risk(self, licensed: nw.Expr, active: nw.Expr) -> nw.Expr:
        """Give the band by cross-multiplication; that of over-use is the top one."""
        import narwhals as nw

        risks = self.policy.risks
        *higher, lowest = zip(risks.entries, risks.edges, strict=True)
        found: nw.Expr = nw.lit(lowest[0].id)
        scaled = active * HUNDRED * HUNDRED
        for band, edge in reversed(higher):
            reached = scaled >= licensed * edge
            found = nw.when(reached).then(nw.lit(band.id)).otherwise(found)
        top = nw.lit(risks.entries[0].id)
        return nw.when(active > licensed).then(top).otherwise(found)
