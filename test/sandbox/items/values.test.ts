/** What Exchange makes of values that it stores: lengths, names of contacts, bodies. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { ask, codes, create, getItem, type Ids, updateItem } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const unescaped = (text = '') =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#xD;', '\r')
    .replaceAll('&amp;', '&');
const read = async (id: Ids | undefined, name: string, more = '') => {
  const answer = await ask(sandbox, getItem(id!, `<t:BaseShape>AllProperties</t:BaseShape>${more}`));
  const [, value] = new RegExp(`<t:${name}(?: [^>]*)?>([^<]*)<`).exec(answer) ?? [];
  return value === undefined ? undefined : unescaped(value);
};
const set = (uri: string, kind: string, content: string) =>
  `<t:SetItemField><t:FieldURI FieldURI="${uri}"/><t:${kind}>${content}</t:${kind}></t:SetItemField>`;
const remove = (uri: string) => `<t:DeleteItemField><t:FieldURI FieldURI="${uri}"/></t:DeleteItemField>`;
const update = async (id: Ids | undefined, updates: string) =>
  codes(await ask(sandbox, updateItem(id!, updates, 'AlwaysOverwrite')));

describe('lengths', () => {
  test('the first 255 characters are kept of a subject and of the names of a person', async () => {
    const long = 'x'.repeat(300);
    const [mail] = await create(sandbox, `<t:Message><t:Subject>${long}</t:Subject></t:Message>`, 'drafts');
    expect(await read(mail, 'Subject')).toBe('x'.repeat(255));
    const names = ['GivenName', 'MiddleName', 'Surname'];
    const [person] = await create(
      sandbox,
      `<t:Contact>${names.map((name) => `<t:${name}>${long}</t:${name}>`).join('')}</t:Contact>`,
      'contacts',
    );
    for (const name of names) expect(await read(person, name)).toBe('x'.repeat(255));
    expect(await update(mail, set('item:Subject', 'Message', `<t:Subject>${'y'.repeat(256)}</t:Subject>`))).toEqual([
      'NoError',
    ]);
    expect(await read(mail, 'Subject')).toBe('y'.repeat(255));
  });

  test('no character is cut through', async () => {
    const [mail] = await create(
      sandbox,
      `<t:Message><t:Subject>${'x'.repeat(254)}\u{1f600}</t:Subject></t:Message>`,
      'drafts',
    );
    expect(await read(mail, 'Subject')).toBe('x'.repeat(254));
    const [short] = await create(sandbox, '<t:Message><t:Subject>\u{1f600}</t:Subject></t:Message>', 'drafts');
    expect(await read(short, 'Subject')).toBe('\u{1f600}');
  });
});

describe('FileAs', () => {
  const person = (more: string) =>
    create(
      sandbox,
      `<t:Contact>${more}<t:GivenName>Ann</t:GivenName><t:Surname>Lee</t:Surname></t:Contact>`,
      'contacts',
    );
  const MAPPED = '<t:FileAsMapping>LastCommaFirst</t:FileAsMapping>';

  test('is derived by its mapping, or without one', async () => {
    expect(await read((await person(MAPPED))[0], 'FileAs')).toBe('Lee, Ann');
    expect(await read((await person(''))[0], 'FileAs')).toBe('Lee, Ann');
    const [first] = await person('<t:FileAsMapping>FirstSpaceLast</t:FileAsMapping>');
    expect(await read(first, 'FileAs')).toBe('Ann Lee');
  });

  test('and a mapping that come together are both kept, in an update too', async () => {
    const [id] = await person(`<t:FileAs>Mine</t:FileAs>${MAPPED}`);
    expect([await read(id, 'FileAs'), await read(id, 'FileAsMapping')]).toEqual(['Mine', 'LastCommaFirst']);
    await update(
      id,
      set('contacts:FileAs', 'Contact', '<t:FileAs>Other</t:FileAs>') +
        set('contacts:FileAsMapping', 'Contact', '<t:FileAsMapping>LastFirst</t:FileAsMapping>'),
    );
    expect([await read(id, 'FileAs'), await read(id, 'FileAsMapping')]).toEqual(['Other', 'LastFirst']);
  });

  test('follows the names by its mapping', async () => {
    const [id] = await person(MAPPED);
    await update(id, set('contacts:GivenName', 'Contact', '<t:GivenName>Eve</t:GivenName>'));
    expect(await read(id, 'FileAs')).toBe('Lee, Eve');
  });

  test('stays away once it is deleted, and so does Subject', async () => {
    const [id] = await person('');
    expect(await update(id, remove('contacts:FileAs') + remove('item:Subject'))).toEqual(['NoError']);
    expect([await read(id, 'FileAs'), await read(id, 'Subject')]).toEqual([undefined, undefined]);
    await update(id, set('contacts:JobTitle', 'Contact', '<t:JobTitle>x</t:JobTitle>'));
    expect([await read(id, 'FileAs'), await read(id, 'Subject')]).toEqual([undefined, undefined]);
  });
});

describe('bodies', () => {
  const META = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">';
  const stored = async (html: string, type = 'HTML') => {
    const escaped = html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const [id] = await create(
      sandbox,
      `<t:Message><t:Body BodyType="${type}">${escaped}</t:Body></t:Message>`,
      'drafts',
    );
    return id!;
  };
  const AS_TEXT = '<t:BodyType>Text</t:BodyType>';

  test.each([
    [
      'a head gets the charset',
      '<html><head><title>t</title></head>',
      `<html><head>\r\n${META}\r\n<title>t</title></head>`,
    ],
    [
      'HTML without a head gets one',
      '<html lang="de"><body>Hi</body></html>',
      `<html lang="de">\r\n<head>\r\n${META}\r\n</head>\r\n<body>Hi</body></html>`,
    ],
    ['a fragment has it before it', '<p>Hi</p>', `${META}<p>Hi</p>`],
    [
      'another charset is replaced',
      "<head><meta content='text/html; charset=latin1' http-equiv='content-type'></head>x",
      `<head>${META}</head>x`,
    ],
    ['what has it stays', `<html><head>${META}</head></html>`, `<html><head>${META}</head></html>`],
  ])('%s', async (_, given, wanted) => {
    expect(await read(await stored(given), 'Body')).toBe(wanted);
  });

  test('of text have lines that end with CRLF', async () => {
    expect(await read(await stored('a\nb\n', 'Text'), 'Body')).toBe('a\r\nb\r\n');
  });

  test('of HTML end with a line end where they are read as text', async () => {
    const id = await stored('<html><body>Hi</body></html>');
    expect(await read(id, 'Body', AS_TEXT)).toBe('Hi\r\n');
    expect(await read(id, 'TextBody')).toBeUndefined();
    const text = '<t:AdditionalProperties><t:FieldURI FieldURI="item:TextBody"/></t:AdditionalProperties>';
    expect(await read(id, 'TextBody', text)).toBe('Hi\r\n');
    expect(await read(await stored('Hi', 'Text'), 'Body', AS_TEXT)).toBe('Hi');
  });

  test('what is appended to HTML goes into it', async () => {
    const id = await stored('<html><body>Hi</body></html>');
    const more = '<t:Message><t:Body BodyType="HTML">&lt;p&gt;more&lt;/p&gt;</t:Body></t:Message>';
    await update(id, `<t:AppendToItemField><t:FieldURI FieldURI="item:Body"/>${more}</t:AppendToItemField>`);
    expect(await read(id, 'Body')).toMatch(/<body>Hi<p>more<\/p><\/body><\/html>$/);
  });
});
