"""Plumbing that the box and the hub share; the only part of ``tilo`` that does I/O.

No rule in ``tilo/*.py`` imports anything from here.
"""
