/** The dates of a flag go with its status, or Exchange refuses them: [MS-OXWSCORE] 2.2.4.23. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { ask, codes, create, updateItem } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const flag = (status: string, ...dates: string[]) =>
  `<t:Flag><t:FlagStatus>${status}</t:FlagStatus>${dates.map((name) => `<t:${name}>2025-03-01T00:00:00Z</t:${name}>`).join('')}</t:Flag>`;

describe.each([
  ['NotFlagged', [], 'NoError'],
  ['NotFlagged', ['StartDate', 'DueDate'], 'ErrorInvalidArgument'],
  ['Flagged', [], 'NoError'],
  ['Flagged', ['StartDate', 'DueDate'], 'NoError'],
  ['Flagged', ['StartDate'], 'ErrorInvalidArgument'],
  ['Flagged', ['DueDate'], 'ErrorInvalidArgument'],
  ['Flagged', ['CompleteDate'], 'ErrorInvalidArgument'],
  ['Complete', ['CompleteDate'], 'NoError'],
  ['Complete', ['StartDate', 'DueDate', 'CompleteDate'], 'ErrorInvalidArgument'],
] as const)('%s with %j', (status, dates, code) => {
  test('in a new item', async () => {
    const item = `<t:Message><t:Subject>x</t:Subject>${flag(status, ...dates)}</t:Message>`;
    const request = `<m:CreateItem MessageDisposition="SaveOnly"><m:Items>${item}</m:Items></m:CreateItem>`;
    expect(codes(await ask(sandbox, request))).toEqual([code]);
  });

  test('in an update', async () => {
    const [id] = await create(sandbox, '<t:Message><t:Subject>x</t:Subject></t:Message>', 'drafts');
    const change = `<t:SetItemField><t:FieldURI FieldURI="item:Flag"/><t:Message>${flag(status, ...dates)}</t:Message></t:SetItemField>`;
    expect(codes(await ask(sandbox, updateItem(id!, change)))).toEqual([code]);
  });
});
