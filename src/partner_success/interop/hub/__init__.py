"""Hub-style JSON files read as questionnaires."""
