# What people type. Each word is one line of work; the work itself is in Python.

# The first Python that is new enough; `make up PYTHON=/path/to/python3.12` names another.
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; exit; }; done; echo python3)
# Relative, since the path of the checkout may hold spaces.
BIN := .venv/bin

.PHONY: help up test check format bench read-eval backup restore venv venv-dev

help: ## Say what can be typed here
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

up: venv ## Run the atlas on this machine: PORT, DATABASE_URL, REDIS_URL, ATLAS_DATA are honoured
	@exec $(BIN)/python -m config.local up

test: venv-dev ## Run the tests; make test ARGS="-k dates" picks some
	@exec $(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: venv-dev ## Run every check that is no test: style, types, floors, templates, spelling, licences, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	SECRET_KEY=x DATABASE_URL=postgresql:///x REDIS_URL=redis://localhost $(BIN)/mypy .
	$(BIN)/lint-imports --no-logo
	git ls-files -z '*.html' | xargs -0 -r $(BIN)/djade --check --target-version 5.2
	$(BIN)/typos
	$(BIN)/python -m tests.house.licences
	$(BIN)/python manage.py makemigrations --check --dry-run
	HTTPS=on $(BIN)/python manage.py check --deploy --fail-level WARNING

format: venv-dev ## Put code and templates into their one form
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .
	git ls-files -z '*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2

bench: venv-dev ## Measure, and print what was measured
	@exec $(BIN)/python -m benchmarks $(ARGS)

read-eval: venv ## Measure the reader of articles on the labelled texts of the project
	@exec $(BIN)/python -m sources.reading.measure tests/reading/texts tests/reading/news $(ARGS)

backup: venv ## Write the database and the archived bytes to one file
	@exec $(BIN)/python -m config.local backup "$(FILE)"

restore: venv ## Put back what a backup holds: make restore FILE=...
	@exec $(BIN)/python -m config.local restore "$(FILE)"

venv: ## Make .venv, and bring it to requirements.txt
	@exec $(PYTHON) -m config.local.venv

venv-dev: ## The same, with what tests and checks need
	@exec $(PYTHON) -m config.local.venv --dev
