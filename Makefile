# What people and machines do with this folder. `make` alone lists it.

PYTHON ?= python3
PYTEST ?= -n auto
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help install browser screen demo test lint format clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

install: $(STAMP) browser ## make .venv with optout in it, and get a browser when there is none

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

browser: $(STAMP)
	@.ci/browser

screen:
	@.ci/screen

demo: install ## opt out of a recorded page of X: no account, no network
	OPTOUT_HOME=$(CURDIR)/demo $(BIN)/optout run x/grok-training --replay --via menu --headless

lint: $(STAMP) ## format, lint, types, and our own flows
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/optout lint flows

test: install screen lint ## every check there is (PYTEST='tests/flow -x' narrows the tests)
	$(BIN)/python -m pytest $(PYTEST)

format: $(STAMP) ## put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what the above made, the installed .venv too
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
