/** What may become of a meeting: how it is answered, who is told of what, and what delegates do with it. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, type CalendarItem, type MeetingRequest, type MeetingResponse, recur } from '../../src/index.js';
import { ALICE, answers, BOB, CAROL, heard, type Mail, newest, threeMailboxes } from './meeting-mail.js';

const { s, open } = threeMailboxes();
let alice: Account;
let bob: Account;
let carol: Account;

beforeAll(async () => {
  [alice, bob, carol] = await open();
});

describe('answers', () => {
  const invite = async (subject: string, more: object = {}) => {
    const meeting = await alice.calendar.create(
      { subject, start: '2027-04-01T10:00', end: '2027-04-01T11:00', requiredAttendees: [BOB], ...more },
      { notify: 'all' },
    );
    return { meeting, request: await newest<MeetingRequest>(bob, subject, 'meetingRequest') };
  };

  test('in silence: the calendar has it, the organizer hears nothing, and no draft is left', async () => {
    const { meeting, request } = await invite('Silence');
    const booked = await request.accept({ text: 'Yes.' }, { notify: 'none' });
    expect(booked?.myResponseType).toBe('Accept');
    expect(answers(await alice.calendar.item(meeting.id))).toEqual({ Bob: 'Unknown' });
    expect(await heard(alice, 'Silence')).toEqual([]);
    expect(await bob.drafts.filter({ subject__contains: 'Silence' }).count()).toBe(0);
  });

  test('as a draft: the calendar has it, and the organizer hears of it when it is sent', async () => {
    const { meeting, request } = await invite('Draft');
    const draft = await request.createDecline({ text: 'Sorry' });
    expect([draft.isDraft, draft.subject, draft.responseType]).toEqual([true, 'Declined: Draft', 'Decline']);
    expect(await bob.calendar.filter({ subject: 'Draft' }).count()).toBe(0);
    expect(answers(await alice.calendar.item(meeting.id))).toEqual({ Bob: 'Unknown' });
    await draft.update({ text: 'Sorry, I am away.' });
    await draft.send();
    const [answer] = await heard(alice, 'Draft');
    expect(((await alice.item(answer?.id as string, { bodyType: 'Text' })) as Mail).text).toBe('Sorry, I am away.');
    expect(answers(await alice.calendar.item(meeting.id))).toEqual({ Bob: 'Decline' });
    expect(await bob.drafts.filter({ subject__contains: 'Draft' }).count()).toBe(0);
    await expect((answer as MeetingResponse).send()).rejects.toMatchObject({ code: 'ERR_NO_DRAFT' });
  });

  test('with attachments, for others too, and with a degree of secrecy', async () => {
    const { request } = await invite('Enclosed');
    await request.accept({
      to: [ALICE],
      cc: [CAROL],
      sensitivity: 'Private',
      isReadReceiptRequested: true,
      attachments: [{ name: 'agenda.txt', content: 'Tofu' }],
    });
    for (const who of [alice, carol]) {
      const [answer] = (await heard(who, 'Accepted: Enclosed')) as [MeetingResponse];
      const whole = (await who.item(answer.id)) as MeetingResponse;
      expect([whole.sensitivity, whole.isReadReceiptRequested, whole.ccRecipients?.[0]?.emailAddress]).toEqual([
        'Private',
        true,
        CAROL,
      ]);
      const [file] = whole.attachments ?? [];
      expect(file?.kind === 'fileAttachment' && Buffer.from(await file.bytes()).toString()).toBe('Tofu');
    }
  });

  test('to what was changed meanwhile are refused: the meeting is another by now', async () => {
    const { meeting, request } = await invite('Moved');
    await meeting.update({ start: '2027-04-02T10:00', end: '2027-04-02T11:00' }, { notify: 'all' });
    await expect(request.accept()).rejects.toMatchObject({ code: 'ErrorCalendarMeetingRequestIsOutOfDate' });
    await request.refresh();
    expect([request.isOutOfDate, request.meetingRequestType]).toEqual([true, 'Outdated']);
    const update = await newest<MeetingRequest>(bob, 'Moved', 'meetingRequest');
    expect((await update.accept())?.start).toEqual(new Date('2027-04-02T08:00:00Z'));
  });

  test('sent late, to what was moved since, say nothing of what it is now', async () => {
    const { meeting, request } = await invite('Late');
    const draft = await request.createAccept();
    await meeting.update({ start: '2027-04-02T10:00', end: '2027-04-02T11:00' }, { notify: 'all' });
    await draft.send();
    expect(await heard(alice, 'Accepted: Late')).toHaveLength(1);
    expect(answers(await alice.calendar.item(meeting.id))).toEqual({ Bob: 'Unknown' });
  });

  test('to a request that answered before lead to the meeting that there is now', async () => {
    const { request } = await invite('Twice');
    const first = await request.accept();
    // The request has followed into the deleted items.
    const second = await request.tentativelyAccept();
    expect([second?.myResponseType, second?.id === first?.id]).toEqual(['Tentative', false]);
    expect((await request.calendarItem())?.id).toBe(second?.id);
    expect(await second?.decline()).toMatchObject({ myResponseType: 'Decline' });
    expect(await request.calendarItem()).toBeUndefined();
    // Who has deleted the meeting has it again when he accepts.
    expect((await request.accept())?.subject).toBe('Twice');
    expect(await bob.calendar.filter({ subject: 'Twice' }).count()).toBe(1);
  });

  test('are offered as far as they can be given', async () => {
    const offered = async ({ id }: { id: string }) =>
      ((await bob.item(id)) as CalendarItem).responseObjects
        ?.map(({ kind }) => kind)
        .filter((kind) => /Item$|Time$/.test(kind));
    const mail = ['replyToItem', 'replyAllToItem', 'forwardItem'];
    const { meeting, request } = await invite('Offered');
    const answersAndTime = ['acceptItem', 'tentativelyAcceptItem', 'declineItem', 'proposeNewTime'];
    expect(await offered(request)).toEqual([...answersAndTime, ...mail]);
    const fixed = await invite('Fixed', { allowNewTimeProposal: false });
    expect(await offered(fixed.request)).toEqual([...answersAndTime.slice(0, 3), ...mail]);
    const entry = (await request.calendarItem()) as CalendarItem;
    await meeting.cancel();
    expect(await offered(entry)).toEqual(['removeItem', ...mail]);
  });

  test('to one day of a series decline that day', async () => {
    const { meeting, request } = await invite('Some days', { recurrence: recur.daily({ numberOfOccurrences: 3 }) });
    const series = (await request.accept()) as CalendarItem;
    expect(await (await series.occurrence(2)).decline()).toBeUndefined();
    expect((await series.occurrences().toArray()).length).toBe(2);
    const master = await alice.calendar.item(meeting.id);
    expect(answers(await master.occurrence(2))).toEqual({ Bob: 'Decline' });
    expect(answers(await master.occurrence(1))).toEqual({ Bob: 'Accept' });
    // A word to all that changes no time leaves that day declined.
    await master.update({ location: 'Garden' }, { notify: 'all' });
    expect((await series.occurrences().toArray()).map(({ location }) => location)).toEqual(['Garden', 'Garden']);
    // Invited to that day again, he has it again.
    await (await master.occurrence(2)).update(
      { start: '2027-04-02T12:00', end: '2027-04-02T13:00' },
      { notify: 'all' },
    );
    expect((await series.occurrences().toArray()).length).toBe(3);
  });
});

test('a series at another time keeps what was taken out of it, and where one of its days was moved to, in all calendars', async () => {
  const start = '2027-09-06T10:00';
  const series = await alice.calendar.create(
    {
      subject: 'Later',
      start,
      end: '2027-09-06T11:00',
      recurrence: recur.daily({ numberOfOccurrences: 4 }),
      requiredAttendees: [BOB],
    },
    { notify: 'all' },
  );
  await (await series.occurrence(2)).delete({ notify: 'all' });
  await (await series.occurrence(3)).update({ start: '2027-09-08T15:00', end: '2027-09-08T16:00' }, { notify: 'all' });
  await (await series.occurrence(4)).update({ location: 'Garden' }, { notify: 'all' });
  const master = await alice.calendar.item(series.id);
  await master.update({ start: '2027-09-06T12:00', end: '2027-09-06T13:00' }, { notify: 'all' });
  for (const who of [alice, bob]) {
    const view = await who.calendar.view({ start: '2027-09-06', end: '2027-09-12' }).toArray();
    expect(view.map((one) => [one.start?.toISOString().slice(5, 16), one.location, one.calendarItemType])).toEqual([
      ['09-06T10:00', undefined, 'Occurrence'],
      ['09-08T13:00', undefined, 'Exception'],
      ['09-09T10:00', 'Garden', 'Exception'],
    ]);
  }
  await expect(series.occurrence(2)).rejects.toMatchObject({ code: 'ErrorCalendarOccurrenceIsDeletedFromRecurrence' });
});

describe('who is told', () => {
  const create = (subject: string, more: object = {}) =>
    alice.calendar.create(
      { subject, start: '2027-05-03T10:00', end: '2027-05-03T11:00', requiredAttendees: [BOB], ...more },
      { notify: 'all' },
    );

  test('of a change in the list with notify changed: who is new, and who is off it; the others hear nothing', async () => {
    const meeting = await create('List', { optionalAttendees: [CAROL] });
    await meeting.update({ optionalAttendees: ['dave@elsewhere.test'], location: 'x' }, { notify: 'changed' });
    expect((await heard(bob, 'List')).length).toBe(1);
    expect((await heard(carol, 'List')).map(({ subject }) => subject).sort()).toEqual(['Canceled: List', 'List']);
    expect(await carol.calendar.filter({ subject: 'Canceled: List', isCancelled: true }).count()).toBe(1);
    expect(s.sandbox.external.at(-1)).toEqual({ to: ['dave@elsewhere.test'], subject: 'List' });
    await meeting.update({ requiredAttendees: [BOB, CAROL] }, { notify: 'all' });
    expect((await newest<MeetingRequest>(carol, 'List', 'meetingRequest')).meetingRequestType).toBe(
      'NewMeetingRequest',
    );
    expect((await newest<MeetingRequest>(bob, 'List', 'meetingRequest')).meetingRequestType).toBe('FullUpdate');
    expect(await carol.calendar.filter({ subject: 'List', isCancelled: false }).count()).toBe(1);
  });

  test('of a meeting that was made in silence: everybody, when it is said aloud', async () => {
    const meeting = await alice.calendar.create({
      subject: 'Quiet',
      start: '2027-05-03T10:00',
      end: '2027-05-03T11:00',
      requiredAttendees: [BOB],
    });
    expect([(await heard(bob, 'Quiet')).length, meeting.meetingRequestWasSent]).toEqual([0, undefined]);
    await meeting.update({ location: 'here' }, { notify: 'all' });
    expect((await newest<MeetingRequest>(bob, 'Quiet', 'meetingRequest')).meetingRequestType).toBe('NewMeetingRequest');
  });

  test('who hears of it from another: he has it in his calendar, and his answer has the organizer add him', async () => {
    const meeting = await create('Passed on');
    const [entry] = await bob.calendar.filter({ subject: 'Passed on' }).toArray();
    await entry?.forward({ to: [CAROL], text: 'Come, too.' });
    const request = await newest<MeetingRequest>(carol, 'Passed on', 'meetingRequest');
    const whole = (await carol.item(request.id, { bodyType: 'Text' })) as MeetingRequest;
    expect([whole.subject, whole.from?.emailAddress, whole.organizer?.emailAddress]).toEqual([
      'FW: Passed on',
      BOB,
      ALICE,
    ]);
    expect(whole.text).toContain('Come, too.');
    expect((await request.calendarItem())?.start).toEqual(new Date('2027-05-03T08:00:00Z'));
    await request.accept();
    expect(answers(await alice.calendar.item(meeting.id))).toEqual({ Bob: 'Unknown', Carol: 'Accept' });
    const draft = await meeting.createForward({ to: ['dave@elsewhere.test'] });
    await draft.send();
    expect(s.sandbox.external.at(-1)).toEqual({ to: ['dave@elsewhere.test'], subject: 'FW: Passed on' });
    await expect(meeting.forward({})).rejects.toMatchObject({ code: 'ErrorInvalidRecipients' });
  });

  test('what is attached to a meeting is in the calendars of all', async () => {
    const meeting = await alice.calendar.create({
      subject: 'Papers',
      start: '2027-05-03T10:00',
      end: '2027-05-03T11:00',
      requiredAttendees: [BOB],
      attachments: [{ name: 'plan.txt', content: 'Beans' }],
    });
    await meeting.update({ location: 'here' }, { notify: 'all' });
    const request = await newest<MeetingRequest>(bob, 'Papers', 'meetingRequest');
    const [entry] = await bob.calendar.filter({ subject: 'Papers' }).toArray();
    for (const { id } of [request, entry as CalendarItem]) {
      const [file] = (await bob.item(id)).attachments ?? [];
      expect([file?.name, file?.kind === 'fileAttachment' && (await file.bytes()).length]).toEqual(['plan.txt', 5]);
    }
  });
});

describe('a delegate', () => {
  test('has copies of the requests, and answers them for the one whom he represents', async () => {
    await bob.delegates.set(
      CAROL,
      { calendar: 'Editor', receiveCopiesOfMeetingMessages: true },
      { deliverMeetingRequests: 'DelegatesAndSendInformationToMe' },
    );
    const meeting = await alice.calendar.create(
      { subject: 'Board', start: '2027-06-01T10:00', end: '2027-06-01T11:00', requiredAttendees: [BOB] },
      { notify: 'all' },
    );
    const own = await newest<MeetingRequest>(bob, 'Board', 'meetingRequest');
    expect([own.meetingRequestType, own.isDelegated]).toEqual(['PrincipalWantsCopy', false]);
    const copy = await newest<MeetingRequest>(carol, 'Board', 'meetingRequest');
    const whole = (await carol.item(copy.id)) as MeetingRequest;
    expect([whole.meetingRequestType, whole.isDelegated, whole.receivedRepresenting?.emailAddress]).toEqual([
      'NewMeetingRequest',
      true,
      BOB,
    ]);
    expect(await carol.calendar.filter({ subject: 'Board' }).count()).toBe(0);
    await copy.accept({ text: 'For Bob.' });
    expect(await bob.calendar.filter({ subject: 'Board', myResponseType: 'Accept' } as never).count()).toBe(1);
    const [answer] = (await heard(alice, 'Accepted: Board')) as [MeetingResponse];
    const said = (await alice.item(answer.id)) as MeetingResponse;
    expect([said.from?.emailAddress, said.sender?.emailAddress]).toEqual([BOB, CAROL]);
    expect(answers(await alice.calendar.item(meeting.id))).toEqual({ Bob: 'Accept' });
    expect(await carol.sent.filter({ subject: 'Accepted: Board' }).count()).toBe(1);
  });

  test('who is invited, too, has both, and neither makes the other void', async () => {
    const meeting = await alice.calendar.create(
      { subject: 'Both', start: '2027-06-01T12:00', end: '2027-06-01T13:00', requiredAttendees: [CAROL, BOB] },
      { notify: 'all' },
    );
    const requests = (await heard(carol, 'Both')) as MeetingRequest[];
    expect(requests.map((one) => [one.isDelegated, one.isOutOfDate]).sort()).toEqual([
      [false, false],
      [true, false],
    ]);
    const [own, delegated] = [false, true].map((kind) => requests.find((one) => one.isDelegated === kind));
    await own?.decline();
    await delegated?.accept();
    expect(answers(await alice.calendar.item(meeting.id))).toEqual({ Carol: 'Decline', Bob: 'Accept' });
  });

  test('alone has them where that is said; the principal finds his among the deleted items', async () => {
    await bob.delegates.set(
      CAROL,
      { calendar: 'Editor', receiveCopiesOfMeetingMessages: true },
      { deliverMeetingRequests: 'DelegatesOnly' },
    );
    await alice.calendar.create(
      { subject: 'Only her', start: '2027-06-02T10:00', end: '2027-06-02T11:00', requiredAttendees: [BOB] },
      { notify: 'all' },
    );
    expect([(await heard(bob, 'Only her')).length, (await heard(carol, 'Only her')).length]).toEqual([0, 1]);
    expect(await bob.trash.filter({ subject: 'Only her' }).count()).toBe(1);
    // Whose rights were taken meanwhile answers for nobody.
    const [copy] = (await heard(carol, 'Only her')) as [MeetingRequest];
    await bob.delegates.remove(CAROL);
    await expect(copy.accept()).rejects.toMatchObject({ code: 'ErrorCalendarIsDelegatedForAccept' });
  });

  test('makes a meeting in the name of the one whose calendar it is in', async () => {
    await alice.delegates.set(CAROL, { calendar: 'Editor' });
    const theirs = await (await carol.exchange.account(ALICE)).calendar.create(
      { subject: 'On behalf', start: '2027-06-03T10:00', end: '2027-06-03T11:00', requiredAttendees: [BOB] },
      { notify: 'all' },
    );
    const request = (await bob.item((await newest(bob, 'On behalf', 'meetingRequest')).id)) as MeetingRequest;
    expect([request.from?.emailAddress, request.sender?.emailAddress, request.organizer?.emailAddress]).toEqual([
      ALICE,
      CAROL,
      ALICE,
    ]);
    await request.accept();
    expect(answers(await alice.calendar.item(theirs.id))).toEqual({ Bob: 'Accept' });
  });
});
