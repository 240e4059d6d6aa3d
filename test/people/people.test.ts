/** People: names resolved, lists expanded, personas, photos, rooms. */
import { describe, expect, test } from '@jest/globals';
import { ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const [ALICE, BOB, CAROL] = ['alice@example.test', 'bob@example.test', 'carol@example.test'];
const [STAFF, TEAM, ROOMS, ROOM] = [
  'staff@example.test',
  'team@example.test',
  'rooms@example.test',
  'room1@example.test',
];
const wire = recorder();
const s = story({
  mailboxes: { [ALICE]: {}, [BOB]: {}, [CAROL]: {}, [ROOM]: { name: 'Room 1' } },
  lists: {
    [STAFF]: { name: 'Staff', members: [BOB, TEAM, 'guest@example.org'] },
    [TEAM]: { name: 'Team', members: [CAROL, BOB, STAFF] },
    [ROOMS]: { name: 'Rooms', members: [ROOM], isRoomList: true },
  },
});

describe('what is sent', () => {
  test('resolve()', async () => {
    wire.server.on('ResolveNames', () => [success()]);
    expect(await wire.xmlOf(() => wire.account.people.resolve('bo').toArray())).toBe(
      xml`<ResolveNames ReturnFullContactData="true"><UnresolvedEntry>bo</UnresolvedEntry></ResolveNames>`,
    );
    const { contacts } = wire.account;
    const options = { searchScope: 'Contacts', folder: contacts } as const;
    expect(await wire.xmlOf(() => wire.account.people.resolve('bo', options).toArray())).toBe(xml`
      <ResolveNames ReturnFullContactData="true" SearchScope="Contacts">
        <ParentFolderIds>${distinguished('contacts')}</ParentFolderIds>
        <UnresolvedEntry>bo</UnresolvedEntry>
      </ResolveNames>`);
  });

  test('resolve(): nobody is an empty list, several are no error; all else is thrown', async () => {
    const several = { resolution: [{ mailbox: { name: 'Bo' } }, { mailbox: { name: 'Bob' } }] };
    wire.server.next(
      'ResolveNames',
      () => [failure('ErrorNameResolutionNoResults')],
      () => [{ responseClass: 'Warning', responseCode: 'ErrorNameResolutionMultipleResults', resolutionSet: several }],
      () => [failure('ErrorAccessDenied')],
    );
    expect(await wire.account.people.resolve('x').toArray()).toEqual([]);
    expect(await wire.account.people.resolve('bo').toArray()).toMatchObject(several.resolution);
    await expect(wire.account.people.resolve('x').toArray()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
  });

  test('expand(): a list of the directory by its address, one of the contacts by its id', async () => {
    wire.server.on('ExpandDL', () => [success()]);
    expect(await wire.xmlOf(() => wire.account.people.expand(STAFF).toArray())).toBe(
      xml`<ExpandDL><Mailbox><EmailAddress>${STAFF}</EmailAddress></Mailbox></ExpandDL>`,
    );
    const own = { name: 'Friends', mailboxType: 'PrivateDL', itemId: { id: 'AAA=' } } as const;
    expect(await wire.xmlOf(() => wire.account.people.expand(own).toArray())).toBe(
      xml`<ExpandDL><Mailbox><ItemId Id="AAA="/></Mailbox></ExpandDL>`,
    );
  });

  test('expand(): a list within that stays closed is told when the others were given', async () => {
    const list = (address: string) => ({ emailAddress: address, mailboxType: 'PublicDL' });
    wire.server.next(
      'ExpandDL',
      () => [success({ dlExpansion: { mailbox: [list('a@x.test'), list('b@x.test')] } })],
      () => [failure('ErrorNameResolutionNoResults')],
      () => [success({ dlExpansion: { mailbox: [{ emailAddress: 'c@x.test', mailboxType: 'Mailbox' }] } })],
    );
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const { emailAddress, depth } of wire.account.people.expand(STAFF, { deep: true }))
        seen.push([depth, emailAddress]);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'ErrorNameResolutionNoResults' });
    expect(seen).toEqual([
      [1, 'a@x.test'],
      [1, 'b@x.test'],
      [2, 'c@x.test'],
    ]);
  });

  test('directory(): by a query string, page by page, with the members that FindPeople gives', async () => {
    wire.server.on('FindPeople', ({ indexedPageItemView: { offset } }) => ({
      ...success(),
      people: [0, 1]
        .map((one) => ({ personaId: { id: 'AAA=' }, displayName: `P${offset + one}` }))
        .slice(0, 5 - offset),
      totalNumberOfPeopleInView: 5,
    }));
    const people = wire.account.people.directory().search('p');
    const sent = await wire.requestsOf(async () => {
      expect((await people.toArray({ pageSize: 2 })).map(({ displayName }) => displayName)).toEqual([
        'P0',
        'P1',
        'P2',
        'P3',
        'P4',
      ]);
    });
    expect(sent.map(({ body }) => body.indexedPageItemView)).toMatchObject([
      { offset: 0, maxEntriesReturned: 2 },
      { offset: 2, maxEntriesReturned: 2 },
      { offset: 4, maxEntriesReturned: 2 },
    ]);
    const [{ body }] = sent as [(typeof sent)[0]];
    expect([body.parentFolderId, body.queryString]).toMatchObject([
      { distinguishedFolderId: { id: 'directory' } },
      'p',
    ]);
    expect(body.personaShape.additionalProperties).toContainEqual(
      expect.objectContaining({ fieldURI: 'persona:EmailAddresses' }),
    );
    expect((await people.slice(1, 2).toArray()).map(({ displayName }) => displayName)).toEqual(['P1']);
  });

  test('people() of a folder: filtered and ordered by the server', async () => {
    wire.server.on('FindPeople', () => ({ ...success(), people: [], totalNumberOfPeopleInView: 0 }));
    const query = wire.account.contacts.people().filter({ givenName__startswith: 'A' }).orderBy('-surname');
    const sent = await wire.xmlOf(() => query.toArray());
    expect(sent).toContain(
      xml`<Restriction>
        <Contains ContainmentComparison="Exact" ContainmentMode="Prefixed">
          <FieldURI FieldURI="persona:GivenName"/>
          <Constant Value="A"/>
        </Contains>
      </Restriction>
      <SortOrder><FieldOrder Order="Descending"><FieldURI FieldURI="persona:Surname"/></FieldOrder></SortOrder>`.replaceAll(
        '\n',
        '\n  ',
      ),
    );
    expect(sent).toContain('<DistinguishedFolderId Id="contacts">');
    expect(await wire.operationsOf(() => query.slice(3, 3).toArray())).toEqual([]);
  });

  test.each<[string, () => unknown, string]>([
    ['the directory browsed', () => wire.account.people.directory().toArray(), 'neither filtered, ordered nor browsed'],
    ['the directory filtered', () => wire.account.people.directory().filter({ surname: 'X' }), 'neither filtered'],
    ['the directory ordered', () => wire.account.people.directory().orderBy('surname'), 'neither filtered'],
    [
      'a field that is none',
      () => wire.account.contacts.people().filter({ surnam: 'X' } as never),
      "did you mean 'surname'",
    ],
    ['an order that is none', () => wire.account.contacts.people().orderBy('emailAddress' as never), 'cannot order by'],
    ['a name that is empty', () => wire.account.people.resolve(' '), 'name: expected'],
    ['a scope that is none', () => wire.account.people.resolve('x', { searchScope: 'All' as never }), 'searchScope'],
    ['a list that is none', () => wire.account.people.expand({}), 'list: expected'],
    ['a person that is none', () => wire.account.people.persona({ id: '' }), 'who: expected'],
    ['a size that is none', () => wire.account.people.photo(BOB, { size: '96' as never }), 'size: expected'],
  ])('%s is refused unsent', async (_, work, message) => {
    const error = await wire.refusalOf(work);
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });

  test('persona(), photo(), rooms()', async () => {
    wire.server.on('GetPersona', () => ({ ...success(), persona: { personaId: { id: 'AAA=' }, displayName: 'Bob' } }));
    wire.server.on('GetRooms', () => success({ rooms: [{ id: { name: 'R' } }] }));
    expect(await wire.xmlOf(() => wire.account.people.persona(BOB))).toBe(
      xml`<GetPersona><EmailAddress><EmailAddress>${BOB}</EmailAddress></EmailAddress></GetPersona>`,
    );
    expect(await wire.xmlOf(() => wire.account.people.persona({ id: 'AAA=', changeKey: 'x' }))).toBe(
      xml`<GetPersona><PersonaId Id="AAA="/></GetPersona>`,
    );
    expect(await wire.xmlOf(() => wire.account.people.photo(BOB, { size: 'HR96x96' }))).toBe(
      xml`<GetUserPhoto><Email>${BOB}</Email><SizeRequested>HR96x96</SizeRequested></GetUserPhoto>`,
    );
    expect(await wire.xmlOf(() => wire.account.people.rooms(ROOMS).toArray())).toBe(
      xml`<GetRooms><RoomList><EmailAddress>${ROOMS}</EmailAddress></RoomList></GetRooms>`,
    );
  });

  test('photo(): none is undefined, however the server says it; what it is, its bytes say', async () => {
    const answers = [[], [0xff, 0xd8, 1], [0x89, 0x50, 0x4e, 0x47], [1, 2]];
    wire.server.on('GetUserPhoto', (_, nth) => ({
      ...success(),
      hasChanged: true,
      pictureData: new Uint8Array(answers[nth] as number[]),
    }));
    const types: unknown[] = [];
    for (const _ of answers) types.push((await wire.account.people.photo(BOB))?.contentType);
    expect(types).toEqual([undefined, 'image/jpeg', 'image/png', 'application/octet-stream']);
    wire.server.next('GetUserPhoto', () => ({
      ...failure('ErrorItemNotFound'),
      hasChanged: false,
      pictureData: new Uint8Array(),
    }));
    expect(await wire.account.people.photo(BOB)).toBeUndefined();
  });
});

