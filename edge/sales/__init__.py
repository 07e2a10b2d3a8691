"""Selling: opening checks, adding and firing lines, taking payment."""
