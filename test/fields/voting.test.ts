/** Voting buttons: written as the protocol's example has them, read, and voted with through a sandbox. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { mapi, readVotingOptions, votingOptions } from '../../src/index.js';
import { story } from '../stories/mailbox.js';

const s = story();

describe('the value of mapi.verbStream', () => {
  test('is, byte for byte, that of the example of the protocol', () => {
    const bytes = votingOptions(['Yes', 'No', 'Maybe']);
    expect(bytes.length).toBe(0xd1);
    // [MS-OXOMSG] 4.5, as a digest.
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(
      'f50e966f8e3a8a2ff3833d76b23dadf7dcda6b39f509859d4a77c34fdbf9fb27',
    );
  });

  test('is read as it was written, in any language', () => {
    for (const names of [
      ['Yes', 'No'],
      ['Ja, gerne', 'Nein'],
      ['Да', 'いいえ', 'Café'],
    ])
      expect(readVotingOptions(votingOptions(names))).toEqual(names);
  });

  test('other verbs in it are none of the options', () => {
    const bytes = votingOptions(['Reply', 'Yes']);
    bytes[6] = 2;
    expect(readVotingOptions(bytes)).toEqual(['Yes']);
  });

  test('without the Unicode names, those of the code page are read', () => {
    const bytes = votingOptions(['Yes', 'No']);
    const extras = Buffer.from(bytes).lastIndexOf(Buffer.of(4, 1, 3));
    expect(readVotingOptions(bytes.subarray(0, extras))).toEqual(['Yes', 'No']);
  });

  test('what is broken off, or something else, has no options', () => {
    const bytes = votingOptions(['Yes', 'No', 'Maybe']);
    const cuts = Array.from({ length: 0x96 }, (_, length) => readVotingOptions(bytes.subarray(0, length)));
    expect(cuts.every((options) => options.length === 0)).toBe(true);
    expect(readVotingOptions(undefined)).toEqual([]);
    expect(readVotingOptions(Buffer.from('something else'))).toEqual([]);
    const many = Buffer.from(bytes);
    many.writeUInt32LE(0xffffffff, 2);
    expect(readVotingOptions(many)).toEqual([]);
  });

  test.each([[[]], [['']], [['a;b']], [['x'.repeat(255)]], ['Yes' as never]])('%j are no options', (names) => {
    expect(() => votingOptions(names)).toThrow('votingOptions');
  });
});

test('a message with voting options, a vote, and what was voted', async () => {
  const [alice, bob] = [await s.connect('alice'), await s.connect('bob')];
  const fields = { buttons: mapi.verbStream, vote: mapi.verbResponse };
  const draft = await alice.drafts.withFields(fields).create({
    to: ['bob@example.test'],
    subject: 'Lunch?',
    buttons: votingOptions(['Yes', 'No']),
  });
  await draft.send();
  const asked = await bob.inbox.withFields(fields).get({ subject: 'Lunch?' });
  expect(readVotingOptions(asked.buttons)).toEqual(['Yes', 'No']);
  if (asked.kind !== 'message') throw new Error('no message');
  const reply = await asked.createReply({ subject: 'Yes: Lunch?' });
  await bob.drafts.withFields(fields).items([reply.id]).update({ vote: 'Yes' });
  const voted = await bob.drafts.item(reply.id);
  if (voted.kind !== 'message') throw new Error('no message');
  await voted.send();
  const answers = alice.inbox.withFields(fields);
  expect((await answers.get({ vote: 'Yes' })).subject).toBe('Yes: Lunch?');
});
