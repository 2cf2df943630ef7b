# make run · make test · make check · make bench: each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup run test test-cluster check format bench train floors accuracy clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[all,test,dev]"
	touch $(STAMP)

run: $(STAMP)
	$(BIN)/pressefakten extract seeds --out outputs
	$(BIN)/pressefakten extract seeds --format table
	$(BIN)/pressefakten score corpus/dev/seed.gold.json outputs

test: $(STAMP)
	$(BIN)/python -m pytest -n 2 --ignore tests/test_cluster.py

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pressefakten patterns check

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The Ray engine on a local cluster of two workers; Ray is not among the packages of the other targets.
test-cluster: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[cluster]"
	$(BIN)/python -m pytest tests/test_cluster.py

bench: $(STAMP)
	$(BIN)/python benchmarks/bench_pipeline.py
	-$(BIN)/python benchmarks/bench_dates.py

train: $(STAMP)
	$(BIN)/python benchmarks/train_names.py corpus/dev --out patterns/weights/names.tsv
	$(BIN)/python benchmarks/train_figures.py corpus/dev --out patterns/weights/figures.tsv
	$(BIN)/python benchmarks/calibrate.py corpus/dev > $(VENV)/confidence.toml
	mv $(VENV)/confidence.toml patterns/words/confidence.toml

floors: $(STAMP)
	$(BIN)/pressefakten score corpus/dev --floors corpus/floors.toml
	$(BIN)/pressefakten score corpus/test --floors corpus/floors.toml
	$(BIN)/pressefakten score corpus/strangers --floors corpus/floors.toml

# Measures all parts of the corpus and writes docs/accuracy.md.
accuracy: $(STAMP)
	$(BIN)/python benchmarks/accuracy.py corpus > docs/accuracy.md.new
	mv docs/accuracy.md.new docs/accuracy.md

clean:
	rm -rf $(VENV) dist build outputs/*.json
