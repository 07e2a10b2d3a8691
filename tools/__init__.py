"""Scripts behind the Makefile's verbs. What runs before .venv exists uses the standard library."""
