#!/usr/bin/python3
"""exchangelib's part of a meeting with ewskit: carol, who is invited by meetings.mjs, answers, proposes another time, answers what was changed, and sees
one day and then all of it called off; at the end she calls a meeting of her own. Prints a line for each check; the exit code is 1 when one fails.

    meetings.py STEP http://127.0.0.1:8080/EWS/Exchange.asmx
"""
import sys

# exchangelib.py beside this file has the package's name
sys.path.pop(0)

from exchangelib import (
    BASIC,
    DELEGATE,
    Account,
    Attendee,
    CalendarItem,
    Configuration,
    Credentials,
    EWSDateTime,
    EWSTimeZone,
    FailFast,
)
from exchangelib.items import SEND_ONLY_TO_ALL, SEND_TO_ALL_AND_SAVE_COPY, MeetingCancellation, MeetingRequest

STEP = sys.argv[1]
USER = 'carol@example.test'
ZONE = EWSTimeZone('Europe/Copenhagen')
FAILED = []
PASSED = []


def check(name, got, expected):
    (PASSED if got == expected else FAILED).append(name)
    print(f'ok {name}' if got == expected else f'FAIL {name}: got {got!r}, expected {expected!r}')


config = Configuration(
    service_endpoint=sys.argv[2], credentials=Credentials(USER, 'secret'), auth_type=BASIC, retry_policy=FailFast()
)
account = Account(
    primary_smtp_address=USER, config=config, autodiscover=False, access_type=DELEGATE, default_timezone=ZONE
)


def at(day, hour):
    return EWSDateTime(2027, 3, day, hour, tzinfo=ZONE)


def days():
    found = account.calendar.view(start=at(1, 0), end=at(6, 0)).order_by('start')
    plans = [one for one in found if 'Plans' in one.subject]
    return [(one.start.astimezone(ZONE).strftime('%d %H:%M'), one.location, one.legacy_free_busy_status) for one in plans]


def request():
    found = [one for one in account.inbox.filter(subject='Plans') if isinstance(one, MeetingRequest)]
    [current] = [one for one in found if not one.is_out_of_date]
    return current


def entry():
    return account.calendar.get(subject='Plans')


if STEP == 'invite':
    invitation = request()
    check('the invitation', (invitation.meeting_request_type, invitation.response_type), ('NewMeetingRequest', 'NoResponseReceived'))
    check('the calendar has it', days(), [(f'0{day} 10:00', 'Room 1', 'Tentative') for day in (1, 2, 3)])
    check('the meeting is found by its message', account.calendar.get(id=invitation.associated_calendar_item_id.id).subject, 'Plans')
    invitation.tentatively_accept(body='I will see.')
    check('it is answered', entry().my_response_type, 'Tentative')
    entry().tentatively_accept(body='Later?', proposed_start=at(1, 14), proposed_end=at(1, 15))
    check('it stays as it was', days(), [(f'0{day} 10:00', 'Room 1', 'Tentative') for day in (1, 2, 3)])
elif STEP == 'change':
    update = request()
    check('the update', (update.meeting_request_type, update.location), ('FullUpdate', 'Room 2'))
    check('the calendar has it', days(), [(f'0{day} 14:00', 'Room 2', 'Tentative') for day in (1, 2, 3)])
    check('it is to be answered anew', entry().my_response_type, 'NoResponseReceived')
    update.accept(body='That suits.')
    check('and is', days(), [(f'0{day} 14:00', 'Room 2', 'Busy') for day in (1, 2, 3)])
elif STEP == 'one-day':
    [word] = [one for one in account.inbox.filter(subject='Canceled: Plans') if isinstance(one, MeetingCancellation)]
    day = account.calendar.get(id=word.associated_calendar_item_id.id)
    check('the day that is off', (day.start, day.is_cancelled), (at(2, 14), True))
    check('the calendar', days(), [('01 14:00', 'Room 2', 'Busy'), ('02 14:00', 'Room 2', 'Free'), ('03 14:00', 'Room 2', 'Busy')])
else:
    master = account.calendar.get(subject='Canceled: Plans')
    check('all of it is off', (master.is_cancelled, {status for _, _, status in days()}), (True, {'Free'}))
    words = account.inbox.filter(subject='Canceled: Plans').order_by('datetime_received')
    check('with a word, after that of one day', sorted((one.text_body or '').strip() for one in words), ['', 'No budget.'])
    own = CalendarItem(
        folder=account.calendar,
        subject='Carol calls',
        start=at(8, 10),
        end=at(8, 11),
        required_attendees=[Attendee(mailbox='bob@example.test')],
    ).save(send_meeting_invitations=SEND_TO_ALL_AND_SAVE_COPY)
    own.delete(send_meeting_cancellations=SEND_ONLY_TO_ALL)

print(f'exchangelib, {STEP}: {len(PASSED)} passed, {len(FAILED)} failed')
sys.exit(1 if FAILED else 0)
