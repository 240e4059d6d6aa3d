/**
 * Members of a request that are a comfort only are left out for a server that is too old for them; all others are refused with the
 * version they came with. Against sandboxes of every age.
 */
import '../support/judged-sandboxes.js';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, test } from '@jest/globals';
import {
  ApplyConversationAction,
  CreateItem,
  DeleteItem,
  GetFolder,
  MoveItem,
  UpdateItem,
} from '../../generated/index.js';
import { createTransport } from '../../src/auth/create-transport.js';
import { basic } from '../../src/auth/credentials.js';
import { Client } from '../../src/client/client.js';
import type { CallOptions, ClientOptions } from '../../src/client/options.js';
import { failFast } from '../../src/client/retry-policy.js';
import type { RequestEvent } from '../../src/client/sight.js';
import { VersionMemory } from '../../src/client/version-memory.js';
import { Sandbox, SERVER_VERSIONS, type ServerVersionName } from '../../src/sandbox.js';
import { committed } from '../../src/soap/committed.js';
import { rejection } from '../http/servers.js';
import { fault, http, misbehaving, say } from './misbehaving.js';

const OPTIONAL: CallOptions = { optional: ['suppressReadReceipts', 'returnNewItemIds'] };
const SILENT = /SuppressReadReceipts="true"/;
const IDS = /<m:ReturnNewItemIds>true</;

interface Surroundings extends AsyncDisposable {
  readonly client: Client;
  readonly sandbox: Sandbox;
  /** What went out, as XML. */
  readonly sent: string[];
}