describe('against the sandbox', () => {
  test('names of the directory and of the contacts are resolved', async () => {
    const alice = await s.connect('alice');
    await alice.contacts.create({
      displayName: 'Bo Derek',
      emailAddresses: [{ key: 'EmailAddress1', value: 'bo@example.org' }],
      phoneNumbers: [{ key: 'MobilePhone', value: '+1' }],
    });
    const found = async (searchScope?: 'Contacts' | 'ActiveDirectory') =>
      (await alice.people.resolve('bo', searchScope ? { searchScope } : {}).toArray()).map(
        ({ mailbox }) => mailbox.emailAddress,
      );
    expect(await found()).toEqual([BOB, 'bo@example.org']);
    expect(await found('Contacts')).toEqual(['bo@example.org']);
    expect(await found('ActiveDirectory')).toEqual([BOB]);
    const [derek] = await alice.people.resolve('bo', { searchScope: 'Contacts' }).toArray();
    expect(derek?.contact?.phoneNumbers).toMatchObject([{ value: '+1' }]);
    expect(await alice.people.resolve('nobody').toArray()).toEqual([]);
    const [staff] = await alice.people.resolve('staff').toArray();
    expect(staff?.mailbox).toMatchObject({ emailAddress: STAFF, mailboxType: 'PublicDL' });
  });

  test('lists are expanded, lists in them once, also where they hold each other; mail to one reaches all', async () => {
    const [alice, bob, carol] = await Promise.all([s.connect('alice'), s.connect('bob'), s.connect('carol')]);
    const flat = await alice.people.expand(STAFF).toArray();
    expect(flat.map(({ emailAddress, depth }) => [depth, emailAddress])).toEqual([
      [1, BOB],
      [1, TEAM],
      [1, 'guest@example.org'],
    ]);
    const deep = await alice.people.expand(STAFF, { deep: true }).toArray();
    expect(deep.map(({ emailAddress, depth }) => [depth, emailAddress])).toEqual([
      [1, BOB],
      [1, TEAM],
      [1, 'guest@example.org'],
      [2, CAROL],
    ]);
    await expect(alice.people.expand('nobody@example.test').toArray()).rejects.toMatchObject({
      code: 'ErrorNameResolutionNoResults',
    });
    const [tips] = await alice.mailTips(STAFF).toArray();
    expect([tips?.totalMemberCount, tips?.externalMemberCount]).toEqual([3, 1]);
    await alice.send({ subject: 'To all', to: [STAFF] });
    for (const one of [bob, carol]) expect(await one.inbox.pluck('subject').toArray()).toEqual(['To all']);
  });

  test('a list of the contacts is expanded by its id', async () => {
    const bob = await s.connect('bob');
    const made = await bob.folder('Contacts').create({
      kind: 'distributionList',
      displayName: 'Friends',
      members: [{ mailbox: { emailAddress: CAROL, name: 'Carol' } }],
    } as never);
    const [entry] = await bob.people.resolve('Friends').toArray();
    expect(entry?.mailbox.itemId?.id).toBe(made.id);
    expect(await bob.people.expand(entry?.mailbox ?? '').toArray()).toMatchObject([{ emailAddress: CAROL, depth: 1 }]);
  });

  test('people of a folder and of the directory, each with its persona', async () => {
    const carol = await s.connect('carol');
    for (const [givenName, surname] of [
      ['Ann', 'Zed'],
      ['Al', 'Young'],
      ['Bea', 'Xu'],
    ] as const)
      await carol.contacts.create({ displayName: `${givenName} ${surname}`, givenName, surname });
    const people = carol.contacts.people();
    const names = (query: typeof people) =>
      query.toArray({ pageSize: 1 }).then((all) => all.map((one) => one.displayName));
    expect(await names(people.filter({ givenName__startswith: 'A' }).orderBy('-surname'))).toEqual([
      'Ann Zed',
      'Al Young',
    ]);
    expect(await names(people.orderBy('surname').slice(1, 3))).toEqual(['Al Young', 'Ann Zed']);
    const [bob] = await carol.people.directory().search('bo').toArray();
    expect((await carol.people.persona(bob?.personaId ?? ''))?.emailAddress?.emailAddress).toBe(BOB);
    expect((await carol.people.persona(ALICE))?.displayName).toBe('Alice');
    expect(await carol.people.persona('nobody@example.test')).toBeUndefined();
  });

  test('photos, and rooms of their lists', async () => {
    const alice = await s.connect('alice');
    expect((await alice.people.photo(BOB, { size: 'HR96x96' }))?.contentType).toMatch(/^image\//);
    expect(await alice.people.photo('nobody@example.test')).toBeUndefined();
    const lists = await alice.people.roomLists().toArray();
    expect(lists.map(({ emailAddress }) => emailAddress)).toEqual([ROOMS]);
    expect(JSON.stringify(lists[0])).not.toContain('rooms"');
    expect(await lists[0]?.rooms().toArray()).toMatchObject([{ name: 'Room 1', emailAddress: ROOM }]);
    await expect(alice.people.rooms(STAFF).toArray()).rejects.toMatchObject({ code: 'ErrorNameResolutionNoResults' });
  });
});
