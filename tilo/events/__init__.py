"""Facts, in the past tense: the journal's vocabulary. A fact is never updated or deleted.

Every class names its `kind`; its fields are the body of the journal row. The docstring is the
documentation (docs/events.md is compared with this package by a test).
"""

from tilo.events.box import (
    ApprovalGiven,
    CommandMismatched,
    DocumentsApplied,
    PrinterTested,
    PrintReported,
    SoldOutSet,
    StaffSignedIn,
    StaffSignedOut,
    StaffSignInRefused,
    StreamStarted,
)
from tilo.events.checks import (
    CheckClosed,
    CheckDiscounted,
    CheckFired,
    CheckMoved,
    CheckOpened,
    CheckPaid,
    CheckRefunded,
    CheckTransferred,
    CheckVoided,
    CompRemoved,
    CoversSet,
    DiscountRemoved,
    LineChanged,
    LineComped,
    LinesAdded,
    LinesArranged,
    LineVoided,
    ReceiptReprinted,
    SharesSet,
)
from tilo.events.event import Event
from tilo.events.kitchen import TicketBumped, TicketRecalled
from tilo.events.splits import Carriage, CheckMerged, CheckSplit, LinesMoved, OperationUndone
from tilo.events.till import CashMoved, TillClosed, TillCounted, TillOpened, TillReportPrinted

__all__ = [
    "ApprovalGiven",
    "Carriage",
    "CashMoved",
    "CheckClosed",
    "CheckDiscounted",
    "CheckFired",
    "CheckMerged",
    "CheckMoved",
    "CheckOpened",
    "CheckPaid",
    "CheckRefunded",
    "CheckSplit",
    "CheckTransferred",
    "CheckVoided",
    "CommandMismatched",
    "CompRemoved",
    "CoversSet",
    "DiscountRemoved",
    "DocumentsApplied",
    "Event",
    "LineChanged",
    "LineComped",
    "LineVoided",
    "LinesAdded",
    "LinesArranged",
    "LinesMoved",
    "OperationUndone",
    "PrintReported",
    "PrinterTested",
    "ReceiptReprinted",
    "SharesSet",
    "SoldOutSet",
    "StaffSignInRefused",
    "StaffSignedIn",
    "StaffSignedOut",
    "StreamStarted",
    "TicketBumped",
    "TicketRecalled",
    "TillClosed",
    "TillCounted",
    "TillOpened",
    "TillReportPrinted",
]
