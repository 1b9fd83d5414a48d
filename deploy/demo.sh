#!/bin/bash
# From a bare Debian 12 checkout to the main job shown: builds the two programs, makes a snapshot
# of a
# small input written for this demonstration (deploy/demo/), starts lynceusd, screens a file of
# counterparties through gRPC, explains one decision, verifies the match log, changes one byte of
# it and
# shows that the change is found. Everything it makes is in a temporary directory that it removes.
#
#   deploy/demo.sh          LYNCEUS_DEMO_KEEP=1 keeps the temporary directory
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
input=$root/deploy/demo
as_of=2026-11-01

"$root/deploy/install-deps.sh"
cd "$root"
cmake --preset release >/dev/null
cmake --build build/release --parallel "$(nproc)" --target lynceus lynceusd
bin=$root/build/release/bin

work=$(mktemp -d)
server=
finish() {
  if [[ -n $server ]]; then kill "$server" 2>/dev/null || true; fi
  if [[ -n ${LYNCEUS_DEMO_KEEP:-} ]]; then echo "kept: $work"; else rm -rf "$work"; fi
}
trap finish EXIT

step() { printf '\n=== %s\n\n' "$*"; }

step "1. A snapshot from list and registry files (what is invented says so in its name)"
"$bin/lynceus" index build --quiet --out "$work/snapshot" --rules "$root/rules" \
  "$input/sdn.csv" "$input/alt.csv" "$input/add.csv" "$input/un.xml" "$input/eu_uk.ftm.json" \
  "$input/ownership.bods.json" "$input/interests.csv"

step "2. A match log with a key of its own, and the service"
"$bin/lynceus" log init "$work/log" --origin demo/lynceus --demo-key
cat >"$work/lynceusd.yaml" <<YAML
listen: 127.0.0.1:0
plaintext: true
snapshot: $work/snapshot
log: {directory: $work/log}
drain_seconds: 0
YAML
"$bin/lynceusd" --config "$work/lynceusd.yaml" >"$work/lynceusd.out" 2>&1 &
server=$!
port=
for _ in $(seq 100); do
  port=$(sed -n 's/.*listening port=\([0-9]*\).*/\1/p' "$work/lynceusd.out")
  [[ -n $port ]] && break
  kill -0 "$server" 2>/dev/null || { cat "$work/lynceusd.out" >&2; exit 1; }
  sleep 0.1
done
if [[ -z $port ]]; then
  echo "demo: the service did not start" >&2
  cat "$work/lynceusd.out" >&2
  exit 1
fi
echo "lynceusd listens on 127.0.0.1:$port"

step "3. Counterparties screened through gRPC, as of $as_of"
"$bin/lynceus" batch --server "127.0.0.1:$port" --as-of "$as_of" --table \
  --in "$input/counterparties.csv" --out "$work/answers.jsonl"
cat <<'TEXT'

c07 is the Russia-Japan Investment Fund with RDIF at 49 %: just under; c08 asks what 50 % would
give. c09 is Sakhalin-1: 20 % to 50 % held by units of Rosneft, so OFAC's rule (50 % or more) is
undecided and the UK's (more than 50 %) is not met. c11 owns a part of Arctic LNG 2: listing does
not flow up.
TEXT

step "4. The chain that explains one of them"
"$bin/lynceus" ownership verdict --index "$work/snapshot" --as-of "$as_of" demo:sakhalin1
"$bin/lynceus" ownership verdict --index "$work/snapshot" --as-of "$as_of" --regime us-ofac \
  --format svg demo:sakhalin1 >"$work/sakhalin1.svg"
echo "(and as a picture: $(wc -c <"$work/sakhalin1.svg") bytes of SVG)"

step "5. The match log verified"
kill "$server" && wait "$server" || true
server=
"$bin/lynceus" log verify "$work/log"
fund=$(sed -n 's/^{"id":"c07",.*"record":{"index":\([0-9]*\),.*/\1/p' "$work/answers.jsonl")
"$bin/lynceus" log show "$work/log" "$fund" | sed -n 1,24p

step "6. One byte of the log changed"
bundle=$(find "$work/log/tile/entries" -type f | sort | head -n 1)
before=$(dd if="$bundle" bs=1 skip=40 count=1 status=none | od -An -tu1 | tr -d ' ')
printf "\\x$(printf %02x $(((before + 1) % 256)))" |
  dd of="$bundle" bs=1 seek=40 conv=notrunc status=none
if "$bin/lynceus" log verify "$work/log"; then
  echo "demo: the change was NOT found" >&2
  exit 1
fi
echo "The change was found."
