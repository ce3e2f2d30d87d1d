# Two commands: `make data` and `make test`. Both make .venv at first and are quick from then on.
PYTHON ?= python3
BIN := .venv/bin
.PHONY: data check test lint score lab site bench clean

data: .venv/.extract
	$(BIN)/kaiser-data build
	$(BIN)/kaiser-data check

check: .venv/.extract
	$(BIN)/kaiser-data check

test: .venv/.dev .venv/.cff lint
	$(BIN)/python -m pytest -q -rs -n 2 --dist loadfile --nbval --nbval-current-env --nbval-sanitize-with notebooks/sanitize.cfg tests notebooks kaiser_data

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

score: .venv/.extract
	$(BIN)/kaiser-data score tests/gold

lab: .venv/.dev
	$(BIN)/jupyter lab notebooks

bench: .venv/.bench
	$(BIN)/python -m benchmarks

# `make site` shows whole texts, for use at home; `make site EXCERPTS=1` shows cited sentences only and may be put
# on the web: another folder, so that neither is taken for the other.
SITE := $(if $(EXCERPTS),build/public,build/site)
site: .venv/.dev
	rm -rf $(SITE)
	$(BIN)/python -m sphinx -q -W -E -b html $(if $(EXCERPTS),-D excerpts=1) -d $(SITE).doctrees docs $(SITE)
	@echo "open $(SITE)/index.html, or: $(BIN)/python -m http.server -b 127.0.0.1 -d $(SITE)"

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
