/**
 * Our half of the exchange of attachments with exchangelib: `write` makes a draft that attachments.py reads, `read` reads the one that it
 * made. `attachments.mjs write|read URL`; prints a line for each check, and exits with 1 when one fails.
 */
import { createHash } from 'node:crypto';
import { Account } from '../../dist/index.js';
import { check, conclude } from './check.mjs';

const [, , what, endpoint] = process.argv;
const email = 'alice@example.test';
const account = await Account.connect({ email, endpoint, credentials: { username: email, password: 'secret' } });

/** The same bytes as in attachments.py. */
const bytes = (length) => Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 256);
const digest = (data) => createHash('sha256').update(data).digest('hex');
if (what === 'write') {
  const draft = await account.drafts.create({
    subject: 'attached by ewskit',
    html: '<img src="cid:logo@x">',
    attachments: [
      { name: 'empty.bin', content: '' },
      { name: 'Grüße & <Menü>.txt', content: 'Tofu – Käse', contentType: 'text/plain' },
      { name: 'logo.png', content: bytes(10), contentId: 'logo@x' },
    ],
  });
  const enclosed = account.drafts.new({
    subject: 'Enclosed',
    text: 'Within',
    attachments: [{ name: 'deep.bin', content: bytes(1000) }],
  });
  await draft.attach([
    { name: 'large.bin', content: bytes(1_000_001) },
    { name: 'stream.bin', content: () => new Blob([bytes(300_000)]).stream() },
    { name: 'gone.bin', content: 'x' },
    { item: enclosed },
  ]);
  await draft.detach(draft.attachments.filter(({ name }) => name === 'gone.bin'));
  check('a draft with attachments is written', draft.attachments.length, 6);
} else {
  const item = await account.drafts.get({ subject: 'attached by exchangelib' });
  const whole = await account.item(item.id);
  const files = whole.attachments.filter(({ kind }) => kind === 'fileAttachment');
  const found = Object.fromEntries(files.map((file) => [file.name, file]));
  check('the names', Object.keys(found).sort(), ['Grüße & <Menü>.txt', 'empty.bin', 'large.bin', 'logo.png'].sort());
  check('an empty file', (await found['empty.bin'].bytes()).length, 0);
  check('a text', await found['Grüße & <Menü>.txt'].text(), 'Tofu – Käse');
  check('its type', found['Grüße & <Menü>.txt'].contentType, 'text/plain');
  check('a large file', digest(await found['large.bin'].bytes()), digest(bytes(1_000_001)));
  const hash = createHash('sha256');
  for await (const part of found['large.bin'].stream()) hash.update(part);
  check('the same as a stream', hash.digest('hex'), digest(bytes(1_000_001)));
  const { isInline, contentId } = found['logo.png'];
  check('an inline image', [isInline, contentId], [true, 'logo@x']);
  const attached = whole.attachments.find(({ kind }) => kind === 'itemAttachment');
  const inside = await attached.load();
  check('an attached item', [inside.kind, inside.subject, inside.text], ['message', 'Enclosed', 'Within']);
  check('the file in it', digest(await inside.attachments[0].bytes()), digest(bytes(1000)));
}
conclude(`ewskit, ${what}`);
await account[Symbol.asyncDispose]();
