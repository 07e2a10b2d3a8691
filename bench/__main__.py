"""Runs the benches and prints one JSON object a line; everything else goes to standard error."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time

import structlog

from bench import BENCHES


def main() -> None:
    # Standard output is for figures alone.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("only", nargs="?", default="", help="part of a bench's name")
    chosen = parser.parse_args().only
    for name, run in BENCHES.items():
        if chosen not in name:
            continue
        began = time.monotonic()
        print(f"# {name} …", file=sys.stderr, flush=True)
        for line in run():
            line["load"] = round(os.getloadavg()[0], 2)
            line["python"] = platform.python_version()
            print(json.dumps(line, ensure_ascii=False), flush=True)
        print(f"# {name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
