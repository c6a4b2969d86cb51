"""One customer's health, explained: the example of the README."""

import partner_success as ps

rules = ps.standard()
score = rules.health.score(
    technical_performance=92,
    business_outcomes=71,
    user_adoption=64,
    relationship_strength=80,
)
print(score.explain())
print(score.greatest_drag.name, "costs", score.greatest_drag.lost, "points")
