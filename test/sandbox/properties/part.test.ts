/** FindItem gives a part of some values: of a mailbox the name, of a long text the beginning. The client asks GetItem for the whole. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Account } from '../../../src/index.js';
import { partOf } from '../../../src/sandbox/properties/part.js';
import { propertyOf } from '../../../src/sandbox/properties/property-table.js';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, findItem, getItem, idsOf } from '../raw.js';

const ALICE = 'alice@example.test';
const LONG = Array.from({ length: 40 }, (_, index) => `&lt;message-${index}@example.test&gt;`).join(' ');
const EXTENDED =
  '<t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="long" PropertyType="String"/>';
const SHAPE = `<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${[
  'message:From',
  'message:Sender',
  'message:References',
  'message:ReceivedBy',
]
  .map((uri) => `<t:FieldURI FieldURI="${uri}"/>`)
  .join('')}${EXTENDED}</t:AdditionalProperties>`;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
  const message =
    `<t:Message><t:Subject>long</t:Subject><t:ExtendedProperty>${EXTENDED}<t:Value>${'x'.repeat(300)}</t:Value></t:ExtendedProperty>` +
    `<t:ToRecipients><t:Mailbox><t:EmailAddress>${ALICE}</t:EmailAddress></t:Mailbox></t:ToRecipients><t:References>${LONG}</t:References></t:Message>`;
  await ask(sandbox, `<m:CreateItem MessageDisposition="SendOnly"><m:Items>${message}</m:Items></m:CreateItem>`);
});
afterAll(() => sandbox.close());

describe('FindItem', () => {
  test('a mailbox is its name, without an address', async () => {
    const found = await ask(sandbox, findItem('inbox', '', SHAPE));
    for (const element of ['From', 'Sender', 'ReceivedBy'])
      expect(all(found, element)).toEqual([
        '<t:Mailbox><t:Name>Alice</t:Name><t:MailboxType>OneOff</t:MailboxType></t:Mailbox>',
      ]);
  });

  test('a text, an extended one too, is cut at 255 characters; what is made when asked for is whole', async () => {
    const found = await ask(sandbox, findItem('inbox', '', SHAPE));
    const decoded = all(found, 'References')[0]?.replaceAll(/&[lg]t;/g, '<');
    expect([decoded?.length, all(found, 'Value')[0]?.length]).toEqual([255, 255]);
    const link = `http://example.test/${'x'.repeat(300)}`;
    expect(partOf(link, propertyOf('message', 'webClientReadFormQueryString'))).toBe(link);
  });
});

test('GetItem gives the whole, and so does SyncFolderItems', async () => {
  const [id] = idsOf(await ask(sandbox, findItem('inbox', '', SHAPE)));
  const sync = `<m:SyncFolderItems><m:ItemShape>${SHAPE}</m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id="inbox"/></m:SyncFolderId><m:MaxChangesReturned>9</m:MaxChangesReturned></m:SyncFolderItems>`;
  for (const answer of [await ask(sandbox, getItem(id!, SHAPE)), await ask(sandbox, sync)]) {
    expect(all(all(answer, 'From')[0] ?? '', 'EmailAddress')).toEqual([ALICE]);
    expect(all(answer, 'References')).toEqual([LONG]);
    expect(all(answer, 'Value')[0]).toHaveLength(300);
  }
});

test('a query for a sender alone has the address: the client knows that FindItem does not do', async () => {
  await using account = await Account.connect({
    email: ALICE,
    endpoint: sandbox.endpoint,
    credentials: sandbox.credentialsFor(ALICE),
  });
  const before = sandbox.requests.length;
  const [mail] = await account.inbox.only('from').toArray();
  expect(mail?.from).toMatchObject({ name: 'Alice', emailAddress: ALICE });
  expect(sandbox.requests.slice(before).map(({ operation }) => operation)).toEqual(['FindItem', 'GetItem']);
});

test('FindFolder gives no permissions, GetFolder does', async () => {
  const shape =
    '<m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="folder:PermissionSet"/></t:AdditionalProperties></m:FolderShape>';
  const found = await ask(
    sandbox,
    `<m:FindFolder Traversal="Shallow">${shape}<m:ParentFolderIds><t:DistinguishedFolderId Id="msgfolderroot"/></m:ParentFolderIds></m:FindFolder>`,
  );
  const got = await ask(
    sandbox,
    `<m:GetFolder>${shape}<m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder>`,
  );
  expect([all(found, 'PermissionSet').length, all(got, 'PermissionSet').length]).toEqual([0, 1]);
});
