/** Out of office: the whole is written, of which the caller gives a part. */
import { describe, expect, test } from '@jest/globals';
import { ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { xml } from '../support/compact-xml.js';
import { ALICE, recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';

const wire = recorder();
const s = story();

const KEPT = {
  oofState: 'Disabled',
  externalAudience: 'Known',
  internalReply: { message: 'At home.', lang: 'en-GB' },
  externalReply: { message: 'Away.' },
};

describe('what is sent', () => {
  function answer(oofSettings: object): void {
    wire.server.on('GetUserOofSettings', () => ({ responseMessage: success(), oofSettings }));
    wire.server.on('SetUserOofSettings', () => ({ responseMessage: success() }));
  }

  test('set() writes what is given over what was there; a day as the end is the whole of it, on the account’s clock', async () => {
    answer(KEPT);
    const [read, written] = await wire.requestsOf(() =>
      wire.account.outOfOffice.set({
        state: 'Scheduled',
        start: '2025-07-01',
        end: '2025-07-13',
        internalReply: 'At sea.',
      }),
    );
    expect(read?.xml).toBe(
      xml`<GetUserOofSettingsRequest><Mailbox><Address>${ALICE}</Address></Mailbox></GetUserOofSettingsRequest>`,
    );
    expect(written?.xml).toBe(xml`
      <SetUserOofSettingsRequest>
        <Mailbox><Address>${ALICE}</Address></Mailbox>
        <UserOofSettings>
          <OofState>Scheduled</OofState>
          <ExternalAudience>Known</ExternalAudience>
          <Duration><StartTime>2025-06-30T22:00:00Z</StartTime><EndTime>2025-07-13T22:00:00Z</EndTime></Duration>
          <InternalReply xml:lang="en-GB"><Message>At sea.</Message></InternalReply>
          <ExternalReply><Message>Away.</Message></ExternalReply>
        </UserOofSettings>
      </SetUserOofSettingsRequest>`);
  });

  test('a schedule needs a start and an end, of which the server may have one; nothing is written without', async () => {
    answer(KEPT);
    await expect(wire.account.outOfOffice.set({ state: 'Scheduled', start: '2025-07-01' })).rejects.toThrow(
      'needs an end,',
    );
    await expect(wire.account.outOfOffice.set({ state: 'Scheduled', end: '2025-07-01' })).rejects.toThrow(
      'needs a start,',
    );
    expect(wire.sent.map(({ operation }) => operation)).toEqual(['GetUserOofSettings', 'GetUserOofSettings']);
  });

  test.each([
    [{ start: '2025-07-02', end: '2025-07-01' }, 'end: is not after start'],
    [{ start: '2025-02-30' }, 'start: expected'],
    [{ state: 'Away' }, "state: expected one of 'Disabled'"],
    [{ oofState: 'Enabled' }, 'oofState: there is no such option'],
    [{ internalReply: 5 }, 'internalReply: expected a string'],
  ])('%j is refused unsent', async (settings, message) => {
    const error = await wire.refusalOf(() => wire.account.outOfOffice.set(settings as never));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });
});

test('what is set is read again, and answers mail; switched off, it keeps its texts', async () => {
  const [alice, bob] = await Promise.all([s.connect('alice'), s.connect('bob')]);
  expect((await alice.outOfOffice.get()).state).toBe('Disabled');
  const start = new Date('2025-01-01T08:00:00Z');
  const end = new Date('2099-01-01T08:00:00Z');
  await alice.outOfOffice.set({ state: 'Scheduled', start, end, internalReply: 'At sea.', externalAudience: 'None' });
  expect(await alice.outOfOffice.get()).toMatchObject({
    state: 'Scheduled',
    start,
    end,
    internalReply: 'At sea.',
    externalAudience: 'None',
  });
  await bob.send({ subject: 'There?', to: [ALICE], text: '?' });
  expect(await bob.inbox.pluck('subject').toArray()).toEqual(['Automatic reply: There?']);
  const [tips] = await bob.mailTips(ALICE).toArray();
  expect(tips?.outOfOffice?.replyBody.message).toBe('At sea.');
  await alice.outOfOffice.set({ state: 'Disabled' });
  expect(await alice.outOfOffice.get()).toMatchObject({ state: 'Disabled', start, end, internalReply: 'At sea.' });
});

test('mail tips: of whom, in requests of 50; who is none is told, and nobody at all is refused', async () => {
  const names = Array.from({ length: 51 }, (_, index) => `u${index}@example.test`);
  const requests = await wire.requestsOf(async () => {
    wire.server.on('GetMailTips', ({ recipients }) => ({
      ...success(),
      responseMessages: recipients.map((recipientAddress: object) => ({
        ...success(),
        mailTips: { recipientAddress, pendingMailTips: [] },
      })),
    }));
    const all = await wire.account.mailTips(names).toArray();
    expect(all.map(({ recipientAddress }) => recipientAddress.emailAddress)).toEqual(names);
  });
  expect(requests.map(({ body }) => body.recipients.length)).toEqual([50, 1]);
  expect(await wire.xmlOf(() => wire.account.mailTips().toArray())).toBe(xml`
    <GetMailTips>
      <SendingAs><EmailAddress>${ALICE}</EmailAddress></SendingAs>
      <Recipients><Mailbox><EmailAddress>${ALICE}</EmailAddress></Mailbox></Recipients>
      <MailTipsRequested>All</MailTipsRequested>
    </GetMailTips>`);
  await wire.refusalOf(() => wire.account.mailTips([]));
  const alice = await s.connect('alice');
  const [nobody] = await alice.mailTips('nobody@example.test').toArray();
  expect(nobody?.invalidRecipient).toBe(true);
});
