/** Folders by name, id and path; what is asked to find one, how often, and what is known of it. */
import { describe, expect, test } from '@jest/globals';
import { DoesNotExistError, type EwsError, extendedProperty, mapi, ValidationError } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();

const PROPERTIES = [
  'FolderClass',
  'ParentFolderId',
  'DisplayName',
  'TotalCount',
  'ChildFolderCount',
  'EffectiveRights',
  'UnreadCount',
  'DistinguishedFolderId',
]
  .map((name) => `<FieldURI FieldURI="folder:${name}"/>`)
  .join('');
const SHAPE = `<FolderShape><BaseShape>IdOnly</BaseShape><AdditionalProperties>${PROPERTIES}</AdditionalProperties></FolderShape>`;

describe('distinguished folders', () => {
  test.each([
    ['inbox', 'inbox'],
    ['drafts', 'drafts'],
    ['sent', 'sentitems'],
    ['outbox', 'outbox'],
    ['junk', 'junkemail'],
    ['trash', 'deleteditems'],
    ['calendar', 'calendar'],
    ['contacts', 'contacts'],
    ['tasks', 'tasks'],
    ['notes', 'notes'],
    ['journal', 'journal'],
    ['top', 'msgfolderroot'],
    ['root', 'root'],
    ['archive', 'archivemsgfolderroot'],
    ['recoverableItems', 'recoverableitemsroot'],
  ] as const)('account.%s is %s of its own mailbox', async (member, name) => {
    expect(inside(await wire.xmlOf(() => wire.account[member].count()), 'ParentFolderIds')).toBe(
      xml(distinguished(name)),
    );
  });

  test('public folders belong to no mailbox', async () => {
    expect(inside(await wire.xmlOf(() => wire.account.publicFolders.count()), 'ParentFolderIds')).toBe(
      xml`<DistinguishedFolderId Id="publicfoldersroot"/>`,
    );
  });

  test('of another’s mailbox name that', async () => {
    const bob = await wire.other('bob@example.test');
    expect(inside(await wire.xmlOf(() => bob.inbox.count()), 'ParentFolderIds')).toBe(
      xml(distinguished('inbox', 'bob@example.test')),
    );
  });

  test('any by Microsoft’s name; another name is refused', async () => {
    const request = await wire.xmlOf(() => wire.account.distinguished('syncissues').count());
    expect(inside(request, 'ParentFolderIds')).toBe(xml(distinguished('syncissues')));
    for (const [name, message] of [
      ['junkmail', "did you mean 'junkemail'?"],
      ['Projects', "account.folder('Projects')"],
      [undefined, 'expected one folder'],
    ] as const)
      expect((await wire.refusalOf(() => wire.account.distinguished(name as never))).message).toContain(message);
  });
});

describe('by its id', () => {
  test('nothing is asked to find it', async () => {
    const request = await wire.xmlOf(() => wire.account.folder({ id: 'f' }).count());
    expect(inside(request, 'ParentFolderIds')).toBe(xml`<FolderId Id="f"/>`);
    expect(await wire.operationsOf(async () => expect(await wire.account.folder({ id: 'f' }).id()).toBe('f'))).toEqual(
      [],
    );
  });

  test.each([{ id: '' }, {}, undefined, null, 5])('%j is none', async (id) => {
    const error = await wire.refusalOf(() => wire.account.folder(id as never));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain('folder: expected');
  });
});

