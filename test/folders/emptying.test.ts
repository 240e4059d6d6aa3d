/** empty() and wipe(): in one request, or where Exchange refuses that, item by item and folder by folder. */
import { describe, expect, test } from '@jest/globals';
import { type Emptying, mapi, type WipeOptions } from '../../src/index.js';
import { xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();

describe('empty()', () => {
  test('takes the items to the deleted items, and leaves folders', async () => {
    expect(await wire.xmlOf(() => wire.account.junk.empty())).toBe(xml`
      <EmptyFolder DeleteType="MoveToDeletedItems" DeleteSubFolders="false">
        <FolderIds>${distinguished('junkemail')}</FolderIds>
      </EmptyFolder>`);
  });

  test.each<[Emptying, string, boolean]>([
    [{ disposal: 'trash' }, 'MoveToDeletedItems', false],
    [{ disposal: 'soft' }, 'SoftDelete', false],
    [{ disposal: 'hard' }, 'HardDelete', false],
    [{ deep: true }, 'MoveToDeletedItems', true],
    [{ deep: false }, 'MoveToDeletedItems', false],
    [{ disposal: 'hard', deep: true }, 'HardDelete', true],
  ])('%j: %s, folders: %p', async (options, type, deep) => {
    expect(await wire.xmlOf(() => wire.account.junk.empty(options))).toContain(
      `<EmptyFolder DeleteSubFolders="${deep}" DeleteType="${type}">`,
    );
  });
});

describe('wipe()', () => {
  test.each<[WipeOptions | undefined, string]>([
    [undefined, 'MoveToDeletedItems'],
    [{ disposal: 'trash' }, 'MoveToDeletedItems'],
    [{ disposal: 'soft' }, 'SoftDelete'],
    [{ disposal: 'hard' }, 'HardDelete'],
  ])('%j: %s, folders included', async (options, type) => {
    expect(await wire.xmlOf(() => wire.account.junk.wipe(options))).toContain(
      `<EmptyFolder DeleteSubFolders="true" DeleteType="${type}">`,
    );
  });

  test('has no option deep: it always is', async () => {
    const error = await wire.refusalOf(() => wire.account.junk.wipe({ deep: false } as object));
    expect(error.message).toContain('deep: there is no such option');
  });
});

describe('where Exchange does not empty at once', () => {
  test.each(['ErrorCannotEmptyFolder', 'ErrorDeleteDistinguishedFolder'])(
    '%s: the items are deleted one by one',
    async (code) => {
      wire.server.on('EmptyFolder', () => [failure(code)]);
      wire.server.fill('calendar', { kind: 'calendarItem' }, { kind: 'calendarItem' });
      const requests = await wire.requestsOf(() => wire.account.calendar.empty());
      expect(requests.map(({ operation }) => operation)).toEqual(['EmptyFolder', 'FindItem', 'DeleteItem']);
      expect(requests[2]?.xml).toBe(xml`
      <DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToNone"
          AffectedTaskOccurrences="AllOccurrences" SuppressReadReceipts="true">
        <ItemIds><ItemId Id="calendar-0"/><ItemId Id="calendar-1"/></ItemIds>
      </DeleteItem>`);
    },
  );

  test('a server that is too old to know the operation', async () => {
    wire.transport.serverVersion = { majorVersion: 8, minorVersion: 3, majorBuildNumber: 83, minorBuildNumber: 4 };
    await wire.account.inbox.count();
    wire.server.fill('junkemail', {});
    expect(await wire.operationsOf(() => wire.account.junk.empty())).toEqual(['FindItem', 'DeleteItem']);
  });

  test('deep: its folders are deleted, too', async () => {
    wire.server.on('EmptyFolder', () => [failure('ErrorCannotEmptyFolder')]);
    const requests = await wire.requestsOf(() => wire.account.inbox.empty({ deep: true }));
    expect(requests.map(({ operation }) => operation)).toEqual([
      'EmptyFolder',
      'FindItem',
      'FindFolder',
      'DeleteFolder',
      'DeleteFolder',
      'DeleteFolder',
    ]);
    expect(requests.slice(3).map(({ body }) => [body.deleteType, body.folderIds[0].id])).toEqual([
      ['MoveToDeletedItems', 'f-projects'],
      ['MoveToDeletedItems', 'f-plans'],
      ['MoveToDeletedItems', 'f-odd'],
    ]);
  });

  test('distinguished folders below are spared, and emptied in turn', async () => {
    wire.server.next('EmptyFolder', () => [failure('ErrorDeleteDistinguishedFolder')]);
    wire.server.on('DeleteFolder', ({ folderIds: [{ id }] }) =>
      id === 'f-plans' ? [failure('ErrorDeleteDistinguishedFolder')] : wire.server.usual('DeleteFolder', {}),
    );
    const requests = await wire.requestsOf(() => wire.account.inbox.wipe());
    expect(
      requests.map(({ operation, body }) => [operation, body.folderIds?.[0].id ?? body.parentFolderIds[0].id]),
    ).toEqual([
      ['EmptyFolder', 'inbox'],
      ['FindItem', 'inbox'],
      ['FindFolder', 'inbox'],
      ['DeleteFolder', 'f-projects'],
      ['DeleteFolder', 'f-plans'],
      ['EmptyFolder', 'f-plans'],
      ['DeleteFolder', 'f-odd'],
    ]);
    expect(requests[5]?.body).toMatchObject({ deleteType: 'MoveToDeletedItems', deleteSubFolders: true });
  });

  test('any other error is thrown, and nothing else is tried', async () => {
    wire.server.on('EmptyFolder', () => [failure('ErrorAccessDenied')]);
    const operations = await wire.operationsOf(() =>
      expect(wire.account.inbox.wipe()).rejects.toMatchObject({ code: 'ErrorAccessDenied' }),
    );
    expect(operations).toEqual(['EmptyFolder']);
    wire.server.on('EmptyFolder', () => [failure('ErrorCannotEmptyFolder')]);
    wire.server.on('DeleteFolder', () => [failure('ErrorAccessDenied')]);
    await expect(wire.account.inbox.wipe()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
  });
});

test('options are checked', async () => {
  for (const [options, message] of [
    [{ disposal: 'hart' }, "disposal: expected one of 'trash', 'soft', 'hard'"],
    [{ deep: 'yes' }, 'deep: expected true or false'],
    [{ folders: true }, 'folders: there is no such option'],
    ['hard', 'expected an object of options'],
  ] as const)
    expect((await wire.refusalOf(() => wire.account.junk.empty(options as object))).message).toContain(message);
});

test('a folder’s own fields go with it: its items are deleted by their ids all the same', async () => {
  wire.server.on('EmptyFolder', () => [failure('ErrorCannotEmptyFolder')]);
  wire.server.fill('inbox', {});
  const operations = await wire.operationsOf(() => wire.account.inbox.withFields({ size64: mapi.messageSize }).empty());
  expect(operations).toEqual(['EmptyFolder', 'FindItem', 'DeleteItem']);
});
