/**
 * The whole facade by example, one block per subject. Set EWS_EMAIL and EWS_PASSWORD, and EWS_ENDPOINT where autodiscover shall not
 * look for it. It writes to the mailbox; what it makes is its own. The other addresses are a colleague's, whom one may impersonate, a
 * shared mailbox, a room and a distribution list.
 *
 * Who is told: verbs that write (create, update, delete) tell nobody unless `notify` says so; verbs that speak (send, reply, accept,
 * cancel) do. What is deleted goes to the deleted items unless `disposal` says otherwise.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Account,
  and,
  BulkError,
  ConflictError,
  credentials,
  DoesNotExistError,
  debugLog,
  Exchange,
  extendedProperty,
  fileStore,
  hasCode,
  type Message,
  mapi,
  not,
  observe,
  openTelemetry,
  or,
  PushReceiver,
  recur,
  ServerBusyError,
  type Where,
  zoned,
} from 'ewskit';
import { GetUserPhoto } from 'ewskit/raw';

const { EWS_ENDPOINT, EWS_EMAIL = '', EWS_PASSWORD = '', PUSH_URL } = process.env;
const [BOB, CAROL, TEAM] = ['bob@example.test', 'carol@example.test', 'team@example.test'] as const;
const [ROOM, STAFF] = ['room1@example.test', 'staff@example.test'] as const;
const [HI, BUDGET] = [`Hi ${Date.now()}`, `Budget ${Date.now()}`];
const log = console.log;
const saved: { inbox?: string; folders?: string; watermark?: string } = {};
const login = credentials({ username: EWS_EMAIL, password: EWS_PASSWORD });

// ---- 1 Connecting: one mailbox; more mailboxes on the same login; a service for many
await using account = await Account.connect({
  email: EWS_EMAIL, // what is opened on its login is closed with it
  credentials: login,
  endpoint: EWS_ENDPOINT,
  timeZone: 'Europe/Copenhagen',
});
const team = await account.exchange.account(TEAM); // a shared mailbox, by the rights that one has in it; the connections are shared
const bob = await account.exchange.account(BOB, { impersonate: true }); // as its owner
log(await team.inbox.count(), await bob.calendar.count());
{
  await using service = new Exchange({ credentials: login, endpoint: EWS_ENDPOINT, connections: 20, readOnly: true });
  for (const email of [BOB, CAROL])
    log(email, await (await service.account(email, { impersonate: true })).inbox.count());
}
// Without `endpoint` it is searched for, and `autodiscover: { url, allowRedirect, cache: fileCache('...') }` says how.

// ---- 2 Folders: a handle by path, id or Microsoft's name; its second argument says what it holds, and types all that follows
const projects = await account.inbox.createFolder('Projects/2025', { recursive: true }); // as mkdir -p; mail, as its parent
const plans = await account.top.createFolder('Plans', 'calendar', { recursive: true });
const samePlans = account.folder('Plans', 'calendar'); // nothing is sent before it is used
const byId = account.folder({ id: await plans.id() }, 'calendar');
const anything = account.folder('Plans'); // kind not said: knows the fields of every class, and what comes is told apart by `kind`
log(await byId.exists(), await samePlans.count(), await anything.filter({ isRead: false }).exists()); // the folder; items; some of them
log(await account.distinguished('junkemail').filter({ isRead: false }).count()); // mail, as everybody knows
log(await account.publicFolders.folder('Board', 'posts').exists()); // posts, which `create()` makes there

for await (const folder of account.top.walk('calendar')) log(await folder.path(), await folder.orderBy('start').at(0));
for await (const folder of account.top.children())
  log(folder.label, await folder.as('contacts')?.pluck('displayName').toArray());
for await (const folder of account.inbox.glob('Proj*/**')) log(await folder.path()); // a set of folders yields folders ...
log(await account.inbox.walk().filter({ subject__contains: 'x' }).count()); // ... and is queried like one
log(await account.top.tree(), (await projects.parts()).length, (await projects.parent())?.label);
const { totalCount, unreadCount, effectiveRights } = await account.inbox.info(); // asked for once; refresh() asks again
log(totalCount, unreadCount, effectiveRights?.createContents);

