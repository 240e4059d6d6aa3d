/** An edition that a program brings: its operations are called, and what it adds to items is read, asked for, searched, and written. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { HttpRequest, HttpResponse } from '../../src/http/transport.js';
import { type Account, Message } from '../../src/index.js';
import { type Contoso, contosoEdition } from '../support/contoso-edition.js';
import { connect } from '../support/recorder.js';

const EWS = 'http://schemas.microsoft.com/exchange/services/2006';

/** What the server says of itself; the edition was taken from 15.2.3000. */
let build = '15.2.3000.1';
let answers: Record<string, string>;
let bodies: string[];

const transport = {
  async request({ body, url }: HttpRequest): Promise<HttpResponse> {
    const text = Buffer.from(body as Uint8Array).toString('utf8');
    bodies.push(text.replace(/^.*<s:Body>|<\/s:Body>.*$/gs, ''));
    const operation = /<s:Body><m:(\w+)/.exec(text)?.[1] ?? '';
    const [major, minor, one, two] = build.split('.');
    const version = `<t:ServerVersionInfo MajorVersion="${major}" MinorVersion="${minor}" MajorBuildNumber="${one}" MinorBuildNumber="${two}"/>`;
    const answer = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="${EWS}/types" xmlns:m="${EWS}/messages"><s:Header>${version}</s:Header><s:Body>${answers[operation]}</s:Body></s:Envelope>`;
    return { status: 200, headers: {}, challenges: [], url, body: Buffer.from(answer) };
  },
  openStream: () => Promise.reject(new Error('not here')),
  async [Symbol.asyncDispose]() {},
};

const TEA =
  '<m:BrewTeaResponse ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Taste>smoky</m:Taste></m:BrewTeaResponse>';
const message = (members: string): string => `<t:Message><t:ItemId Id="i" ChangeKey="c"/>${members}</t:Message>`;
const answerOf = (operation: string, content: string): string =>
  `<m:${operation}Response><m:ResponseMessages><m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${content}</m:${operation}ResponseMessage></m:ResponseMessages></m:${operation}Response>`;
const found = (items: string): string =>
  `<m:RootFolder TotalItemsInView="1" IncludesLastItemInRange="true"><t:Items>${items}</t:Items></m:RootFolder>`;

let contoso: Contoso;
let account: Account;

beforeAll(async () => {
  contoso = await contosoEdition();
}, 60_000);

beforeEach(async () => {
  build = '15.2.3000.1';
  bodies = [];
  answers = {
    BrewTea: TEA,
    GetItem: answerOf('GetItem', `<m:Items>${message('<t:Aroma>lemon</t:Aroma>')}</m:Items>`),
    FindItem: answerOf('FindItem', found(message('<t:Aroma>lemon</t:Aroma>'))),
    CreateItem: answerOf('CreateItem', `<m:Items>${message('')}</m:Items>`),
    UpdateItem: answerOf('UpdateItem', `<m:Items>${message('')}</m:Items>`),
  };
  account = await connect(transport, { edition: contoso.edition });
});

afterEach(() => account.close());

/** What the generated code has, and the facade's types have not. */
type WithAroma = Message & { aroma?: string };

describe('an operation that is in no edition of ours', () => {
  test('is called', async () => {
    const answer = await account.call(contoso.BrewTea, { leaf: 'Lapsang', minutes: 4 });
    expect(answer.taste).toBe('smoky');
    expect(bodies).toEqual(['<m:BrewTea Minutes="4"><m:Leaf>Lapsang</m:Leaf></m:BrewTea>']);
  });

  test('is checked before it is sent', async () => {
    await expect(account.call(contoso.BrewTea, { leaf: 5 as never })).rejects.toThrow('leaf: expected a string');
    await expect(account.call(contoso.BrewTea, {} as never)).rejects.toThrow('leaf is required');
    expect(bodies).toEqual([]);
  });

  test('is refused for a server that is older than the one the edition was taken from', async () => {
    build = '15.2.2562.17';
    await account.item('i');
    await expect(account.call(contoso.BrewTea, { leaf: 'Assam' })).rejects.toThrow(
      'BrewTea is known since Contoso, and the server is ExchangeSE',
    );
    expect(bodies).toHaveLength(1);
  });

  test('is not known without the edition', async () => {
    await using other = await connect(transport);
    await expect(other.call(contoso.BrewTea, { leaf: 'Assam' })).rejects.toThrow('no operation "BrewTea"');
    expect(bodies).toEqual([]);
  });
});

describe('a member that an edition adds to messages', () => {
  test('is read, on an object of the class of the facade', async () => {
    const item = (await account.item('i')) as WithAroma;
    expect(item).toBeInstanceOf(Message);
    expect(item.aroma).toBe('lemon');
    expect(item.reply).toBeInstanceOf(Function);
  });

  test('is asked for by its name', async () => {
    const [item] = await account.inbox
      .all()
      .only('aroma' as 'subject')
      .toArray();
    expect((item as WithAroma | undefined)?.aroma).toBe('lemon');
    expect(bodies[0]).toContain('<t:FieldURI FieldURI="message:Aroma"/>');
  });

  test('is searched and sorted by', async () => {
    const conditions = { aroma__startswith: 'le' } as object;
    await account.inbox
      .filter(conditions)
      .orderBy('-aroma' as '-subject')
      .only('subject')
      .toArray();
    expect(bodies[0]).toContain(
      '<t:FieldURI FieldURI="message:Aroma"/><t:Constant Value="le"/></t:Contains></m:Restriction>',
    );
    expect(bodies[0]).toContain(
      '<t:FieldOrder Order="Descending"><t:FieldURI FieldURI="message:Aroma"/></t:FieldOrder>',
    );
  });

  test('is written, and its type is checked', async () => {
    const draft = await account.drafts.create({ subject: 'Tea', aroma: 'mint' } as { subject: string });
    expect(bodies[0]).toContain('<t:Subject>Tea</t:Subject><t:Aroma>mint</t:Aroma>');
    await draft.update({ aroma: 'rose' } as object);
    expect(bodies[1]).toContain(
      '<t:SetItemField><t:FieldURI FieldURI="message:Aroma"/><t:Message><t:Aroma>rose</t:Aroma></t:Message></t:SetItemField>',
    );
    await expect(draft.update({ aroma: 7 } as object)).rejects.toThrow('aroma: expected a string, got 7');
    expect(bodies).toHaveLength(2);
  });

  test('is no name without the edition', async () => {
    await using other = await connect(transport);
    expect(() => other.inbox.all().only('aroma' as 'subject')).toThrow("has no field 'aroma'");
    await expect(other.drafts.create({ aroma: 'mint' } as object)).rejects.toThrow("has no field 'aroma'");
    expect(bodies).toEqual([]);
  });
});

test('what is no edition is refused with what it should be', async () => {
  await expect(connect(transport, { edition: {} as never })).rejects.toThrow('edition: expected the edition');
  const edition = { name: 'Broken', load: () => Promise.reject(new Error('no such file')) };
  await expect(connect(transport, { edition })).rejects.toThrow('The edition Broken could not be loaded.');
});
