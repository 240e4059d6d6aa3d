/** Own fields follow their folder: asked for and read wherever it leads; and names that would hide something are refused. */
import { describe, expect, test } from '@jest/globals';
import { extendedProperty, type Folder, type Model, ValidationError } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();
const menu = extendedProperty({ tag: 0x6f01, type: 'String' });
const guests = extendedProperty({ tag: 0x6f02, type: 'IntegerArray' });
const MENU = '<ExtendedFieldURI PropertyTag="0x6f01" PropertyType="String"/>';
const GUESTS = '<ExtendedFieldURI PropertyTag="0x6f02" PropertyType="IntegerArray"/>';
const WIRE = [
  { extendedFieldURI: { propertyTag: '0x6f01', propertyType: 'String' }, value: 'Tofu' },
  { extendedFieldURI: { propertyTag: '0x6f02', propertyType: 'IntegerArray' }, values: ['1', '2'] },
];

type Own = { menu?: string; guests?: number[] };

function fill(folder: string): void {
  wire.server.fill(folder, { subject: 'x', extendedProperty: WIRE });
}

describe('wherever their folder leads they are asked for, and are values', () => {
  const shape = xml`<BaseShape>AllProperties</BaseShape><AdditionalProperties>${MENU}${GUESTS}</AdditionalProperties>`;
  const inbox = () => wire.account.inbox.withFields({ menu, guests });
  const looked = (item: unknown) => expect([(item as Own).menu, (item as Own).guests]).toEqual(['Tofu', [1, 2]]);

  test.each<[string, () => Promise<unknown>]>([
    ['a query', async () => (await inbox().toArray())[0]],
    ['get()', () => inbox().get()],
    ['at()', () => inbox().at(0)],
    ['snapshot()', async () => (await inbox().snapshot().toArray())[0]],
    ['item()', () => inbox().item('inbox-0')],
    ['items()', async () => (await inbox().items(['inbox-0']).toArray())[0]],
    ['account.item()', () => wire.account.item('inbox-0', { fields: { menu, guests } })],
    ['several folders', async () => (await wire.account.folders(inbox(), wire.account.drafts).all().toArray())[0]],
  ])('%s', async (_, work) => {
    fill('inbox');
    looked(await work());
    const get = wire.sent.find(({ operation }) => operation === 'GetItem');
    expect(inside(get?.xml ?? '', 'ItemShape')).toBe(shape);
  });

  test.each<[string, () => Folder<Model> | Promise<Folder<Model>>, string]>([
    ['folder()', () => inbox().folder('Projects') as never, 'f-projects'],
    ['children()', async () => (await inbox().children().toArray())[0] as never, 'f-projects'],
    ['walk()', async () => (await inbox().walk().toArray())[1] as never, 'f-2024'],
    ['glob()', async () => (await inbox().glob('Pro*').toArray())[0] as never, 'f-projects'],
    ['copy()', async () => (await inbox().folder('Projects').copy('drafts')) as never, 'new-1'],
    ['createFolder()', async () => (await inbox().createFolder('New')) as never, 'new-1'],
    ['parent()', async () => (await inbox().folder('Projects').parent()) as never, 'f-inbox'],
  ])('%s', async (_, lead, id) => {
    fill(id);
    const folder = await lead();
    looked((await folder.toArray())[0]);
  });

  test('a set of folders', async () => {
    fill('f-projects');
    looked((await inbox().children().all().toArray())[0]);
  });

  test('changes()', async () => {
    wire.server.changes = [
      [{ kind: 'create', item: { kind: 'message', itemId: { id: 'm' }, extendedProperty: WIRE } }],
    ];
    for await (const change of inbox().changes()) if (change.kind === 'create') looked(change.item);
    expect(inside(wire.sent[0]?.xml ?? '', 'ItemShape')).toBe(shape);
  });

  test('refresh()', async () => {
    fill('inbox');
    const item = (await inbox().item('inbox-0')) as unknown as Own & { refresh(): Promise<void> };
    delete item.menu;
    delete item.guests;
    expect(inside(await wire.xmlOf(() => item.refresh()), 'ItemShape')).toBe(shape);
    looked(item);
  });

  test('by name among others', async () => {
    fill('inbox');
    const request = await wire.xmlOf(async () =>
      expect(await inbox().values('menu', 'subject').toArray()).toEqual([{ menu: 'Tofu', subject: 'x' }]),
    );
    expect(inside(request, 'AdditionalProperties')).toBe(xml`<FieldURI FieldURI="item:Subject"/>${MENU}`);
    expect(await inbox().pluck('guests').toArray()).toEqual([[1, 2]]);
    expect(await wire.operationsOf(() => inbox().only('menu').toArray())).toEqual(['FindItem']);
  });

  test('more of them, on top of those that are there', async () => {
    fill('inbox');
    const folder = wire.account.inbox.withFields({ menu }).withFields({ guests });
    looked((await folder.toArray())[0]);
  });

  test('and nowhere else', async () => {
    fill('inbox');
    const { inbox: plain } = wire.account;
    plain.withFields({ menu });
    const [, get] = await wire.requestsOf(() => plain.toArray());
    expect(get?.xml).not.toContain('ExtendedFieldURI');
    expect((await wire.refusalOf(() => plain.filter({ menu: 'x' } as never))).message).toContain("has no field 'menu'");
  });
});