await projects.update({ displayName: '2025 (done)', comment: 'Closed.' }, { fields: { comment: mapi.comment } }); // a folder's own fields
log((await projects.info({ fields: { comment: mapi.comment, bytes: mapi.messageSize } })).bytes);
await plans.permissions.set(BOB, 'Reviewer');
await plans.permissions.set('Default', 'FreeBusyTimeOnly');
for await (const { user, level } of plans.permissions) log(user.primarySmtpAddress ?? user.distinguishedUser, level);
await plans.permissions.remove(BOB);

const important = account.inbox.filter({ importance: 'High', isRead: false });
const urgentFolder = await important.createSearchFolder('Urgent', { deep: true }); // a query, kept
log(await urgentFolder.count());
const settings = account.inbox.userConfiguration('tour');
await settings.set({ dictionary: { theme: 'dark', limit: 3, tags: ['a', 'b'] }, xmlData: '<tour/>' }); // creates or replaces
log((await settings.get())?.dictionary['theme']);
await account.categories.set({ name: 'Project X', color: 'blue' }); // the list that Outlook offers
for await (const { name, color } of account.categories) log(name, color);

await projects.move(account.top); // folder verbs act on the folder: move, copy, update, delete ...
await projects.markAllAsRead();
await projects.empty({ disposal: 'hard', deep: true }); // ... and these two on what it holds
await projects.wipe(); // the same, sparing distinguished ones
for (const folder of [projects, plans, urgentFolder]) await folder.delete(); // to the deleted items; items: `folder.all().delete()`

// ---- 3 Queries: lazy, immutable; fields, lookups and values are checked
const unread = account.inbox
  .filter({ isRead: false, dateTimeReceived__gte: '2025-01-01' }) // a day, a wall time, a Date: see 11
  .exclude({ categories__contains: ['newsletter'] })
  .orderBy('-dateTimeReceived', 'subject');
for await (const item of unread.slice(0, 10)) log(item.kind, item.subject);
const urgent: Where<Message> = and(
  or({ subject__iexact: 'urgent' }, { subject__icontains: 'asap' }),
  not({ subject__startswith: 'Re:' }),
);
log(await account.inbox.filter({ ...urgent, importance: 'High' }).exists());
log(await account.inbox.get(urgent).catch(() => 'none, or several'));
const mobiles = account.contacts.filter({ phoneNumbers__MobilePhone__startswith: '+45' }); // a part of an indexed field
log(await mobiles.orderBy('physicalAddresses__Home__city').toArray());
for await (const mail of account.inbox.only('subject', 'from')) log(mail.subject, mail.from?.emailAddress, mail.reply); // its methods stay
for await (const row of account.inbox.values('subject', 'size')) log(row.subject, row.size);
for await (const [subject, size] of account.inbox.valuesList('subject', 'size')) log(subject, size);
log(await account.inbox.pluck('subject').slice(0, 50).toArray(), await unread.reverse().at(0), await unread.at(-1));
log(await account.inbox.search('from:bob hasattachment:yes').count()); // AQS: words, by the server's index
log(unread.explain()); // the SOAP, without sending it

const both = account.folders(account.inbox, account.sent).orderBy('-dateTimeReceived').slice(0, 20); // one order and one slice over all
for await (const item of both) log(item.subject, item.parentFolderId?.id);
for await (const page of account.inbox.all({ pageSize: 50, signal: AbortSignal.timeout(60_000) }).pages())
  log(page.length);
const news = account.inbox.filter({ isRead: false, subject: HI });
for await (const mail of news.snapshot()) await mail.update({ isRead: true }); // all ids first: nothing that arrives meanwhile is among them
for await (const result of account.inbox.all().settled())
  if (result.status === 'rejected') log(result.id, result.reason); // one bad item ends nothing