describe('by its path', () => {
  test('each name is looked for below the one before, without regard to case', async () => {
    const folder = wire.account.inbox.folder('projects/2024');
    const [first, second, find] = await wire.requestsOf(() => folder.count());
    const search = (name: string, parent: string) => xml`
      <FindFolder Traversal="Shallow">
        ${SHAPE}
        <IndexedPageFolderView MaxEntriesReturned="250" Offset="0" BasePoint="Beginning"/>
        <Restriction><Contains ContainmentMode="FullString" ContainmentComparison="IgnoreCase">
          <FieldURI FieldURI="folder:DisplayName"/><Constant Value="${name}"/>
        </Contains></Restriction>
        <ParentFolderIds>${parent}</ParentFolderIds>
      </FindFolder>`;
    expect(first?.xml).toBe(search('projects', distinguished('inbox')));
    expect(second?.xml).toBe(search('2024', '<FolderId Id="f-projects" ChangeKey="f-projects-1"/>'));
    expect(inside(find?.xml ?? '', 'ParentFolderIds')).toBe(xml`<FolderId Id="f-2024" ChangeKey="f-2024-1"/>`);
  });

  test('once, when it is first used', async () => {
    const folder = wire.account.inbox.folder('Projects');
    expect(wire.sent).toEqual([]);
    expect(await wire.operationsOf(() => folder.count())).toEqual(['FindFolder', 'FindItem']);
    expect(await wire.operationsOf(() => folder.count())).toEqual(['FindItem']);
    expect(await wire.operationsOf(() => folder.info())).toEqual([]);
    const below = folder.folder('2024');
    expect(await wire.operationsOf(() => below.count())).toEqual(['FindFolder', 'FindItem']);
  });

  test('and what was said of it then is not asked for again', async () => {
    const folder = wire.account.inbox.folder('Projects');
    const info = async () => expect((await folder.info()).displayName).toBe('Projects');
    expect(await wire.operationsOf(info)).toEqual(['FindFolder']);
    expect(await wire.operationsOf(info)).toEqual([]);
    expect(await wire.operationsOf(() => folder.id())).toEqual([]);
    const other = wire.account.inbox.folder('Projects');
    expect(await wire.operationsOf(() => other.refresh())).toEqual(['FindFolder', 'GetFolder']);
  });

  test('from the top of the mailbox', async () => {
    const [first] = await wire.requestsOf(() => wire.account.folder('Inbox').count());
    expect(inside(first?.xml ?? '', 'ParentFolderIds')).toBe(xml(distinguished('msgfolderroot')));
  });

  test('a backslash keeps a slash in a name', async () => {
    const [, search] = await wire.requestsOf(() => wire.account.inbox.folder('Projects/A\\/B').count());
    expect(search?.body.restriction.constant.value).toBe('A/B');
  });

  test('empty names are nothing: //a/ is a', async () => {
    const requests = await wire.requestsOf(() => wire.account.inbox.folder('//Projects/').count());
    expect(requests.map(({ operation }) => operation)).toEqual(['FindFolder', 'FindItem']);
  });

  test('that leads nowhere says at which step', async () => {
    const work = wire.account.inbox.folder('Projects/1999/May').count();
    await expect(work).rejects.toBeInstanceOf(DoesNotExistError);
    await expect(work).rejects.toThrow("There is no folder '1999' on the path 'Projects/1999/May' below inbox.");
  });

  test.each(['', '/', '//', undefined, null, 5, {}])('%j is none', async (path) => {
    for (const work of [
      () => wire.account.inbox.folder(path as string),
      () => wire.account.inbox.createFolder(path as string),
      () => wire.account.inbox.glob(path as string),
    ])
      expect((await wire.refusalOf(work)).message).toContain('expected the path of a folder');
    if (typeof path === 'string')
      expect(await wire.refusalOf(() => wire.account.folder(path))).toBeInstanceOf(ValidationError);
  });
});

