# Every habit of the project. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run test test-of-rasa test-of-services browsers lint fmt bench evaluate clean
# Where it is set, every process that starts would compile all it imports anew: seconds each.
unexport PYTHONDONTWRITEBYTECODE

BOOT   := .uv
UV     := $(BOOT)/bin/uv
PYTHON := .venv/bin/python
RASA   := .venv-rasa/bin/python
STYLE  := gateway/static/built/ready staff/pages/built/ready
CODE   := actions attachments bot content gateway heard reading safety staff wire tests benchmarks

help:  ## List these habits
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: .venv/ready .venv-rasa/ready $(STYLE)  ## Set up, train if the content changed, start everything, print the address
	@.venv/bin/heard run

test: .venv/ready .venv-rasa/ready $(STYLE) browsers  ## Every test, through the real processes
	@$(MAKE) --no-print-directory --jobs=2 --keep-going test-of-services test-of-rasa

test-of-services:
	@$(PYTHON) -m heard.cli check
	@$(PYTHON) -m heard.cli train
	@$(PYTHON) -m pytest --ignore tests/bot --numprocesses auto --dist loadfile --no-loadscope-reorder

# Beside the training, which leaves a core idle; what it says comes in one piece.
test-of-rasa:
	@said=$$($(RASA) -m pytest -p no:warnings tests/bot tests/safety 2>&1); ended=$$?; echo "$$said"; exit $$ended

# $(call browser,PACKAGE,SETTING): the browser that SETTING names, or the one of Debian's PACKAGE.
browser = test -n "$$$(2)" || command -v $(1) >/dev/null \
  || { echo "Installing $(1) (once)" && apt-get -qq update && apt-get -qq install -y $(1) >/dev/null 2>&1; } \
  || { echo "Install $(1), or set $(2) to where it is." >&2; exit 1; }

# The browser tests need whole browsers: history and its cache are wrong in a headless shell.
browsers:
	@$(call browser,chromium,HEARD_CHROMIUM)
	@$(call browser,firefox-esr,HEARD_FIREFOX)

lint: .venv/ready node_modules/ready  ## Style and types
	@.venv/bin/ruff check $(CODE)
	@.venv/bin/ruff format --check $(CODE)
	@.venv/bin/mypy $(CODE)
	@node_modules/.bin/tsc --project staff/client/tsconfig.json

fmt: .venv/ready  ## Put the code in order
	@.venv/bin/ruff check --fix $(CODE)
	@.venv/bin/ruff format $(CODE)

bench: .venv/ready .venv-rasa/ready $(STYLE)  ## Our turn beside a stock Rasa bot's, and 50 text messages a second
	@$(PYTHON) -m benchmarks.turns
	@$(PYTHON) -m benchmarks.messages

evaluate: .venv/ready  ## How well danger and details are found: writes docs/evaluation*.md and .json (half an hour)
	@$(PYTHON) -m benchmarks.safety_evaluation
	@$(PYTHON) -m benchmarks.languages_evaluation
	@$(PYTHON) -m benchmarks.details_evaluation

bench-nlu: .venv-bench/ready  ## What tells intents apart best, on the same folds (an hour)
	@OMP_NUM_THREADS=2 .venv-bench/bin/python -m benchmarks.nlu $(if $(DATA),--data $(DATA))

clean:  ## Remove the environments and this machine's data (keys and reports too)
	rm -rf $(BOOT) .venv .venv-rasa .venv-bench node_modules $(dir $(STYLE)) .heard

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

node_modules/ready: package.json package-lock.json
	@npm ci --loglevel=error --ignore-scripts --no-audit --no-fund >/dev/null
	@touch $@

# The pages' style, built from GOV.UK Frontend's Sass and ours. Every page carries it, so no character of it is wasted.
gateway/static/built/ready: node_modules/ready $(wildcard gateway/style/*.scss)
	@node_modules/.bin/sass --style=compressed --no-charset --no-source-map --load-path=node_modules gateway/style:$(@D)
	@touch $@

# The teams' page: its style in the same force's colours, and its script with age's own library in it.
staff/pages/built/ready: node_modules/ready $(wildcard staff/style/*.scss staff/client/*.ts staff/client/views/*.ts gateway/style/_*.scss)
	@node_modules/.bin/sass --style=compressed --no-charset --no-source-map --load-path=node_modules --load-path=gateway/style staff/style:$(@D)
	@node_modules/.bin/esbuild staff/client/main.ts --bundle --minify --format=esm --target=es2022 --log-level=warning --outfile=$(@D)/staff.js
	@touch $@
