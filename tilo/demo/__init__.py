"""The demo merchant a newcomer sees first: Warung Tilo in Kemang, its menu, crew and pictures."""

from tilo.demo.crew import staff_with_pins
from tilo.demo.pictures import picture
from tilo.demo.place import MERCHANT, OUTLET_ID
from tilo.demo.shop import documents

__all__ = ["MERCHANT", "OUTLET_ID", "documents", "picture", "staff_with_pins"]
