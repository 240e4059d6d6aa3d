#!/bin/bash
# Delegates and out of office that one client writes and the other reads, both ways: settings.sh URL.
set -euo pipefail
cd "$(dirname "$0")"
node settings.mjs write "$1"
/usr/bin/python3 settings.py "$1"
node settings.mjs read "$1"
