#!/bin/bash
# Installs from Debian 12's packages what building and testing Lynceus needs; does nothing, and
# needs no rights, where all of it is there already.
#
#   deploy/install-deps.sh            what tests/run.sh and deploy/demo.sh need
#   deploy/install-deps.sh --tools    clang 16 and its tools too: sanitizers, fuzzing, clang-tidy
#   deploy/install-deps.sh --list     prints the packages and installs nothing
set -euo pipefail

# Building.
packages=(
  ccache cmake g++ git ninja-build pkg-config protobuf-compiler protobuf-compiler-grpc
  libabsl-dev libcli11-dev libcpp-httplib-dev libcsv-dev libcurl4-openssl-dev libexpat1-dev
  libgrpc++-dev libicu-dev
  libprotobuf-dev libre2-dev librocksdb-dev libsimdjson-dev libspdlog-dev libssl-dev libyaml-cpp-dev
  libzip-dev libzstd-dev prometheus-cpp-dev rapidjson-dev zlib1g-dev
)
# Testing, and what the command line runs: pictures by dot; keys and certificates by openssl; faults
# of the disk by strace.
packages+=(graphviz libbenchmark-dev libgmock-dev libgtest-dev openssl strace)

tools=(clang-16 clang-format-16 clang-tidy-16 libclang-rt-16-dev libfuzzer-16-dev)

die() {
  echo "install-deps: $*" >&2
  exit 1
}

case "${1:-}" in
  "") ;;
  --tools) packages+=("${tools[@]}") ;;
  --list)
    printf '%s\n' "${packages[@]}" "${tools[@]}"
    exit 0
    ;;
  *)
    echo "usage: deploy/install-deps.sh [--tools | --list]" >&2
    exit 2
    ;;
esac

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
  die "this system has no apt-get and dpkg. Do: use Debian 12 (bookworm)"

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $state == installed ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
  echo "install-deps: all ${#packages[@]} packages are there"
  exit 0
fi

release=$(. /etc/os-release 2>/dev/null && echo "${VERSION_CODENAME:-unknown}" || echo unknown)
[[ $release == bookworm ]] ||
  die "this system's release is '$release', and the packages are those of Debian 12 (bookworm)." \
    "Missing: ${missing[*]}. Do: use Debian 12, or install them by hand and run again"

root=()
if ((EUID != 0)); then
  command -v sudo >/dev/null && sudo -n true 2>/dev/null ||
    die "no right to install ${missing[*]}. Do: run deploy/install-deps.sh as root, once"
  root=(sudo -n)
fi

# env: sudo drops the environment.
apt_install() {
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" "${missing[@]}"
}

echo "install-deps: installing ${missing[*]}"
# The package index is fetched only where the one at hand does not know, or no longer leads to, a
# package.
if ! apt_install --simulate -qq >/dev/null 2>&1 || ! apt_install -qq >/dev/null; then
  "${root[@]}" apt-get update -qq -o DPkg::Lock::Timeout=300 || die "apt-get update failed." \
    "Do: check the network and /etc/apt/sources.list"
  apt_install -qq >/dev/null ||
    die "apt-get install failed; its message is above. Do: mend it and run again"
fi
echo "install-deps: done"
