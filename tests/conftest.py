"""Fixtures every test may ask for; see tests/services.py."""

pytest_plugins = ["tests.services"]
