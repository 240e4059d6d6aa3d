#!/usr/bin/python3
"""exchangelib's half of the comparison of notifications: subscribes to the inbox by pull, stream and push, and synchronizes it; says `ready`, waits
for a line on stdin, and prints as JSON what it was told by each since then.

    notify.py http://127.0.0.1:8080/EWS/Exchange.asmx
"""
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

# exchangelib.py beside this file has the package's name
sys.path.pop(0)

from exchangelib import BASIC, DELEGATE, UTC, Account, Configuration, Credentials, FailFast
from exchangelib.services import SendNotification

USER = 'alice@example.test'
# With one connection, its default, an open stream would keep it from asking anything else.
config = Configuration(
    service_endpoint=sys.argv[1],
    credentials=Credentials(USER, 'secret'),
    auth_type=BASIC,
    retry_policy=FailFast(),
    max_connections=4,
)
account = Account(primary_smtp_address=USER, config=config, autodiscover=False, access_type=DELEGATE, default_timezone=UTC)
inbox = account.inbox
told = {'pull': [], 'stream': [], 'push': [], 'sync': []}
ended = threading.Event()


def lines(notification):
    """What happened, to what, and what that was before; a sign of life is nothing."""
    for event in notification.events:
        if event.ELEMENT_NAME == 'StatusEvent':
            continue
        before = getattr(event, 'old_item_id', None) or getattr(event, 'old_folder_id', None)
        about = event.item_id or event.folder_id
        yield [event.ELEMENT_NAME, about.id, before.id if before else None]


class Receiver(BaseHTTPRequestHandler):
    """Answers OK, until it is over: then Unsubscribe, after which nothing may come any more."""

    posts_after_end = 0

    def do_POST(self):
        service = SendNotification(protocol=None)
        body = self.rfile.read(int(self.headers['Content-Length']))
        for notification in service.parse(body):
            told['push'].extend(lines(notification))
        answer = service.unsubscribe_payload() if ended.is_set() else service.ok_payload()
        Receiver.posts_after_end += ended.is_set()
        self.send_response(200)
        self.send_header('Content-Type', 'text/xml; charset=utf-8')
        self.send_header('Content-Length', str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = HTTPServer(('127.0.0.1', 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()

for _ in inbox.sync_items():
    pass
state = inbox.item_sync_state
pull, watermark = inbox.subscribe_to_pull()
stream = inbox.subscribe_to_streaming()
inbox.subscribe_to_push(callback_url=f'http://127.0.0.1:{server.server_port}/')


def listen():
    for notification in inbox.get_streaming_events(stream, connection_timeout=5):
        told['stream'].extend(lines(notification))


threading.Thread(target=listen, daemon=True).start()
# The stream has no word for its being open that exchangelib hands on; what happens before is told on it all the same.
print('ready', flush=True)
sys.stdin.readline()

more = True
while more:
    for notification in inbox.get_events(pull, watermark):
        told['pull'].extend(lines(notification))
        watermark = [event.watermark for event in notification.events][-1]
        more = notification.more_events
inbox.unsubscribe(pull)
for kind, item in inbox.sync_items(sync_state=state, only_fields=['subject']):
    told['sync'].append([kind, item[0].id if kind == 'read_flag_change' else item.id])

# What is pushed and streamed comes by itself: as many as were pulled, or what came within half a minute.
until = time.monotonic() + 30
while time.monotonic() < until and any(len(told[way]) < len(told['pull']) for way in ('stream', 'push')):
    time.sleep(0.05)
ended.set()
print(json.dumps(told), flush=True)
sys.stdin.readline()
print(json.dumps(Receiver.posts_after_end), flush=True)
