# Every habit of the project. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run test chromium lint fmt bench evaluate clean

BOOT   := .uv
UV     := $(BOOT)/bin/uv
PYTHON := .venv/bin/python
RASA   := .venv-rasa/bin/python
CODE   := actions bot content gateway heard reading safety staff tests benchmarks

help:  ## List these habits
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: .venv/ready .venv-rasa/ready  ## Set up, train if the content changed, start everything, print the address
	@.venv/bin/heard run

test: .venv/ready .venv-rasa/ready chromium  ## Every test, through the real processes
	@$(PYTHON) -m heard.cli check
	@$(RASA) -m pytest -p no:warnings tests/bot tests/safety
	@$(PYTHON) -m pytest --ignore tests/bot

# The browser tests need the whole of Chromium: history and its cache are wrong in a headless shell.
chromium:
	@test -n "$$HEARD_CHROMIUM" || command -v chromium >/dev/null \
	  || { echo "Installing Chromium (once)" && apt-get -qq update && apt-get -qq install -y chromium >/dev/null 2>&1; } \
	  || { echo "Install Chromium, or set HEARD_CHROMIUM to where it is." >&2; exit 1; }

lint: .venv/ready  ## Style and types
	@.venv/bin/ruff check $(CODE)
	@.venv/bin/ruff format --check $(CODE)
	@.venv/bin/mypy $(CODE)

fmt: .venv/ready  ## Put the code in order
	@.venv/bin/ruff check --fix $(CODE)
	@.venv/bin/ruff format $(CODE)

bench: .venv/ready .venv-rasa/ready  ## Our turn beside a stock Rasa bot's, in one run
	@$(PYTHON) -m benchmarks.turns

evaluate: .venv/ready  ## How well danger is found: writes docs/evaluation-safety.md
	@$(PYTHON) -m benchmarks.safety_evaluation
	@$(PYTHON) -m benchmarks.details_evaluation

bench-nlu: .venv-bench/ready  ## What tells intents apart best, on the same folds (an hour)
	@OMP_NUM_THREADS=2 .venv-bench/bin/python -m benchmarks.nlu $(if $(DATA),--data $(DATA))

clean:  ## Remove the environments and this machine's data (keys and reports too)
	rm -rf $(BOOT) .venv .venv-rasa .venv-bench .heard

# uv comes from PyPI, into an environment of its own.
$(UV):
	@echo "Setting up (once)"
	@python3 -m venv $(BOOT)
	@$(BOOT)/bin/pip install -qq --disable-pip-version-check uv==0.13.8

# Both environments come from the one lock; each is synced again when the lock changes.
.venv/ready: $(UV) pyproject.toml uv.lock
	@UV_PROJECT_ENVIRONMENT=.venv $(UV) sync --quiet --locked --python 3.11
	@touch $@

.venv-rasa/ready: $(UV) pyproject.toml uv.lock
	@UV_PROJECT_ENVIRONMENT=.venv-rasa $(UV) sync --quiet --locked --python 3.10 --only-group rasa
	@touch $@

.venv-bench/ready: $(UV) pyproject.toml uv.lock
	@UV_PROJECT_ENVIRONMENT=.venv-bench $(UV) sync --quiet --locked --python 3.10 --only-group rasa --only-group bench
	@touch $@
