"""JSON log lines on stderr, one per event, in which no card number or secret can stand.

``setup(process="edge")`` once at start; then anywhere ``structlog.get_logger("edge.sales")`` with
an event name and facts: ``log.info("check fired", check_id=check.id)``. What libraries say through
the standard ``logging`` comes out in the same form.
"""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from typing import Any, BinaryIO, Final

import orjson
import structlog
from structlog.types import Processor

LONGEST_TEXT: Final = 2_000
LONGEST_TRACE: Final = 16_000
DEEPEST: Final = 6
WIDEST: Final = 100

# A card number is 13 to 19 digits, perhaps grouped (rule X7). An id that merely looks like one
# to this pattern is told apart first.
_CARD: Final = re.compile(
    r"(?P<uuid>\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b)"
    r"|(?<!\d)\d(?:[ ._-]?\d){12,18}(?!\d)"
)
# Line breaks too: whoever reads decoded lines must not meet a forged one. Bidirectional marks
# make text read otherwise than it is.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_CONTROL_BUT_LINES: Final = re.compile(
    _CONTROL.pattern.replace(r"\x00-\x1f", r"\x00-\x09\x0b-\x1f")
)
_SECRET: Final = re.compile(
    r"(^|_)(authorization|cookie|passw(or)?d|passphrase|pin|secret|token|api_key|private_key)$",
    re.I,
)
# Milliseconds and nanoseconds since 1970 have as many digits as a card.
_TIMES: Final = ("_ms", "_ns", "_us", "_at", "_rupiah")
_HIDDEN: Final = "[hidden]"


def setup(*, process: str, level: str = "INFO", stream: BinaryIO | None = None) -> None:
    """Send every log of this process, ours and the libraries', to stderr as JSON."""
    out = _Lines(stream or sys.stderr.buffer)
    before = _before(process)
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *before, _line],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=lambda *name: _Named(out, *name),
        cache_logger_on_first_use=stream is None,
    )
    handler = _Handler(out, [_foreign, *before])
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.captureWarnings(True)
    logging.getLogger("aiohttp.server").addFilter(_calm)
    # The kit logs each request itself, without its query string.
    logging.getLogger("aiohttp.access").setLevel(logging.CRITICAL)


def _calm(record: logging.LogRecord) -> bool:
    """What is not HTTP at all is the sender's fault: no alarm, no traceback, none of its text."""
    kind = record.exc_info[0] if record.exc_info else None
    if kind and kind.__module__ == "aiohttp.http_exceptions":
        record.levelno, record.levelname = logging.INFO, "INFO"
        record.msg, record.args, record.exc_info = f"unreadable request: {kind.__name__}", (), None
    return True


def _before(process: str) -> list[Processor]:
    def name_process(_logger: Any, _method: str, event: Any) -> Any:
        event["process"] = process
        return event

    return [
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        scrub,
        name_process,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]


class _Lines:
    """Where lines go. A log that cannot be written must not stop a sale, so it is lost."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, line: bytes) -> None:
        try:
            self._stream.write(line + b"\n")
            self._stream.flush()
        except (OSError, ValueError):
            pass


class _Named:
    """structlog's innermost logger: its name and a way out."""

    def __init__(self, lines: _Lines, name: str = "tilo") -> None:
        self.name = name
        self._lines = lines

    def msg(self, line: bytes) -> None:
        self._lines.write(line)

    debug = info = warning = error = critical = exception = fatal = log = warn = msg


class _Handler(logging.Handler):
    """What libraries log, through the same processors."""

    def __init__(self, lines: _Lines, processors: list[Processor]) -> None:
        super().__init__()
        self._lines = lines
        self._processors = processors

    def emit(self, record: logging.LogRecord) -> None:
        try:
            event: Any = {"_record": record}
            for process in self._processors:
                event = process(None, record.levelname.lower(), event)
            self._lines.write(_rendered(event, record.name))
        except Exception:
            self.handleError(record)


def _foreign(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    record = event["_record"]
    facts = {"event": record.getMessage()}
    return {**facts, "exc_info": record.exc_info} if record.exc_info else facts


def _line(logger: Any, _method: str, event: MutableMapping[str, Any]) -> bytes:
    return _rendered(event, getattr(logger, "name", "tilo"))


def _rendered(event: Mapping[str, Any], name: str) -> bytes:
    first = {"at": event["at"], "level": event["level"], "logger": name, "event": event["event"]}
    return orjson.dumps({**first, **event}, default=str, option=orjson.OPT_NON_STR_KEYS)


def scrub(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The processor: masks cards, hides secrets by name, strips control characters, cuts length."""
    for key, value in event.items():
        kind = type(value)
        if kind is str:
            if _is_secret(key):
                event[key] = _HIDDEN
            elif key == "exception":
                event[key] = _text(value, _CONTROL_BUT_LINES, LONGEST_TRACE)
            elif len(value) > 12 or not value.isprintable():
                event[key] = _text(value, _CONTROL, LONGEST_TEXT)
        elif kind is not float and kind is not bool and value is not None:
            event[key] = _scrubbed(key, value, 0)
    return event


@lru_cache(maxsize=1024)
def _is_secret(name: str) -> bool:
    return _SECRET.search(name) is not None


def _text(text: str, control: re.Pattern[str], longest: int) -> str:
    if len(text) > longest:
        text = f"{text[:longest]} … {len(text) - longest} more"
    if not text.isprintable():
        text = control.sub(" ", text)
    return masked(text)


def _scrubbed(key: str, value: Any, depth: int) -> Any:
    if _is_secret(key):
        return _HIDDEN
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if key.endswith(_TIMES) or abs(value) < 10**12 else _number(value)
    if depth >= DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        pairs = list(value.items())[:WIDEST]
        return {_name(k): _scrubbed(str(k), each, depth + 1) for k, each in pairs}
    if isinstance(value, list | tuple | set | frozenset):
        return [_scrubbed(key, each, depth + 1) for each in list(value)[:WIDEST]]
    return _text(_told(value), _CONTROL, LONGEST_TEXT)


def _name(key: Any) -> str:
    return _text(str(key), _CONTROL, LONGEST_TEXT)


def _told(value: Any) -> str:
    if isinstance(value, bytes | bytearray):
        return f"{len(value)} bytes"
    return str(value)


def _number(value: int) -> int | str:
    text = masked(str(value))
    return value if text == str(value) and abs(value) < 2**63 else text


def masked(text: str) -> str:
    """The text with every card number reduced to its last four digits."""
    return _CARD.sub(_mask, text) if len(text) > 12 else text


def _mask(found: re.Match[str]) -> str:
    if found["uuid"]:
        return found[0]
    digits = [int(each) for each in found[0] if each.isdecimal()]
    return f"[card {''.join(map(str, digits[-4:]))}]" if luhn(digits) else found[0]


def luhn(digits: list[int]) -> bool:
    """Whether the check digit at the end is right, as it is on every payment card."""
    doubled = (each * 2 for each in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(each - 9 * (each > 9) for each in doubled)) % 10 == 0
