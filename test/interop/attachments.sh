#!/bin/bash
# Attachments that one client writes and the other reads, both ways: attachments.sh URL.
set -euo pipefail
cd "$(dirname "$0")"
node attachments.mjs write "$1"
/usr/bin/python3 attachments.py "$1"
node attachments.mjs read "$1"
