# Two commands: `make data` and `make test`. Both make .venv at first and are quick from then on.
PYTHON ?= python3
BIN := .venv/bin
.PHONY: data check test fuzz lint score ablate lab notebooks charts site bench bench-growth clean

# The build checks what it made before it replaces anything.
data: .venv/.extract
	$(BIN)/kaiser-data build

check: .venv/.extract
	$(BIN)/kaiser-data check

test: .venv/.dev .venv/.cff lint
	$(BIN)/python -m pytest -q -rs -n 2 --dist loadfile --no-loadscope-reorder --nbval --nbval-current-env --nbval-sanitize-with notebooks/sanitize.cfg tests notebooks kaiser_data

# 100,000 strange inputs, texts that grow, faults at random steps; prints a seed, with which it draws the same again.
INPUTS ?= 100000
fuzz: .venv/.dev
	$(BIN)/python -m tests.fuzz --inputs $(INPUTS) $(if $(SEED),--seed $(SEED))

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# The published tables against what people read in the texts, cell by cell; then what the rules alone find.
score: .venv/.extract
	$(BIN)/kaiser-data compare tests/gold
	$(BIN)/kaiser-data extract seeds --out build/automatic
	$(BIN)/kaiser-data score tests/gold build/automatic

# Which patterns change no row: each is switched off in turn over the seeds, over the texts of a folder
# (`make ablate TEXTS=folder`) and over news below MIRROR, a copy of public repositories, where it has them.
export TEXTS MIRROR
ablate: .venv/.dev
	$(BIN)/python -m benchmarks.ablation $(ABLATE)

lab: .venv/.lab
	$(BIN)/jupyter lab --ServerApp.root_dir=. notebooks/00_start.ipynb

# Execute the notebooks anew: after a change of the tables or of a chart, and then read what changed.
notebooks: .venv/.dev
	$(BIN)/jupyter nbconvert --to notebook --execute --inplace --ClearMetadataPreprocessor.enabled=True --ClearMetadataPreprocessor.clear_notebook_metadata=False notebooks/*.ipynb

# Each chart of the notebooks as SVG and PNG, for papers; the README shows one of them.
charts: .venv/.site
	$(BIN)/python -m kaiser_data.notebook notebooks build/charts
	cp build/charts/01_timeline-1.png docs/timeline.png

# We and our peers, then growth to 50,000 texts, which takes most of half an hour and can be had alone; both write
# their tables into benchmarks/RESULTS.md.
bench: .venv/.bench
	$(BIN)/python -m benchmarks

bench-growth: .venv/.dev
	$(BIN)/python -m benchmarks growth

# `make site` shows whole texts, for use at home; `make site EXCERPTS=1` shows cited sentences only and may be put
# on the web: another folder, so that neither is taken for the other.
SITE := $(if $(EXCERPTS),build/public,build/site)
site: .venv/.site
	rm -rf $(SITE)
	$(BIN)/python -m sphinx -q -W -E -b html $(if $(EXCERPTS),-D excerpts=1) -d $(SITE).doctrees docs $(SITE)
	@echo "open $(SITE)/index.html, or: $(BIN)/python -m http.server -b 127.0.0.1 -d $(SITE)"

.venv/.extract: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[extract,check]"
	touch $@

.venv/.lab: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[notebooks]"
	touch .venv/.extract $@

.venv/.site: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[site]"
	touch .venv/.extract $@

.venv/.dev: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch .venv/.extract .venv/.lab .venv/.site $@

.venv/.cff: .venv/.dev
	$(PYTHON) -m venv .venv/cff
	.venv/cff/bin/python -m pip install --quiet --disable-pip-version-check "cffconvert>=2,<3"
	touch $@

.venv/.bench: .venv/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[bench]"
	touch $@

clean:
	rm -rf .venv build dist
