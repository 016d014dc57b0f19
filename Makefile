# Tawatur: `make help` lists what there is. Needs Python >= 3.11 and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UPGRADE ?=
BENCHMARKS := $(subst _,-,$(patsubst benchmarks/%.py,%,$(filter-out benchmarks/__init__.py benchmarks/compile_%.py,$(wildcard benchmarks/*.py))))

.DEFAULT_GOAL := help
.PHONY: help setup demo test check up eval bench chaos clean compiled lock chromium screenshots

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */|/' | awk -F '|' '{printf "  make %-14s %s\n", $$1, $$2}'
	@printf '  make bench-%s\n' $(BENCHMARKS)

setup: $(STAMP) compiled  ## make the virtual environment from pinned, hashed requirements, and the compiled reader

$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Tawatur needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --no-deps --require-hashes -r requirements/dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup  ## queue a real article, cross-check its numbers against a newsroom on this machine
	$(BIN)/tawatur demo

up: setup  ## start broker, workers, beat and web desk together
	$(BIN)/tawatur up

check: $(STAMP)  ## format, lint, types and import directions
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: setup chromium check  ## everything CI runs: checks, unit, integration, browser and evaluation floors
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

chromium: $(STAMP)  ## find Chromium or install it (left out with TAWATUR_WITHOUT=chromium)
	@$(BIN)/python tests/e2e/browser.py --install

eval: setup  ## accuracy on the evaluation sets (TAWATUR_EVAL_DATA), with the floors
	TAWATUR_EVAL_REQUIRED=1 $(BIN)/python -m pytest tests/eval -p no:randomly -rA

bench: $(addprefix bench-,$(BENCHMARKS))  ## all benchmarks

bench-%: setup
	$(BIN)/python -m benchmarks.$(subst -,_,$*)

compiled: $(STAMP)  ## compile the reader with mypyc, where there is a C compiler (once for the sources as they are)
	@$(BIN)/python -m benchmarks.compile_reading

chaos: bench-chaos  ## workers killed, servers restarted, messages twice: nothing lost (ARTICLES=200 for a shorter one)

screenshots: setup chromium  ## retake the screenshots of every page into build/screenshots
	$(BIN)/python -m tests.e2e.screenshots

lock: $(STAMP)  ## pin requirements anew (UPGRADE=--upgrade takes the newest)
	$(BIN)/uv pip compile $(UPGRADE) --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra postgres --extra build pyproject.toml --output-file requirements/runtime.txt
	$(BIN)/uv pip compile $(UPGRADE) --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml --output-file requirements/dev.txt

clean:  ## remove everything that make made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
