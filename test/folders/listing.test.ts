/** The folders below one: children, all of them, by a pattern, as a tree; and those above. */
import { describe, expect, test } from '@jest/globals';
import type { FolderSet, Model } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { TREE } from '../support/folder-tree.js';
import { recorder } from '../support/recorder.js';
import { failure } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();

async function labels<M extends Model>(folders: FolderSet<M>): Promise<string[]> {
  const found: string[] = [];
  for await (const folder of folders) found.push(folder.label);
  return found;
}

describe('children()', () => {
  test('are those right below, in one request', async () => {
    const request = await wire.xmlOf(async () =>
      expect(await labels(wire.account.inbox.children())).toEqual(['Projects', 'Plans', 'Odd']),
    );
    expect(request).toContain('<FindFolder Traversal="Shallow">');
    expect(inside(request, 'Restriction')).toBeUndefined();
    expect(inside(request, 'ParentFolderIds')).toBe(xml(distinguished('inbox')));
  });

  test('with a kind, those of that kind', async () => {
    expect(await labels(wire.account.inbox.children('calendar'))).toEqual(['Plans']);
    expect(await labels(wire.account.inbox.children('mail'))).toEqual(['Projects']);
    expect(await labels(wire.account.inbox.children('posts'))).toEqual(['Projects']);
    expect(await labels(wire.account.inbox.children('any'))).toEqual(['Projects', 'Plans', 'Odd']);
    expect(await labels(wire.account.inbox.children('tasks'))).toEqual([]);
  });

  test('are what their class says; without one, what is expected below', async () => {
    const kinds: string[] = [];
    for await (const folder of wire.account.inbox.children()) kinds.push(folder.kind);
    expect(kinds).toEqual(['mail', 'calendar', 'mail']);
    for await (const folder of wire.account.inbox.children('posts')) expect(folder.kind).toBe('posts');
  });

  test('page by page', async () => {
    wire.server.tree.pageSize = 2;
    const requests = await wire.requestsOf(async () =>
      expect(await labels(wire.account.inbox.children())).toHaveLength(3),
    );
    expect(requests.map(({ body }) => [body.view.offset, body.view.maxEntriesReturned])).toEqual([
      [0, 250],
      [2, 250],
    ]);
  });

  test('need not be asked for again', async () => {
    const [folder] = await wire.account.inbox.children().toArray();
    expect(await wire.operationsOf(() => folder?.info())).toEqual([]);
    expect(inside(await wire.xmlOf(() => folder?.count()), 'ParentFolderIds')).toBe(
      xml`<FolderId Id="f-projects" ChangeKey="f-projects-1"/>`,
    );
  });
});

describe('walk()', () => {
  test('is everything below, in one Deep search', async () => {
    const request = await wire.xmlOf(async () =>
      expect(await labels(wire.account.inbox.walk())).toEqual(['Projects', '2024', 'A/B', 'Plans', 'Odd']),
    );
    expect(request).toContain('<FindFolder Traversal="Deep">');
  });

  test('with a kind, what is of that kind', async () => {
    expect(await labels(wire.account.top.walk('calendar'))).toEqual(['Plans', 'Calendar']);
  });

  test('of public folders goes level by level: Exchange has no Deep search there', async () => {
    const requests = await wire.requestsOf(async () =>
      expect(await labels(wire.account.publicFolders.walk())).toEqual(['Board']),
    );
    expect(requests.map(({ body }) => body.traversal)).toEqual(['Shallow']);
    wire.server.tree.folders = [...TREE, { id: 'f-old', name: 'Old', parent: 'f-board', folderClass: 'IPF.Note' }];
    const below = await wire.requestsOf(async () =>
      expect(await labels(wire.account.publicFolders.walk())).toEqual(['Board', 'Old']),
    );
    expect(below.map(({ body }) => body.traversal)).toEqual(['Shallow', 'Shallow']);
    expect(await labels(wire.account.publicFolders.glob('Board/*'))).toEqual(['Old']);
    expect(await wire.account.publicFolders.tree()).toBe(['All Public Folders', '└── Board', '    └── Old'].join('\n'));
    const byPath = await wire.requestsOf(() => labels(wire.account.publicFolders.folder('Board').walk()));
    expect(byPath.map(({ body }) => body.traversal)).toEqual(['Shallow', 'Shallow']);
  });
});

