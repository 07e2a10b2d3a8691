#!/bin/sh
# Prints the Python that sets this project up: its own .venv if that works, else the newest of
# 3.11 to 3.13 on PATH. A name alone proves nothing (version managers leave shims), so each is run.
works() { "$1" -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; }
for name in ${PYTHON:+"$PYTHON"} .venv/bin/python python3.13 python3.12 python3.11 python3 python; do
    if works "$name"; then
        command -v "$name"
        exit 0
    fi
done
echo "No Python 3.11, 3.12 or 3.13 was found. On Debian or Ubuntu type: apt install python3 python3-venv." \
     "If it is installed elsewhere type: make setup PYTHON=/path/to/python3.13" >&2
exit 1
