/** UploadItems takes what ExportItems gave, and nothing that would be in the way of its folder. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, codes, create, findItem, getItem, idsOf } from '../raw.js';

let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
  sandbox = await Sandbox.start();
  const inbox =
    '<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder>';
  folder = idsOf(await ask(sandbox, inbox), 'FolderId')[0]!.id;
});
afterAll(() => sandbox.close());

const upload = (data: string) =>
  ask(
    sandbox,
    `<m:UploadItems><m:Items><t:Item CreateAction="CreateNew"><t:ParentFolderId Id="${folder}"/><t:Data>${data}</t:Data></t:Item></m:Items></m:UploadItems>`,
  );
const bytes = (json: string) => Buffer.from(`EWSX${json}`).toString('base64');

test.each([
  '',
  '{',
  'null',
  '[]',
  '{}',
  '{"kind":"message"}',
  '{"kind":"message","data":{}}',
  '{"kind":"nonsense","data":{"subject":"poison"},"attachments":[]}',
  '{"kind":"__proto__","data":{},"attachments":[]}',
  '{"kind":"message","data":{"$d":1},"attachments":[]}',
  '{"kind":"message","data":{"dateTimeReceived":"no"},"attachments":[]}',
  '{"kind":"message","data":{"subject":{"a":1}},"attachments":[]}',
  '{"kind":"message","data":{"from":[],"toRecipients":7},"attachments":[]}',
  '{"kind":"message","data":{"extendedProperty":[{"extendedFieldURI":7}]},"attachments":[]}',
  '{"kind":"message","data":{"size":"big"},"attachments":[]}',
  '{"kind":"message","data":{"subject":"a"},"attachments":[{}]}',
  '{"kind":"calendarItem","data":{"start":{"$d":0},"end":{"$d":1},"recurrence":{"pattern":1}},"attachments":[]}',
  '{"kind":"calendarItem","data":{"start":{"$d":0},"end":{"$d":1},"recurrence":{"pattern":{"kind":"x"},"range":{"kind":"noEndRecurrence","startDate":"never"}}},"attachments":[]}',
])('%s is corrupt', async (json) => {
  expect(codes(await upload(bytes(json)))).toEqual(['ErrorCorruptData']);
  const listed = await ask(sandbox, findItem('inbox', '', '<t:BaseShape>AllProperties</t:BaseShape>'));
  expect([codes(listed), idsOf(listed)]).toEqual([['NoError'], []]);
});

test('what was exported comes in again, attachments too', async () => {
  const file = '<t:FileAttachment><t:Name>a.txt</t:Name><t:Content>AA==</t:Content></t:FileAttachment>';
  const item =
    '<t:ItemAttachment><t:Name>inner</t:Name><t:Message><t:Subject>inner</t:Subject></t:Message></t:ItemAttachment>';
  const own =
    '<t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="c11ff724-aa03-4555-9952-8fa248a11c3e" PropertyName="x" PropertyType="String"/><t:Value>v</t:Value></t:ExtendedProperty>';
  const [id] = await create(
    sandbox,
    `<t:Message><t:Subject>whole</t:Subject><t:Attachments>${item}${file}</t:Attachments>${own}</t:Message>`,
    'drafts',
  );
  const exported = await ask(
    sandbox,
    `<m:ExportItems><m:ItemIds><t:ItemId Id="${id?.id}"/></m:ItemIds></m:ExportItems>`,
  );
  const answer = await upload(all(exported, 'Data')[0] ?? '');
  expect(codes(answer)).toEqual(['NoError']);
  const read = await ask(sandbox, getItem(idsOf(answer)[0]!));
  expect(all(read, 'Subject')).toEqual(['whole']);
  expect(all(read, 'Name').filter((name) => /inner|a\.txt/.test(name))).toEqual(['inner', 'a.txt']);
});