log(await account.inbox.aggregate('size__sum', 'dateTimeReceived__max')); // Django's names: { size__sum, dateTimeReceived__max }
for await (const group of account.inbox.groupBy('conversationTopic', '-dateTimeReceived'))
  log(group.key, group.items.length);
for await (const { phoneNumbers } of account.contacts.only('phoneNumbers__CarPhone')) log(phoneNumbers?.[0]?.value); // a part, and no more

// ---- 4 Items: create, assign and save, or update; null removes
const draft = await account.drafts.create({
  to: [BOB],
  cc: [{ name: 'Carol', emailAddress: CAROL }],
  subject: 'Lunch?',
  importance: 'Low',
  isReadReceiptRequested: true,
  html: '<p>See <img src="cid:logo"></p>', // `text` and `html` wherever there is a body
  attachments: [
    { name: 'menu.txt', content: 'Tofu burger' },
    { name: 'logo.png', content: new Uint8Array([0x89, 0x50]), contentId: 'logo' }, // inline, because the body names it
  ],
});
draft.subject = 'Lunch at noon?';
draft.toRecipients?.push({ emailAddress: CAROL });
await draft.save(); // sends what differs from the server's, deep inside members too
await draft.update({ categories: null, replyTo: [CAROL] }); // or say it: no reading before
await draft.attach([{ path: 'package.json' }, { item: account.drafts.new({ subject: 'Enclosed' }) }]);
await draft.send({ saveCopy: account.sent }); // what was assigned since goes out, too
const letter = account.drafts.new({ subject: 'Not saved yet' });
letter.toRecipients = [{ emailAddress: BOB }];
await letter.attach({ name: 'a.txt', content: 'a' }); // goes with it
await letter.send(); // an unsaved one goes out in one request
await account.send({ to: [BOB], subject: HI, text: 'Short and sweet.', attachments: [{ path: 'package.json' }] }); // in one line
await team.send({ to: [BOB], subject: 'From all of us', text: '...' }); // `from` is the shared mailbox, its sent items have the copy

const received = await bob.inbox.get({ subject: HI }); // exactly one, or it throws
const whole = await bob.item(received.id, { bodyType: 'Text' }); // one item by its id; 'HTML', 'Text' or 'Best'
log(whole.text, whole.html);
await received.update({ isRead: true }, { suppressReadReceipts: false }); // sends the receipt that was asked for; by default none
const flag = { flagStatus: 'Flagged', startDate: new Date(), dueDate: new Date() } as const; // Exchange wants both dates or neither
await received.update({ flag, categories: ['Project X'] });

await received.reply({ text: 'Yes.', attachments: [{ name: 'yes.txt', content: 'yes' }] }); // sent at once
await received.replyAll({ html: '<b>All!</b>', subject: 'Re: everybody' });
const forward = await received.createForward({ to: [CAROL], text: 'FYI' }); // or createReply, createReplyAll: a draft, to go on with
forward.bccRecipients = [{ emailAddress: EWS_EMAIL }];
await forward.send();

await bob.inbox.import(await received.mime(), { isRead: true }); // RFC 822 in and out; keeps the date of arrival
const folder = await mkdtemp(join(tmpdir(), 'tour-'));
await received.saveTo(join(folder, 'hi.eml'));
for (const copy of await bob.inbox.import({ path: join(folder, 'hi.eml') })) await copy.delete({ disposal: 'hard' });
const copyId = await received.copy(bob.drafts);
if (copyId) await (await bob.item(copyId)).delete(); // 'trash' unless `disposal` says 'soft' or 'hard'
await received.move(bob.junk);
if (received.kind === 'message') await received.markAsJunk({ isJunk: false }); // moves back, and trusts the sender
await received.archive().catch((error) => hasCode(error, 'ErrorArchiveMailboxNotEnabled') || log(error));

