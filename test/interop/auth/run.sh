#!/bin/bash
# Authentication against real servers: starts the lab of setup.sh, runs every rule through the client, and takes the lab down.
# Root on Debian 12 only; elsewhere it says that it was skipped.
set -euo pipefail
cd "$(dirname "$0")/../../.."

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo 'authentication lab: skipped, it needs root on Debian'
  exit 0
fi
LAB=$(mktemp -d)
export LAB
trap 'test/interop/auth/setup.sh down || true; rm -rf "$LAB"' EXIT
echo 'authentication against Samba Active Directory and Apache'
timeout 150 test/interop/auth/setup.sh install
timeout 60 test/interop/auth/setup.sh up 2>"$LAB/setup.log" || { cat "$LAB/setup.log" >&2; exit 1; }
mkdir -p node_modules/.cache
bundle=node_modules/.cache/auth-lab.mjs
node_modules/.bin/esbuild test/interop/auth/main.ts --bundle --packages=external --platform=node --format=esm --target=node20 \
  --outfile="$bundle" --log-level=warning
timeout 90 node "$bundle"
