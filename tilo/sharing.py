"""Who pays what of one check: dividing what is owed, paying a share; every refusal."""

from __future__ import annotations

from collections.abc import Sequence

from tilo.checks import Check, Share, ShareMark
from tilo.errors import Refusal
from tilo.events import SharesSet
from tilo.selling import BalanceChanged, NothingToPay, ensure_open
from tilo.shares import MAX_SHARES, divided


class SharesTooMuch(Refusal):
    """The shares come to more than is owed."""

    code = "shares.too_much"
    status = 422
    sum_rupiah: int
    balance_rupiah: int


class SharesTooSmall(Refusal):
    """So little is owed that somebody would owe nothing."""

    code = "shares.too_small"
    status = 422
    balance_rupiah: int


class ShareUnknown(Refusal):
    """The check is not divided like that (any more)."""

    code = "share.unknown"
    status = 409


class SharePaid(Refusal):
    """Somebody has paid this share already; nothing was taken."""

    code = "share.paid"
    status = 409


class ShareAmountWrong(Refusal):
    """A share is paid as a whole."""

    code = "share.amount_wrong"
    status = 422
    due_rupiah: int


def set_shares(
    check: Check, *, ways: int | None, amounts: Sequence[int], balance_seen: int
) -> SharesSet:
    """Divide what is owed into `ways` equal shares, or into `amounts` of rupiah and the rest; with
    neither it is owed as a whole again.

    Refuses `check.not_open`, `check.nothing_to_pay`, `check.balance_changed`, `shares.too_much`,
    `shares.too_small`.
    """
    ensure_open(check)
    owed = check.totals.balance
    if owed <= 0:
        raise NothingToPay()
    if balance_seen != owed:
        raise BalanceChanged(seen_rupiah=balance_seen, balance_rupiah=owed)
    parts = _equal(check, ways) if ways else _with_rest(amounts, owed)
    if len(parts) > MAX_SHARES:
        raise SharesTooSmall(balance_rupiah=owed)
    shares = tuple(Share(amount=amount) for amount in parts) if len(parts) > 1 else ()
    return SharesSet(check_id=check.id, shares=shares)


def _equal(check: Check, ways: int) -> tuple[int, ...]:
    parts = divided(check.totals.balance, [1] * ways, check.terms.rounding_unit)
    if not parts:
        raise SharesTooSmall(balance_rupiah=check.totals.balance)
    return parts


def _with_rest(amounts: Sequence[int], owed: int) -> tuple[int, ...]:
    rest = owed - sum(amounts)
    if rest < 0:
        raise SharesTooMuch(sum_rupiah=sum(amounts), balance_rupiah=owed)
    return (*amounts, rest) if rest else tuple(amounts)


def share_to_pay(check: Check, no: int, amount: int) -> ShareMark:
    """The share that `amount` pays; the last one is rounded to the coin.

    Refuses `share.unknown`, `share.paid`, `share.amount_wrong`.
    """
    if not 1 <= no <= len(check.shares):
        raise ShareUnknown()
    share = check.shares[no - 1]
    if share.payment_id is not None:
        raise SharePaid()
    due = check.totals.cash_due if share.amount == check.totals.balance else share.amount
    if amount != due:
        raise ShareAmountWrong(due_rupiah=due)
    return ShareMark(no=no, of=len(check.shares))
