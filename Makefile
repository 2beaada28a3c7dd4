# The developer's doors. `make try` and `make test` need nothing but Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help setup try run test check bench fit meanings requirements clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1	/'

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Errata needs Python 3.11 or newer; try: make PYTHON=python3.11 ...")'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.dev requirements/bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

setup: $(VENV)/.dev ## make .venv with everything for development

try: $(VENV)/.runtime ## paste an error, get the answer; no token needed
	@$(BIN)/errata try

run: $(VENV)/.runtime ## start the Discord bot (settings in .env)
	@$(BIN)/errata run

check: $(VENV)/.dev ## lint, types, floors and the catalogue
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/errata kb check

# Scenarios wait longer while all processes work (how many: tests/conftest.py).
test: check ## everything that CI runs
	OMP_NUM_THREADS=1 STANDIN_PATIENCE=$${STANDIN_PATIENCE:-3} $(BIN)/pytest -n auto --dist worksteal

bench: $(VENV)/.bench ## measure beside other search libraries; rewrites docs/performance.md
	$(BIN)/python benchmarks/run.py

$(VENV)/.meanings: $(VENV)/.dev requirements/meanings.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/meanings.txt
	@touch $@

meanings: $(VENV)/.meanings ## distil anew what words mean (an hour); then make fit
	$(BIN)/python scripts/meanings.py

fit: $(VENV)/.dev ## fit the weights anew on tests/corpus
	$(BIN)/errata fit tests/corpus/*.yaml

requirements: $(VENV)/.dev ## pin again after a change of pyproject.toml (CONTRIBUTING, "Upgrading")
	scripts/pin $(BIN)/uv

clean: ## remove what the build made
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis
