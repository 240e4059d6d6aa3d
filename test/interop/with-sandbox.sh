#!/bin/bash
# Runs a command against a sandbox of its own: with-sandbox.sh COMMAND ARG...
# EWS in the arguments is replaced by the sandbox's URL, AUTODISCOVER by that of its autodiscover. Exits as the command does.
set -euo pipefail
cd "$(dirname "$0")/../.."

line=$(mktemp)
node dist/cli.js sandbox >"$line" &
sandbox=$!
trap 'kill "$sandbox" 2>/dev/null || true; wait "$sandbox" 2>/dev/null || true; rm -f "$line"' EXIT

for _ in $(seq 100); do
  [ -s "$line" ] && break
  kill -0 "$sandbox" 2>/dev/null || { echo 'the sandbox did not start' >&2; exit 1; }
  sleep 0.1
done
field() { node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))[process.argv[2]]' "$line" "$1"; }
ews=$(field ews)
autodiscover=$(field autodiscover)

command=()
for word in "$@"; do
  case $word in
    EWS) command+=("$ews") ;;
    AUTODISCOVER) command+=("$autodiscover") ;;
    *) command+=("$word") ;;
  esac
done
"${command[@]}"