describe('info()', () => {
  test('is asked for once; refresh() asks again', async () => {
    const { inbox } = wire.account;
    expect(await wire.xmlOf(async () => expect((await inbox.info()).displayName).toBe('Inbox'))).toBe(
      xml`<GetFolder>${SHAPE}<FolderIds>${distinguished('inbox')}</FolderIds></GetFolder>`,
    );
    expect(await wire.operationsOf(() => inbox.info())).toEqual([]);
    expect(await wire.operationsOf(() => inbox.refresh())).toEqual(['GetFolder']);
    expect(inbox.label).toBe('Inbox');
  });

  test('own fields are asked for, each time, and are values', async () => {
    wire.server.tree.folders = [
      {
        id: 'f-inbox',
        name: 'Inbox',
        folderClass: 'IPF.Note',
        distinguished: 'inbox',
        extendedProperty: [
          { extendedFieldURI: { propertyTag: '0x3004', propertyType: 'String' }, value: 'For all' },
          { extendedFieldURI: { propertyTag: '0xe08', propertyType: 'Long' }, value: '5000000000' },
        ],
      },
    ];
    const fields = { comment: mapi.comment, bytes: mapi.messageSize };
    const request = await wire.xmlOf(async () => {
      const info = await wire.account.inbox.info({ fields });
      expect([info.comment, info.bytes, info.displayName]).toEqual(['For all', 5_000_000_000, 'Inbox']);
    });
    expect(inside(request, 'AdditionalProperties')).toBe(xml`${PROPERTIES}
      <ExtendedFieldURI PropertyTag="0x3004" PropertyType="String"/>
      <ExtendedFieldURI PropertyTag="0xe08" PropertyType="Long"/>`);
    expect(await wire.operationsOf(() => wire.account.inbox.info({ fields }))).toEqual(['GetFolder']);
  });

  test('the quota of a mailbox is read as own fields of its root', async () => {
    const kept = { propertyTag: '0x3ff5', propertyType: 'Integer' };
    wire.server.tree.folders = [
      {
        id: 'f-root',
        name: 'Root',
        distinguished: 'root',
        extendedProperty: [{ extendedFieldURI: kept, value: '51380224' }],
      },
    ];
    const fields = { warned: mapi.storageQuotaLimit, bytes: mapi.messageSize };
    const request = await wire.xmlOf(async () => {
      const { warned, bytes } = await wire.account.root.info({ fields });
      expect([warned, bytes]).toEqual([51_380_224, undefined]);
    });
    expect(inside(request, 'AdditionalProperties')).toContain(
      '<ExtendedFieldURI PropertyTag="0x3ff5" PropertyType="Integer"/>',
    );
  });

  test('own fields that would hide what folders have are refused', async () => {
    const own = extendedProperty({ tag: 0x3004, type: 'String' });
    for (const name of ['displayName', 'folderId', 'unreadCount', 'permissionSet']) {
      const error = await wire.refusalOf(() => wire.account.inbox.info({ fields: { [name]: own } }));
      expect(error.message).toContain(`this name would hide the member '${name}' of folders`);
    }
  });
});

