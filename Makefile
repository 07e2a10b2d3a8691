# Every verb of the project. Needs make and Python 3.11 to 3.13; everything else it brings along.
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench lint types web lock aarch64 clean distclean
SHELL := /bin/sh

# Where `make run` keeps its data, the first of its ports, and the address it listens on.
DATA ?= .data
PORT_BASE ?= 8000
HOST ?= 127.0.0.1
PY := .venv/bin/python

# Recipes `exec` long programs: a signal to make then reaches the program itself, not a shell.

help:  ## this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  make run takes DATA=folder PORT_BASE=8000 HOST=127.0.0.1"

setup:  ## .venv with the locked packages, the web packages and the web build; quick when nothing changed
	@python="$$(PYTHON='$(PYTHON)' sh tools/find-python.sh)" && exec "$$python" -m tools.setup

run: setup  ## the whole product with a sample restaurant; Ctrl-C stops it, its data stays
	@exec $(PY) -m tools.run --data "$(DATA)" --port-base "$(PORT_BASE)" --host "$(HOST)"

test: setup  ## everything: formatting, types, walls, web tests, the whole Python suite
	@$(PY) -m tools.system
	@$(MAKE) --no-print-directory lint types
	@$(PY) -m tools.web run test
	@$(PY) -m pytest -n 2 --dist loadgroup

check: setup  ## what to run before a commit: lint, types, walls and the fast tests
	@$(PY) -m tools.system
	@$(MAKE) --no-print-directory lint types
	@$(PY) -m pytest -n 2 --dist loadgroup -m "not slow"

bench: setup  ## measures against the floors; one JSON object a line (ONLY=part of a name)
	@$(PY) -m bench $(ONLY)

lint:  ## ruff, import walls, biome
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@.venv/bin/lint-imports
	@$(PY) -m tools.web run lint

types:  ## mypy and tsc
	@$(PY) -m mypy
	@$(PY) -m tools.web run types

web: setup  ## the browser apps, when their sources changed
	@$(PY) -m tools.web build

lock:  ## writes requirements/*.txt anew from pyproject.toml (UPGRADE=1 takes newer versions)
	@$(PY) -m tools.lock $(if $(UPGRADE),--upgrade)

aarch64:  ## proves that every package the box needs has a wheel for it
	@$(PY) -m tools.check_aarch64

clean:  ## erases the data of make run (DATA=folder)
	@python="$$(PYTHON='$(PYTHON)' sh tools/find-python.sh)" && exec "$$python" -m tools.clean --data "$(DATA)"

distclean: clean  ## also .venv, node_modules, builds and caches
	@python="$$(PYTHON='$(PYTHON)' sh tools/find-python.sh)" && exec "$$python" -m tools.clean --everything
