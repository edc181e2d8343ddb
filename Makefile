# The first Python that is new enough; `make up PYTHON=/path/to/python3.12` overrides it.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; exit; }; done; echo python3)
VENV_PYTHON := .venv/bin/python

.PHONY: up venv
up:
	@$(PYTHON) -m config.local.venv
	@exec $(VENV_PYTHON) -m config.local up
