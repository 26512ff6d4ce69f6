# Everything here works from a clean clone with Python >= 3.11 and make; the environment lives in .venv.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV ?= .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install -qq --disable-pip-version-check
AT_ONCE := -n auto --maxprocesses 4 --dist worksteal

.PHONY: help demo test lowest lint format types contracts check evaluate pages reference pictures bench build clean

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-10s %s\n", $$1, $$2 }'

$(RUN):
	@test -n "$(PYTHON)" || { echo "make: no Python >= 3.11 was found; name one: make PYTHON=/path/to/python" >&2; exit 2; }
	@echo "making $(VENV) with $(PYTHON)" >&2
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "make: $(PYTHON) -m venv failed (on Debian and Ubuntu: apt install python3-venv)" >&2; exit 2; }

$(VENV)/.demo: pyproject.toml | $(RUN)
	@echo "installing the package and what the demo needs" >&2
	@$(PIP) -e '.[demo]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(RUN)
	@echo "installing the package and what its tests need" >&2
	@$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/.demo

$(VENV)/.bench: pyproject.toml | $(RUN)
	@echo "installing the package and the tools it is timed against" >&2
	@$(PIP) -e '.[bench]'
	@touch $@ $(VENV)/.dev $(VENV)/.demo

demo: $(VENV)/.demo ## name the clusters of a real data set; needs no download beyond the packages
	@$(RUN) -m hierannot_dsl demo --out demo-output

test: $(VENV)/.dev ## run the tests (HIERANNOT_DATA=FOLDER adds those on real data)
	@$(RUN) -m pytest -q $(AT_ONCE)

lowest: $(VENV)-lowest/.dev ## the tests of the parts, with the oldest versions that are promised to work
	@$(VENV)-lowest/bin/python -m pytest -q $(AT_ONCE) -p no:cacheprovider tests/unit tests/golden

$(VENV)-lowest/.dev: pyproject.toml tests/lowest.txt | $(RUN)
	@echo "installing the oldest versions that are promised to work" >&2
	@$(RUN) -m venv $(VENV)-lowest
	@$(VENV)-lowest/bin/python -m pip install --quiet --disable-pip-version-check -c tests/lowest.txt -e '.[dask,demo,fast,highlight,lsp,ontology,parquet,scanpy]' pytest pytest-xdist hypothesis jsonschema
	@touch $@

lint: $(VENV)/.dev ## style and format of the code
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .

format: $(VENV)/.dev ## rewrite the code in its style
	@$(RUN) -m ruff check --fix .
	@$(RUN) -m ruff format .

types: $(VENV)/.dev ## static types, strict
	@$(RUN) -m mypy

contracts: $(VENV)/.dev ## who may import whom
	@$(VENV)/bin/lint-imports

check: lint types contracts test ## everything a change has to pass

evaluate: $(VENV)/.dev ## right and wrong labels on DATA=FOLDER, against its truth.csv
	@test -n "$(DATA)" || { echo "make: name the folder of the data sets: make evaluate DATA=FOLDER" >&2; exit 2; }
	@$(RUN) -m benchmarks.evaluate "$(DATA)"

pages: $(VENV)/.dev ## the pages of the catalog, measured on DATA=FOLDER
	@test -n "$(DATA)" || { echo "make: name the folder of the data sets: make pages DATA=FOLDER" >&2; exit 2; }
	@$(RUN) -m benchmarks.catalog_pages "$(DATA)"

reference: $(VENV)/.dev ## the pages made from docstrings and from the command's own help
	@$(RUN) -m benchmarks.api_pages
	@$(RUN) -m benchmarks.command_page

pictures: $(VENV)/.dev ## the pictures of docs/guide (needs Chromium)
	@$(PIP) -e '.[browser]'
	@$(RUN) -m benchmarks.pictures

bench: $(VENV)/.bench ## timings, each beside its rival
	@$(RUN) -m benchmarks.bench

build: $(VENV)/.dev ## sdist, and the wheel made from it, in dist/
	@rm -rf dist
	@$(RUN) -m build --outdir dist . > /dev/null
	@ls dist

clean: ## remove what these commands made, the environment too
	rm -rf $(VENV) $(VENV)-lowest build dist demo-output .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
