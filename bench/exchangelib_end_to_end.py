"""Seconds that exchangelib takes for the work of bench/end-to-end.mjs, against the same server.

    exchangelib_end_to_end.py URL COUNT BODY_LENGTH

Prints {"create": ..., "full": ..., "fields": ..., "filter": ..., "delete": ..., "version": ...}. Without exchangelib it fails, and the
benchmark says so.
"""
import json
import sys
import time

# this folder has files that are named after the package
sys.path.pop(0)

import exchangelib
from exchangelib import BASIC, DELEGATE, UTC, Account, Configuration, Credentials, Message

url, count, length = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
config = Configuration(service_endpoint=url, credentials=Credentials("alice@example.test", "secret"), auth_type=BASIC)
account = Account("alice@example.test", config=config, autodiscover=False, access_type=DELEGATE, default_timezone=UTC)
inbox = account.inbox
times = {"version": exchangelib.__version__}


def timed(name, work, expected):
    start = time.perf_counter()
    got = work()
    times[name] = time.perf_counter() - start
    assert got == expected, f"{name}: {got} instead of {expected}"


def items():
    return [Message(account=account, folder=inbox, subject=f"Item {n}", body="x" * length) for n in range(count)]


timed("create", lambda: len(account.bulk_create(folder=inbox, items=items())), count)
timed("full", lambda: len(list(inbox.all())), count)
timed("fields", lambda: len(list(inbox.all().only("subject", "datetime_received"))), count)
timed("filter", lambda: len(list(inbox.filter(subject__contains="7"))), sum("7" in str(n) for n in range(count)))
# Its own inbox.all().delete() deletes while it pages, and leaves out what moves into the place of what went.
timed("delete", lambda: len(account.bulk_delete(list(inbox.all().values_list("id", "changekey")))), count)
print(json.dumps(times))
