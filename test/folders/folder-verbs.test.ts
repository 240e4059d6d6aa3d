/** What is done to a folder itself: renamed, moved, copied, deleted, marked as read. Its verbs never mean its items. */
import { describe, expect, test } from '@jest/globals';
import {
  type EwsError,
  extendedProperty,
  type FolderDeleteOptions,
  type MarkOptions,
  mapi,
  ValidationError,
} from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();
const folder = () => wire.account.folder({ id: 'f-projects' }, 'mail');
const IDS = '<FolderIds><FolderId Id="f-projects"/></FolderIds>';

describe('delete()', () => {
  test('moves the folder to the deleted items', async () => {
    expect(await wire.xmlOf(() => folder().delete())).toBe(
      xml`<DeleteFolder DeleteType="MoveToDeletedItems">${IDS}</DeleteFolder>`,
    );
  });

  test.each<[FolderDeleteOptions, string]>([
    [{ disposal: 'trash' }, 'MoveToDeletedItems'],
    [{ disposal: 'hard' }, 'HardDelete'],
    [{ disposal: undefined }, 'MoveToDeletedItems'],
  ])('%j: %s', async (options, type) => {
    expect(await wire.xmlOf(() => folder().delete(options))).toContain(`<DeleteFolder DeleteType="${type}">`);
  });

  test('of a path deletes what was found there', async () => {
    const requests = await wire.requestsOf(() => wire.account.inbox.folder('Projects').delete());
    expect(requests.map(({ operation }) => operation)).toEqual(['FindFolder', 'DeleteFolder']);
    expect(inside(requests[1]?.xml ?? '', 'FolderIds')).toBe(xml`<FolderId Id="f-projects" ChangeKey="f-projects-1"/>`);
  });

  test('of a distinguished folder is refused unsent', async () => {
    for (const each of [wire.account.inbox, wire.account.distinguished('syncissues'), wire.account.top]) {
      const error = (await wire.refusalOf(() => each.delete())) as EwsError;
      expect(error.code).toBe('ERR_DISTINGUISHED_FOLDER');
      expect(error.message).toContain('delete its items by folder.all().delete()');
    }
  });

  test('knows no soft deletion: Exchange has none of folders', async () => {
    const error = await wire.refusalOf(() => folder().delete({ disposal: 'soft' as never }));
    expect(error.message).toContain("disposal: expected one of 'trash', 'hard'");
  });
});

describe('move() and copy()', () => {
  test('the folder, with all it holds', async () => {
    const target = `<ToFolderId>${distinguished('msgfolderroot')}</ToFolderId>`;
    for (const to of [wire.account.top, 'msgfolderroot'] as const) {
      expect(await wire.xmlOf(() => folder().move(to))).toBe(xml`<MoveFolder>${target}${IDS}</MoveFolder>`);
      expect(await wire.xmlOf(() => folder().copy(to))).toBe(xml`<CopyFolder>${target}${IDS}</CopyFolder>`);
    }
  });

  test('copy() gives the copy, which is of the same kind', async () => {
    const copy = await folder().copy('inbox');
    expect([await copy.id(), copy.kind]).toEqual(['new-1', 'mail']);
    expect(inside(await wire.xmlOf(() => copy.count()), 'ParentFolderIds')).toBe(
      xml`<FolderId Id="new-1" ChangeKey="new-1-1"/>`,
    );
  });

  test('of a path: after the move the folder is known by the id that it then has', async () => {
    const moved = wire.account.inbox.folder('Projects');
    await moved.move('drafts');
    expect(inside(await wire.xmlOf(() => moved.count()), 'ParentFolderIds')).toBe(
      xml`<FolderId Id="new-1" ChangeKey="new-1-1"/>`,
    );
  });
});