const card = await account.contacts.create({
  displayName: 'Carol',
  emailAddresses: [{ key: 'EmailAddress1', value: CAROL }],
});
const todo = await account.tasks.create({ subject: 'Buy milk', dueDate: '2025-03-10' });
await todo.complete();

// ---- 5 Bulk: the same verbs on a query, and on items or ids. Throws BulkError if any failed; `errors: 'return'` settles each
const three = [1, 2, 3].map((n) => ({ subject: `Tour draft ${n}` }));
const some = await account.drafts.createAll(three, { chunkSize: 2 });
for (const item of some) item.importance = 'High';
await account.items(some).save(); // each with what was changed in it
const onProgress = ({ done, total }: { done: number; total: number }) => log(`${done}/${total}`);
await account.items(some.map(({ id }) => id)).update({ categories: ['bulk'] }, { onProgress });
for await (const item of account.drafts.items(some).only('subject')) log(item.subject); // reads them, typed by the folder
const moved = await account.drafts
  .filter({ subject__startswith: 'Tour draft' })
  .move(account.trash, { errors: 'return' });
log(moved.filter(({ status }) => status === 'rejected').map(({ id }) => id));
try {
  await account.items(some).delete(); // they have moved: ids of old
} catch (error) {
  if (!(error instanceof BulkError)) throw error;
  for (const { index, id, reason } of error.failures) log(index, id, reason.code); // error.results has all of them
}
await account.items(account.drafts.filter({ subject: 'Round letter' })).send(); // queries cannot send; what is at hand can

// ---- 6 Attachments: read when asked for, streamed up and down
for (const attachment of (await account.sent.orderBy('-dateTimeSent').at(0))?.attachments ?? []) {
  if (attachment.kind === 'fileAttachment') {
    log(attachment.name, attachment.size, (await attachment.bytes()).length);
    for await (const chunk of attachment.stream()) log(chunk.length);
    await attachment.saveTo(folder); // under its own name, made safe
  } else if (attachment.kind === 'itemAttachment') log((await attachment.load()).subject);
  else log(attachment.attachLongPathName);
}
await todo.attach({ name: 'big.bin', content: () => new Blob(['x'.repeat(1_000_000)]).stream() }); // a function can be read again for a retry
await todo.detach(todo.attachments ?? []);
await rm(folder, { recursive: true });

// ---- 7 Own fields: MAPI properties as values, typed wherever their folder leads
const fields = {
  menu: extendedProperty({ set: 'PublicStrings', name: 'lunch menu', type: 'String' }), // by set and name,
  guests: extendedProperty({ set: 'c11ff724-aa03-4555-9952-8fa248a11c3e', id: 0x8501, type: 'StringArray' }), // by GUID and number,
  photo: extendedProperty({ tag: 0x6f01, type: 'Binary' }), // by tag,
  mailer: extendedProperty({ header: 'X-Mailer' }), // and headers of mail
};
const menus = account.calendar.withFields(fields);
const meal = await menus.create({
  subject: 'Canteen',
  start: '2025-03-03T12:00',
  end: '2025-03-03T13:00',
  menu: 'Tofu',
  guests: ['Bo', 'Cy'],
});
await meal.update({ menu: 'Beans', photo: new Uint8Array([1]), guests: null });
for await (const each of menus.filter({ menu__icontains: 'bean' }).orderBy('menu')) log(each.menu, each.photo?.length);
log((await menus.item(meal.id)).menu, (await account.item(meal.id, { fields })).guests);

