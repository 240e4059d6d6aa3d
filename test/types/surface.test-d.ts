/**
 * What folders, items and bulk work are as types: read by the compiler in `make check`, never run. What queries take is in
 * query.test-d.ts. Each @ts-expect-error is a mistake that a user makes; if one day it compiles, the check fails.
 */
import type { ItemIdType } from '../../generated/index.js';
import type { Account, AnyItem, CalendarItem, Folder, MailModel, Message, PostItem, Settled } from '../../src/index.js';
import { extendedProperty } from '../../src/index.js';

declare const account: Account;

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Equal<A, B>): void {}

/** What a folder holds is what the caller says, or what everybody knows. */
export function kinds(): void {
  account.folder('Team').filter({ start__gte: new Date(), isRead: false });
  account.folder('Team', 'calendar').filter({ start__gte: new Date() });
  account.folder({ id: 'AAMk' }, 'contacts').filter({ companyName: 'x' });
  account.folders(account.inbox, account.calendar).filter({ start__gt: new Date(), isRead: true });
  // @ts-expect-error mail has no start
  account.inbox.filter({ start__gte: new Date() });
  // @ts-expect-error nor has a folder that is said to hold mail
  account.folder('Team', 'mail').filter({ start__gte: new Date() });
  // @ts-expect-error no such kind
  account.folder('Team', 'meetings');
  // @ts-expect-error views are of calendars
  account.inbox.view({ start: '2025-01-01', end: '2025-01-02' });
  account.folder('Team').view({ start: '2025-01-01', end: '2025-01-02', max: 3 });
}

/** What Exchange sets itself cannot be given; who is told can only be said where somebody is. */
export function writes(mail: Message): void {
  // @ts-expect-error the server counts
  void account.inbox.create({ size: 3 });
  // @ts-expect-error the server names
  void account.inbox.create({ id: 'x' });
  // @ts-expect-error meetings have attendees
  void account.calendar.create({ subject: 'x', to: ['a@b.c'] });
  // @ts-expect-error a post goes to nobody
  void account.folder('Board', 'posts').create({ subject: 'x', to: ['a@b.c'] });
  // @ts-expect-error a day has digits
  void account.calendar.create({ start: 'tomorrow' });
  void account.calendar.create({
    subject: 'x',
    requiredAttendees: ['a@b.c', { mailbox: { name: 'B', emailAddress: 'b@b.c' } }],
  });
  void account.folder('x').create({ kind: 'calendarItem', subject: 'x' }, { notify: 'all' });
  // @ts-expect-error of what nobody said, one has to say it
  void account.folder('x').create({ subject: 'x' });
  // @ts-expect-error of a new meeting, everybody is new
  void account.calendar.create({ subject: 'x' }, { notify: 'changed' });
  // @ts-expect-error mail is sent by send()
  void account.drafts.create({ subject: 'x', to: ['a@b.c'] }, { notify: 'all' });
  // @ts-expect-error when it came, is not the reader's to say
  void mail.update({ dateTimeReceived: new Date() });
  // @ts-expect-error importance is always there
  void mail.update({ importance: null });
  void mail.update({ categories: null, subject: 'x' });
}

/** A folder is not what it holds. */
export function folders(): void {
  // @ts-expect-error all().update()
  void account.inbox.update({ isRead: true });
  // @ts-expect-error delete() of a folder takes no ids
  void account.inbox.delete('AAMk');
  // @ts-expect-error Exchange has no soft deletion of folders
  void account.folder('x').delete({ disposal: 'soft' });
  // @ts-expect-error one folder, not a set of them
  void account.inbox.filter({ isRead: true }).move(account.inbox.glob('*'));
  // @ts-expect-error a query sends nothing: account.items(query).send()
  void account.inbox.all().send();
  void account.items(account.drafts.all()).send({ errors: 'return' });
  // @ts-expect-error it comes with every item
  account.inbox.only('id');
}

/** What comes back has the types that were asked for. */
export async function answers(): Promise<void> {
  const settled = await account.inbox.filter({ isRead: true }).delete({ errors: 'return' });
  same<typeof settled, Settled<ItemIdType>[]>(true);
  const made = await account.folder('Board', 'posts').create({ subject: 'x' });
  same<typeof made.kind, PostItem['kind']>(true);
  for await (const folder of account.folders(account.inbox, account.sent)) same<typeof folder, Folder<MailModel>>(true);
  for await (const folder of account.top.walk())
    for await (const item of folder.as('mail') ?? []) same<typeof item, MailModel['item']>(true);
  for await (const item of account.trash) if (item.kind === 'task') await item.complete();
  const item: AnyItem = await account.item('x');
  if (item.kind === 'calendarItem') item satisfies CalendarItem;
}

/** Own fields have their types wherever their folder leads. */
export async function ownFields(): Promise<void> {
  const guests = extendedProperty({ set: 'PublicStrings', name: 'guests', type: 'StringArray' });
  const photo = extendedProperty({ tag: 0x6f01, type: 'Binary' });
  const meals = account.calendar.withFields({ guests, photo });
  const meal = await meals.create({ subject: 'x', guests: ['a'], photo: new Uint8Array() });
  same<typeof meal.guests, string[] | undefined>(true);
  await meal.update({ guests: null, location: null });
  // @ts-expect-error a list of texts
  await meal.update({ guests: 'a' });
  for await (const each of meals.only('guests', 'subject')) {
    same<typeof each.guests, string[] | undefined>(true);
    await each.accept();
    // @ts-expect-error not asked for
    each.body;
  }
  for await (const change of meals.changes())
    if (change.kind === 'update') same<typeof change.item.guests, string[] | undefined>(true);
  same<Awaited<ReturnType<typeof meals.get>>['photo'], Uint8Array | undefined>(true);
}
