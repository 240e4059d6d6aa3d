#!/bin/bash
# Other people's clients against the sandbox, and our client against other people's servers. Needs a build in dist/ and Debian's
# python3-exchangelib, which it installs when it may (root); without it, it says so and fails.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! /usr/bin/python3 -c 'import exchangelib' 2>/dev/null; then
  [ "$(id -u)" = 0 ] || { echo 'python3-exchangelib is missing: apt-get install python3-exchangelib' >&2; exit 1; }
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-exchangelib >/dev/null
fi

echo "exchangelib $(/usr/bin/python3 -c 'import exchangelib; print(exchangelib.__version__)') against ewskit sandbox"
timeout 300 test/interop/with-sandbox.sh /usr/bin/python3 test/interop/exchangelib.py --ews EWS --user alice@example.test --password secret

echo 'attachments, written by one and read by the other'
timeout 300 test/interop/with-sandbox.sh test/interop/attachments.sh EWS

echo 'items of each class with every field, rights and configurations, written by one and read by the other'
timeout 300 test/interop/with-sandbox.sh test/interop/items.sh EWS

echo 'delegates and out of office, written by one and read by the other'
timeout 300 test/interop/with-sandbox.sh test/interop/settings.sh EWS

echo 'pulled, streamed, pushed and synchronized, the same by both'
timeout 300 test/interop/with-sandbox.sh node test/interop/notify.mjs EWS

echo 'a meeting of three, one of them exchangelib'
timeout 300 test/interop/with-sandbox.sh test/interop/meetings.sh EWS

test/interop/auth/run.sh
