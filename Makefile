# Every target does its own setting up. PYTHON=/path/to/python says which Python to use, ARGS goes to pytest,
# PORT says where the demonstration is to be found.
VENV ?= .venv
ARGS ?=
PORT ?= 8000
export VENV PORT
BIN = $(VENV)/bin

.PHONY: help setup demo demo-reset test cluster test-cluster check fix docs bench pictures keystone clean
.DEFAULT_GOAL := help

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1 /p' $(MAKEFILE_LIST) | while read -r name words; do printf 'make %-12s %s\n' "$$name" "$$words"; done

setup: ## an environment to work in, in .venv
	@scripts/setup dev

demo: ## see it work, on a made-up place
	@scripts/setup run
	@$(BIN)/throughcare demo

demo-reset: ## put the made-up place back to how it began
	@scripts/setup run
	@$(BIN)/throughcare demo --reset

test: ## the tests, on both databases and in a browser; ARGS="-k oversight" runs some of them
	@scripts/setup dev
	@$(BIN)/python -m tests.run $(ARGS)

cluster: ## a cluster of Spark on this machine: a master and two workers, until Ctrl-C
	@scripts/setup cluster
	@$(BIN)/throughcare cluster

test-cluster: ## the same duties on a real cluster, to the last one; it needs Java 17
	@scripts/setup cluster
	@$(BIN)/python -m tests.cluster $(ARGS)

check: ## format, lint, imports, types, documents, messages
	@scripts/setup dev
	@scripts/check

fix: ## put right what can be put right without thinking
	@scripts/setup dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: ## write the documents that are drawn from the code
	@scripts/setup dev
	@$(BIN)/throughcare docs
	@scripts/messages

bench: ## how fast it is here
	@scripts/setup dev
	@$(BIN)/python -m bench

pictures: ## the pictures of the documents, taken by the journeys
	@scripts/setup dev
	@TAKE_PICTURES=1 $(BIN)/python -m tests.run tests/journeys

keystone: ## the long search for a history on which the two engines differ
	@scripts/setup dev
	@$(BIN)/python -m tests.keystone

clean: ## remove what was made, the environment too
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@rm -rf node_modules throughcare/web/static/vendor staticfiles
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
