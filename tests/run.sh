#!/usr/bin/env bash
# Runs the tests that `make build` built and ends with their total, alone on a line.
set -uo pipefail
cd "$(dirname "$0")/.."
rm -rf TestResults

# What a developer's shell says about a real account is nothing to a test.
unset "${!AWS_@}"

# One project after the other: on two cores, whole runs with real servers and functions leave no core to share.
dotnet test CacheBackupLambdas.sln --configuration Release --no-build --nologo -maxCpuCount:1 \
  --logger "console;verbosity=minimal" --logger trx --results-directory TestResults
status=$?

# A result file counts a skipped test as found and not executed.
grep -ho '<Counters [^>]*' TestResults/*.trx | tr ' ' '\n' | awk -F '"' '
  /^total=/ { total += $2 } /^executed=/ { executed += $2 } /^passed=/ { passed += $2 }
  END {
    failed = executed - passed
    skipped = total - executed
    print passed + 0 " passed, " failed " failed" (skipped ? ", " skipped " skipped" : "")
    exit (failed || !total)
  }'
counted=$?
exit $((status ? status : counted))
