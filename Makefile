# Everything a clone needs: Python 3.10 or later with its venv module, make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CODEGEN := $(BIN)/python -m codegen
OWN_COMMANDS := --spec examples/own_commands/spec --out examples/own_commands/agi --package examples.own_commands.agi
OWN_TEMPLATES := --templates examples/own_templates/templates --out examples/own_templates
GENERATED := src/agicodec/commands src/agicodec/environment.py src/agicodec/facade.py src/agicodec/protocol.py \
  src/agicodec/results src/agicodec/spec.json docs/reference.md

.DEFAULT_GOAL := help
.PHONY: help setup demo test coverage hostile live record fuzz mutate lowest compiled audit generate check lint types bench \
  bench-check bench-record format wheel clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## Make .venv and install agicodec and its tools into it

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { \
	  echo "agicodec needs Python 3.10 or later, and '$(PYTHON)' is" \
	  "$$($(PYTHON) --version 2>&1 || echo missing). Name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' has no venv module. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(READY) ## Regenerate the bindings, then show conversations
	@echo "The bindings, generated anew from spec/:"
	@$(CODEGEN)
	@if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then \
	  git diff --exit-code --stat HEAD -- $(GENERATED) && echo "They match what is committed."; fi
	@echo
	@$(BIN)/python -m examples.demo

test: $(READY) check lint types ## Run the tests, and all checks of the code
	@$(BIN)/python -m pytest -q -n auto --dist worksteal --ignore tests/hostile

coverage: $(READY) ## Run the tests, and fail when they reach less of the code than they must
	@$(BIN)/python -m pytest -q -n auto --dist worksteal --ignore tests/hostile --cov --cov-report=term

hostile: $(READY) ## Hold hostile input to the time and the memory that it may cost (the time with valgrind)
	@$(BIN)/python -m pytest -q -rs -n auto --dist worksteal tests/hostile

generate: $(READY) ## Write what the spec says
	@$(CODEGEN)
	@$(CODEGEN) $(OWN_COMMANDS)
	@$(CODEGEN) $(OWN_TEMPLATES)

check: $(READY) ## Fail when a generated file is not what the spec says
	@$(CODEGEN) --check
	@$(CODEGEN) --check $(OWN_COMMANDS)
	@$(CODEGEN) --check $(OWN_TEMPLATES)

lint: $(READY) ## Lint, and check the format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY) ## Check the types, with mypy and pyright
	@$(BIN)/mypy
	@$(BIN)/basedpyright

live: $(READY) ## Test against real Asterisks, 22 and 16 (root on Debian)
	@$(BIN)/python -m tests.live

record: $(READY) ## Test so, and keep what was said for the ordinary tests
	@$(BIN)/python -m tests.live --record
	@$(MAKE) --no-print-directory generate

fuzz: $(READY) ## Give the decoders any bytes, by coverage, for SECONDS=60 each, from a SEED
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	@$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60) --seed $(or $(SEED),0)

mutate: $(READY) ## Change the code in a thousand places, and tell what no test notices
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[mutate]'
	@$(BIN)/mutmut run && $(BIN)/mutmut results

lowest: $(READY) ## Run the tests with the lowest versions of all dependencies
	@$(BIN)/python -m tests.lowest > $(VENV)/lowest.txt
	@$(PYTHON) -m venv $(VENV)/lowest
	@$(VENV)/lowest/bin/python -m pip install --quiet --disable-pip-version-check --constraint $(VENV)/lowest.txt \
	  --editable '.[dev]'
	@$(VENV)/lowest/bin/python -m pytest -q -n auto --ignore tests/hostile/test_growth.py

compiled: $(READY) ## Compile the busiest modules with mypyc, and run the tests with that wheel (needs a C compiler)
	@rm -rf $(VENV)/compiled
	@HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(BIN)/python -m build --outdir $(VENV)/compiled/dist . > $(VENV)/compiled.txt 2>&1 \
	  || { cat $(VENV)/compiled.txt; exit 1; }
	@$(PYTHON) -m venv $(VENV)/compiled
	@$(VENV)/compiled/bin/python -m pip install --quiet --disable-pip-version-check \
	  "$$(echo $(VENV)/compiled/dist/*.whl)[dev]"
	@$(VENV)/compiled/bin/python -c 'from agicodec import session; print(f"Testing {session.__file__}"); \
	  assert not session.__file__.endswith(".py")'
	@$(VENV)/compiled/bin/python -m pytest -q -n auto --ignore tests/hostile

audit: $(READY) ## Ask whether a dependency has a known hole
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[audit]'
	@$(BIN)/pip-audit --strict --skip-editable

bench: $(READY) ## Measure beside the peers, and write docs/performance.md
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m pytest benchmarks -q --benchmark-only --benchmark-columns=min,median,ops

bench-check: $(READY) ## Fail when fixed work takes 10 % more instructions
	@$(BIN)/python -m benchmarks.instructions

bench-record: $(READY) ## Count the instructions of fixed work anew
	@$(BIN)/python -m benchmarks.instructions --record

format: $(READY) ## Format the code
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

wheel: $(READY) ## Build the wheel and the source archive
	@$(BIN)/python -m build --outdir dist .

clean: ## Remove what make has made
	rm -rf $(VENV) dist build mutants .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -f src/*.so src/agicodec/*.so
