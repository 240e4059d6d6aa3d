/** Delegates: read, made, changed, removed. */
import { describe, expect, test } from '@jest/globals';
import { ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { xml } from '../support/compact-xml.js';
import { ALICE, recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';

const CAROL = 'carol@example.test';
const wire = recorder();
const s = story();

const answered = (operation: string, parts: readonly object[] = [success()], more: object = {}) =>
  wire.server.on(operation, () => ({ ...success(), responseMessages: parts, ...more }));

const user = (address: string, more: object = {}) => ({
  ...success(),
  delegateUser: { userId: { primarySmtpAddress: address }, ...more },
});

describe('what is sent', () => {
  const USER = xml`
    <DelegateUser>
      <UserId><PrimarySmtpAddress>${CAROL}</PrimarySmtpAddress></UserId>
      <DelegatePermissions>
        <CalendarFolderPermissionLevel>Editor</CalendarFolderPermissionLevel>
        <InboxFolderPermissionLevel>Reviewer</InboxFolderPermissionLevel>
      </DelegatePermissions>
      <ReceiveCopiesOfMeetingMessages>true</ReceiveCopiesOfMeetingMessages>
      <ViewPrivateItems>false</ViewPrivateItems>
    </DelegateUser>`;
  const RIGHTS = {
    calendar: 'Editor',
    inbox: 'Reviewer',
    viewPrivateItems: false,
    receiveCopiesOfMeetingMessages: true,
  } as const;

  const body = xml`<X><Mailbox><EmailAddress>${ALICE}</EmailAddress></Mailbox><DelegateUsers>${USER}</DelegateUsers><DeliverMeetingRequests>DelegatesAndMe</DeliverMeetingRequests></X>`;

  test.each([
    ['AddDelegate', 'dave@example.test'],
    ['UpdateDelegate', 'CAROL@example.test'],
  ])('set(): %s where there is %s', async (operation, there) => {
    answered('GetDelegate', [user(there)]);
    answered(operation);
    const sent = await wire.requestsOf(() =>
      wire.account.delegates.set(CAROL, RIGHTS, { deliverMeetingRequests: 'DelegatesAndMe' }),
    );
    expect(sent.map(({ operation }) => operation)).toEqual(['GetDelegate', operation]);
    expect(sent[1]?.xml).toBe(body.replaceAll(/\bX\b/g, operation));
  });

  test('set() writes what it is not told as it was, but for levels of others’ making; it takes a SID', async () => {
    const delegatePermissions = { inboxFolderPermissionLevel: 'Author', notesFolderPermissionLevel: 'Custom' };
    const userId = { sid: 'S-1-5-21-1', primarySmtpAddress: CAROL };
    answered('GetDelegate', [user(CAROL, { userId, delegatePermissions, receiveCopiesOfMeetingMessages: true })]);
    answered('UpdateDelegate');
    const [, written] = await wire.requestsOf(() =>
      wire.account.delegates.set('S-1-5-21-1', { viewPrivateItems: true }),
    );
    expect(written?.xml).toBe(xml`
      <UpdateDelegate>
        <Mailbox><EmailAddress>${ALICE}</EmailAddress></Mailbox>
        <DelegateUsers>
          <DelegateUser>
            <UserId><SID>S-1-5-21-1</SID></UserId>
            <DelegatePermissions><InboxFolderPermissionLevel>Author</InboxFolderPermissionLevel></DelegatePermissions>
            <ReceiveCopiesOfMeetingMessages>true</ReceiveCopiesOfMeetingMessages>
            <ViewPrivateItems>true</ViewPrivateItems>
          </DelegateUser>
        </DelegateUsers>
      </UpdateDelegate>`);
  });

  test('they are read with their rights; one that cannot be shown is told when the others were given', async () => {
    answered('GetDelegate', [
      user(CAROL, { delegatePermissions: { calendarFolderPermissionLevel: 'Custom' }, viewPrivateItems: true }),
      failure('ErrorDelegateNoUser'),
      user('dave@example.test'),
    ]);
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const { userId, permissions } of wire.account.delegates)
        seen.push([userId.primarySmtpAddress, permissions.calendar]);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'ErrorDelegateNoUser' });
    expect(seen).toEqual([
      [CAROL, 'Custom'],
      ['dave@example.test', undefined],
    ]);
    expect(wire.sent[0]?.xml).toBe(
      xml`<GetDelegate IncludePermissions="true"><Mailbox><EmailAddress>${ALICE}</EmailAddress></Mailbox></GetDelegate>`,
    );
  });

  test('a mailbox without delegates has an empty list; a refusal of the whole is thrown', async () => {
    wire.server.next('GetDelegate', () => success());
    expect(await wire.account.delegates.toArray()).toEqual([]);
    wire.server.next('GetDelegate', () => failure('ErrorAccessDenied'));
    await expect(wire.account.delegates.toArray()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
  });

  test.each([
    ['carol', {}, 'who: expected'],
    [CAROL, { calendar: 'Custom' }, 'calendar: expected'],
    [CAROL, { mail: 'Editor' }, 'mail: there is no such option'],
  ])('%s, %j is refused unsent', async (who, rights, message) => {
    const error = await wire.refusalOf(() => wire.account.delegates.set(who, rights as never));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });
});

test('a delegate is made, changed and removed, and may do as much in the folders', async () => {
  const [alice, carol] = await Promise.all([s.connect('alice'), s.connect('carol')]);
  const theirs = await carol.exchange.account(ALICE);
  await expect(theirs.calendar.count()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
  await alice.delegates.set(
    CAROL,
    { calendar: 'Editor', viewPrivateItems: true },
    { deliverMeetingRequests: 'NoForward' },
  );
  expect(await alice.delegates.toArray()).toMatchObject([
    {
      userId: { primarySmtpAddress: CAROL },
      permissions: { calendar: 'Editor', inbox: 'None' },
      viewPrivateItems: true,
    },
  ]);
  expect(await alice.delegates.deliverMeetingRequests()).toBe('NoForward');
  expect(await theirs.calendar.count()).toBe(0);
  await alice.delegates.set(CAROL, { tasks: 'Reviewer' });
  const [changed] = await alice.delegates.toArray();
  expect(changed).toMatchObject({ permissions: { calendar: 'Editor', tasks: 'Reviewer' }, viewPrivateItems: true });
  await alice.delegates.remove(CAROL);
  expect(await alice.delegates.toArray()).toEqual([]);
});
