/**
 * What may be written, found, searched and sorted by: for every property of every kind of item, the sandbox answers as the overlay has
 * it. The overlay's facts are read from its own text, the requests go over a socket.
 */
import '../../support/judged-sandboxes.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { decodeEnvelope, encodeEnvelope } from '../../../src/soap/documents.js';
import { escapeAttribute } from '../../../src/xml/chars.js';
import { ask, codes, findItem, post } from '../raw.js';
import { anyMay, constantOf, type Fact, type Flag, factsOf } from './overlay-facts.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const KINDS = [
  { kind: 'message', type: 'MessageType', folder: 'drafts' },
  { kind: 'postItem', type: 'PostItemType', folder: 'inbox' },
  { kind: 'calendarItem', type: 'CalendarItemType', folder: 'calendar' },
  { kind: 'contact', type: 'ContactItemType', folder: 'contacts' },
  { kind: 'distributionList', type: 'DistributionListType', folder: 'contacts' },
  { kind: 'task', type: 'TaskType', folder: 'tasks' },
  { kind: 'meetingMessage', type: 'MeetingMessageType', folder: 'inbox' },
  { kind: 'meetingRequest', type: 'MeetingRequestMessageType', folder: 'inbox' },
  { kind: 'meetingResponse', type: 'MeetingResponseMessageType', folder: 'inbox' },
  { kind: 'meetingCancellation', type: 'MeetingCancellationMessageType', folder: 'inbox' },
] as const;
type Kind = (typeof KINDS)[number];

type ItemView = Record<string, unknown> & { kind: string; itemId: { id: string } };
type Message = { responseCode: string; items?: ItemView[]; rootFolder?: { items?: ItemView[] } };

async function call(operation: string, body: object): Promise<Message[]> {
  const xml = Buffer.from(encodeEnvelope({ operation, body })).toString('utf8');
  const answer = decodeEnvelope(new Uint8Array(await (await post(sandbox, xml)).arrayBuffer()));
  if (answer.fault !== undefined) throw new Error(JSON.stringify(answer.fault));
  return (answer.body as unknown as { responseMessages: Message[] }).responseMessages;
}

function createItems(items: readonly object[], folder: string): Promise<Message[]> {
  const savedItemFolderId = { distinguishedFolderId: { id: folder } };
  const how = { messageDisposition: 'SaveOnly', sendMeetingInvitations: 'SendToNone' };
  return call('CreateItem', { ...how, savedItemFolderId, items });
}

/** One UpdateItem in which each fact is a change of its own; the codes that they are answered by. */
async function update(facts: readonly Fact[], { kind, folder }: Kind, how: string): Promise<string[]> {
  const [created] = await createItems([{ kind, subject: 'table' }], folder);
  const itemId = created?.items?.[0]?.itemId;
  const itemChanges = facts.map(({ uri, index, value }) => {
    const path =
      index === undefined
        ? { kind: 'fieldURI', fieldURI: uri }
        : { kind: 'indexedFieldURI', fieldURI: uri, fieldIndex: index };
    const item = how === 'deleteItemField' ? {} : { item: { kind, ...value() } };
    return { itemId, updates: [{ kind: how, path, ...item }] };
  });
  const answers = await call('UpdateItem', {
    conflictResolution: 'AlwaysOverwrite',
    messageDisposition: 'SaveOnly',
    sendMeetingInvitationsOrCancellations: 'SendToNone',
    itemChanges,
  });
  return answers.map(({ responseCode }) => responseCode);
}

const refusedBy = (code: string, facts: readonly Fact[], answered: readonly string[]): string[] =>
  facts.filter((_, place) => answered[place] === code).map(({ uri }) => uri);

/** Meeting messages are no drafts: who they are from and to is fixed, whatever the overlay lets do with a draft. */
const FIXED_BY_SENDING = ['From', 'ToRecipients', 'CcRecipients', 'BccRecipients', 'ReplyTo'].map(
  (name) => `message:${name}`,
);

function expectedRefusals(flag: Flag, facts: readonly Fact[], { kind }: Kind): string[] {
  const isFixed = (uri: string) => flag !== 'create' && kind.startsWith('meeting') && FIXED_BY_SENDING.includes(uri);
  return facts.filter(({ uri, may }) => !may(flag) || isFixed(uri)).map(({ uri }) => uri);
}

const plainOf = (facts: readonly Fact[]): Fact[] => facts.filter(({ index }) => index === undefined);

