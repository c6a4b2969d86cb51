"""Where everything is kept: tables, migrations, transactions."""
