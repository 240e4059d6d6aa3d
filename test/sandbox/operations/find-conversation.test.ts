/** FindConversation, page after page: each page is of what there is then, and they are not worked out anew without need. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Items } from '../../../src/sandbox/store/items.js';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, create } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const add = (subject: string) => create(sandbox, `<t:Message><t:Subject>${subject}</t:Subject></t:Message>`, 'drafts');
const page = async (offset = 0, folder = 'drafts') => {
  const view = `<m:IndexedPageItemView MaxEntriesReturned="2" Offset="${offset}" BasePoint="Beginning"/>`;
  const place = `<m:ParentFolderId><t:DistinguishedFolderId Id="${folder}"/></m:ParentFolderId>`;
  const answer = await ask(sandbox, `<m:FindConversation>${view}${place}</m:FindConversation>`);
  return all(answer, 'ConversationTopic').sort();
};

test('pages of a folder that nobody writes to are read of it once; what was written or undone is seen', async () => {
  for (const subject of ['a', 'b', 'c']) await add(subject);
  sandbox.snapshot();
  const each = jest.spyOn(Items.prototype, 'each');
  const first = await page();
  const second = await page(2);
  expect([...first, ...second].sort()).toEqual(['a', 'b', 'c']);
  expect(await page()).toEqual(first);
  expect(each).toHaveBeenCalledTimes(1);
  expect(await page(0, 'inbox')).toEqual([]);
  each.mockRestore();
  await add('d');
  expect((await page(2)).concat(await page()).sort()).toEqual(['a', 'b', 'c', 'd']);
  sandbox.reset();
  expect((await page(2)).concat(await page()).sort()).toEqual(['a', 'b', 'c']);
  await add('e');
  expect((await page(2)).concat(await page()).sort()).toEqual(['a', 'b', 'c', 'e']);
});
