"""Makes the journeys and records of partners of examples/portfolio, always the same."""