// ---- 8 The mailbox: out of office, rules, delegates, mail tips
await account.outOfOffice.set({
  state: 'Scheduled',
  start: '2025-07-01',
  end: '2025-07-13', // a day: the whole of it, as everywhere
  internalReply: 'At sea.',
  externalAudience: 'Known',
});
log((await account.outOfOffice.get()).internalReply);
await account.outOfOffice.set({ state: 'Disabled' }); // the rest stays as it is
const rule = await account.rules.create({
  displayName: 'Invoices',
  conditions: { containsSubjectStrings: ['invoice'], fromAddresses: [BOB] },
  actions: { moveToFolder: account.trash, stopProcessingRules: true },
});
await rule.update({ exceptions: { importance: 'High' }, isEnabled: false });
for await (const { displayName, priority, isEnabled } of account.rules) log(priority, displayName, isEnabled);
await rule.delete();
await account.delegates.set(CAROL, {
  calendar: 'Editor',
  inbox: 'Reviewer',
  viewPrivateItems: false,
  receiveCopiesOfMeetingMessages: true,
});
for await (const { userId, permissions } of account.delegates) log(userId.primarySmtpAddress, permissions.calendar);
await account.delegates.remove(CAROL);
for await (const tips of account.mailTips([BOB, STAFF]))
  log(tips.recipientAddress.emailAddress, tips.totalMemberCount, tips.outOfOffice?.replyBody.message);

// ---- 9 People: resolve, expand, directory, photos, rooms
for await (const { mailbox, contact } of account.people.resolve('bo', { searchScope: 'ActiveDirectory' }))
  log(mailbox.emailAddress, contact?.phoneNumbers?.length);
for await (const { emailAddress, depth } of account.people.expand(STAFF, { deep: true })) log(depth, emailAddress); // lists in lists, each once
for await (const person of account.people.directory().search('car')) log(person.displayName, person.personaId?.id); // the global address list
log((await account.people.persona(CAROL))?.displayName);
log((await account.people.photo(BOB, { size: 'HR96x96' }))?.contentType); // undefined when there is none
await card.setPhoto({ content: new Uint8Array([0x89, 0x50]), contentType: 'image/png' }); // null removes it
for await (const list of account.people.roomLists())
  for await (const room of list.rooms()) log(list.name, room.emailAddress);

// ---- 10 Free/busy and suggestions
const week = { start: '2025-03-03T08:00', end: '2025-03-07T17:00' } as const;
const who = [BOB, { email: ROOM, attendeeType: 'Room' }] as const;
for await (const { email, busy, workingHours, error } of account.availability.freeBusy(who, week)) {
  if (error)
    log(email, error.code); // one that cannot be asked ends no loop, and is not free: its `busy` is undefined
  else for (const { start, end, busyType, details } of busy) log(start, end, busyType, details?.subject);
  log(workingHours?.timeZone);
}
for await (const { start, quality, conflicts } of account.availability.suggest(who, { ...week, minutes: 60 }))
  log(start, quality, conflicts.length);

// ---- 11 Times: instants (Date, Temporal), wall times in the account's zone or one of their own, days
const spring = await account.calendar.create({
  subject: 'Brunch',
  start: '2025-03-30T10:00[America/New_York]',
  end: '2025-03-30T12:00[America/New_York]',
});
log(spring.start, spring.zoned?.start.toString(), zoned(new Date(), 'Asia/Tokyo').time); // a Date; ..[America/New_York]; a wall clock
const holiday = await account.calendar.create({
  subject: 'Holiday',
  start: '2025-12-24',
  end: '2025-12-26',
  isAllDayEvent: true,
}); // three days
log(holiday.days?.first, holiday.days?.last); // '2025-12-24', '2025-12-26', in whichever zone they were made
await spring.update({ start: { epochMilliseconds: Date.UTC(2025, 2, 30, 15) } }); // any Temporal instant; its zone stays New York
for await (const { id, name, iana } of account.exchange.timeZones()) log(id, name, iana);

