/** What is asked of servers that are not Exchange: what they understand, and means the same. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { serverKindOf } from '../../src/client/quirks.js';
import { failFast } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { fault, recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';

const wire = recorder({ retry: failFast() });

const GROMOX = { majorVersion: 15, minorVersion: 0, majorBuildNumber: 847, minorBuildNumber: 4040 };

describe('which server it is', () => {
  test.each<[Record<string, string>, object | undefined, string | undefined]>([
    [{}, GROMOX, 'gromox'],
    [{ server: 'nginx' }, GROMOX, 'gromox'],
    [{ server: 'gromox-http/3.1' }, undefined, 'gromox'],
    [
      { server: 'Microsoft-IIS/10.0' },
      { majorVersion: 15, minorVersion: 0, majorBuildNumber: 847, minorBuildNumber: 32 },
      'Exchange',
    ],
    [{ server: 'nginx', 'x-feserver': 'EX01' }, undefined, 'Exchange'],
    [{ 'x-calculatedbetarget': 'ex01' }, undefined, 'Exchange'],
    [{ server: 'nginx' }, { majorVersion: 15, minorVersion: 2 }, 'other'],
    [{}, { majorVersion: 15, minorVersion: 2 }, undefined],
    [{}, undefined, undefined],
  ])('%j and %j: %p', (headers, info, kind) => {
    expect(serverKindOf(headers, info)).toBe(kind);
  });
});

describe('comparisons that include the value', () => {
  const since = new Date('2026-01-01T00:00:00Z');
  const restrictions = async (work: () => unknown) =>
    (await wire.requestsOf(work)).map((request) => inside(request.xml, 'Restriction'));
  const path = '<FieldURI FieldURI="item:DateTimeReceived"/>';
  const constant = '<FieldURIOrConstant><Constant Value="2026-01-01T00:00:00Z"/></FieldURIOrConstant>';
  const one = (name: string) => `<${name}>${path}${constant}</${name}>`;
  const either = (strict: string) => `<Or>${one(strict)}${one('IsEqualTo')}</Or>`;
  const whole = (inner: string) => xml(inner);

  test('Exchange is asked as it is said', async () => {
    const sent = await restrictions(() => wire.account.inbox.filter({ dateTimeReceived__gte: since }).count());
    expect(sent).toEqual([whole(one('IsGreaterThanOrEqualTo'))]);
  });

  describe('another', () => {
    beforeEach(() => {
      wire.transport.serverVersion = GROMOX;
    });

    test('is asked by Or, from its first answer on, which is not believed', async () => {
      const count = (where: object) => () => wire.account.inbox.filter(where).count();
      expect(await restrictions(count({ dateTimeReceived__gte: since }))).toEqual([
        whole(one('IsGreaterThanOrEqualTo')),
        whole(either('IsGreaterThan')),
      ]);
      expect(await restrictions(count({ dateTimeReceived__lte: since }))).toEqual([whole(either('IsLessThan'))]);
    });

    test('also where it refused the first', async () => {
      wire.server.next('FindItem', () => [failure('ErrorInvalidRestriction')]);
      const work = () => wire.account.inbox.filter({ dateTimeReceived__gte: since }).count();
      expect(await restrictions(work)).toHaveLength(2);
    });

    test('inside of others, and nothing else is changed', async () => {
      await wire.account.inbox.count();
      const work = () =>
        wire.account.inbox
          .filter({ or: [{ dateTimeReceived__gte: since }, { not: { dateTimeReceived__lte: since } }], subject: 'x' })
          .count();
      const subject =
        '<IsEqualTo><FieldURI FieldURI="item:Subject"/><FieldURIOrConstant><Constant Value="x"/></FieldURIOrConstant></IsEqualTo>';
      expect(await restrictions(work)).toEqual([
        whole(`<And><Or>${either('IsGreaterThan')}<Not>${either('IsLessThan')}</Not></Or>${subject}</And>`),
      ]);
      expect(await restrictions(() => wire.account.inbox.filter({ subject: 'x' }).count())).toEqual([whole(subject)]);
    });
  });
});

describe('whole items', () => {
  const URIS = /FieldURI="([\w:]+)"/g;
  const uris = (xml: string) => [...xml.matchAll(URIS)].map(([, uri]) => uri);

  test('of Exchange are all that it gives', async () => {
    wire.server.fill('inbox', {});
    const requests = await wire.requestsOf(() => wire.account.inbox.toArray());
    expect(requests.map(({ xml }) => uris(xml))).toEqual([[], []]);
  });

  test('of another are named, by what they are', async () => {
    wire.transport.serverVersion = GROMOX;
    wire.server.fill('inbox', {});
    const [, get] = await wire.requestsOf(() => wire.account.inbox.toArray());
    const asked = uris(get?.xml ?? '');
    expect(get?.xml).toContain('<BaseShape>AllProperties</BaseShape>');
    expect(asked).toEqual(
      expect.arrayContaining(['item:Categories', 'item:Attachments', 'message:ReplyTo', 'item:Body']),
    );
    expect(asked).not.toContain('item:MimeContent');
    expect(asked.filter((uri) => /^(calendar|contacts|task):/.test(uri ?? ''))).toEqual([]);
    // Since 2016: not known to a server that speaks like 2013 SP1.
    expect(asked).not.toContain('item:MimeContentUTF8');
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('of an unknown kind have the members of all, and changes, too', async () => {
    wire.transport.serverVersion = GROMOX;
    wire.server.fill('inbox', {});
    await wire.account.inbox.count();
    for (const work of [
      () => wire.account.item('inbox-0'),
      async () => {
        for await (const _ of wire.account.inbox.changes());
      },
    ]) {
      const [request] = await wire.requestsOf(work);
      expect(uris(request?.xml ?? '')).toEqual(
        expect.arrayContaining(['message:From', 'calendar:Start', 'contacts:EmailAddress', 'task:DueDate']),
      );
    }
  });
});

describe('a folder by its name', () => {
  const listed = (xml: string) => !xml.includes('<Restriction>');

  test.each([
    ['a fault', () => fault('ErrorInvalidRequest')],
    ['a response message', () => [failure('ErrorUnsupportedPathForQuery')]],
  ])('where the search is refused by %s, the folders are listed', async (_, refusal) => {
    wire.server.next('FindFolder', refusal);
    const requests = await wire.requestsOf(() => wire.account.inbox.folder('Projects').info());
    expect(requests.map(({ xml }) => listed(xml))).toEqual([false, true]);
  });

  test('what a list would be refused for, too, is told at once', async () => {
    wire.server.on('FindFolder', () => [failure('ErrorAccessDenied')]);
    const requests = await wire.requestsOf(async () => {
      await expect(wire.account.inbox.folder('Projects').info()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
    });
    expect(requests).toHaveLength(1);
  });

  test('another server that finds nothing is asked for the list; Exchange is believed', async () => {
    const empty = () => [success({ rootFolder: { totalItemsInView: 0, includesLastItemInRange: true, folders: [] } })];
    wire.server.next('FindFolder', empty);
    await expect(wire.account.inbox.folder('Projects').info()).rejects.toMatchObject({ code: 'ERR_DOES_NOT_EXIST' });
    wire.transport.serverVersion = GROMOX;
    wire.server.next('FindFolder', empty);
    const requests = await wire.requestsOf(() => wire.account.inbox.folder('Projects').info());
    expect(requests.map(({ xml }) => listed(xml))).toEqual([false, true]);
  });
});