describe.each(KINDS)('$kind', (one) => {
  let facts: Fact[];
  beforeAll(() => {
    facts = factsOf(one.type);
  });

  test('create takes what the overlay lets create', async () => {
    const plain = plainOf(facts);
    const answers = await createItems(
      plain.map(({ value }) => ({ kind: one.kind, ...value() })),
      one.folder,
    );
    const answered = answers.map(({ responseCode }) => responseCode);
    expect(refusedBy('ErrorInvalidPropertySet', plain, answered)).toEqual(expectedRefusals('create', plain, one));
  });

  test.each([
    ['update', 'setItemField', 'ErrorInvalidPropertySet'],
    ['delete', 'deleteItemField', 'ErrorInvalidPropertyDelete'],
    ['append', 'appendToItemField', 'ErrorInvalidPropertyAppend'],
  ] as const)('%s takes what the overlay lets %s', async (flag, how, code) => {
    expect(refusedBy(code, facts, await update(facts, one, how))).toEqual(expectedRefusals(flag, facts, one));
  });

  test('FindItem gives of what GetItem gives just what the overlay lets find', async () => {
    const plain = plainOf(facts);
    const additionalProperties = plain.map(({ uri }) => ({ kind: 'fieldURI', fieldURI: uri }));
    const itemShape = { baseShape: 'IdOnly', additionalProperties };
    const parentFolderIds = [{ kind: 'distinguishedFolderId', id: one.folder }];
    const [found] = await call('FindItem', { traversal: 'Shallow', itemShape, parentFolderIds });
    const own = found?.rootFolder?.items?.filter(({ kind }) => kind === one.kind) ?? [];
    expect(own.length).toBeGreaterThan(10);
    const itemIds = own.map(({ itemId }) => ({ kind: 'itemId', id: itemId.id }));
    const got = (await call('GetItem', { itemShape, itemIds })).map(({ items }) => items![0]!);
    const mayFind = new Map(plain.map(({ member, may, isPart }) => [member, may('find') || isPart]));
    const members = (views: readonly ItemView[]) => [...new Set(views.flatMap((view) => Object.keys(view)))].sort();
    expect(members(own)).toEqual(members(got).filter((member) => mayFind.get(member) ?? true));
  });
});

/** Refused with a code of its own: an id is no value that a search can have. */
const ID = 'item:ItemId';

describe('restrictions and orders', () => {
  const facts = new Map(KINDS.flatMap(({ type }) => plainOf(factsOf(type))).map((fact) => [fact.uri, fact]));
  const uris = [...facts.keys()];
  const refused = async (request: (uri: string) => string, code: string): Promise<string[]> => {
    const answers = await Promise.all(uris.map(async (uri) => codes(await ask(sandbox, request(uri)))));
    return uris.filter((_, place) => answers[place]?.includes(code));
  };
  const inNotes = (rest: string) => findItem('notes', rest, '<t:BaseShape>IdOnly</t:BaseShape>');

  test('a property is compared if the overlay lets any item be searched by it', async () => {
    const equals = (uri: string) =>
      inNotes(
        `<m:Restriction><t:IsEqualTo><t:FieldURI FieldURI="${uri}"/><t:FieldURIOrConstant><t:Constant Value="${escapeAttribute(constantOf(facts.get(uri)!))}"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>`,
      );
    const wanted = uris.filter((uri) => uri !== ID && !anyMay(uri, 'search'));
    expect(await refused(equals, 'ErrorUnsupportedPathForQuery')).toEqual(wanted);
    expect(await refused(equals, 'ErrorInvalidValueForProperty')).toEqual([ID]);
  });

  test('a property may stand in a Contains if it may be compared, or the overlay lets Contains alone', async () => {
    const contains = (uri: string) =>
      inNotes(
        `<m:Restriction><t:Contains ContainmentMode="Substring" ContainmentComparison="IgnoreCase"><t:FieldURI FieldURI="${uri}"/><t:Constant Value="x"/></t:Contains></m:Restriction>`,
      );
    const wanted = uris.filter((uri) => uri !== ID && !anyMay(uri, 'search', 'contains'));
    expect(await refused(contains, 'ErrorUnsupportedPathForQuery')).toEqual(wanted);
  });

  test('a property may be sorted by if the overlay lets any item be', async () => {
    const sorted = (uri: string) =>
      inNotes(
        `<m:SortOrder><t:FieldOrder Order="Ascending"><t:FieldURI FieldURI="${uri}"/></t:FieldOrder></m:SortOrder>`,
      );
    const wanted = uris.filter((uri) => !anyMay(uri, 'sort'));
    expect(await refused(sorted, 'ErrorUnsupportedPathForSortGroup')).toEqual(wanted);
  });
});
