# make run            set everything up and serve the archive, with a sample to search
# make test           set everything up and run the checks and tests
# make test-servers   the tests again, on PostgreSQL and an OpenSearch cluster of three nodes (needs a JDK and Maven)
# make coverage       the tests again, with what lines and branches they never reach (slower)
# make audit          ask whether a pinned library has a known hole (needs the internet)
# make screenshots    photograph every page into docs/screenshots (needs Chromium)
# make lighthouse     what Lighthouse says of home, search and article (needs Node.js and Chromium)

PYTHON ?= python3
VENV   ?= .venv
ADDRESS ?= 127.0.0.1:8000
BIN    := $(VENV)/bin

.PHONY: run test test-servers coverage check audit requirements messages screenshots lighthouse clean

run: $(VENV)/run.stamp
	NEWSARCHIVE_DEBUG=1 $(BIN)/python manage.py migrate --verbosity 0
	NEWSARCHIVE_DEBUG=1 $(BIN)/python manage.py load_sample
	NEWSARCHIVE_DEBUG=1 $(BIN)/python manage.py demo_curator
	@echo "For an administrator of your own: $(BIN)/python manage.py createsuperuser"
	@echo "The archive: http://$(ADDRESS)/   its admin: http://$(ADDRESS)/admin/"
	NEWSARCHIVE_DEBUG=1 $(BIN)/python manage.py runserver $(ADDRESS)

test: check $(VENV)/whoosh-2.7.4
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile
	PYTHONPATH=$(VENV)/whoosh-2.7.4 $(BIN)/python -m pytest --quiet tests/search/engines

# Left out is what uses neither database nor search, what is the embedded engine's own, and
# browsers, which see no difference.
test-servers: $(VENV)/dev.stamp
	TEST_ENGINE=opensearch $(BIN)/python -m tests.cluster 3 $(BIN)/python -m tests.on_postgres \
		--numprocesses auto --dist loadfile -m "not browser and not embedded"

coverage: $(VENV)/dev.stamp
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --cov --cov-report=term

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python manage.py makemigrations --check --dry-run

# What cannot be asked about is a failure too.
audit: $(VENV)/dev.stamp
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.txt -r requirements-dev.txt

$(VENV)/run.stamp: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# The engine's tests run with the other package of Whoosh too: both read and write one format.
$(VENV)/whoosh-2.7.4: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target $@ whoosh==2.7.4

# Pin the newest versions that fit requirements.in and requirements-dev.in, each with the hashes of its files.
# What constrains others may name no extras; pip wants those of what has hashes named.
PIN := pip-compile --quiet --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links --upgrade
requirements: $(VENV)/dev.stamp
	$(BIN)/$(PIN) --strip-extras requirements.in
	$(BIN)/$(PIN) --no-strip-extras requirements-dev.in

# Collect the texts of templates and code for translation, and compile them (needs gettext).
messages:
	$(BIN)/python manage.py makemessages --locale en --no-wrap --add-location file --no-obsolete \
		--ignore var --ignore tests --ignore bench --ignore .venv
	$(BIN)/python manage.py compilemessages --locale en --locale hi --ignore .venv

screenshots: $(VENV)/dev.stamp
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.browser.screenshots

lighthouse: $(VENV)/dev.stamp bench/lighthouse/node_modules
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m bench.lighthouse

bench/lighthouse/node_modules: bench/lighthouse/package-lock.json
	npm ci --prefix bench/lighthouse --no-audit --no-fund --ignore-scripts
	touch $@

clean:
	rm -rf $(VENV) bench/lighthouse/node_modules .pytest_cache .ruff_cache .hypothesis .coverage
