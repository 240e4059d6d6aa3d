/** A sandbox that speaks an edition of its user's: what it adds is kept, found and given; its operations are answered by functions. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generate } from '../../codegen/index.js';
import { Account, FileAttachment, type Message } from '../../src/index.js';
import { Sandbox } from '../../src/sandbox.js';
import { committedSchemas } from '../../src/schema-text/committed.js';
import { scratch } from '../editions/support.js';
import { type Contoso, contosoEdition } from '../support/contoso-edition.js';
import '../support/judged-sandboxes.js';

const USER = 'alice@example.test';
const EWS = 'http://schemas.microsoft.com/exchange/services/2006';

let contoso: Contoso;
let sandbox: Sandbox;
let account: Account;

const connect = (to: Sandbox, edition?: Contoso['edition']): Promise<Account> =>
  Account.connect({
    email: USER,
    endpoint: to.endpoint,
    credentials: to.credentialsFor(USER),
    allowInsecure: true,
    edition,
    protocol: { versions: false },
  });

beforeAll(async () => {
  contoso = await contosoEdition();
  sandbox = await Sandbox.start({
    edition: contoso.edition,
    operations: {
      BrewTea: (request, user) => ({ taste: `${(request as { leaf: string }).leaf} for ${user}` }),
    },
  });
  account = await connect(sandbox, contoso.edition);
}, 60_000);

afterAll(async () => {
  await account?.close();
  await sandbox?.close();
});

const authorization = `Basic ${Buffer.from(`${USER}:secret`).toString('base64')}`;

/** Asks as any client would. */
async function post(body: string): Promise<string> {
  const response = await fetch(sandbox.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'text/xml; charset=utf-8',
      authorization,
    },
    body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="${EWS}/types" xmlns:m="${EWS}/messages"><s:Body>${body}</s:Body></s:Envelope>`,
  });
  return response.text();
}

const create = (aroma: string): Promise<Message> =>
  account.drafts.create({ subject: `Tea with ${aroma}`, aroma } as { subject: string }) as Promise<Message>;

describe('what the edition adds to messages', () => {
  test('is kept, and given with the rest and by its name', async () => {
    const { id } = (await create('mint')).itemId!;
    expect(await account.item({ id })).toMatchObject({ subject: 'Tea with mint', aroma: 'mint' });
    const answer = await post(
      `<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="message:Aroma"/></t:AdditionalProperties></m:ItemShape><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:GetItem>`,
    );
    expect(answer).toContain('<t:Aroma>mint</t:Aroma>');
    expect(sandbox.requests.at(-1)?.violations).toEqual([]);
  });

  test('is searched and sorted by, changed and removed', async () => {
    for (const aroma of ['lemon', 'lemongrass', 'smoke']) await create(aroma);
    const lemon = account.drafts.filter({ aroma__startswith: 'lemon' } as object).orderBy('-aroma' as '-subject');
    const subjects = (await lemon.only('subject').toArray()).map(({ subject }) => subject);
    expect(subjects).toEqual(['Tea with lemongrass', 'Tea with lemon']);
    const [first] = await lemon.toArray();
    await first?.update({ aroma: null } as object);
    expect(await lemon.count()).toBe(1);
  });
});

test('what the facade adds itself works in it as ever: attachments, answers, bulk calls', async () => {
  const draft = await account.drafts.create({
    subject: 'Leaves',
    attachments: [{ name: 'leaf.txt', content: 'Assam' }],
  });
  const item = (await account.item(draft.itemId!)) as Message;
  const [leaf] = item.attachments as FileAttachment[];
  expect(leaf).toBeInstanceOf(FileAttachment);
  expect(await leaf?.text()).toBe('Assam');
  const [copy] = await (await create('fennel')).attach(leaf!);
  expect(await (copy as FileAttachment).text()).toBe('Assam');
});

describe('an operation of the edition', () => {
  test('is answered by a function', async () => {
    expect((await account.call(contoso.BrewTea, { leaf: 'Assam' })).taste).toBe('Assam for alice@example.test');
  });

  test('is not there for a sandbox of an edition that has it not', async () => {
    await using other = await Sandbox.start({ operations: { BrewTea: () => ({}) } });
    await using asker = await connect(other, contoso.edition);
    await expect(asker.call(contoso.BrewTea, { leaf: 'Assam' })).rejects.toThrow('BrewTea');
  });

  test('has an answer that is held against the schema', async () => {
    const told: string[] = [];
    await using other = await Sandbox.start({
      edition: contoso.edition,
      operations: { BrewTea: () => ({ taste: 5 }) },
      onInternalError: (error, operation) => told.push(`${operation}: ${error}`),
    });
    await using asker = await connect(other, contoso.edition);
    await expect(asker.call(contoso.BrewTea, { leaf: 'Assam' })).rejects.toThrow('ErrorInternalServerError');
    expect(String(other.requests.at(-1)?.internalError)).toContain('taste: expected a string');
    expect(told).toEqual([expect.stringMatching(/^BrewTea: .*taste: expected a string/)]);
  });
});

test('its schema is the one that it serves, and generates the same edition', async () => {
  using out = scratch();
  const schemas = join(out.path, 'Contoso_15.2.3000');
  mkdirSync(schemas);
  for (const file of ['services.wsdl', 'messages.xsd', 'types.xsd']) {
    const page = await fetch(new URL(file, sandbox.endpoint), { headers: { authorization } });
    writeFileSync(join(schemas, file), await page.text());
  }
  const options = { overlay: 'schemas/overlay', committed: await committedSchemas(), door: 'ewskit/codec/v1' };
  const { changes } = generate({ schemas, out: join(out.path, 'ews'), ...options });
  expect(changes.map(({ change, name }) => `${change} ${name}`)).toEqual(
    expect.arrayContaining(['added BrewTea', 'added MessageType.Aroma']),
  );
  expect(changes.filter(({ change }) => change !== 'added')).toEqual([]);
}, 60_000);

test('a sandbox beside it speaks the edition that comes with us', async () => {
  await using other = await Sandbox.start();
  await using plain = await connect(other);
  const item = await plain.drafts.create({ subject: 'Coffee' });
  expect(item.itemId).toBeDefined();
  await create('rose');
  expect(await plain.drafts.count()).toBe(1);
});
