"""Milliseconds that exchangelib takes to read a GetItem answer into its Message objects: the median of five runs.

Prints {"milliseconds": ..., "items": ..., "version": ...}. Without exchangelib it fails, and the benchmark says so.
"""
import json
import statistics
import sys
import time

import exchangelib
from exchangelib.items import Message
from exchangelib.util import to_xml

NS = "{http://schemas.microsoft.com/exchange/services/2006/types}"

with open(sys.argv[1], "rb") as file:
    document = file.read()


class Account:
    """What Message.from_xml asks of an account: where times belong, which here is nowhere."""

    default_timezone = exchangelib.UTC


def decode():
    root = to_xml(document)
    return [Message.from_xml(elem=element, account=Account()) for element in root.iter(NS + "Message")]


times = []
for _ in range(5):
    start = time.perf_counter()
    items = decode()
    times.append((time.perf_counter() - start) * 1000)
assert items[0].subject and items[0].datetime_received, "nothing was read"
print(json.dumps({"milliseconds": statistics.median(times), "items": len(items), "version": exchangelib.__version__}))