describe('where the id of one folder is spelled in two ways', () => {
  const torn = () => {
    const usual = wire.server.tree.search;
    wire.server.on('FindFolder', (request) => {
      const messages = usual(request) as unknown as { rootFolder: { folders: { parentFolderId: object }[] } }[];
      for (const { rootFolder } of messages)
        for (const folder of rootFolder.folders)
          folder.parentFolderId = { id: String((folder.parentFolderId as { id: string }).id).replace('f-', 'F-') };
      return messages;
    });
  };

  test('their names are found level by level', async () => {
    torn();
    const requests = await wire.requestsOf(async () =>
      expect((await labels(wire.account.inbox.glob('Projects/*'))).sort()).toEqual(['2024', 'A/B']),
    );
    expect(requests.map(({ body }) => body.traversal)).toEqual(['Deep', 'Shallow', 'Shallow']);
    expect(await labels(wire.account.inbox.walk())).toEqual(['Projects', '2024', 'A/B', 'Plans', 'Odd']);
  });

  test('where it does not matter, one search is enough', async () => {
    torn();
    expect(await wire.operationsOf(() => labels(wire.account.folder({ id: 'f-projects' }).walk()))).toEqual([
      'FindFolder',
    ]);
  });

  test('folders that no level shows are listed by their own name', async () => {
    wire.server.tree.folders = [
      ...TREE,
      { id: 'f-hidden', name: 'Hidden', parent: 'f-projects' },
      { id: 'f-seen', name: 'Seen', parent: 'f-hidden' },
    ];
    const usual = wire.server.tree.search;
    wire.server.on('FindFolder', (request) => {
      const messages = usual(request) as unknown as { rootFolder: { folders: { folderId: { id: string } }[] } }[];
      for (const { rootFolder } of messages)
        rootFolder.folders = rootFolder.folders.filter(({ folderId }) => folderId.id !== 'f-hidden');
      return messages;
    });
    expect(await labels(wire.account.inbox.glob('Seen'))).toEqual([]);
    expect((await labels(wire.account.inbox.walk())).sort()).toEqual([
      '2024',
      'A/B',
      'Odd',
      'Plans',
      'Projects',
      'Seen',
    ]);
    expect(await labels(wire.account.inbox.glob('**/Seen'))).toEqual(['Seen']);
  });

  test('a server that shows a folder below itself is not followed for ever', async () => {
    wire.server.on('FindFolder', (request) => {
      const folder = (id: string, parent: string) => ({
        kind: 'folder',
        folderId: { id, changeKey: '1' },
        parentFolderId: { id: parent },
        displayName: id,
        childFolderCount: 1,
      });
      const rootFolder = {
        totalItemsInView: 2,
        includesLastItemInRange: true,
        folders: [folder('a', 'x'), folder('b', 'y')],
      };
      return request.parentFolderIds.map(() => ({ responseClass: 'Success', responseCode: 'NoError', rootFolder }));
    });
    expect((await labels(wire.account.publicFolders.walk())).sort()).toEqual(['a', 'b']);
    expect((await labels(wire.account.inbox.walk())).sort()).toEqual(['a', 'b']);
  });
});

describe('glob()', () => {
  test.each<[string, string[], string]>([
    ['*', ['Projects', 'Plans', 'Odd'], 'Shallow'],
    ['P*', ['Projects', 'Plans'], 'Shallow'],
    ['p*s', ['Projects', 'Plans'], 'Shallow'],
    ['?dd', ['Odd'], 'Shallow'],
    ['Projects', ['Projects'], 'Shallow'],
    ['Projects/*', ['2024', 'A/B'], 'Deep'],
    ['Projects/202?', ['2024'], 'Deep'],
    ['*/A\\/B', ['A/B'], 'Deep'],
    ['**', ['Projects', '2024', 'A/B', 'Plans', 'Odd'], 'Deep'],
    ['**/2*', ['2024'], 'Deep'],
    ['Projects/**', ['Projects', '2024', 'A/B'], 'Deep'],
    ['Nothing/*', [], 'Deep'],
  ])('%s: %j', async (pattern, expected, traversal) => {
    const request = await wire.xmlOf(async () =>
      expect((await labels(wire.account.inbox.glob(pattern))).sort()).toEqual([...expected].sort()),
    );
    expect(request).toContain(`Traversal="${traversal}"`);
  });

  test('nothing but *, ** and ? has a meaning', async () => {
    const names = ['[ab]', '{a,b}', '!(a)', 'a+', '(a)', 'a|b', 'a.b', '$a', '^a', '@(a)', '.hidden', 'a\\b'];
    wire.server.tree.folders = [
      ...TREE,
      { id: 'f-a', name: 'a', parent: 'f-calendar' },
      ...names.map((name, index) => ({ id: `n-${index}`, name, parent: 'f-calendar' })),
    ];
    for (const name of names) expect(await labels(wire.account.calendar.glob(name))).toEqual([name]);
    expect(await labels(wire.account.calendar.glob('*'))).toHaveLength(names.length + 1);
    expect(await labels(wire.account.calendar.glob('.*'))).toEqual(['.hidden']);
    expect(await labels(wire.account.calendar.glob('[*'))).toEqual(['[ab]']);
  });
});

