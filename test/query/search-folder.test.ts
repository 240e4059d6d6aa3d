/** Search folders: a query that the server keeps. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();
const s = story();

const restriction = xml`
  <Restriction><IsEqualTo><FieldURI FieldURI="message:IsRead"/>
    <FieldURIOrConstant><Constant Value="false"/></FieldURIOrConstant></IsEqualTo></Restriction>`;

describe('what is sent', () => {
  test.each([
    [{}, 'Shallow'],
    [{ deep: true }, 'Deep'],
  ])(
    '%j: a folder among the search folders, with conditions and where they are looked for: %s',
    async (options, traversal) => {
      const query = wire.account.inbox.filter({ isRead: false });
      expect(await wire.xmlOf(() => query.createSearchFolder('Unread', options))).toBe(xml`
      <CreateFolder>
        <ParentFolderId>${distinguished('searchfolders')}</ParentFolderId>
        <Folders><SearchFolder>
          <DisplayName>Unread</DisplayName>
          <SearchParameters Traversal="${traversal}">${restriction}
            <BaseFolderIds>${distinguished('inbox')}</BaseFolderIds></SearchParameters>
        </SearchFolder></Folders>
      </CreateFolder>`);
    },
  );

  test('of several folders, by whatever way they are found', async () => {
    const { account } = wire;
    const both = account.folders(account.inbox, account.drafts).filter({ isRead: false });
    const sent = await wire.xmlOf(() => both.createSearchFolder('Unread'));
    expect(inside(sent, 'BaseFolderIds')).toBe(xml(distinguished('inbox') + distinguished('drafts')));
    const paths = await wire.requestsOf(() =>
      account.inbox.folder('Projects').filter({ isRead: false }).createSearchFolder('Unread'),
    );
    expect(inside(paths.at(-1)?.xml ?? '', 'BaseFolderIds')).toContain('<FolderId ');
  });

  test('one of other things than mail says what it holds', async () => {
    const sent = await wire.xmlOf(() => wire.account.contacts.filter({ displayName: 'x' }).createSearchFolder('X'));
    expect(sent).toContain('<FolderClass>IPF.Contact</FolderClass>');
  });

  test('what comes is the folder: of the kind of the query, known by its id', async () => {
    const folder = await wire.account.inbox.filter({ isRead: false }).createSearchFolder('Unread');
    expect([folder.label, await folder.id()]).toEqual(['Unread', 'new-1']);
    expect(inside(await wire.xmlOf(() => folder.filter({ isRead: true }).count()), 'ParentFolderIds')).toBe(
      '<FolderId ChangeKey="new-1-1" Id="new-1"/>',
    );
    expect(await wire.operationsOf(() => folder.delete())).toEqual(['DeleteFolder']);
  });
});

describe('what of a query cannot be kept is refused unsent', () => {
  const inbox = () => wire.account.inbox;
  const some = () => inbox().filter({ isRead: false });

  test.each<[string, () => { createSearchFolder(name: string): Promise<unknown> }, string]>([
    ['a slice', () => some().slice(0, 3), 'slice: a slice cannot be kept'],
    ['an order', () => some().orderBy('subject'), 'orderBy: an order cannot be kept'],
    ['a query string', () => inbox().search('x'), 'search: a query string cannot be kept'],
    ['a view', () => wire.account.calendar.view({ start: '2026-01-01', end: '2026-01-02' }), 'view:'],
    ['a traversal', () => some().traversal('Associated'), 'traversal:'],
    ['no condition', () => inbox().all(), 'filter: Exchange keeps a search with conditions'],
    ['one that nothing can match', () => inbox().filter({ subject__in: [] }), 'filter:'],
  ])('%s', async (_, query, message) => {
    const error = await wire.refusalOf(() => query().createSearchFolder('X'));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });

  test('a name is needed', async () => {
    const error = await wire.refusalOf(() => some().createSearchFolder(''));
    expect(error.message).toContain('name: expected a name');
  });
});

describe('in a mailbox', () => {
  let bob: Account;

  beforeAll(async () => {
    bob = await s.connect('bob');
    const below = await bob.drafts.createFolder('Below');
    for (const [folder, subject] of [
      [bob.drafts, 'one'],
      [below, 'two'],
    ] as const)
      await folder.createAll([
        { subject, importance: 'High' },
        { subject: `low ${subject}`, importance: 'Low' },
      ]);
  });

  test('it shows what matches now, counts it, and is queried like any folder', async () => {
    const high = bob.drafts.filter({ importance: 'High' });
    const [flat, deep] = [await high.createSearchFolder('Flat'), await high.createSearchFolder('Deep', { deep: true })];
    expect((await flat.all().toArray()).map(({ subject }) => subject)).toEqual(['one']);
    expect(await deep.all().orderBy('subject').pluck('subject').toArray()).toEqual(['one', 'two']);
    expect((await deep.info()).totalCount).toBe(2);
    await bob.drafts.filter({ subject: 'low one' }).update({ importance: 'High' });
    expect(await deep.count()).toBe(3);
    expect((await deep.refresh()).totalCount).toBe(3);
    expect(await deep.filter({ subject: 'two' }).exists()).toBe(true);
    const listed = await bob.distinguished('searchfolders').children().toArray();
    const mine = listed.filter(({ label }) => ['Flat', 'Deep'].includes(label));
    expect(await Promise.all(mine.map(async (each) => [each.label, (await each.info()).totalCount]))).toEqual([
      ['Deep', 3],
      ['Flat', 2],
    ]);
  });

  test('deleting it deletes nothing of what it shows', async () => {
    const folder = await bob.drafts.filter({ subject: 'one' }).createSearchFolder('Gone');
    expect(await folder.count()).toBe(1);
    await folder.delete({ disposal: 'hard' });
    expect(await folder.exists()).toBe(false);
    expect(await bob.drafts.filter({ subject: 'one' }).count()).toBe(1);
  });
});
