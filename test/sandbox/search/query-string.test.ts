/** QueryString by Learn's tables ("How to perform an AQS search by using EWS", "QueryString (QueryStringType)"). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, codes, create } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start({ now: new Date('2026-03-18T12:00:00Z') });
  const flagged = '<t:Flag><t:FlagStatus>Flagged</t:FlagStatus></t:Flag>';
  const to =
    '<t:ToRecipients><t:Mailbox><t:EmailAddress>bob@example.test</t:EmailAddress></t:Mailbox></t:ToRecipients>';
  const bcc =
    '<t:BccRecipients><t:Mailbox><t:Name>Mack Hope</t:Name><t:EmailAddress>mack@example.org</t:EmailAddress></t:Mailbox></t:BccRecipients>';
  const file = `<t:Attachments><t:FileAttachment><t:Name>sales-report.pdf</t:Name><t:Content>AA==</t:Content></t:FileAttachment></t:Attachments>`;
  const categories = '<t:Categories><t:String>Red wine</t:String></t:Categories>';
  await create(
    sandbox,
    [
      `<t:Message><t:Subject>project meeting notes</t:Subject>${to}${bcc}</t:Message>`,
      `<t:Message><t:Subject>December sales projections</t:Subject><t:Body BodyType="Text">plan of apples</t:Body>${file}<t:Importance>High</t:Importance></t:Message>`,
      `<t:Message><t:Subject>foo_bar-baz co:lon</t:Subject>${categories}${flagged}</t:Message>`,
    ].join(''),
    'inbox',
  );
  await create(sandbox, '<t:PostItem><t:Subject>a post</t:Subject></t:PostItem>', 'inbox');
});
afterAll(() => sandbox.close());

const NOTES = 'project meeting notes';
const SALES = 'December sales projections';
const FOO = 'foo_bar-baz co:lon';
const POST = 'a post';
const ALL = [POST, FOO, SALES, NOTES].sort();

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const answer = (query: string, header = '') =>
  ask(
    sandbox,
    '<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape>' +
      `<m:ParentFolderIds><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderIds><m:QueryString>${escaped(query)}</m:QueryString></m:FindItem>`,
    undefined,
    header,
  );
const found = async (query: string, header = '') => all(await answer(query, header), 'Subject').sort();

describe('texts', () => {
  test.each([
    // Words are found by their beginnings, in quotes as a whole.
    ['subject:project', [SALES, NOTES]],
    ['subject: project', [SALES, NOTES]],
    ['subject:"project"', [NOTES]],
    ['subject:"proj*"', [SALES, NOTES]],
    ['SUBJECT:PROJECT', [SALES, NOTES]],
    ['subject:"meeting notes"', [NOTES]],
    ['subject:"notes meeting"', []],
    // All the words, in that text: the body's plan is none of the subject.
    ['subject:notes project', [NOTES]],
    ['subject:sales plan', []],
    ['subject:(sales OR foo)', [SALES, FOO]],
    ['subject:(sales projections)', [SALES]],
    ['sales plan', [SALES]],
    ['body:apple', [SALES]],
    ['content:apple', [SALES]],
    ['attachment:report', [SALES]],
    ['attachment:sales-report.pdf', [SALES]],
    ['report', [SALES]],
    ['from:alice', ALL],
    ['to:bob', [NOTES]],
    ['to:bob@example.test', [NOTES]],
    ['bcc:mack', [NOTES]],
    ['bcc:"Mack Hope"', [NOTES]],
    ['participants:bob', [NOTES]],
    ['participants:mack', [NOTES]],
    ['cc:bob', []],
    ['category:wine', [FOO]],
    ['importance:high', [SALES]],
    // What no word is made of divides words, in the query as in the text.
    ['subject:foo_bar-baz', [FOO]],
    ['subject:"foo_bar-baz"', [FOO]],
    ['subject:bar-b', [FOO]],
    ['subject:co:lon', [FOO]],
    // No keyword of the table: a word like others.
    ['co:lon', [FOO]],
    ['nosuch:project', []],
  ])('%s', async (query, wanted) => {
    expect(await found(query)).toEqual([...wanted].sort());
  });
});

describe('operators', () => {
  test.each([
    ['NOT subject:project', [FOO, POST]],
    ['-subject:project', [FOO, POST]],
    ['NOT project sales', []],
    ['sales OR notes', [SALES, NOTES]],
    ['project AND NOT (sales OR foo)', [NOTES]],
    ['(project) (sales)', [SALES]],
    ['project)', [SALES, NOTES]],
  ])('%s', async (query, wanted) => {
    expect(await found(query)).toEqual([...wanted].sort());
  });

  test('too many levels are refused', async () => {
    expect(codes(await answer('('.repeat(5000)))).toEqual(['ErrorRestrictionTooComplex']);
  });
});

describe('numbers, times, yes and no, kinds', () => {
  test.each([
    ['size:>1', ALL],
    ['size: > 1', ALL],
    ['size:<1', []],
    ['size:1..1mb', ALL],
    ['size:>=1gb', []],
    ['size:many', []],
    ['received:today', ALL],
    ['received:2026-03-18', ALL],
    ['received:3/18/2026', ALL],
    ['received:yesterday', []],
    ['received:this week', ALL],
    ['received:"this month"', ALL],
    ['received:last month', []],
    ['received:this week project', [SALES, NOTES]],
    ['received:this year', ALL],
    ['received:>3/18/2026', []],
    ['received:>=3/18/2026', ALL],
    ['received:<3/18/2026', []],
    ['received:<=3/18/2026', ALL],
    ['received:3/1/2026..3/18/2026', ALL],
    ['received:3/1/2026..3/17/2026', []],
    ['received:2/30/2026', []],
    ['sent:today', ALL],
    ['hasattachment:true', [SALES]],
    ['hasattachment:false', [FOO, NOTES, POST]],
    ['isflagged:true', [FOO]],
    ['isflagged:false', [SALES, NOTES, POST]],
    ['isread:true', ALL],
    ['isread:false', []],
    ['kind:email', [FOO, SALES, NOTES]],
    ['kind:posts', [POST]],
    ['kind:meetings', []],
  ])('%s', async (query, wanted) => {
    expect(await found(query)).toEqual([...wanted].sort());
  });

  test('a day is one of the zone of the request', async () => {
    // At noon in London it is already the next day in Auckland.
    const auckland = '<t:TimeZoneContext><t:TimeZoneDefinition Id="New Zealand Standard Time"/></t:TimeZoneContext>';
    expect(await found('received:3/18/2026', auckland)).toEqual([]);
    expect(await found('received:3/19/2026', auckland)).toEqual(ALL);
    expect(await found('received:today', auckland)).toEqual(ALL);
  });
});
