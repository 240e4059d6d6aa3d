/** In which form items and their bodies come: what a shape asks for, and that whole items may be whole. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Account } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();
const s = story();
let alice: Account;
const HTML =
  '<p>Hi <a href="https://example.test">there</a><img src="https://example.test/x.png"><img src="cid:logo"></p><script>x()</script>';
beforeAll(async () => {
  alice = await s.connect('alice');
  await alice.drafts.create({ subject: 'one', html: HTML });
});

const FORMS = {
  includeMimeContent: true,
  bodyType: 'HTML',
  uniqueBodyType: 'Text',
  normalizedBodyType: 'HTML',
  filterHtmlContent: true,
  convertHtmlCodePageToUTF8: true,
  inlineImageUrlTemplate: 'https://img.test/{id}',
  blockExternalImages: true,
  addBlankTargetToLinks: true,
  maximumBodySize: 100,
} as const;

test('shape options of a query, an item and a folder go into ItemShape', async () => {
  const expected =
    '<BaseShape>AllProperties</BaseShape><IncludeMimeContent>true</IncludeMimeContent><BodyType>HTML</BodyType><UniqueBodyType>Text</UniqueBodyType><NormalizedBodyType>HTML</NormalizedBodyType><FilterHtmlContent>true</FilterHtmlContent><ConvertHtmlCodePageToUTF8>true</ConvertHtmlCodePageToUTF8><InlineImageUrlTemplate>https://img.test/{id}</InlineImageUrlTemplate><BlockExternalImages>true</BlockExternalImages><AddBlankTargetToLinks>true</AddBlankTargetToLinks><MaximumBodySize>100</MaximumBodySize>';
  const { account } = wire;
  wire.server.fill('inbox', { subject: 'a' });
  const requests = await wire.requestsOf(async () => {
    await account.item('x', FORMS);
    await account.inbox.item('x', FORMS);
    await account.inbox.all(FORMS).toArray();
    await account.items(['x']).toArray(FORMS);
  });
  const gets = requests.filter(({ operation }) => operation === 'GetItem');
  expect(gets.map(({ xml }) => inside(xml, 'ItemShape'))).toEqual(gets.map(() => xml(expected)));
  expect(gets.length).toBe(4);
});

test('bodies come as text, filtered, cut, as the shape says', async () => {
  const read = async (options: object) => (await alice.drafts.all(options).at(0))?.body?.value ?? '';
  expect(await read({ bodyType: 'Text' })).not.toContain('<p>');
  expect(await read({ filterHtmlContent: true })).not.toContain('script');
  expect(await read({ addBlankTargetToLinks: true })).toContain('<a target="_blank" href=');
  expect(await read({ blockExternalImages: true })).not.toContain('x.png');
  expect(await read({ inlineImageUrlTemplate: 'https://img.test/{id}' })).toContain('src="https://img.test/logo"');
  const cut = (await alice.drafts.all({ maximumBodySize: 10 }).at(0))?.body;
  expect([cut?.value.length, cut?.isTruncated]).toEqual([10, true]);
  expect((await alice.drafts.all({ includeMimeContent: true }).at(0))?.mimeContent?.value.length).toBeGreaterThan(50);
});

test.each(['uniqueBodyType', 'filterHtmlContent', 'maximumBodySize'])('%s of a wrong kind is refused', async (name) => {
  const error = await wire.refusalOf(() => wire.account.inbox.all({ [name]: 'x' } as never).toArray());
  expect(error.message).toContain(`${name}: expected`);
});

test('a shape with all members named asks for what AllProperties leaves out', async () => {
  wire.server.fill('inbox', { subject: 'a' });
  const requests = await wire.requestsOf(() => wire.account.inbox.all({ allMembers: true }).toArray());
  const shape = inside(requests.at(-1)?.xml ?? '', 'ItemShape') ?? '';
  for (const uri of ['item:UniqueBody', 'message:ReplyTo', 'item:Preview', 'message:IsReadReceiptRequested'])
    expect(shape).toContain(`FieldURI="${uri}"`);
  expect(shape).not.toContain('item:MimeContent"');
  const item = await alice.drafts.all({ allMembers: true }).at(0);
  expect(item?.subject).toBe('one');
});
