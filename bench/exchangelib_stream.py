"""When exchangelib's streaming client is told of what is created in an inbox, for bench/delivery.mjs.

    exchangelib_stream.py URL COUNT

Prints `ready`, then for each CreatedEvent its item's id and the seconds since 1970, and ends after COUNT of them. Without exchangelib it fails,
and the benchmark says so.
"""
import sys
import time

# this folder has files that are named after the package
sys.path.pop(0)

import exchangelib
from exchangelib import BASIC, DELEGATE, UTC, Account, Configuration, Credentials

url, count = sys.argv[1], int(sys.argv[2])
config = Configuration(service_endpoint=url, credentials=Credentials("alice@example.test", "secret"), auth_type=BASIC, max_connections=4)
account = Account("alice@example.test", config=config, autodiscover=False, access_type=DELEGATE, default_timezone=UTC)
inbox = account.inbox
subscription = inbox.subscribe_to_streaming(event_types=["CreatedEvent"])
print("ready", exchangelib.__version__, flush=True)
for notification in inbox.get_streaming_events(subscription, connection_timeout=5):
    for event in notification.events:
        if event.ELEMENT_NAME != "CreatedEvent":
            continue
        print(event.item_id.id, repr(time.time()), flush=True)
        count -= 1
    if count <= 0:
        break