// ---- 12 Recurrence: built, read, and one occurrence changed
const series = await account.calendar.create({
  subject: 'Stand-up',
  start: '2025-03-03T09:00',
  end: '2025-03-03T09:15',
  recurrence: recur.weekly({ daysOfWeek: ['Monday', 'Wednesday'], interval: 2, numberOfOccurrences: 7 }),
});
await account.tasks.create({
  subject: 'Water plants',
  recurrence: recur.dailyRegeneration({ interval: 3, startDate: '2025-03-01' }),
});
log(recur.describe(series.recurrence), recur.toRule(series.recurrence)); // in English, and as an RRULE; from one:
log(recur.fromRule('FREQ=MONTHLY;BYDAY=-1FR', { startDate: '2025-03-28' }).pattern.kind);
const third = await series.occurrence(3); // by number, or by date: occurrence('2025-03-17')
await third.update({ location: 'Kitchen', start: '2025-03-17T10:00', end: '2025-03-17T10:15' });
await (await series.occurrence('2025-03-19')).delete();
for await (const each of account.calendar.view({ start: '2025-03-01', end: '2025-03-31' })) // all of March
  log(each.start, each.subject, each.calendarItemType);
log((await third.master()).modifiedOccurrences?.length, (await series.occurrences().toArray()).length);

// ---- 13 Meetings: `notify` says who hears of it: 'none' (the default, but of answers), 'all', 'changed' attendees only
const meeting = await account.calendar.create(
  {
    subject: BUDGET,
    start: '2025-03-05T10:00',
    end: '2025-03-05T11:00',
    requiredAttendees: [BOB],
    optionalAttendees: [CAROL],
    resources: [ROOM],
  },
  { notify: 'all' },
);
await meeting.update({ optionalAttendees: [CAROL, TEAM] }, { notify: 'changed' }); // TEAM is invited, nobody else disturbed
await meeting.update({ location: 'Room 1' }, { notify: 'all' });
const invited = bob.inbox.filter({ itemClass__startswith: 'IPM.Schedule.Meeting', subject: BUDGET });
for await (const mail of invited.snapshot()) {
  if (mail.kind === 'meetingRequest') {
    const booked = await mail.accept({ text: 'See you there' }); // the meeting: Exchange makes it anew with each answer
    const later = { proposedStart: '2025-03-05T14:00', proposedEnd: '2025-03-05T15:00' } as const;
    const maybe = await booked?.tentativelyAccept({ text: 'Later?', ...later }); // proposes another time
    await maybe?.decline({}, { notify: 'none' }); // in silence
  } else if (mail.kind === 'meetingCancellation') await mail.removeFromCalendar();
}
const { requiredAttendees = [] } = await account.calendar.item(meeting.id);
for (const { mailbox, responseType } of requiredAttendees) log(mailbox.emailAddress, responseType);
await meeting.forward({ to: [TEAM] });
await meeting.cancel({ text: 'No budget.' });

// ---- 14 Files of the trade: iCalendar, vCard; Exchange's own streams
const ics = await series.ical(); // METHOD and zone included, exceptions too
for (const event of await account.calendar.import(ics)) log(event.uid);
const dana = await account.contacts.create({
  displayName: 'Dana',
  emailAddresses: [{ key: 'EmailAddress1', value: BOB }],
});
for (const person of await account.contacts.import(await dana.vcard())) log(person.displayName);
await account.tasks.upload(account.tasks.all().export(), { action: 'UpdateOrCreate' }); // as a stream: backup, restore, nothing is lost

// ---- 15 Reminders, conversations
await account.tasks.create({
  subject: 'Buy milk',
  reminderIsSet: true,
  reminderDueBy: new Date(Date.now() + 3_600_000),
});
for await (const reminder of account.reminders)
  if (reminder.subject === 'Buy milk') await reminder.dismiss();
  else if (reminder.subject === 'Stand-up') await reminder.snooze(new Date(Date.now() + 3_600_000));

// Conversations
for await (const { conversationTopic, messageCount } of account.inbox.conversations())
  log(conversationTopic, messageCount);
