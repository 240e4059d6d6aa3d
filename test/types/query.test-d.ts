/**
 * What must compile, and what must not: read by the compiler in `make check`, never run. Each @ts-expect-error is a mistake that
 * a user makes; if one day it compiles, the check fails.
 */
import type { Account, CalendarItem, Message, Where } from '../../src/index.js';
import { and, extendedProperty, not, or } from '../../src/index.js';

declare const account: Account;

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Equal<A, B>): void {}

/** Names, lookups and values are checked, at every depth. */
export function filters(): void {
  account.inbox.filter({
    subject__contains: 'x',
    isRead: false,
    dateTimeReceived__gte: new Date(),
    importance__in: ['High'],
  });
  // @ts-expect-error no such field
  account.inbox.filter({ subjct: 'x' });
  // @ts-expect-error no such lookup
  account.inbox.filter({ subject__containz: 'x' });
  // @ts-expect-error Exchange has no such lookup
  account.inbox.filter({ subject__endswith: 'x' });
  // @ts-expect-error a text has no order
  account.inbox.filter({ subject__gt: 'x' });
  // @ts-expect-error a date belongs here
  account.inbox.filter({ dateTimeReceived__gt: 'yesterday' });
  // @ts-expect-error not a value of the enumeration
  account.inbox.filter({ importance: 'Urgent' });
  account.inbox.filter({ toRecipients__icontains: 'anna@' });
  // @ts-expect-error recipients are looked into, not compared
  account.inbox.filter({ toRecipients: 'x' });
  // @ts-expect-error nothing is known that searches those who got a blind copy
  account.inbox.filter({ bccRecipients__contains: 'x' });
  // @ts-expect-error a contact's field, on messages
  account.inbox.filter({ phoneNumbers__MobilePhone: 'x' });
  account.contacts.filter({ phoneNumbers__MobilePhone__startswith: '+45', physicalAddresses__Home__city: 'Aarhus' });
  account.calendar.filter({ start__range: [new Date(), new Date()], isCancelled: false });
  account.tasks.filter({ dueDate__lt: { epochMilliseconds: 0 } });
}

/** Conditions are data, and keep their type. */
export function conditions(): void {
  const urgent: Where<Message> = and(
    or({ subject__iexact: 'urgent' }, { subject__icontains: 'asap' }),
    not({ isRead: true }),
  );
  account.inbox.filter({ ...urgent, importance: 'High' });
  // @ts-expect-error no such field, two levels down
  const wrong: Where<Message> = and(or({ subject__iexact: 'urgent' }, { subjekt: 'x' }));
  const free: Where<CalendarItem> = { legacyFreeBusyStatus: 'Free' };
  account.calendar.exclude(free);
  void wrong;
}

export function orders(): void {
  account.inbox.orderBy('-dateTimeReceived', 'subject');
  // @ts-expect-error no such field
  account.inbox.orderBy('-dateTimeRecieved');
  // @ts-expect-error there is no order of bodies
  account.inbox.orderBy('body');
}

/** The result has what was asked for, and no more. */
export async function shapes(): Promise<void> {
  for await (const mail of account.inbox.only('subject', 'sender')) {
    same<typeof mail.subject, string | undefined>(true);
    await mail.move(account.junk);
    // @ts-expect-error it was not asked for
    mail.body;
  }
  for await (const [subject, size] of account.inbox.valuesList('subject', 'size')) {
    same<typeof subject, string | undefined>(true);
    same<typeof size, number | undefined>(true);
  }
  same<(Date | undefined)[], Awaited<ReturnType<ReturnType<typeof account.calendar.pluck<'start'>>['toArray']>>>(true);
  // @ts-expect-error no such field
  account.inbox.values('subjct');
}

/** Kinds tell the classes of a folder apart. */
export async function kinds(): Promise<void> {
  for await (const item of account.inbox) {
    if (item.kind === 'meetingRequest') await item.accept({ text: 'See you there' });
    else await item.reply({ html: '<p>Thanks!</p>' });
    // @ts-expect-error only requests can be accepted
    item.accept();
  }
}

export async function changes(message: Message): Promise<void> {
  await message.update({ subject: 'x', categories: null, importance: undefined });
  // @ts-expect-error no such field
  await message.update({ subjct: 'x' });
  // @ts-expect-error a number is no subject
  await message.update({ subject: 5 });
  await account.drafts.create({ subject: 'x', to: ['a@b.test'], text: 'y' });
  // @ts-expect-error a method is no data
  await account.drafts.create({ move: () => undefined });
}

/** Fields of the caller's own are typed wherever they may stand. */
export async function extended(): Promise<void> {
  const menus = account.calendar.withFields({
    lunch: extendedProperty({ set: 'PublicStrings', name: 'lunch', type: 'String' }),
  });
  for await (const meal of menus.filter({ lunch__icontains: 'burger' }))
    same<typeof meal.lunch, string | undefined>(true);
  await menus.create({ subject: 'Canteen', lunch: 'Tofu' });
  // @ts-expect-error a text belongs here
  await menus.create({ subject: 'Canteen', lunch: 5 });
  // @ts-expect-error not a MAPI type
  extendedProperty({ set: 'PublicStrings', name: 'x', type: 'Text' });
}
