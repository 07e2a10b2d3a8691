"""Fixtures every test may ask for; see tests/services.py."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.services"]

# How fast an example runs says something about the machine, nothing about the shop.
settings.register_profile(
    "shop", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("shop")
