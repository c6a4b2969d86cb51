"""How many people a portfolio needs, and what each of them can carry."""
