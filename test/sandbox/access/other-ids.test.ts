/** Ids and change keys that this store never gave out, or no longer has anything for: which code each operation has for them. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseId } from '../../../src/sandbox/store/ids.js';
import { Sandbox } from '../../../src/sandbox.js';
import { corpusDocument, corpusRows, testWith } from '../../support/shared.js';
import { all, ask, attributes, codes, create, idsOf } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const say = (body: string) => ask(sandbox, body);
const getFolder = (id: string) =>
  `<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:FolderId Id="${id}"/></m:FolderIds></m:GetFolder>`;

/** Well formed by [MS-OXWSITEMID], of a mailbox and a store that are not here. */
const GUID = '12345678-90ab-4cde-8f01-234567890abc';
function otherFolder(): string {
  const entry = Buffer.alloc(46, 7).fill(0, 0, 4).fill(0, 44);
  entry.writeUInt16LE(1, 20);
  return Buffer.concat([Buffer.from([0, 3, 36, 0]), Buffer.from(GUID), Buffer.from([0, 46, 0]), entry]).toString(
    'base64',
  );
}

test.each(['', 'XXX'])('the change key %j cannot be read: Learn, ResponseCode, ErrorInvalidChangeKey', async (key) => {
  const [item] = await create(sandbox, '<t:Message><t:Subject>k</t:Subject></t:Message>', 'drafts');
  const id = `<t:ItemId Id="${item?.id}" ChangeKey="${key}"/>`;
  for (const body of [
    `<m:DeleteItem DeleteType="HardDelete"><m:ItemIds>${id}</m:ItemIds></m:DeleteItem>`,
    `<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:ItemIds>${id}</m:ItemIds></m:GetItem>`,
    `<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id="inbox"/></m:ToFolderId><m:ItemIds>${id}</m:ItemIds></m:MoveItem>`,
  ])
    expect(codes(await say(body))).toEqual(['ErrorInvalidChangeKey']);
});

describe('an id of another mailbox', () => {
  test('names none: Learn, ExportItems operation, has the text and the GUID', async () => {
    const answer = await say(getFolder(otherFolder()));
    expect(codes(answer)).toEqual(['ErrorNonExistentMailbox']);
    expect(all(answer, 'MessageText')).toEqual(['No mailbox with such guid.']);
    expect(answer).toContain(`Name="MailboxGuid">${GUID}</Value>`);
  });

  test('ConvertId only rewrites it, there and back', async () => {
    const convert = (from: string, to: string, id: string) =>
      say(
        `<m:ConvertId DestinationFormat="${to}"><m:SourceIds><t:AlternateId Format="${from}" Id="${id}" Mailbox="alice@example.test"/></m:SourceIds></m:ConvertId>`,
      );
    const hex = await convert('EwsId', 'HexEntryId', otherFolder());
    expect(codes(hex)).toEqual(['NoError']);
    expect(attributes(hex, 'AlternateId', 'Id')).toEqual([
      Buffer.from(otherFolder(), 'base64').toString('hex', 43).toUpperCase(),
    ]);
  });

  testWith(corpusRows(), 'the corpus', 'every id of a real store is well formed', (rows) => {
    const ids = new Set<string>();
    // Some sources hide what was there behind dots or letters.
    for (const row of rows.filter((one) => one['kind'] === 'soap-response' && one['provenance'] === 'recorded'))
      for (const id of attributes(corpusDocument(row).toString(), '(?:Item|Folder)Id', 'Id'))
        if (/^A[A-Za-z0-9+/]{60,}={0,2}$/.test(id) && id.length % 4 === 0) ids.add(id);
    expect(ids.size).toBeGreaterThan(50);
    const malformed = [...ids].filter((id) => {
      try {
        parseId(id);
        return false;
      } catch {
        return true;
      }
    });
    expect(malformed).toEqual([]);
  });
});

test('GetPersona: an id that is none is refused as everywhere, by a fault without a place in our code', async () => {
  const answer = await say('<m:GetPersona><m:PersonaId Id="AAA="/></m:GetPersona>');
  expect(codes(answer)).toEqual(['ErrorInvalidIdMalformed']);
  expect(answer).not.toMatch(/\.[jt]s\b/);
});

test('a folder that is gone: GetFolder and UpdateFolder say ErrorItemNotFound (MS-OXWSFOLD S05), others ErrorFolderNotFound', async () => {
  const made = await say(
    '<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderId><m:Folders><t:Folder><t:DisplayName>gone</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>',
  );
  const [folder] = idsOf(made, 'FolderId');
  const id = `<t:FolderId Id="${folder?.id}"/>`;
  await say(`<m:DeleteFolder DeleteType="HardDelete"><m:FolderIds>${id}</m:FolderIds></m:DeleteFolder>`);
  expect(codes(await say(getFolder(String(folder?.id))))).toEqual(['ErrorItemNotFound']);
  const rename = `<m:UpdateFolder><m:FolderChanges><t:FolderChange>${id}<t:Updates><t:SetFolderField><t:FieldURI FieldURI="folder:DisplayName"/><t:Folder><t:DisplayName>x</t:DisplayName></t:Folder></t:SetFolderField></t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>`;
  expect(codes(await say(rename))).toEqual(['ErrorItemNotFound']);
  const remove = `<m:DeleteFolder DeleteType="HardDelete"><m:FolderIds>${id}</m:FolderIds></m:DeleteFolder>`;
  expect(codes(await say(remove))).toEqual(['ErrorFolderNotFound']);
});
