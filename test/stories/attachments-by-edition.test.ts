/** Attachments on servers of several ages: links since Exchange 2016, attachments that go out at once since Exchange 2013. */
import { describe, expect, test } from '@jest/globals';
import type { FileAttachment } from '../../src/index.js';
import { operationsOf, story } from './mailbox.js';

const MAILBOXES = { 'alice@example.test': {}, 'bob@example.test': {} };
const link = { url: 'https://files.example.test/plan.docx', name: 'plan.docx', providerType: 'OneDrivePro' };

describe('Exchange 2016', () => {
  const s = story({ mailboxes: MAILBOXES, serverVersion: 'Exchange2016' });

  test('a link is a link', async () => {
    const alice = await s.connect('alice');
    const draft = await alice.drafts.create({ subject: 'x' });
    await draft.attach(link);
    expect((await alice.drafts.item(draft.id)).attachments).toMatchObject([
      { kind: 'referenceAttachment', name: 'plan.docx', attachLongPathName: link.url, providerType: 'OneDrivePro' },
    ]);
  });
});

describe('Exchange 2010', () => {
  const s = story({ mailboxes: MAILBOXES, serverVersion: 'Exchange2010_SP2' });

  test('a link is refused before it is sent', async () => {
    const alice = await s.connect('alice');
    const draft = await alice.drafts.create({ subject: 'x' });
    const sent = await operationsOf(s.sandbox, async () => {
      await expect(draft.attach(link)).rejects.toThrow(
        /attachments\[0\].*known since Exchange2016, and the server is Exchange2010_SP2/,
      );
    });
    expect(sent).toEqual([]);
  });

  test('what goes out at once with attachments goes by a draft', async () => {
    const [alice, bob] = await Promise.all([s.connect('alice'), s.connect('bob')]);
    await alice.drafts.count();
    const message = {
      to: ['bob@example.test'],
      subject: 'Old',
      html: '<img src="cid:a">',
      attachments: [{ name: 'a', content: 'old', contentId: 'a' }],
    };
    expect(await operationsOf(s.sandbox, () => alice.send(message))).toEqual([
      'CreateItem',
      'CreateAttachment',
      'SendItem',
    ]);
    const received = await bob.inbox.get({ subject: 'Old' });
    expect(await (received.attachments as FileAttachment[])[0]?.text()).toBe('old');
    expect(await alice.drafts.filter({ subject: 'Old' }).exists()).toBe(false);
    const letter = alice.drafts.new({ ...message, subject: 'Letter' });
    await letter.send();
    expect((await bob.inbox.get({ subject: 'Letter' })).attachments?.length).toBe(1);
  });
});
