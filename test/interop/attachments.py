#!/usr/bin/python3
"""exchangelib's half of the exchange of attachments with ewskit: reads the draft that attachments.mjs wrote, and writes the one that it reads
then. Prints a line for each check; the exit code is 1 when one fails.

    attachments.py http://127.0.0.1:8080/EWS/Exchange.asmx
"""
import hashlib
import sys

# exchangelib.py beside this file has the package's name
sys.path.pop(0)

from exchangelib import BASIC, DELEGATE, UTC, Account, Configuration, Credentials, FailFast, FileAttachment, HTMLBody, ItemAttachment, Message

USER = 'alice@example.test'
FAILED = []
PASSED = []


def content(length):
    """The same bytes as in attachments.mjs."""
    return bytes((index * 31 + (index >> 8)) % 256 for index in range(length))


def digest(data):
    return hashlib.sha256(data).hexdigest()


def check(name, got, expected):
    (PASSED if got == expected else FAILED).append(name)
    print(f'ok {name}' if got == expected else f'FAIL {name}: got {got!r}, expected {expected!r}')


config = Configuration(
    service_endpoint=sys.argv[1], credentials=Credentials(USER, 'secret'), auth_type=BASIC, retry_policy=FailFast()
)
account = Account(primary_smtp_address=USER, config=config, autodiscover=False, access_type=DELEGATE, default_timezone=UTC)

item = account.drafts.get(subject='attached by ewskit')
files = {one.name: one for one in item.attachments if isinstance(one, FileAttachment)}
names = ['Grüße & <Menü>.txt', 'empty.bin', 'large.bin', 'logo.png', 'stream.bin']
check('the names', sorted(files), sorted(names))
check('an empty file', files['empty.bin'].content, b'')
check('a text', files['Grüße & <Menü>.txt'].content.decode('utf-8'), 'Tofu – Käse')
check('its type', files['Grüße & <Menü>.txt'].content_type, 'text/plain')
check('a large file', digest(files['large.bin'].content), digest(content(1_000_001)))
check('a file that came as a stream', digest(files['stream.bin'].content), digest(content(300_000)))
with files['large.bin'].fp as fp:
    check('the same as a stream', digest(fp.read()), digest(content(1_000_001)))
check('an inline image', (files['logo.png'].is_inline, files['logo.png'].content_id), (True, 'logo@x'))
[attached] = [one for one in item.attachments if isinstance(one, ItemAttachment)]
check('an attached item', (attached.name, attached.item.subject, attached.item.text_body), ('Enclosed', 'Enclosed', 'Within'))
check('the file in it', digest(attached.item.attachments[0].content), digest(content(1000)))

enclosed = Message(folder=account.drafts, subject='Enclosed', body='Within')
enclosed.attach(FileAttachment(name='deep.bin', content=content(1000)))
mine = Message(folder=account.drafts, subject='attached by exchangelib', body=HTMLBody('<img src="cid:logo@x">'))
mine.attach(FileAttachment(name='empty.bin', content=b''))
mine.attach(FileAttachment(name='Grüße & <Menü>.txt', content='Tofu – Käse'.encode(), content_type='text/plain'))
mine.attach(FileAttachment(name='logo.png', content=content(10), is_inline=True, content_id='logo@x'))
mine.save()
gone = FileAttachment(name='gone.bin', content=b'x')
mine.attach([FileAttachment(name='large.bin', content=content(1_000_001)), gone])
mine.attach(ItemAttachment(name='Enclosed', item=enclosed))
mine.detach(gone)
check('a draft with attachments is written', len(mine.attachments), 5)

print(f'exchangelib: {len(PASSED)} passed, {len(FAILED)} failed')
sys.exit(1 if FAILED else 0)