async function surroundings(
  serverVersion: ServerVersionName,
  more: Partial<ClientOptions> = {},
): Promise<Surroundings> {
  const sandbox = await Sandbox.start({ serverVersion });
  const endpoint = new URL(sandbox.endpoint);
  const transport = createTransport({
    server: endpoint,
    credentials: basic(sandbox.credentialsFor('alice@example.test')),
  });
  const client = new Client({ registry: committed, endpoint, transport, retry: failFast(), ...more });
  const sent: string[] = [];
  const listen = (event: unknown) => {
    const { endpoint: to, xml } = event as RequestEvent;
    if (to === endpoint.href) sent.push(xml);
  };
  subscribe('ewskit:request', listen);
  return {
    client,
    sandbox,
    sent,
    async [Symbol.asyncDispose]() {
      unsubscribe('ewskit:request', listen);
      await client[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}

const draft = { items: [{ kind: 'message' as const, subject: 'x' }], messageDisposition: 'SaveOnly' as const };
const idsOf = (response: object) => {
  const { responseMessages } = response as { responseMessages: { items?: { itemId?: { id: string } }[] }[] };
  return responseMessages.map(({ items }) => ({ kind: 'itemId' as const, id: items?.[0]?.itemId?.id ?? '' }));
};

test.each(Object.keys(SERVER_VERSIONS) as ServerVersionName[])('%s gets what it knows', async (name) => {
  await using place = await surroundings(name);
  const { client, sent } = place;
  const [itemId] = idsOf(await client.call(CreateItem, draft));
  const update = {
    conflictResolution: 'AlwaysOverwrite' as const,
    messageDisposition: 'SaveOnly' as const,
    suppressReadReceipts: true,
    itemChanges: [
      {
        itemId: { id: itemId?.id ?? '' },
        updates: [
          {
            kind: 'setItemField' as const,
            path: { kind: 'fieldURI' as const, fieldURI: 'message:IsRead' as const },
            item: { kind: 'message' as const, isRead: true },
          },
        ],
      },
    ],
  };
  await client.call(UpdateItem, update, OPTIONAL);
  const toFolderId = { distinguishedFolderId: { id: 'inbox' as const } };
  const move = { toFolderId, itemIds: [itemId as { kind: 'itemId'; id: string }], returnNewItemIds: true };
  const [moved] = idsOf(await client.call(MoveItem, move, OPTIONAL));
  const remove = { deleteType: 'HardDelete' as const, suppressReadReceipts: true, itemIds: [moved ?? itemId!] };
  await client.call(DeleteItem, remove, OPTIONAL);
  const [updated = '', movedXml = '', removed = ''] = sent.slice(-3);
  const age = Object.keys(SERVER_VERSIONS).reverse().indexOf(name);
  expect([SILENT.test(updated), SILENT.test(removed)]).toEqual([age >= 2, age >= 2]);
  expect(IDS.test(movedXml)).toBe(age >= 1);
  expect(updated).toContain('<t:IsRead>true<');
});

test('what the caller wrote is refused where it is not known, with the version it came with', async () => {
  await using place = await surroundings('Exchange2007_SP1');
  const { client, sandbox } = place;
  const [itemId] = idsOf(await client.call(CreateItem, draft));
  const before = sandbox.requests.length;
  const remove = { deleteType: 'HardDelete' as const, suppressReadReceipts: true, itemIds: [itemId!] };
  for (const optional of [undefined, [], ['returnNewItemIds']])
    expect(await rejection(client.call(DeleteItem, remove, { optional }))).toMatchObject({
      violations: [
        { path: 'suppressReadReceipts', message: expect.stringMatching(/since Exchange2013_SP1.*2007_SP1/) },
      ],
    });
  expect(sandbox.requests).toHaveLength(before);
});

const request = {
  deleteType: 'HardDelete' as const,
  suppressReadReceipts: true,
  itemIds: [{ kind: 'itemId' as const, id: 'AAMkAD==' }],
};
const seen = (xml: string) => [/Version="(\w+)"/.exec(xml)?.[1], SILENT.test(xml)];

test('a refusal that says nothing of the age: the version that is tried next decides', async () => {
  await using place = await surroundings('Exchange2010_SP2');
  await rejection(place.client.call(DeleteItem, request, OPTIONAL));
  expect(place.sent.map(seen)).toEqual([
    ['Exchange2016', true],
    ['Exchange2013_SP1', true],
    ['Exchange2013', false],
    ['Exchange2010_SP2', false],
  ]);
});

test('a refusal that says how old the server is: the call goes out again without what it does not know', async () => {
  const old = '<t:ServerVersionInfo MajorVersion="14" MinorVersion="3" MajorBuildNumber="123"/>';
  const refusal = fault('ErrorInvalidServerVersion').replace(/<t:ServerVersionInfo[^>]*>/, old);
  await using server = await misbehaving([say(http(500, refusal))]);
  await using client = new Client({
    registry: committed,
    endpoint: server.url,
    transport: createTransport({ server: server.url }),
    retry: failFast(),
  });
  await client.call(DeleteItem, request, OPTIONAL);
  expect(server.received.map(({ body }) => seen(body))).toEqual([
    ['Exchange2016', true],
    ['Exchange2010_SP2', false],
  ]);
});

test('remembered from the account before: left out of the very first request', async () => {
  const versions = new VersionMemory();
  await using place = await surroundings('Exchange2010_SP2', { versions });
  const folder = {
    folderShape: { baseShape: 'IdOnly' as const },
    folderIds: [{ kind: 'distinguishedFolderId' as const, id: 'inbox' as const }],
  };
  await place.client.call(GetFolder, folder);
  const endpoint = new URL(place.sandbox.endpoint);
  const transport = createTransport({
    server: endpoint,
    credentials: basic(place.sandbox.credentialsFor('bob@example.test')),
  });
  await using next = new Client({ registry: committed, endpoint, transport, retry: failFast(), versions });
  await rejection(next.call(DeleteItem, request, OPTIONAL));
  expect(place.sent.at(-1)).toContain('Exchange2010_SP2');
  expect(place.sent.at(-1)).not.toMatch(SILENT);
});

test('deep in a request, too', async () => {
  await using place = await surroundings('Exchange2010_SP2');
  const { client } = place;
  const action = { action: 'SetReadState', conversationId: { id: 'c' }, isRead: true, suppressReadReceipts: true };
  const bytes = (options: CallOptions) =>
    Buffer.from(
      client.encode(ApplyConversationAction, { conversationActions: [action] }, options, 'Exchange2010_SP2'),
    ).toString();
  expect(bytes({})).toContain('<t:SuppressReadReceipts>true<');
  expect(bytes(OPTIONAL)).not.toContain('SuppressReadReceipts');
});
