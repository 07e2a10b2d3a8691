"""Payments: tenders in progress, and the terminals on the counter that take them."""
