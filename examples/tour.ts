/**
 * A walk through the whole facade: connect, query, change, send, calendar, folders, bulk, own properties, events, changes, raw
 * operations, the sandbox. Set EWS_EMAIL and EWS_PASSWORD, and EWS_ENDPOINT where autodiscover shall not look for it. It writes to
 * the mailbox: it answers unread mail, moves what is old to the folder Inbox/Projects/2024, and empties Deleted Items.
 */
import {
  Account,
  and,
  credentials,
  DoesNotExistError,
  extendedProperty,
  GetUserPhoto,
  type Message,
  not,
  or,
  ResponseError,
  Sandbox,
  ServerBusyError,
  type Where,
} from 'ewskit';

const { EWS_ENDPOINT, EWS_EMAIL = '', EWS_PASSWORD = '' } = process.env;
const log = console.log;
const saved: { syncState?: string } = {};

// 1 Connect: autodiscover finds the endpoint; `await using` closes sockets and streams.
await using account = await Account.connect({
  email: EWS_EMAIL,
  credentials: credentials({ username: EWS_EMAIL, password: EWS_PASSWORD }),
  timeZone: 'Europe/Copenhagen',
  ...(EWS_ENDPOINT && { endpoint: EWS_ENDPOINT }),
});

// 2 A query is lazy, immutable and reusable. Keys, operators and values are all checked.
const unread = account.inbox
  .filter({ isRead: false, dateTimeReceived__gte: new Date('2025-01-01') })
  .exclude({ categories__contains: ['newsletter'] })
  .orderBy('-dateTimeReceived', 'subject');

for await (const item of unread.slice(0, 10)) {
  log(item.subject, item.importance);
  if (item.kind === 'meetingRequest') await item.accept({ body: 'See you there' });
  else await item.reply({ html: '<p>Thanks!</p>' });
}

// 3 Boolean logic is plain data; and(), or(), not() only save you the nesting.
const urgent: Where<Message> = and(
  or({ subject__iexact: 'urgent' }, { subject__icontains: 'asap' }),
  not({ subject__startswith: 'Re:' }),
);
log(await account.inbox.filter(urgent).count());
log(await account.inbox.filter({ ...urgent, importance: 'High' }).exists());

// 4 Fetch only what you name: the type shrinks with the request.
for await (const mail of account.inbox.only('subject', 'sender')) {
  log(mail.subject, mail.sender);
  // @ts-expect-error 'body' was not requested
  log(mail.body);
}
for await (const [subject, size] of account.inbox.valuesList('subject', 'size')) log(subject, size);
const subjects = await account.inbox.flat('subject').slice(0, 50).toArray();
const newest = await account.inbox.orderBy('-dateTimeReceived').at(0);
log(subjects, newest?.id);

// 5 Exactly one, or a named error.
try {
  await account.inbox.get({ subject: 'unique_string' });
} catch (error) {
  if (error instanceof DoesNotExistError) log('nothing there');
  else if (error instanceof ServerBusyError) log(`retry in ${error.backOffMs} ms`);
  else if (error instanceof ResponseError && error.code === 'ErrorAccessDenied') log('no rights');
  else throw error;
}

// 6 Create, change, send.
const draft = await account.drafts.create({ subject: 'Lunch?', importance: 'Low', to: [EWS_EMAIL] });
await draft.update({ subject: 'Lunch at noon?' });
await draft.send();
await account.send({ to: [EWS_EMAIL], subject: 'Hi', text: 'Short and sweet.' });

// 7 Calendar views expand recurrences; the same filters and slices apply.
const [start, end] = [new Date('2025-03-03T08:00Z'), new Date('2025-03-03T17:00Z')];
const busy = await account.calendar.view({ start, end, max: 1 }).exists();
if (!busy) await account.calendar.create({ subject: 'Focus', start, end, isAllDayEvent: false });

// 8 Nested fields by path; folders by path and glob.
const mobiles = account.contacts.filter({ phoneNumbers__MobilePhone__startswith: '+45' });
for await (const card of mobiles.only('displayName')) log(card.displayName);
// Made by the first run; later ones are told that it is there.
await account.inbox.createFolder('Projects').then((projects) => projects.createFolder('2024'), log);
const archive = account.inbox.folder('Projects/2024');
for await (const page of account.inbox.glob('Clients/*').pages({ size: 100 })) log(page.length);

// 9 Bulk work returns one settled result per item, in order, like Promise.allSettled.
const moved = await account.inbox.filter({ dateTimeReceived__lt: start }).move(archive);
const failed = moved.filter((result) => result.status === 'rejected');
const week = Array.from({ length: 5 }, (_, day) => ({ subject: `Standup ${day}`, start, end }));
const created = await account.calendar.createAll(week, { chunkSize: 100 });
log(
  failed.length,
  created.map((result) => result.status),
);
await account.trash.delete({ disposal: 'hard' });

// 10 Your own MAPI properties are values, not global registrations; they are typed everywhere.
const lunchMenu = extendedProperty({ set: 'PublicStrings', name: 'lunch menu', type: 'String' });
const menus = account.calendar.withFields({ lunchMenu });
for await (const meal of menus.filter({ lunchMenu__icontains: 'burger' })) log(meal.lunchMenu, meal.start);
await menus.create({ subject: 'Canteen', lunchMenu: 'Tofu burger' });

// 11 Push: the subscription ends with the block, however the block ends.
{
  await using events = await account.inbox.stream(['newMail', 'moved'], { signal: AbortSignal.timeout(3_000) });
  await account.send({ to: [EWS_EMAIL], subject: 'Do you hear me?', text: 'Yes.' });
  for await (const event of events) {
    if (event.kind === 'newMail') log('new', event.itemId.id);
    else log('moved from', event.oldParent);
  }
}

// 12 Pull: resume from where the last run stopped.
const changes = account.inbox.changes({ since: saved.syncState });
for await (const change of changes) {
  if (change.kind === 'create') log('+', change.item.subject);
  else if (change.kind === 'delete') log('-', change.id.id);
}
saved.syncState = changes.state;

// 13 Every one of the WSDL's operations, typed from the schema, with no facade in between.
const photo = await account.call(GetUserPhoto, { email: EWS_EMAIL, sizeRequested: 'HR96x96' });
log(photo.pictureData.byteLength);

// 14 Tests need no Exchange: the same client against an in-process server.
{
  await using sandbox = await Sandbox.start({ mailboxes: { 'anna@contoso.com': {} } });
  await using anna = await Account.connect({
    email: 'anna@contoso.com',
    endpoint: sandbox.endpoint,
    credentials: sandbox.credentialsFor('anna@contoso.com'),
  });
  await anna.inbox.create({ subject: 'hello sandbox' });
  log(await anna.inbox.filter({ subject__contains: 'sandbox' }).count(), sandbox.requests.at(-1)?.operation);
}
