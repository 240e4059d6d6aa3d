/** Folders by conditions on what they are, a part of a list, and which members of a folder are read. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, mapi, ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();
const s = story();
let alice: Account;
beforeAll(async () => {
  alice = await s.connect('alice');
  await alice.top.createFolder('Work/Old/Plans', { recursive: true });
  await alice.top.createFolder('Work/Plans', 'calendar', { recursive: true });
  await alice.folder('Work/Old', 'mail').create({ subject: 'one' });
  await alice.publicFolders.createFolder('Board/Plans', 'posts', { recursive: true });
});

async function paths(folders: AsyncIterable<{ path(): Promise<string> }>): Promise<string[]> {
  const found: string[] = [];
  for await (const folder of folders) found.push(await folder.path());
  return found.sort();
}

describe('folders searched by conditions', () => {
  test('children() sends the conditions as a Restriction', async () => {
    const request = await wire.xmlOf(() =>
      wire.account.top.children({ where: { displayName__icontains: 'x' } }).toArray(),
    );
    expect(inside(request, 'Restriction')).toBe(
      xml(
        '<Contains ContainmentComparison="IgnoreCase" ContainmentMode="Substring"><FieldURI FieldURI="folder:DisplayName"/><Constant Value="x"/></Contains>',
      ),
    );
  });

  test('children(), walk() and glob() give those for which they hold, with their names', async () => {
    const work = alice.folder('Work');
    expect(await paths(alice.top.children({ where: { displayName: 'Work' } }))).toEqual(['Work']);
    expect(await paths(work.children({ where: { totalCount__gt: 0 } }))).toEqual(['Work/Old']);
    expect(await paths(work.walk({ where: { displayName__istartswith: 'plan' } }))).toEqual([
      'Work/Old/Plans',
      'Work/Plans',
    ]);
    expect(await paths(work.walk('calendar', { where: { displayName: 'Plans' } }))).toEqual(['Work/Plans']);
    expect(await paths(alice.top.glob('Work/*/*', { where: { childFolderCount: 0 } }))).toEqual(['Work/Old/Plans']);
    expect(await paths(work.walk({ where: { displayName__in: [] } }))).toEqual([]);
    expect(
      await work
        .walk({ where: { displayName: 'Old' } })
        .all()
        .count(),
    ).toBe(1);
  });

  test('of public folders, which have no search through all levels, too', async () => {
    const found = [];
    for await (const folder of alice.publicFolders.walk({ where: { displayName: 'Plans' } })) found.push(folder.label);
    expect(found).toEqual(['Plans']);
  });

  test('by own fields', async () => {
    await alice.folder('Work/Old').update({ comment: 'done' }, { fields: { comment: mapi.comment } });
    const fields = { comment: mapi.comment };
    expect(await paths(alice.folder('Work').walk({ fields, where: { comment: 'done' } }))).toEqual(['Work/Old']);
  });

  test('wrong names and values are refused by their path', async () => {
    const error = await wire.refusalOf(() => wire.account.top.walk({ where: { dispayName: 'x' } as never }).toArray());
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain("where.dispayName: Folder has no field 'dispayName'; did you mean 'displayName'?");
  });
});

describe('a part of a list of folders', () => {
  test('fractional pages of folders begin in the middle', async () => {
    const all = (await alice.top.children().toArray()).map(({ label }) => label);
    const half = (await alice.top.children({ fractionalPage: [1, 2] }).toArray()).map(({ label }) => label);
    expect(half).toEqual(all.slice(Math.floor(all.length / 2)));
    const request = await wire.xmlOf(() => wire.account.top.children({ fractionalPage: [1, 4] }).toArray());
    expect(request).toContain('<FractionalPageFolderView Denominator="4" MaxEntriesReturned="250" Numerator="1"/>');
    expect(() => alice.top.children({ fractionalPage: [2, 1] })).toThrow('fractionalPage: expected two whole numbers');
  });
});

describe('members of folders chosen', () => {
  test('info() asks for these members and no others', async () => {
    const request = await wire.xmlOf(() => wire.account.inbox.info({ only: ['displayName', 'policyTag'] }));
    expect(inside(request, 'FolderShape')).toBe(
      xml(
        '<BaseShape>IdOnly</BaseShape><AdditionalProperties><FieldURI FieldURI="folder:DisplayName"/><FieldURI FieldURI="folder:PolicyTag"/></AdditionalProperties>',
      ),
    );
    const { permissionSet, displayName } = await alice.inbox.info({ only: ['permissionSet'] });
    expect([permissionSet !== undefined, displayName]).toEqual([true, undefined]);
    const urgent = await alice.inbox.filter({ importance: 'High' }).createSearchFolder('Urgent');
    const { searchParameters } = await (urgent as never as typeof alice.inbox).info({ only: ['searchParameters'] });
    expect(searchParameters?.traversal).toBe('Shallow');
  });

  test('a name of nothing is refused', async () => {
    const error = await wire.refusalOf(() => wire.account.inbox.info({ only: ['permisionSet' as 'permissionSet'] }));
    expect(error.message).toContain("only.permisionSet: a folder has no such member; did you mean 'permissionSet'?");
  });
});