const thread = await (await bob.inbox.get({ subject: HI })).conversation();
log((await thread.items().toArray()).length); // in all folders
await thread.update({ isRead: true }); // and move(), copy(), delete(): in the folder that it was found in
await thread.always({ categories: ['Project X'] }); // everywhere, and what will come, too; null ends it

// ---- 16 What changed: resumable feeds of items and folders; the state moves on with what has been taken
const changes = account.inbox.changes({ since: saved.inbox });
for await (const change of changes) {
  if (change.kind === 'create') log('+', change.item.subject);
  else log(change.kind === 'readFlag' ? change.isRead : '~', change.id.id); // delete, update and readFlag know the id
}
saved.inbox = changes.state;
const hierarchy = account.top.folderChanges({ since: saved.folders });
for await (const change of hierarchy) log(change.kind, change.kind === 'delete' ? change.id.id : change.folder.label);
saved.folders = hierarchy.state;

// ---- 17 What happens: a watch that misses nothing (from now on, or `from: 'beginning'`); streams, pulls and pushes as Exchange has them
const watched = account.folders(account.inbox, account.calendar); // or one folder, or the account: all of them
const store = fileStore(join(tmpdir(), `watch-${Date.now()}.json`));
for await (const change of watched.watch({ store, signal: AbortSignal.timeout(500) }))
  log(change.folder.label, change.kind);
{
  await using events = await watched.stream(['newMail', 'moved'], { signal: AbortSignal.timeout(500) });
  for await (const event of events) log(event.kind === 'moved' ? event.oldItemId?.id : event.itemId.id);
}
{
  await using pull = await account.pull(['created', 'deleted'], { watermark: saved.watermark });
  for await (const event of pull) log(event.kind); // ends with what there is now
  saved.watermark = pull.watermark;
}
if (PUSH_URL) {
  const receiver = new PushReceiver(); // `receiver.fetch(request)` for fetch-style servers
  const server = createServer(receiver.listener).listen(new URL(PUSH_URL).port);
  await using subscription = await account.inbox.push(['newMail'], {
    receiver,
    url: PUSH_URL,
    statusMinutes: 1,
    signal: AbortSignal.timeout(5_000),
  });
  for await (const event of subscription) log(event.kind);
  server.close();
}

// ---- 18 The server, ids, and everything else of the protocol
const { version, build, product } = await account.exchange.info();
log(version, build, product, await account.passwordExpiresOn());
log(await account.convertId(spring.id, { to: 'HexEntryId' }));
const photo = await account.call(GetUserPhoto, { email: EWS_EMAIL, sizeRequested: 'HR96x96' }); // any of the 122 operations, typed
log(photo.pictureData.byteLength);

// ---- 19 To look on: a log, hooks, spans; nothing secret in any of them
{
  using _log = debugLog({ xml: 'pretty', write: (entry) => log(entry.length) });
  using _hooks = observe({
    request: ({ operation }) => log(operation),
    response: ({ durationMs }) => log(durationMs),
    retry: ({ waitMs }) => log(waitMs),
  });
  using _spans = openTelemetry({
    tracer: { startSpan: (name) => ({ setAttribute: (key, value) => log(name, key, value), end() {} }) },
  });
  await account.inbox.count();
}

// ---- 20 Errors: few classes, every code
try {
  await (await account.calendar.item(spring.id)).update({ subject: 'Theirs' });
  spring.subject = 'Mine';
  await spring.save({ conflict: 'NeverOverwrite' });
} catch (error) {
  if (error instanceof DoesNotExistError) log('get() found nothing, or the path leads nowhere');
  else if (error instanceof ServerBusyError) log(`retry in ${error.backOffMs} ms`);
  else if (error instanceof ConflictError) log('changed by somebody else', error.theirs, error.mine);
  else if (hasCode(error, 'ErrorItemNotFound', 'ErrorAccessDenied')) log(error.code, error.requestId, error.remedy);
  else log(error);
}
