# Two commands: `make data` and `make test`. Both make .venv at first and are quick from then on.
PYTHON ?= python3
BIN := .venv/bin
.PHONY: data check test lint score lab bench clean

data: .venv/.extract
	$(BIN)/kaiser-data build
	$(BIN)/kaiser-data check

check: .venv/.extract
	$(BIN)/kaiser-data check

test: .venv/.dev .venv/.cff lint
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --nbval --nbval-current-env --nbval-sanitize-with notebooks/sanitize.cfg tests notebooks kaiser_data

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

score: .venv/.extract
	$(BIN)/kaiser-data score tests/gold

lab: .venv/.dev
	$(BIN)/jupyter lab notebooks

bench: .venv/.bench
	$(BIN)/python -m benchmarks

.venv/.extract: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[extract,check]"
	touch $@

.venv/.dev: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch .venv/.extract $@

.venv/.cff: .venv/.dev
	$(PYTHON) -m venv .venv/cff
	.venv/cff/bin/python -m pip install --quiet --disable-pip-version-check "cffconvert>=2,<3"
	touch $@

.venv/.bench: .venv/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[bench]"
	touch $@

clean:
	rm -rf .venv build dist
