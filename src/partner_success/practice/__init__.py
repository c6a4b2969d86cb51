"""A practice: who staffs it, what it must be able to do, and whether it pays.

Each of its parts is a package of its own: `partner_success.practice.staffing`,
`assignment`, `leverage`, `specialisation`, `incentives` and `returns`.
"""

__all__: list[str] = []
