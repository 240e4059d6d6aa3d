#!/bin/bash
# An item of each class with every field, rights and a configuration, that one client writes and the other reads, both ways: items.sh URL.
set -euo pipefail
cd "$(dirname "$0")"
node items.mjs write "$1"
/usr/bin/python3 items.py "$1"
node items.mjs read "$1"
