"""Businesses, their outlets and the boxes there."""

from hub.merchants.boxes import Box, Boxes
from hub.merchants.store import OutletUnknown, check_outlet

__all__ = ["Box", "Boxes", "OutletUnknown", "check_outlet"]
