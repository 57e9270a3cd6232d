#!/usr/bin/env bash
# One line a check; what a failed one said follows it. A tool that is absent skips its checks, except when CI=true.
# Code style is not here: EnforceCodeStyleInBuild makes it a matter of the build.
set -uo pipefail
cd "$(dirname "$0")/../.."

failed=0
output=$(mktemp)
trap 'rm -f "$output"' EXIT

main() {
  check "format of C#" dotnet format whitespace --folder . --verify-no-changes --exclude bin obj
  check "state machines: format, asl-validator" node tests/Lint/asl.mjs statemachine/*.asl.json
  check_with cfn-lint "template.yaml: cfn-lint" cfn-lint template.yaml
  check_with cfn-lint "template.yaml: SAM transform, cfn-lint of the result" lint_transformed
  check "functions/ builds alone, as sam build does it" build_from_code_uri
  check "shell scripts: syntax" shell_syntax
  check "no path of one machine in git" no_machine_paths
  check "no registry host in git" no_registry_hosts
  check "no marks of a conflict in git" no_conflict_marks
  exit "$failed"
}

check() {
  local name=$1
  shift
  if "$@" >"$output" 2>&1; then
    echo "ok    $name"
  else
    failed=1
    echo "FAIL  $name"
    sed 's/^/      /' "$output"
  fi
}

check_with() {
  local tool=$1
  shift
  if command -v "$tool" >/dev/null; then
    check "$@"
  elif [[ ${CI:-} == true ]]; then
    failed=1
    echo "FAIL  $1: $tool is not installed (pip install $tool)"
  else
    echo "skip  $1: $tool is not installed (pip install $tool)"
  fi
}

lint_transformed() {
  python3 tests/Lint/transform.py template.yaml | cfn-lint
}

# sam build copies CodeUri and calls its Makefile there, so nothing outside functions/ may be needed (but stand-ins, where they stand in).
build_from_code_uri() (
  set -e
  packages=$(tests/Standins/detect.sh)
  copy=$(mktemp -d)
  trap 'rm -rf "$copy"' EXIT
  git ls-files -z functions | xargs -0 cp --parents -t "$copy"
  make -C "$copy/functions" build-DescribeSourceFunction ARTIFACTS_DIR="$copy/artifact" \
    AWS_PACKAGES="$packages" PUBLISH_FLAGS="-p:StandinsDirectory=$PWD/tests/Standins/"
  test -s "$copy/artifact/CacheBackup.Functions.dll" && test -s "$copy/artifact/CacheBackup.Functions.runtimeconfig.json"
)

shell_syntax() {
  local script bad=0
  while read -r script; do
    bash -n "$script" || bad=1
  done < <(git ls-files '*.sh' .ci/run)
  return "$bad"
}

no_machine_paths() {
  ! git grep -nIE '(^|[^[:alnum:]_.$}])/([r]oot|[h]ome|[U]sers|[w]ork)/'
}

no_conflict_marks() {
  ! git grep -nIE '^(<{7}|>{7}) '
}

# The hosts are this machine's own: whatever npm and NuGet are set up to ask.
no_registry_hosts() {
  local hosts
  hosts=$({ npm config get registry; dotnet nuget list source; } 2>/dev/null | grep -oE '[a-z]+://[^/ ]+' | sed 's#.*[/@]##' | sort -u)
  [[ -z $hosts ]] || ! git grep -nIF "$hosts"
}

main
