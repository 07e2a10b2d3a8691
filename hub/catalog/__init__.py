"""What outlets sell and how they are set up: their documents, and the changes to them."""

from hub.catalog.store import Doc, documents_after, put, set_availability, version_of

__all__ = ["Doc", "documents_after", "put", "set_availability", "version_of"]
