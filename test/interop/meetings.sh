#!/bin/bash
# A meeting between three mailboxes, two of them ours and one exchangelib's, told in turns: meetings.sh URL.
set -euo pipefail
cd "$(dirname "$0")"
for step in invite change one-day off; do
  node meetings.mjs "$step" "$1"
  /usr/bin/python3 meetings.py "$step" "$1"
done
node meetings.mjs end "$1"
