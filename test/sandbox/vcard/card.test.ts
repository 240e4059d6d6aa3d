/** Cards as MimeContent of contacts, through a sandbox. */
import '../../support/judged-sandboxes.js';
import { expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, codes, create, getItem } from '../raw.js';

const contact = (...lines: string[]) => {
  const text = ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD'].join('\r\n');
  return `<t:Contact><t:MimeContent>${Buffer.from(text).toString('base64')}</t:MimeContent></t:Contact>`;
};

test('a contact is made of a card, with its picture, and given back as one', async () => {
  await using sandbox = await Sandbox.start();
  const lines = ['FN:Anna Berg', 'N:Berg;Anna;;;', 'TEL;TYPE=cell:1', 'PHOTO;ENCODING=b;TYPE=PNG:AAEC'];
  const [id] = await create(sandbox, contact(...lines), 'contacts');
  if (id === undefined) throw new Error('It was not created.');
  const shape = '<t:BaseShape>AllProperties</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent>';
  const answer = await ask(sandbox, getItem(id, shape));
  expect([all(answer, 'Surname')[0], all(answer, 'FileAs')[0], all(answer, 'IsContactPhoto')[0]]).toEqual([
    'Berg',
    'Berg, Anna',
    'true',
  ]);
  expect(all(answer, 'Entry')).toContain('1');
  const card = Buffer.from(all(answer, 'MimeContent')[0] ?? '', 'base64')
    .toString()
    .split('\r\n');
  expect(card).toEqual(expect.arrayContaining(lines));
});

test('what is no card is refused', async () => {
  await using sandbox = await Sandbox.start();
  const item = `<t:Contact><t:MimeContent>${Buffer.from('Subject: x').toString('base64')}</t:MimeContent></t:Contact>`;
  expect(codes(await ask(sandbox, `<m:CreateItem><m:Items>${item}</m:Items></m:CreateItem>`))).toEqual([
    'ErrorMimeContentInvalid',
  ]);
});
