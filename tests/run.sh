#!/bin/bash
# From a bare Debian 12 checkout to all tests passed: installs what is missing, builds the release
# tree, runs ctest. Works from any directory.
#
#   tests/run.sh                     the tests of every day
#   tests/run.sh --long              those labelled "long" as well
#   tests/run.sh [--long] ARGS...    the rest goes to ctest: -R names, -L model
#
# Tests over real lists look in LYNCEUS_TEST_DATA and report "skipped" where it is unset; where
# ../shared/data stands beside the checkout, that is taken for it.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc)

select=(-LE '^long$')
if [[ ${1:-} == --long ]]; then
  select=()
  shift
fi

"$root/deploy/install-deps.sh"
cd "$root"
cmake --preset release
cmake --build build/release --parallel "$jobs"

if [[ -z ${LYNCEUS_TEST_DATA:-} && -d $root/../shared/data ]]; then
  LYNCEUS_TEST_DATA=$(cd "$root/../shared/data" && pwd)
  export LYNCEUS_TEST_DATA
fi
if [[ -n ${LYNCEUS_TEST_DATA:-} ]]; then
  echo "tests/run.sh: real lists are read from $LYNCEUS_TEST_DATA"
else
  echo "tests/run.sh: LYNCEUS_TEST_DATA is unset: tests over real lists are skipped"
fi
ctest --test-dir build/release --output-on-failure --parallel "$jobs" "${select[@]}" "$@"
