/** AppendToItemField: a body goes on, recipients and members are added to those that there are, without being read. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();
const s = story();
let alice: Account;
beforeAll(async () => {
  alice = await s.connect('alice');
});

describe('append()', () => {
  test('texts and recipients are sent as AppendToItemField', async () => {
    wire.server.keep({ subject: 'a' }, 'x');
    const item = await wire.account.inbox.item('x');
    if (item.kind !== 'message') throw new Error('no message');
    const request = await wire.xmlOf(() => item.append({ text: 'PS', cc: ['bob@example.test'] }));
    expect(inside(request, 'Updates')).toBe(
      xml(
        '<AppendToItemField><FieldURI FieldURI="item:Body"/><Message><Body BodyType="Text">PS</Body></Message></AppendToItemField><AppendToItemField><FieldURI FieldURI="message:CcRecipients"/><Message><CcRecipients><Mailbox><EmailAddress>bob@example.test</EmailAddress></Mailbox></CcRecipients></Message></AppendToItemField>',
      ),
    );
  });

  test('goes on with what the server has, which is not read before; what is at hand here goes on, too', async () => {
    const draft = await alice.drafts.create({ subject: 'a', text: 'Hi.', to: ['bob@example.test'] });
    const elsewhere = await alice.drafts.item(draft.id);
    await elsewhere.append({ text: ' There.' });
    await draft.append({ text: ' Bye.', to: ['carol@example.test'] });
    draft.subject = 'b';
    await draft.save();
    const read = await alice.drafts.item(draft.id);
    expect([read.subject, read.text]).toEqual(['b', 'Hi. There. Bye.']);
    expect(draft.text).toBe('Hi. Bye.');
    const to = (item: object) => (item as typeof draft).toRecipients?.map(({ emailAddress }) => emailAddress);
    expect([to(read), to(draft)]).toEqual(Array(2).fill(['bob@example.test', 'carol@example.test']));
  });

  test('what was assigned before, and not saved, is saved later', async () => {
    const draft = await alice.drafts.create({ subject: 'a', text: 'one' });
    draft.text = 'two';
    await draft.append({ text: '!' });
    expect((await alice.drafts.item(draft.id)).text).toBe('one!');
    await draft.save();
    expect((await alice.drafts.item(draft.id)).text).toBe('two!');
  });

  test.each([
    [{ subject: 'x' }, 'subject: Exchange appends to body, '],
    [{ body: null }, 'null is nothing that could be appended'],
    [{ cc: null }, 'null is nothing that could be appended'],
  ])('%j is refused', async (values, message) => {
    wire.server.keep({ subject: 'a' }, 'x');
    const item = await wire.account.inbox.item('x');
    const error = await wire.refusalOf(() => item.append(values as never));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });
});
