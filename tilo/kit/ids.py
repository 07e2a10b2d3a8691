"""New ids: UUIDv7, so that rows made later sort later. The rules never make one themselves."""

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return UUID(bytes=uuid_utils.uuid7().bytes)
