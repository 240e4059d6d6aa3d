/** Elements under names that no schema has: read as what they are, in their place, and written back as they came. */
import { describe, expect, test } from '@jest/globals';
import { decodeEnvelope, decodeStream } from '../../src/soap/documents.js';
import { decode, envelope, itemAnswer, writeAgain } from '../codec/support.js';

const message = (name: string, inner = '') =>
  `<m:${name} ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${inner}</m:${name}>`;
const answer = (operation: string, messages: string, list = 'ResponseMessages') =>
  `<m:${operation}Response><m:${list}>${messages}</m:${list}></m:${operation}Response>`;
const novelty = '<t:Novelty><t:ItemId Id="b" ChangeKey="c"/><t:Subject>B</t:Subject></t:Novelty>';
const known = (id: string) => `<t:Message><t:ItemId Id="${id}"/><t:Subject>${id}</t:Subject></t:Message>`;

describe('a response message is what has a ResponseClass', () => {
  test.each([
    ['SendItem', answer('SendItem', message('SendItemResponseMessage'), 'Responses')],
    ['GetEvents', answer('GetEvents', message('x'))],
    ['DeleteItem', answer('DeleteItem', message('Thing') + message('DeleteItemResponseMessage') + message('Thing'))],
  ])('%s, written back as it came', (operation, body) => {
    const decoded = decodeEnvelope(envelope(body));
    const { responseMessages } = decoded.body as { responseMessages: { kind: string; responseClass: string }[] };
    const kind = `${operation[0]?.toLowerCase()}${operation.slice(1)}ResponseMessage`;
    expect(new Set(responseMessages.map((each) => `${each.kind} ${each.responseClass}`))).toEqual(
      new Set([`${kind} Success`]),
    );
    expect(writeAgain(decoded)).toBe(body);
  });

  test('with what the operation answers in it', () => {
    const notification =
      '<m:Notification><t:SubscriptionId>s</t:SubscriptionId><t:MoreEvents>false</t:MoreEvents></m:Notification>';
    const { responseMessages } = decode(answer('GetEvents', message('x', notification)));
    expect(responseMessages).toHaveLength(1);
    expect(responseMessages[0].notification).toMatchObject({ subscriptionId: 's', moreEvents: false });
  });

  test('an error among them is one', () => {
    const refusal = '<m:y ResponseClass="Error"><m:ResponseCode>ErrorItemNotFound</m:ResponseCode></m:y>';
    expect(decode(answer('DeleteItem', refusal)).responseMessages).toMatchObject([
      { responseClass: 'Error', responseCode: 'ErrorItemNotFound' },
    ]);
  });

  test('what has none stays unknown', () => {
    const { responseMessages } = decode(answer('GetItem', '<m:x><m:ResponseCode>NoError</m:ResponseCode></m:x>'));
    expect(responseMessages).toHaveLength(0);
    expect(responseMessages.unknown).toMatchObject([{ name: 'x' }]);
  });

  test('what is in a namespace of somebody else stays unknown', () => {
    const { responseMessages } = decode(answer('GetItem', '<x:y xmlns:x="urn:x" ResponseClass="Success"/>'));
    expect(responseMessages).toHaveLength(0);
  });
});

interface Nested {
  readonly itemId: { readonly id: string };
  readonly attachments?: readonly { readonly item?: Nested }[];
}

describe('an item of an unknown kind is an item', () => {
  test('among the others, in its place, written back under its own name', () => {
    const body = itemAnswer(known('a') + novelty + known('c'));
    const decoded = decodeEnvelope(envelope(body));
    const { items } = (decoded.body as { responseMessages: { items: object[] }[] }).responseMessages[0]!;
    expect(items).toMatchObject([
      { kind: 'message', subject: 'a' },
      { kind: 'item', subject: 'B', itemId: { id: 'b', changeKey: 'c' } },
      { kind: 'message', subject: 'c' },
    ]);
    expect(writeAgain(decoded)).toBe(body);
  });

  const sync = (change: string) =>
    answer('SyncFolderItems', message('SyncFolderItemsResponseMessage', `<m:Changes>${change}</m:Changes>`));

  test.each(['Create', 'Update'])('in the change %s', (change) => {
    const body = sync(`<t:${change}>${novelty}</t:${change}>`);
    const decoded = decodeEnvelope(envelope(body));
    const { changes } = (decoded.body as { responseMessages: { changes: object[] }[] }).responseMessages[0]!;
    expect(changes).toMatchObject([{ kind: change.toLowerCase(), item: { kind: 'item', itemId: { id: 'b' } } }]);
    expect(writeAgain(decoded)).toBe(body);
  });

  test('in an attachment, and of folders too', () => {
    const attachment = `<t:ItemAttachment><t:Name>n</t:Name>${novelty}</t:ItemAttachment>`;
    const [{ attachments }] = decode(itemAnswer(`<t:Message><t:Attachments>${attachment}</t:Attachments></t:Message>`))
      .responseMessages[0].items;
    expect(attachments[0].item).toMatchObject({ kind: 'item', subject: 'B' });
    const folders = '<m:Folders><t:Shelf><t:FolderId Id="f"/><t:DisplayName>S</t:DisplayName></t:Shelf></m:Folders>';
    const found = decode(answer('GetFolder', message('GetFolderResponseMessage', folders))).responseMessages[0].folders;
    expect(found).toMatchObject([{ kind: 'folder', displayName: 'S', folderId: { id: 'f' } }]);
  });

  test('also while the answer is still arriving', async () => {
    const body = itemAnswer(known('a') + novelty + known('c'));
    async function* chunks() {
      const bytes = envelope(body);
      for (let at = 0; at < bytes.length; at += 50) yield bytes.subarray(at, at + 50);
    }
    const items: object[] = [];
    for await (const item of decodeStream(chunks())) items.push(item);
    expect(items).toMatchObject([{ subject: 'a' }, { kind: 'item', subject: 'B' }, { subject: 'c' }]);
  });

  test('inside one another a few times; what is deeper is kept as it came', () => {
    const nest = (depth: number): string =>
      depth === 0
        ? ''
        : `<t:Novelty><t:ItemId Id="${depth}"/><t:Attachments><t:ItemAttachment>${nest(depth - 1)}</t:ItemAttachment></t:Attachments></t:Novelty>`;
    const decoded = decodeEnvelope(envelope(itemAnswer(nest(10))));
    let [item]: (Nested | undefined)[] = (decoded.body as { responseMessages: { items: Nested[] }[] })
      .responseMessages[0]!.items;
    const ids: string[] = [];
    for (; item?.itemId; item = item.attachments?.[0]?.item) ids.push(item.itemId.id);
    expect(ids).toEqual(['10', '9', '8', '7', '6']);
    expect(writeAgain(decoded)).toContain('Id="1"');
  });

  test('in requests nothing stands in for anything', () => {
    const request = `<m:CreateItem><m:Items>${novelty}</m:Items></m:CreateItem>`;
    const decoded = decodeEnvelope(envelope(request));
    const { items } = decoded.body as { items: object[] & { unknown?: object[] } };
    expect(items).toHaveLength(0);
    expect(items.unknown).toMatchObject([{ name: 'Novelty' }]);
    expect(writeAgain(decoded)).toContain('Novelty');
  });
});