describe('exists() is about the folder', () => {
  test('asks for it, every time', async () => {
    const folder = wire.account.folder({ id: 'f-inbox' });
    expect(await wire.operationsOf(async () => expect(await folder.exists()).toBe(true))).toEqual(['GetFolder']);
    expect(await wire.operationsOf(async () => expect(await folder.exists()).toBe(true))).toEqual(['GetFolder']);
  });

  test('is false of what is not there, by its id or by its path', async () => {
    expect(await wire.account.folder({ id: 'nothing' }).exists()).toBe(false);
    expect(await wire.account.inbox.folder('Nothing').exists()).toBe(false);
    wire.server.on('GetFolder', () => [failure('ErrorItemNotFound')]);
    expect(await wire.account.folder({ id: 'f-inbox' }).exists()).toBe(false);
  });

  test('throws any other error', async () => {
    wire.server.on('GetFolder', () => [failure('ErrorAccessDenied')]);
    await expect(wire.account.inbox.exists()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
  });
});

describe('id()', () => {
  test('of a distinguished folder is asked for, and nothing else of it', async () => {
    expect(await wire.xmlOf(async () => expect(await wire.account.inbox.id()).toBe('f-inbox'))).toBe(xml`
      <GetFolder>
        <FolderShape><BaseShape>IdOnly</BaseShape></FolderShape>
        <FolderIds>${distinguished('inbox')}</FolderIds>
      </GetFolder>`);
    const { inbox } = wire.account;
    await inbox.info();
    expect(await wire.operationsOf(async () => expect(await inbox.id()).toBe('f-inbox'))).toEqual([]);
  });
});

describe('what a folder holds', () => {
  test('is what somebody has said, or what its class says as soon as that is known', async () => {
    const calendar = wire.account.folder({ id: 'f-calendar' });
    expect(calendar.kind).toBe('any');
    await calendar.info();
    expect(calendar.kind).toBe('calendar');
    expect(wire.account.folder({ id: 'f' }, 'tasks').kind).toBe('tasks');
    expect(wire.account.folder('Inbox/Plans', 'calendar').kind).toBe('calendar');
    expect([wire.account.inbox.kind, wire.account.trash.kind, wire.account.top.kind]).toEqual(['mail', 'any', 'any']);
  });

  test('that it turns out not to hold is refused, when that is known', async () => {
    const wrong = wire.account.folder('Inbox/Plans', 'mail');
    const error = (await wrong.count().catch((reason: unknown) => reason)) as EwsError;
    expect(error.code).toBe('ERR_FOLDER_KIND');
    expect(error.message).toContain("'Plans' is a folder of calendar (IPF.Appointment), not of mail");
    await expect(wire.account.folder({ id: 'f-calendar' }, 'tasks').info()).rejects.toMatchObject({
      code: 'ERR_FOLDER_KIND',
    });
    await expect(wire.account.folder({ id: 'f-calendar' }, 'tasks').exists()).rejects.toMatchObject({
      code: 'ERR_FOLDER_KIND',
    });
  });

  test('below a folder of one kind the same is expected, unless another is said', async () => {
    expect(wire.account.inbox.folder('Projects').kind).toBe('mail');
    await expect(wire.account.inbox.folder('Plans').count()).rejects.toMatchObject({ code: 'ERR_FOLDER_KIND' });
    expect(await wire.account.inbox.folder('Plans', 'calendar').count()).toBe(0);
    expect(await wire.account.top.folder('Inbox/Plans').count()).toBe(0);
  });

  test('as() takes it for what somebody says, unless it is known to hold something else', async () => {
    const anything = wire.account.folder({ id: 'f-calendar' });
    expect(anything.as('calendar')?.kind).toBe('calendar');
    expect(anything.as('mail')?.kind).toBe('mail');
    await anything.info();
    expect(anything.as('mail')).toBeUndefined();
    expect(anything.as('calendar')?.kind).toBe('calendar');
    expect(await wire.operationsOf(() => anything.as('calendar')?.info())).toEqual([]);
    expect(wire.account.inbox.as('posts')?.kind).toBe('posts');
    expect(wire.account.inbox.as('tasks')).toBeUndefined();
  });

  test.each(['mails', 'Mail', '', undefined, 5, 'constructor'])('%j is no kind', async (kind) => {
    const message = "expected one of 'mail', 'posts', 'calendar'";
    expect((await wire.refusalOf(() => wire.account.inbox.as(kind as 'mail'))).message).toContain(message);
    if (kind === undefined) return;
    for (const work of [
      () => wire.account.folder('x', kind as 'mail'),
      () => wire.account.folder({ id: 'x' }, kind as 'mail'),
      () => wire.account.inbox.folder('x', kind as 'mail'),
    ])
      expect((await wire.refusalOf(work)).message).toContain(message);
  });
});

test('an item by its id is typed by the folder, and refused if it is of another class', async () => {
  wire.server.keep({ kind: 'message' }, 'm');
  const request = await wire.xmlOf(() => wire.account.inbox.item('m', { bodyType: 'HTML' }));
  expect(request).toBe(xml`
    <GetItem><ItemShape><BaseShape>AllProperties</BaseShape><BodyType>HTML</BodyType></ItemShape>
    <ItemIds><ItemId Id="m"/></ItemIds></GetItem>`);
  await expect(wire.account.calendar.item('m')).rejects.toMatchObject({ code: 'ERR_ITEM_KIND' });
  expect((await wire.account.trash.item('m')).kind).toBe('message');
  expect((await wire.refusalOf(() => wire.account.inbox.item(undefined as never))).message).toContain(
    'expected an item',
  );
});