describe('in many changes at once', () => {
  test('each item gets them', async () => {
    fill('inbox');
    const requests = await wire.requestsOf(() =>
      wire.account.inbox.withFields({ menu }).all().update({ menu: 'Beans' }),
    );
    expect(inside(requests[1]?.xml ?? '', 'ExtendedProperty')).toBe(xml`${MENU}<Value>Beans</Value>`);
    const removal = await wire.requestsOf(() => wire.account.inbox.withFields({ menu }).all().update({ menu: null }));
    expect(inside(removal[1]?.xml ?? '', 'Updates')).toBe(xml`<DeleteItemField>${MENU}</DeleteItemField>`);
  });

  test('new items, too', async () => {
    const folder = wire.account.inbox.withFields({ menu, guests });
    const request = await wire.xmlOf(async () => {
      const [made] = await folder.createAll([{ subject: 'x', menu: 'Tofu', guests: [1] }]);
      expect([made?.menu, made?.guests]).toEqual(['Tofu', [1]]);
    });
    expect(inside(request, 'Message')).toBe(xml`
      <Subject>x</Subject>
      <ExtendedProperty>${MENU}<Value>Tofu</Value></ExtendedProperty>
      <ExtendedProperty>${GUESTS}<Values><Value>1</Value></Values></ExtendedProperty>`);
  });

  test('beside properties as the wire has them', async () => {
    const extendedProperty = [
      { extendedFieldURI: { propertyTag: '0x1234', propertyType: 'String' }, value: 'raw' },
    ] as never;
    const folder = wire.account.inbox.withFields({ menu });
    const request = await wire.xmlOf(() => folder.create({ extendedProperty, menu: 'Tofu' }));
    expect(inside(request, 'Message')).toBe(xml`
      <ExtendedProperty><ExtendedFieldURI PropertyTag="0x1234" PropertyType="String"/><Value>raw</Value></ExtendedProperty>
      <ExtendedProperty>${MENU}<Value>Tofu</Value></ExtendedProperty>`);
    const item = await wire.account.inbox.item('m');
    const update = await wire.xmlOf(() => item.update({ extendedProperty } as never));
    expect(inside(update, 'SetItemField')).toBe(xml`
      <ExtendedFieldURI PropertyTag="0x1234" PropertyType="String"/>
      <Message><ExtendedProperty><ExtendedFieldURI PropertyTag="0x1234" PropertyType="String"/><Value>raw</Value></ExtendedProperty></Message>`);
  });
});

describe('names that would hide something are refused at once', () => {
  const refusal = (name: string, folder: { withFields(fields: object): unknown } = wire.account.inbox) =>
    wire.refusalOf(() => folder.withFields({ [name]: menu }));

  test.each([
    ['subject', "the member 'subject' of Message"],
    ['isRead', "the member 'isRead' of Message"],
    ['associatedCalendarItemId', 'the member'],
    ['id', "'id', which every Message has"],
    ['text', "'text', which every Message has"],
    ['to', "'to', which is short for 'toRecipients'"],
    ['bcc', "'bcc', which is short for 'bccRecipients'"],
    ['save', "'save', which every Message has"],
    ['reply', "'reply', which every Message has"],
    ['send', "'send', which every Message has"],
    ['hasOwnProperty', "'hasOwnProperty', which every Message has"],
    ['and', 'this name means something else already'],
    ['or', 'this name means something else already'],
    ['not', 'this name means something else already'],
    ['kind', 'this name means something else already'],
    ['then', 'this name means something else already'],
    ['constructor', 'this name means something else already'],
    ['toJSON', 'this name means something else already'],
    ['unknown', 'this name means something else already'],
    ['my__field', "a name cannot have '__' in it"],
    ['1st', 'expected a name of letters, digits and _'],
    ['lunch menu', 'expected a name of letters, digits and _'],
    ['_x', 'expected a name of letters, digits and _'],
    ['', 'expected a name of letters, digits and _'],
  ])('%s', async (name, message) => {
    const error = await refusal(name);
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });

  test('what only other classes have may be one', async () => {
    wire.account.inbox.withFields({ percentComplete: menu });
    expect((await refusal('percentComplete', wire.account.tasks)).message).toContain(
      "the member 'percentComplete' of Task",
    );
    expect((await refusal('accept', wire.account.calendar)).message).toContain(
      "'accept', which every CalendarItem has",
    );
  });

  test('where a folder may hold anything, only what all items have; what came is looked at then', async () => {
    const anywhere = wire.account.folder({ id: 'x' });
    anywhere.withFields({ percentComplete: menu });
    expect((await refusal('subject', anywhere)).message).toContain("the member 'subject' of Item");
    const fields = { percentComplete: menu };
    wire.server.keep({ kind: 'message' }, 'm');
    wire.server.keep({ kind: 'task' }, 't');
    expect(await wire.account.item('m', { fields })).toBeDefined();
    await expect(wire.account.item('t', { fields })).rejects.toThrow("would hide the member 'percentComplete' of Task");
  });

  test.each([undefined, null, 'x', { path: {} }, { type: 'String' }, 5])('%p is no property', async (property) => {
    const error = await wire.refusalOf(() => wire.account.inbox.withFields({ menu: property as never }));
    expect(error.message).toContain('menu: expected what extendedProperty() returns');
  });

  test.each([undefined, null, 'x', 5])('%p instead of fields', async (fields) => {
    const error = await wire.refusalOf(() => wire.account.inbox.withFields(fields as never));
    expect(error.message).toContain('fields: expected an object');
    if (fields === undefined) return;
    const option = await wire.refusalOf(() => wire.account.item('m', { fields: fields as never }));
    expect(option.message).toContain('fields: expected own fields');
    const folder = await wire.refusalOf(() => wire.account.inbox.info({ fields: fields as never }));
    expect(folder.message).toContain('fields: expected own fields');
  });

  test('every wrong one, at once', async () => {
    const error = (await wire.refusalOf(() =>
      wire.account.inbox.withFields({ subject: menu, and: menu, fine: menu }),
    )) as ValidationError;
    expect(error.violations.map(({ path }) => path)).toEqual(['subject', 'and']);
  });
});
