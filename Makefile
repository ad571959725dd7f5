# Needs only Python 3.10 or later with its venv module, make and git.

VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Naming another Python creates .venv again with it: make PYTHON=python3.12
export PYTHON VENV
# These caches are kept in .venv, since the tree itself may be read-only.
export MYPY_CACHE_DIR := $(VENV)/.mypy_cache
export RUFF_CACHE_DIR := $(VENV)/.ruff_cache

CODEGEN := $(BIN)/python -m codegen
OWN_COMMANDS := --spec examples/own_commands/spec --out examples/own_commands/agi --package examples.own_commands.agi
OWN_APPLICATIONS := --spec examples/own_applications/spec --out examples/own_applications/agi --package examples.own_applications.agi
OWN_TEMPLATES := --templates examples/own_templates/templates --out examples/own_templates
GENERATED := src/agicodec/applications src/agicodec/commands src/agicodec/functions src/agicodec/model/environment.py src/agicodec/calls/facade.py src/agicodec/wire/protocol.py \
  src/agicodec/results src/agicodec/spec.json docs/applications.md docs/functions.md docs/reference.md

.DEFAULT_GOAL := help
.PHONY: help setup demo test coverage hostile live record fuzz mutate lowest compiled audit generate check lint types bench \
  bench-check bench-record format wheel clean

##@ Everyday

help: ## Show this list
	@awk -F ':.*## ' '/^##@ / { print "\n" substr($$0, 5) } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Create .venv, and install agicodec and its tools into it
	@.ci/setup

demo: setup ## Generate the code again, then show two conversations
	@echo "The bindings, generated anew from spec/:"
	@$(CODEGEN)
	@if git cat-file -e HEAD:./src/agicodec/spec.json 2>/dev/null; then \
	  git diff --exit-code --stat HEAD -- $(GENERATED) && echo "They match what is committed."; fi
	@echo
	@$(BIN)/python -m examples.demo

test: setup check lint types ## Run the tests, and all checks of the code
	@$(BIN)/python -m pytest -q -n auto --dist worksteal --ignore tests/hostile

generate: setup ## Generate code and reference from the spec
	@$(CODEGEN)
	@$(CODEGEN) $(OWN_COMMANDS)
	@$(CODEGEN) $(OWN_APPLICATIONS)
	@$(CODEGEN) $(OWN_TEMPLATES)

format: setup ## Format the code
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

check: setup ## Fail if a generated file does not match the spec
	@$(CODEGEN) --check
	@$(CODEGEN) --check $(OWN_COMMANDS)
	@$(CODEGEN) --check $(OWN_APPLICATIONS)
	@$(CODEGEN) --check $(OWN_TEMPLATES)

lint: setup ## Lint, check the format and the order of imports between packages
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --cache-dir $(VENV)/.import_linter_cache > $(VENV)/imports.txt || { cat $(VENV)/imports.txt; exit 1; }

types: setup ## Check the types, with mypy and pyright
	@$(BIN)/mypy
	@$(BIN)/basedpyright --pythonpath $(BIN)/python
	@PATH="$$(cd $(BIN) && pwd):$$PATH" basedpyright --verifytypes agicodec --ignoreexternal > $(VENV)/types.txt \
	  || { cat $(VENV)/types.txt; exit 1; }

##@ Slow: run by CI

coverage: setup ## Run the tests, and fail if their coverage is too low
	@$(BIN)/python -m pytest -q -n auto --dist worksteal --ignore tests/hostile --cov --cov-report=term

hostile: setup ## Fail if hostile input costs too much time (needs valgrind) or memory
	@$(BIN)/python -m pytest -q -rs -n auto --dist worksteal tests/hostile

bench-check: setup ## Fail if fixed work takes 10 % more instructions than recorded
	@$(BIN)/python -m benchmarks.instructions

lowest: setup ## Run the tests with the lowest versions of all dependencies
	@$(BIN)/python -m tests.lowest > $(VENV)/lowest.txt
	@$(BIN)/python -m venv --clear --without-pip $(VENV)/lowest
	@$(PIP) --python $(VENV)/lowest/bin/python install --constraint $(VENV)/lowest.txt --editable '.[codegen,trio]' --group dev
	@$(VENV)/lowest/bin/python -m pytest -q -n auto --ignore tests/hostile/test_growth.py

compiled: setup ## Compile the busiest modules with mypyc, and run the tests with that wheel (needs a C compiler)
	@rm -rf $(VENV)/compiled
	@HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(BIN)/python -m build --outdir $(VENV)/compiled/dist . > $(VENV)/compiled.txt 2>&1 \
	  || { cat $(VENV)/compiled.txt; exit 1; }
	@$(BIN)/python -m venv --without-pip $(VENV)/compiled
	@$(PIP) --python $(VENV)/compiled/bin/python install "$$(echo $(VENV)/compiled/dist/*.whl)[codegen,trio]" --group dev
	@$(VENV)/compiled/bin/python -c 'from agicodec.session import session; print(f"Testing {session.__file__}"); \
	  assert not session.__file__.endswith(".py")'
	@$(VENV)/compiled/bin/python -m pytest -q -n auto --ignore tests/hostile

fuzz: setup ## Fuzz the decoders by coverage, for SECONDS=60 each, from a SEED
	@$(PIP) install --group fuzz
	@$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60) --seed $(or $(SEED),0)
	@$(BIN)/python -m tests.fuzz.specs --seconds $(or $(SECONDS),60) --seed $(or $(SEED),0)

live: setup ## Test against real Asterisk servers, 22 and 16 (root on Debian)
	@$(BIN)/python -m tests.live

##@ Slow: run by hand

record: setup ## Run make live, and record the conversations for the ordinary tests
	@$(BIN)/python -m tests.live --record
	@$(MAKE) --no-print-directory generate

bench: setup ## Measure the speed of agicodec and other packages; write docs/performance.md
	@$(PIP) install --group bench
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m pytest benchmarks -q --benchmark-only --benchmark-columns=min,median,ops

bench-record: setup ## Record the instruction counts for bench-check
	@$(BIN)/python -m benchmarks.instructions --record

mutate: setup ## Change the code in a thousand places, and list the changes that no test detects
	@$(PIP) install --group mutate
	@$(BIN)/mutmut run && $(BIN)/mutmut results

##@ Release

audit: setup ## Check the dependencies for known vulnerabilities
	@$(PIP) install --group audit
	@$(PIP) freeze --all --exclude-editable > $(VENV)/audited.txt
	@$(BIN)/pip-audit --strict --disable-pip --no-deps --requirement $(VENV)/audited.txt

wheel: setup ## Build the wheel and the source archive
	@$(BIN)/python -m build --outdir dist .

clean: ## Remove everything that make has created
	rm -rf $(VENV) dist build mutants .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src -name '*.so' -delete
