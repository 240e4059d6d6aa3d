/** The master list of categories: as Outlook writes it, and as it is written back. */
import { describe, expect, test } from '@jest/globals';
import { type NewCategory, ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();
const s = story();

/** [MS-OXOCFG] 3.1.4.5 shows such a list. */
const LIST = `<?xml version="1.0"?>
<categories default="Red Category" lastSavedSession="5" lastSavedTime="2007-12-28T03:01:50.429" xmlns="CategoryList.xsd">
  <category name="Red Category" color="0" keyboardShortcut="0" usageCount="7" lastSessionUsed="3" guid="{2B7FC69C-7046-44A2-8FF3-007D7467DC82}"/>
  <category name="Blue Category" color="7" keyboardShortcut="0" guid="{33A1F0D5-9B2C-4E8F-8E0B-3E0D3F6D6C5A}" renameOnFirstUse="1"/>
  <category name="Odd" color="77" keyboardShortcut="0" guid="{43A1F0D5-9B2C-4E8F-8E0B-3E0D3F6D6C5A}"/>
</categories>`;

function listIs(text: string): void {
  const userConfiguration = {
    userConfigurationName: { name: 'CategoryList', folderId: { id: 'c' } },
    xmlData: Buffer.from(text),
  };
  wire.server.on('GetUserConfiguration', () => [success({ userConfiguration })]);
}

async function written(work: () => Promise<void>): Promise<string> {
  const [, sent] = await wire.requestsOf(work);
  expect(sent?.operation).toBe('UpdateUserConfiguration');
  expect(inside(sent?.xml ?? '', 'UserConfigurationName')).toBe(xml(distinguished('calendar')));
  return Buffer.from(sent?.body.userConfiguration.xmlData).toString();
}

describe('what is sent', () => {
  test.each(['', '\uFEFF'])('the list that Outlook wrote is read (%j before it)', async (mark) => {
    listIs(mark + LIST);
    expect(await wire.account.categories.toArray()).toEqual([
      { name: 'Red Category', color: 'red' },
      { name: 'Blue Category', color: 'blue' },
      { name: 'Odd', color: 'none' },
    ]);
  });

  test('set() of a new one leaves all others as they are', async () => {
    listIs(LIST);
    const text = await written(() => wire.account.categories.set({ name: 'Project X & Y', color: 'darkMaroon' }));
    expect(text).toMatch(
      /^<\?xml version="1.0"\?>\r\n<categories xmlns="CategoryList.xsd" default="Red Category" lastSavedSession="5" /,
    );
    expect(text).toContain(
      '<category name="Red Category" color="0" keyboardShortcut="0" usageCount="7" lastSessionUsed="3" guid="{2B7FC69C-7046-44A2-8FF3-007D7467DC82}"/>',
    );
    expect(text).toMatch(
      /<category name="Project X &amp; Y" color="24" keyboardShortcut="0" .*guid="\{[0-9A-F-]{36}\}"\/>/,
    );
    expect(text).not.toContain('2007-12-28');
  });

  test('set() of one that is there gives it the color, and keeps what else is known of it', async () => {
    listIs(LIST);
    const text = await written(() => wire.account.categories.set({ name: 'blue category', color: 'black' }));
    expect(text).toContain(
      '<category name="Blue Category" color="14" keyboardShortcut="0" guid="{33A1F0D5-9B2C-4E8F-8E0B-3E0D3F6D6C5A}" renameOnFirstUse="1"/>',
    );
    expect(text.match(/<category /g)).toHaveLength(3);
    expect(await written(() => wire.account.categories.set({ name: 'Blue Category' }))).toContain(
      '"Blue Category" color="7"',
    );
  });

  test('remove() takes it off; one that is not there writes nothing', async () => {
    listIs(LIST);
    const text = await written(() => wire.account.categories.remove('Red Category'));
    expect(text.match(/<category /g)).toHaveLength(2);
    const requests = await wire.requestsOf(() => wire.account.categories.remove('Green'));
    expect(requests.map(({ operation }) => operation)).toEqual(['GetUserConfiguration']);
  });

  test.each<[NewCategory, string]>([
    [{ name: 'a, b' }, 'name: expected a name without commas and semicolons'],
    [{ name: ' ' }, 'name: expected a name'],
    [{} as never, 'name: expected a name'],
    [{ name: 'a', color: 'blu' as never }, "did you mean 'blue'?"],
  ])('%j is refused unsent', async (category, message) => {
    const error = await wire.refusalOf(() => wire.account.categories.set(category));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });
});

test('in a mailbox: a list that was not there is made', async () => {
  const bob = await s.connect('bob');
  expect(await bob.categories.toArray()).toEqual([]);
  await bob.categories.set({ name: 'Work', color: 'blue' });
  await bob.categories.set({ name: 'Home' });
  await bob.categories.set({ name: 'Home', color: 'peach' });
  await bob.categories.remove('work');
  expect(await bob.categories.toArray()).toEqual([{ name: 'Home', color: 'peach' }]);
});
