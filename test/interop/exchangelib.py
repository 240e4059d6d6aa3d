#!/usr/bin/python3
"""Drives an EWS server with exchangelib (Python), the client that others wrote: folders, and the life of a message, a calendar
item, a contact and a task. One line per step, then `N passed, M failed`; the exit code is 1 when a step failed.

    exchangelib.py --ews http://127.0.0.1:8080/EWS/Exchange.asmx --user alice@example.test --password secret
"""
import argparse
import datetime as dt
import sys
from decimal import Decimal

# this file has the package's name: its own folder must not be the first place that Python looks in
sys.path.pop(0)

from exchangelib import BASIC, DELEGATE, UTC, Account, CalendarItem, Configuration, Contact, Credentials, FailFast, Message, Q, Task
from exchangelib.indexed_properties import EmailAddress, PhoneNumber

STEPS = []


def step(function):
    """Registers a function as a step; its docstring is its name."""
    STEPS.append(function)
    return function


def same(got, expected):
    assert got == expected, f'got {got!r}, expected {expected!r}'


def connect(options):
    config = Configuration(
        service_endpoint=options.ews,
        credentials=Credentials(options.user, options.password),
        auth_type=BASIC,
        retry_policy=FailFast(),
    )
    return Account(primary_smtp_address=options.user, config=config, autodiscover=False, access_type=DELEGATE, default_timezone=UTC)


@step
def list_folders(account):
    """lists the folders"""
    names = {folder.name for folder in account.root.walk()}
    assert len(names) > 10, f'only {len(names)} folders'
    same({account.inbox.name, account.calendar.name, account.contacts.name, account.tasks.name} - names, set())


def life(account, folder, first, second, order, restriction, change):
    """Creates two items, finds the first by a restriction, both in order, changes the first and deletes both."""
    made = [item.save() for item in (first, second)]
    found = folder.filter(restriction)
    same([item.subject if hasattr(item, 'subject') else item.display_name for item in found], [first.subject])
    ids = [item.id for item in made]
    ordered = [item.id for item in folder.filter(subject__startswith='interop').order_by(order)]
    same(ordered, ids)
    same([item.id for item in folder.filter(subject__startswith='interop').order_by(f'-{order}')], ids[::-1])

    name, value = change
    item = folder.get(id=first.id, changekey=first.changekey)
    before = item.changekey
    setattr(item, name, value)
    item.save(update_fields=[name])
    assert item.changekey != before, 'the change key did not change'
    same(getattr(folder.get(id=item.id, changekey=item.changekey), name), value)

    for each in folder.filter(subject__startswith='interop'):
        each.delete()
    same(folder.filter(subject__startswith='interop').count(), 0)


@step
def message(account):
    """creates, finds, orders, updates and deletes a message"""
    life(
        account,
        account.inbox,
        Message(account=account, folder=account.inbox, subject='interop 1', body='Hello', importance='High', is_read=False),
        Message(account=account, folder=account.inbox, subject='interop 2', body='World', is_read=True),
        'subject',
        Q(subject__startswith='interop') & Q(is_read=False) & Q(importance='High'),
        ('categories', ['Blue', 'Grün']),
    )


@step
def calendar_item(account):
    """creates, finds, orders, updates and deletes a calendar item"""
    start = dt.datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
    hour = dt.timedelta(hours=1)
    life(
        account,
        account.calendar,
        CalendarItem(account=account, folder=account.calendar, subject='interop 1', start=start, end=start + hour, location='Here'),
        CalendarItem(account=account, folder=account.calendar, subject='interop 2', start=start + 24 * hour, end=start + 25 * hour),
        'start',
        Q(start__lt=start + hour) & Q(location__icontains='HERE'),
        ('location', 'There'),
    )


@step
def calendar_view(account):
    """sees a calendar item in a view"""
    start = dt.datetime(2025, 4, 1, 9, 0, tzinfo=UTC)
    item = CalendarItem(account=account, folder=account.calendar, subject='interop view', start=start, end=start + dt.timedelta(hours=1))
    item.save()
    same([one.subject for one in account.calendar.view(start - dt.timedelta(days=1), start + dt.timedelta(days=1))], ['interop view'])
    item.delete()


@step
def contact(account):
    """creates, finds, orders, updates and deletes a contact"""
    phones = [PhoneNumber(label='MobilePhone', phone_number='+45 12345678')]
    emails = [EmailAddress(label='EmailAddress1', email='ann@contoso.test')]
    life(
        account,
        account.contacts,
        Contact(account=account, folder=account.contacts, subject='interop 1', display_name='interop 1', given_name='Ann',
                surname='Zorn', company_name='Contoso', phone_numbers=phones, email_addresses=emails),
        Contact(account=account, folder=account.contacts, subject='interop 2', display_name='interop 2', given_name='Bea'),
        'given_name',
        Q(company_name='Contoso') | Q(surname='Nobody'),
        ('job_title', 'Engineer'),
    )


@step
def task(account):
    """creates, finds, orders, updates and deletes a task"""
    life(
        account,
        account.tasks,
        Task(account=account, folder=account.tasks, subject='interop 1', due_date=dt.date(2025, 3, 4), percent_complete=Decimal(50),
             status='InProgress', importance='High'),
        Task(account=account, folder=account.tasks, subject='interop 2', due_date=dt.date(2025, 3, 5)),
        'due_date',
        Q(importance='High') & ~Q(subject='interop 2'),
        ('status', 'Completed'),
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    for name in ('--ews', '--user', '--password'):
        parser.add_argument(name, required=True)
    account = connect(parser.parse_args())
    failed = 0
    for function in STEPS:
        try:
            function(account)
            print(f'ok   {function.__doc__}', flush=True)
        except Exception as error:  # a step must not keep the others from being tried
            failed += 1
            print(f'FAIL {function.__doc__}: {type(error).__name__}: {" ".join(str(error).split())[:300]}', flush=True)
    print(f'{len(STEPS) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
