# Every command of this project; `make` alone lists them. `make demo` and `make test` work first thing in a fresh clone.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

LOCAL_AWS := dotnet tests/LocalAws/bin/Release/net10.0/LocalAws.dll

# What a build depends on. Directories are listed too, so that a deleted file counts as a change.
SOURCES := $(shell find functions tests statemachine template.yaml *.sln *.props *.targets .editorconfig \
  \( -name bin -o -name obj -o -name node_modules -o -name data \) -prune -o -print 2>/dev/null | sed 's/ /\\ /g')

.PHONY: help
help: ## List these commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## Check for .NET SDK 10, Node 20 and redis-server; install what apt and npm can
	@tests/setup.sh

# AwsPackages=nuget (or standin) in the environment overrules what tests/Standins/detect.sh finds.
.PHONY: build
build: setup ## Build everything, Release
	@AwsPackages=$$(tests/Standins/detect.sh) && $(MAKE) --silent obj/built-$$AwsPackages

obj/built-%: $(SOURCES)
	@rm -rf obj/built-* && mkdir -p obj
	@echo "Building with the AWS packages of $* ..."
	@AwsPackages=$* dotnet build CacheBackupLambdas.sln --configuration Release --nologo --verbosity quiet >obj/build.log 2>&1 \
	  || { cat obj/build.log; exit 1; }
	@touch $@

.PHONY: test
test: build ## Run every test; the last line is the total
	@tests/run.sh

.PHONY: demo
demo: build ## Back up two live caches to a second Region, rehearse there, lose the first, restore both, and prove it
	@$(LOCAL_AWS) demo

.PHONY: up
up: build ## Serve AWS on http://127.0.0.1:4566 until stopped (LOCAL_AWS_PORT, LOCAL_AWS_TIME_SCALE)
	@exec $(LOCAL_AWS) up

.PHONY: invoke
invoke: build ## Run one function: make invoke FUNCTION=ValidateBucket EVENT=tests/events/validate-bucket.json
	@[[ -n "$${FUNCTION:-}" && -n "$${EVENT:-}" ]] || { \
	  echo "Name a function and a JSON file: make invoke FUNCTION=ValidateBucket EVENT=tests/events/validate-bucket.json" >&2; exit 2; }
	@$(LOCAL_AWS) invoke "$$FUNCTION" --event "$$EVENT"

.PHONY: lint
lint: build ## Check format, template and state machines
	@tests/Lint/run.sh

.PHONY: bench
bench: build ## Measure, with a peer in the same run where there is one
	@dotnet tests/Benchmarks/bin/Release/net10.0/Benchmarks.dll

.PHONY: bench-rdb
bench-rdb: build ## Measure the RDB verifier beside redis-check-rdb (PAIRS=5); makes 4 GB of files once
	@dotnet tests/Benchmarks/bin/Release/net10.0/Benchmarks.dll rdb "$${PAIRS:-5}"

.PHONY: bench-verify
bench-verify: build ## Measure the function VerifyExport over the local S3, with the files of bench-rdb
	@dotnet tests/Benchmarks/bin/Release/net10.0/Benchmarks.dll verify

.PHONY: bench-copy
bench-copy: build ## Copy 1 GB to 10 TB across modelled Regions, beside aws s3 cp; an hour (SIZES, PEERS, SCENARIO, SLOW, SCALE)
	@dotnet tests/Benchmarks/bin/Release/net10.0/Benchmarks.dll copies

.PHONY: fuzz-rdb
fuzz-rdb: build ## Damage RDB files by the hundred thousand and verify them (RDB_FUZZ_MUTATIONS, RDB_FUZZ_SEED)
	@RDB_FUZZ_MUTATIONS="$${RDB_FUZZ_MUTATIONS:-300000}" dotnet test tests/UnitTests --configuration Release --no-build --nologo \
	  --filter FullyQualifiedName~RdbFuzzTests --logger "console;verbosity=normal"

.PHONY: soak-copy
soak-copy: build ## Copy thousands of files while everything goes wrong, seeded (COPY_SOAK_RUNS, COPY_SOAK_SEED)
	@COPY_SOAK_RUNS="$${COPY_SOAK_RUNS:-5000}" dotnet test tests/UnitTests --configuration Release --no-build --nologo \
	  --filter FullyQualifiedName~CopySoakTests --logger "console;verbosity=normal"

.PHONY: test-s3-compat
test-s3-compat: build ## Run the copies against a second S3, Ceph's radosgw; installs what apt can
	@tests/S3Compat/with-radosgw.sh dotnet test tests/S3Compat/bin/Release/net10.0/S3Compat.dll --nologo

.PHONY: clean
clean: ## Remove everything that was built or fetched
	@rm -rf .aws-packages obj TestResults .aws-sam
	@find . -name node_modules -prune -exec rm -rf {} +
	@find functions tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
