"""Paths several slices have in common."""

from tilo.value import Slug, Value


class OutletPath(Value):
    """An outlet of the merchant."""

    outlet: Slug


class ItemPath(Value):
    """An item of an outlet's menu."""

    outlet: Slug
    item: Slug
