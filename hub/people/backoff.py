"""How long somebody who mistypes a password waits. Nobody can be locked out by a stranger.

Three counters grow with every try and end with a good one: for an account from one address, for
an address, and for an account from anywhere. The last does not bind those who signed in from
their address before, so guessing at an owner's password from afar does not keep the owner out.
"""

import hashlib
from typing import Final, NamedTuple

FORGOTTEN_MS: Final = 24 * 3_600_000
"""A counter nobody touched for so long starts again."""


class Patience(NamedTuple):
    """``free`` tries cost nothing; each further one doubles the wait, up to ``longest_s``."""

    free: int
    longest_s: int


PAIR: Final = Patience(free=5, longest_s=900)
ADDRESS: Final = Patience(free=30, longest_s=300)
ACCOUNT: Final = Patience(free=20, longest_s=300)


class Counter(NamedTuple):
    """One row of ``sign_in_tries``, and how it grows."""

    key: str
    patience: Patience


def counters(email: str, address: str, *, known_place: bool) -> list[Counter]:
    """The counters a try runs against, in the order of their keys."""
    found = [
        Counter(_key("pair", email, address), PAIR),
        Counter(_key("address", address), ADDRESS),
    ]
    if not known_place:
        found.append(Counter(_key("account", email), ACCOUNT))
    return sorted(found)


def _key(kind: str, *parts: str) -> str:
    # Hashed, so that what strangers type as an address has a bound and does not stand in the table.
    return f"{kind}:{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:32]}"


def wait_ms(patience: Patience, failures: int) -> int:
    """How long after the given number of failed tries the next one is refused unread."""
    over = failures - patience.free
    if over <= 0:
        return 0
    return 1_000 * int(min(2 ** min(over - 1, 20), patience.longest_s))
