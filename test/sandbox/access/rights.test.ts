/** What the levels of permission let others do with what is not theirs. [MS-OXWSFOLD] 3.1.4.6 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, codes, create, idsOf, updateItem } from '../raw.js';

const BOB = 'bob@example.test';
const NOTES =
  '<t:DistinguishedFolderId Id="notes"><t:Mailbox><t:EmailAddress>alice@example.test</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const grant = (level: string) =>
  ask(
    sandbox,
    `<m:UpdateFolder><m:FolderChanges><t:FolderChange><t:DistinguishedFolderId Id="notes"/><t:Updates><t:SetFolderField><t:FieldURI FieldURI="folder:PermissionSet"/><t:Folder><t:PermissionSet><t:Permissions><t:Permission><t:UserId><t:PrimarySmtpAddress>${BOB}</t:PrimarySmtpAddress></t:UserId><t:PermissionLevel>${level}</t:PermissionLevel></t:Permission></t:Permissions></t:PermissionSet></t:Folder></t:SetFolderField></t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>`,
  );

const itemIds = (id: string) => `<m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds>`;
const SUBJECT =
  '<t:SetItemField><t:FieldURI FieldURI="item:Subject"/><t:PostItem><t:Subject>2</t:Subject></t:PostItem></t:SetItemField>';

/** What bob tries with alice's item, and in her folder. */
const ACTS: Readonly<Record<string, (item: { id: string; changeKey: string }) => string>> = {
  read: ({ id }) => `<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>${itemIds(id)}</m:GetItem>`,
  create: () =>
    `<m:CreateItem MessageDisposition="SaveOnly"><m:SavedItemFolderId>${NOTES}</m:SavedItemFolderId><m:Items><t:PostItem><t:Subject>b</t:Subject></t:PostItem></m:Items></m:CreateItem>`,
  update: (item) => updateItem(item, SUBJECT),
  subfolder: () =>
    `<m:CreateFolder><m:ParentFolderId>${NOTES}</m:ParentFolderId><m:Folders><t:Folder><t:DisplayName>${crypto.randomUUID()}</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>`,
  move: ({ id }) =>
    `<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id="inbox"/></m:ToFolderId>${itemIds(id)}</m:MoveItem>`,
  delete: ({ id }) => `<m:DeleteItem DeleteType="HardDelete">${itemIds(id)}</m:DeleteItem>`,
  empty: () =>
    `<m:EmptyFolder DeleteType="HardDelete" DeleteSubFolders="false"><m:FolderIds>${NOTES}</m:FolderIds></m:EmptyFolder>`,
};

describe('what is somebody else’s', () => {
  test.each([
    ['None', []],
    ['Reviewer', ['read']],
    ['Contributor', ['create']],
    ['NoneditingAuthor', ['read', 'create']],
    ['Author', ['read', 'create']],
    ['PublishingAuthor', ['read', 'create', 'subfolder']],
    ['Editor', ['read', 'create', 'update', 'move', 'delete', 'empty']],
    ['PublishingEditor', ['read', 'create', 'update', 'subfolder', 'move', 'delete', 'empty']],
    ['Owner', ['read', 'create', 'update', 'subfolder', 'move', 'delete', 'empty']],
  ])('%s: %j', async (level, allowed) => {
    expect(codes(await grant(level))).toEqual(['NoError']);
    const done: string[] = [];
    for (const [name, act] of Object.entries(ACTS)) {
      const [item] = await create(sandbox, '<t:PostItem><t:Subject>1</t:Subject></t:PostItem>', 'notes');
      const [code] = codes(await ask(sandbox, act(item!), BOB));
      if (code === 'NoError') done.push(name);
      else expect(code).toMatch(/AccessDenied$|NotFound$/);
      const there = await ask(sandbox, ACTS['read']!(item!));
      const gone = codes(there)[0] !== 'NoError';
      expect([name, gone]).toEqual([name, code === 'NoError' && ['move', 'delete', 'empty'].includes(name)]);
      expect(idsOf(there).length).toBe(gone ? 0 : 1);
    }
    expect(done).toEqual(allowed);
  });

  test('the rights are told as they are', async () => {
    const [item] = await create(sandbox, '<t:PostItem><t:Subject>1</t:Subject></t:PostItem>', 'notes');
    const shape =
      '<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="item:EffectiveRights"/></t:AdditionalProperties></m:ItemShape>';
    const rights = async () =>
      all(await ask(sandbox, `<m:GetItem>${shape}${itemIds(item!.id)}</m:GetItem>`, BOB), 'Delete');
    await grant('NoneditingAuthor');
    expect(await rights()).toEqual(['false']);
    await grant('Editor');
    expect(await rights()).toEqual(['true']);
  });
});