describe('a set of folders', () => {
  test('is listed anew each time, and when it is asked for', async () => {
    const set = wire.account.inbox.children();
    expect(wire.sent).toEqual([]);
    expect(await wire.operationsOf(() => set.toArray())).toEqual(['FindFolder']);
    expect(await wire.operationsOf(() => set.toArray())).toEqual(['FindFolder']);
  });

  test('is queried like one folder', async () => {
    wire.server.fill('f-projects', { subject: 'a' });
    wire.server.fill('f-plans', { kind: 'calendarItem', subject: 'b' });
    const requests = await wire.requestsOf(async () =>
      expect(await wire.account.inbox.children().pluck('subject').toArray()).toEqual(['a', 'b']),
    );
    expect(requests.map(({ operation }) => operation)).toEqual(['FindFolder', 'FindItem', 'FindItem', 'FindItem']);
    expect(await wire.account.inbox.walk().filter({ isRead: false }).count()).toBe(2);
  });

  test('knows the fields of the kind that was said, or that is expected', async () => {
    expect(
      await wire.refusalOf(() => wire.account.inbox.children().filter({ phoneNumbers__Pager: 'x' } as never)),
    ).toBeDefined();
    wire.account.top.children().filter({ phoneNumbers__Pager: 'x', isRead: true });
    expect(
      await wire.refusalOf(() => wire.account.top.children('mail').filter({ phoneNumbers__Pager: 'x' } as never)),
    ).toBeDefined();
  });

  test('checks its options', async () => {
    const { inbox } = wire.account;
    for (const work of [
      () => inbox.children({ signl: undefined } as object),
      () => inbox.children('mail', { signl: 1 } as object),
      () => inbox.walk({ pageSize: 5 } as object),
      () => inbox.glob('*', { deep: true } as object),
      () => inbox.children().toArray({ bodyType: 'Text' } as object),
      () => inbox.children().all({ chunkSize: 5 } as object),
    ])
      expect((await wire.refusalOf(work)).message).toContain('there is no such option');
    expect((await wire.refusalOf(() => inbox.children('mails' as never))).message).toContain("expected one of 'mail'");
  });
});

describe('tree()', () => {
  test('is everything below, drawn', async () => {
    const operations = await wire.operationsOf(async () =>
      expect(await wire.account.inbox.tree()).toBe(
        ['Inbox', '├── Projects', '│   ├── 2024', '│   └── A/B', '├── Plans', '└── Odd'].join('\n'),
      ),
    );
    expect(operations).toEqual(['FindFolder', 'GetFolder']);
  });

  test('of a folder with nothing below', async () => {
    expect(await wire.account.calendar.tree()).toBe('Calendar');
  });
});

describe('above', () => {
  test('parent() is the folder that it is in', async () => {
    const folder = wire.account.folder({ id: 'f-2024' });
    const [own, parent] = await wire.requestsOf(async () => {
      const found = await folder.parent();
      expect([found?.label, found?.kind]).toEqual(['Projects', 'mail']);
    });
    expect(own?.body.folderIds[0].id).toBe('f-2024');
    expect(inside(parent?.xml ?? '', 'FolderIds')).toBe(xml`<FolderId Id="f-projects"/>`);
  });

  test('the root has none, nor has a folder of which one may not see it', async () => {
    expect(await wire.account.root.parent()).toBeUndefined();
    wire.server.tree.folders = [{ id: 'f-root', name: '', parent: 'f-root', distinguished: 'root' }];
    expect(await wire.account.root.parent()).toBeUndefined();
    for (const code of ['ErrorAccessDenied', 'ErrorItemNotFound', 'ErrorFolderNotFound']) {
      wire.server.tree.folders = TREE;
      wire.server.next('GetFolder', wire.server.tree.get as never, () => [failure(code)]);
      expect(await wire.account.inbox.parent()).toBeUndefined();
    }
    wire.server.next('GetFolder', wire.server.tree.get as never, () => [failure('ErrorServerBusy')]);
    await expect(wire.account.inbox.parent()).rejects.toMatchObject({ code: 'ErrorServerBusy' });
  });

  test('parts() go from the root to the folder', async () => {
    const parts = await wire.account.folder({ id: 'f-2024' }).parts();
    expect(await Promise.all(parts.map((part) => part.id()))).toEqual([
      'f-root',
      'f-top',
      'f-inbox',
      'f-projects',
      'f-2024',
    ]);
  });

  test('parts() end at a ring', async () => {
    wire.server.tree.folders = [
      { id: 'a', name: 'A', parent: 'b' },
      { id: 'b', name: 'B', parent: 'a' },
    ];
    expect((await wire.account.folder({ id: 'a' }).parts()).map(({ label }) => label)).toEqual(['B', 'A']);
  });

  test('path() is that by which account.folder() finds it; elsewhere, from the root', async () => {
    expect(await wire.account.folder({ id: 'f-2024' }).path()).toBe('Inbox/Projects/2024');
    expect(await wire.account.folder({ id: 'f-ab' }).path()).toBe('Inbox/Projects/A\\/B');
    expect(await wire.account.inbox.path()).toBe('Inbox');
    expect(await wire.account.top.path()).toBe('');
    expect(await wire.account.folder({ id: 'f-board' }).path()).toBe('/All Public Folders/Board');
    expect(await wire.account.folder(await wire.account.folder({ id: 'f-ab' }).path()).id()).toBe('f-ab');
  });
});
