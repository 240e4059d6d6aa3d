#!/usr/bin/python3
"""exchangelib's half of the exchange of items with ewskit: reads an item of each class, with every field of items.json, and the rights and the
configuration that items.mjs wrote, and writes such items and a configuration of its own. Prints a line for each check that fails.

    items.py http://127.0.0.1:8080/EWS/Exchange.asmx
"""
import json
import os
import sys
from decimal import Decimal

# exchangelib.py beside this file has the package's name
here = sys.path.pop(0)

import exchangelib
from exchangelib import BASIC, DELEGATE, UTC, Account, Configuration, Credentials, EWSDate, EWSDateTime, FailFast, Mailbox
from exchangelib import items as item_classes
from exchangelib.indexed_properties import EmailAddress, PhoneNumber, PhysicalAddress
from exchangelib.properties import Attendee, CalendarPermission, UserId

USER = 'alice@example.test'
FAILED = []
PASSED = []
ENTRIES = {'EmailAddress': EmailAddress, 'PhoneNumber': PhoneNumber}


def check(name, got, expected):
    (PASSED if got == expected else FAILED).append(name)
    if got != expected:
        print(f'FAIL {name}: got {got!r}, expected {expected!r}')


def written(value):
    if not isinstance(value, dict):
        return value
    if 'text' in value:
        return exchangelib.Body(value['text'])
    if 'decimal' in value:
        return Decimal(value['decimal'])
    if 'time' in value:
        return EWSDateTime.from_string(value['time'])
    if 'day' in value:
        return EWSDate.from_string(value['day'])
    if 'mailboxes' in value:
        return [Mailbox(email_address=one) for one in value['mailboxes']]
    if 'attendees' in value:
        return [Attendee(mailbox=Mailbox(email_address=one)) for one in value['attendees']]
    if 'entries' in value:
        return [ENTRIES[value['py']](label=key, **{value['field']: one}) for key, one in value['entries'].items()]
    return [PhysicalAddress(label=key, **one) for key, one in value['addresses'].items()]


def read(got, value):
    if got is None or not isinstance(value, dict):
        return list(got) if isinstance(value, list) and got is not None else got
    if 'text' in value:
        return {'text': str(got)}
    if 'decimal' in value:
        return {'decimal': int(got)}
    if 'time' in value:
        return {'time': got.astimezone(UTC).isoformat().replace('+00:00', 'Z')}
    if 'day' in value:
        return {'day': got.isoformat()[:10]}
    if 'mailboxes' in value:
        return {'mailboxes': [one.email_address for one in got]}
    if 'attendees' in value:
        return {'attendees': [one.mailbox.email_address for one in got]}
    if 'entries' in value:
        by_label = {one.label: getattr(one, value['field']) for one in got}
        return {**value, 'entries': {key: by_label.get(key) for key in value['entries']}}
    by_label = {one.label: one for one in got}
    return {
        'addresses': {
            key: {name: getattr(by_label[key], name) for name in one} if key in by_label else None
            for key, one in value['addresses'].items()
        }
    }


config = Configuration(
    service_endpoint=sys.argv[1], credentials=Credentials(USER, 'secret'), auth_type=BASIC, retry_policy=FailFast()
)
account = Account(primary_smtp_address=USER, config=config, autodiscover=False, access_type=DELEGATE, default_timezone=UTC)

with open(os.path.join(here, 'items.json'), encoding='utf-8') as table:
    classes = json.load(table)['classes']
UNKNOWN = []
for entry in classes:
    cls = getattr(item_classes, entry['py'])
    folder = getattr(account, entry['folder'][1])
    known = {field.name for field in cls.FIELDS}
    fields = [one for one in entry['fields'] if one[1] in known]
    UNKNOWN += [f"{entry['py']}.{one[1]}" for one in entry['fields'] if one[1] not in known]
    marker = 'display_name' if entry['py'] == 'DistributionList' else 'subject'
    [mark] = [value for _, name, value in fields if name == marker]
    found = [one for one in folder.all() if isinstance(one, cls) and getattr(one, marker) == mark]
    check(f"{entry['py']} is found", len(found), 1)
    for _, name, value in fields:
        if found:
            check(f"{entry['py']}.{name}", read(getattr(found[0], name), value), value)
    values = {name: written(value) for _, name, value in fields}
    values[marker] = f'{mark} (exchangelib)'
    cls(account=account, folder=folder, **values).save()

# Debian's edition reads the level of a folder of mail from the element that calendars have, so the rights themselves are compared there.
BOB = 'bob@example.test'
mail = [one for one in account.inbox.permission_set.permissions if one.user_id.primary_smtp_address == BOB]
check('the rights in the inbox', [(one.read_items, one.can_create_items) for one in mail], [('FullDetails', False)])
calendar = [one for one in account.calendar.permission_set.calendar_permissions if one.user_id.primary_smtp_address == BOB]
check('the rights in the calendar', [one.calendar_permission_level for one in calendar], ['Reviewer'])
# It refuses what everybody may see of a calendar (TimeOnly), so the set that it writes has nobody but the one.
theirs = account.calendar.permission_set
theirs.calendar_permissions = [
    CalendarPermission(user_id=UserId(primary_smtp_address='carol@example.test'), calendar_permission_level='Editor')
]
account.calendar.permission_set = theirs
account.calendar.save(update_fields=['permission_set'])
ours = account.inbox.get_user_configuration(name='Interop')
check('the configuration', ({key: ours.dictionary[key] for key in ('theme', 'limit', 'on')}, ours.xml_data, ours.binary_data), ({'theme': 'dark', 'limit': 3, 'on': True}, b'<a/>', b'\x01\x02'))
account.inbox.create_user_configuration(name='Theirs', dictionary={'theme': 'light', 'limit': 4}, xml_data=b'<b/>')

if UNKNOWN:
    print(f'fields that this exchangelib has not: {", ".join(UNKNOWN)}')
print(f'exchangelib: {len(PASSED)} passed, {len(FAILED)} failed')
sys.exit(1 if FAILED else 0)
