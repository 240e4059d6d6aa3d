/** Search folders: what they show is found by the store, in order, with further conditions, and counted. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Items } from '../../../src/sandbox/store/items.js';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, attributes, create } from '../raw.js';

let sandbox: Sandbox;
let id: string;

const compare = (kind: string, uri: string, value: string) =>
  `<t:${kind}><t:FieldURI FieldURI="${uri}"/><t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant></t:${kind}>`;
const makeFolder = async (parent: string, name: string) => {
  const folder = `<t:Folder><t:DisplayName>${name}</t:DisplayName></t:Folder>`;
  const answer = await ask(
    sandbox,
    `<m:CreateFolder><m:ParentFolderId>${parent}</m:ParentFolderId><m:Folders>${folder}</m:Folders></m:CreateFolder>`,
  );
  return `<t:FolderId Id="${attributes(answer, 'FolderId', 'Id')[0]}"/>`;
};

beforeAll(async () => {
  sandbox = await Sandbox.start();
  const inbox = '<t:DistinguishedFolderId Id="inbox"/>';
  const below = await makeFolder(inbox, 'below');
  const beside = await makeFolder('<t:DistinguishedFolderId Id="msgfolderroot"/>', 'beside');
  const message = (subject: string, importance: string, isRead: boolean) =>
    `<t:Message><t:Subject>${subject}</t:Subject><t:Importance>${importance}</t:Importance><t:IsRead>${isRead}</t:IsRead></t:Message>`;
  await create(sandbox, message('c', 'High', false) + message('low', 'Low', false), 'inbox');
  for (const [place, subject, isRead] of [
    [below, 'a', true],
    [beside, 'b', false],
  ] as const)
    await ask(
      sandbox,
      `<m:CreateItem MessageDisposition="SaveOnly"><m:SavedItemFolderId>${place}</m:SavedItemFolderId><m:Items>${message(subject, 'High', isRead)}</m:Items></m:CreateItem>`,
    );
  const restriction = `<t:Restriction>${compare('IsEqualTo', 'item:Importance', 'High')}</t:Restriction>`;
  const parameters = `<t:SearchParameters Traversal="Deep">${restriction}<t:BaseFolderIds>${inbox}${beside}</t:BaseFolderIds></t:SearchParameters>`;
  const made = await ask(
    sandbox,
    `<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id="searchfolders"/></m:ParentFolderId><m:Folders><t:SearchFolder><t:DisplayName>High</t:DisplayName>${parameters}</t:SearchFolder></m:Folders></m:CreateFolder>`,
  );
  id = `<t:FolderId Id="${attributes(made, 'FolderId', 'Id')[0]}"/>`;
});
afterAll(() => sandbox.close());

const find = async (rest = '', view = '') =>
  all(
    await ask(
      sandbox,
      `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape>${view}${rest}<m:ParentFolderIds>${id}</m:ParentFolderIds></m:FindItem>`,
    ),
    'Subject',
  );
const order = (direction: string) =>
  `<m:SortOrder><t:FieldOrder Order="${direction}"><t:FieldURI FieldURI="item:Subject"/></t:FieldOrder></m:SortOrder>`;
const page = '<m:IndexedPageItemView MaxEntriesReturned="1" Offset="1" BasePoint="Beginning"/>';

test('one order over all its folders, pages and conditions of the request', async () => {
  expect((await find()).sort()).toEqual(['a', 'b', 'c']);
  expect(await find(order('Ascending'))).toEqual(['a', 'b', 'c']);
  expect(await find(order('Descending'), page)).toEqual(['b']);
  const unread = `<m:Restriction>${compare('IsEqualTo', 'message:IsRead', 'false')}</m:Restriction>`;
  expect(await find(unread + order('Ascending'))).toEqual(['b', 'c']);
});

test('its counts are of what it shows', async () => {
  const answer = await ask(
    sandbox,
    `<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds>${id}</m:FolderIds></m:GetFolder>`,
  );
  expect([all(answer, 'TotalCount'), all(answer, 'UnreadCount')]).toEqual([['3'], ['2']]);
});

test('items are read for the page alone where the conditions have columns', async () => {
  const each = jest.spyOn(Items.prototype, 'each');
  const byId = jest.spyOn(Items.prototype, 'byId');
  expect(await find(order('Ascending'), page)).toEqual(['b']);
  expect([each.mock.calls.length, byId.mock.calls.length]).toEqual([0, 1]);
  each.mockRestore();
  byId.mockRestore();
});