describe('update()', () => {
  const change = (updates: string, element = 'FolderId Id="f-projects"') =>
    xml`<UpdateFolder><FolderChanges><FolderChange><${element}/><Updates>${updates}</Updates></FolderChange></FolderChanges></UpdateFolder>`;

  test('the name', async () => {
    const renamed = folder();
    expect(await wire.xmlOf(() => renamed.update({ displayName: 'Done' }))).toBe(
      change(`<SetFolderField><FieldURI FieldURI="folder:DisplayName"/>
        <Folder><DisplayName>Done</DisplayName></Folder></SetFolderField>`),
    );
  });

  test('is known by its new name', async () => {
    const renamed = wire.account.inbox.folder('Projects');
    await renamed.info();
    await renamed.update({ displayName: 'Done' });
    expect(renamed.label).toBe('Done');
    expect(await wire.operationsOf(async () => expect((await renamed.info()).displayName).toBe('Done'))).toEqual([]);
  });

  test('own fields: values set, null removes; the carrier is the folder’s own element', async () => {
    const fields = {
      comment: mapi.comment,
      hidden: mapi.hidden,
      guests: extendedProperty({ set: 'PublicStrings', name: 'guests', type: 'StringArray' }),
    };
    const calendar = wire.account.folder({ id: 'f-projects' }, 'calendar');
    const request = await wire.xmlOf(() =>
      calendar.update({ displayName: 'X', comment: null, hidden: true, guests: ['Bo', 'Cy'] }, { fields }),
    );
    const uri = (attributes: string, type: string) => `<ExtendedFieldURI ${attributes} PropertyType="${type}"/>`;
    const set = (path: string, value: string) => `<SetFolderField>${path}<CalendarFolder><ExtendedProperty>
      ${path}${value}</ExtendedProperty></CalendarFolder></SetFolderField>`;
    expect(request).toBe(
      change(`
        <SetFolderField><FieldURI FieldURI="folder:DisplayName"/>
          <CalendarFolder><DisplayName>X</DisplayName></CalendarFolder></SetFolderField>
        <DeleteFolderField>${uri('PropertyTag="0x3004"', 'String')}</DeleteFolderField>
        ${set(uri('PropertyTag="0x10f4"', 'Boolean'), '<Value>true</Value>')}
        ${set(uri('DistinguishedPropertySetId="PublicStrings" PropertyName="guests"', 'StringArray'), '<Values><Value>Bo</Value><Value>Cy</Value></Values>')}`),
    );
  });

  test('of a distinguished folder asks for its id first', async () => {
    const requests = await wire.requestsOf(() => wire.account.inbox.update({ displayName: 'X' }));
    expect(requests.map(({ operation }) => operation)).toEqual(['GetFolder', 'UpdateFolder']);
    expect(requests[1]?.xml).toContain('<FolderId ChangeKey="f-inbox-1" Id="f-inbox"/>');
  });

  test.each([
    [{ isRead: true }, 'isRead: a folder has its displayName and the own fields'],
    [{ isRead: true }, 'its items are changed by folder.all().update()'],
    [{ displayName: '' }, 'displayName: expected a text that is not empty'],
    [{ displayName: null }, 'displayName: expected a text that is not empty'],
    [{ displayName: 5 }, 'displayName: expected a text that is not empty'],
    [{ comment: 5 }, 'comment: expected a text'],
  ])('%j is refused: %s', async (changes, message) => {
    const error = await wire.refusalOf(() => folder().update(changes as object, { fields: { comment: mapi.comment } }));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });
});

describe('markAllAsRead()', () => {
  test.each<[MarkOptions | undefined, boolean, boolean]>([
    [undefined, true, true],
    [{}, true, true],
    [{ isRead: false }, false, true],
    [{ isRead: true, suppressReadReceipts: false }, true, false],
    [{ suppressReadReceipts: true }, true, true],
  ])('%j: ReadFlag %p, SuppressReadReceipts %p', async (options, readFlag, suppress) => {
    expect(await wire.xmlOf(() => folder().markAllAsRead(options))).toBe(xml`
      <MarkAllItemsAsRead>
        <ReadFlag>${readFlag}</ReadFlag>
        <SuppressReadReceipts>${suppress}</SuppressReadReceipts>
        ${IDS}
      </MarkAllItemsAsRead>`);
  });
});

describe('a caller who means items is told so', () => {
  test.each(['delete', 'move', 'copy', 'update'] as const)('%s()', async (verb) => {
    const item = await wire.account.inbox.item('m');
    const before = verb === 'delete' ? [] : verb === 'update' ? [{ displayName: 'x' }] : ['drafts'];
    const call = (options: unknown) =>
      wire.refusalOf(() => (folder()[verb] as (...all: unknown[]) => unknown).call(folder(), ...before, options));
    for (const wrong of [item, 'an-id', ['an-id'], 5, null]) {
      const { message } = await call(wrong);
      expect(message).toContain('expected an object of options');
      expect(message).toContain(`items are meant by folder.all().${verb}() and account.items([id]).${verb}()`);
    }
    for (const option of ['notify', 'chunkSize', 'errors', 'conflict'])
      expect((await call({ [option]: 'x' })).message).toContain(`${option}: there is no such option`);
  });

  test('exists() and count() with conditions', async () => {
    const exists = await wire.refusalOf(() => folder().exists({ subject: 'x' } as object));
    expect(exists.message).toContain('says filter(...).exists()');
    const count = await wire.refusalOf(() => folder().count({ subject: 'x' } as object));
    expect(count.message).toContain('conditions go into filter()');
  });
});

test('a refusal of the server is thrown', async () => {
  for (const operation of ['DeleteFolder', 'MoveFolder', 'CopyFolder', 'UpdateFolder', 'MarkAllItemsAsRead'])
    wire.server.on(operation, () => [failure('ErrorAccessDenied')]);
  for (const work of [
    () => folder().delete(),
    () => folder().move('inbox'),
    () => folder().copy('inbox'),
    () => folder().update({ displayName: 'x' }),
    () => folder().markAllAsRead(),
  ])
    await expect(work()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
});
