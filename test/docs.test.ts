/** The examples of a page of docs/ are one program, which runs against a sandbox from top to bottom: what a reader copies works. */
import './support/judged-sandboxes.js';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { programPages, readmeBlocks } from '../scripts/readme-blocks.mjs';
import { Sandbox } from '../src/sandbox.js';
import { type TemporaryFolder, temporaryFolder } from './support/temp-folder.js';

/** Each with what it prints, among other things. */
const PAGES: readonly (readonly [page: string, prints: readonly string[]])[] = [
  ['errors', ['none', 'subject: ', 'importnace: ', 'number 1: ErrorInvalidIdMalformed', 'fate: not done']],
  [
    'from-exchangelib',
    ['Inbox/Projects/2025', 'Projects', 'number 2: ErrorInvalidIdMalformed', 'Tofu', '+ Canteen', 'string', 'none'],
  ],
  ['from-ews-javascript-api', ['Review', 'Tofu', 'refused: ErrorInvalidIdMalformed']],
  ['logging', ['FindItem', 'EWS FindItem', 'well true']],
  ['calendar', ['every 2 weeks on Monday and Wednesday', '2025-12-24 2025-12-26', 'BEGIN:VCALENDAR', 'Excellent']],
  ['time-zones', ['2025-03-30T10:00:00-04:00[America/New_York]', 'Romance Standard Time Europe/Paris', '+05:45']],
  ['attachments', ['big.bin', 'message Enclosed', 'Tofu burger', 'Lunch false']],
  [
    'folders',
    [
      'Inbox/Projects/2026',
      '> Projects > 2026 Projects',
      'bob@example.test Reviewer',
      'Custom',
      '4 <docs/>',
      'Docs blue',
    ],
  ],
  ['queries', ['message alpha', '3 true gamma', '3 true', 'x gamma,beta', '2/3', 'fulfilled,fulfilled,fulfilled']],
  ['mail', ['1', 'true', '1 ErrorItemNotFound', 'fulfilled,fulfilled']],
  [
    'sandbox',
    ['Hello,Welcome', 'Lunch', 'seeded again: 2', 'asked: CreateItem', 'ErrorServerBusy', 'in 2030', 'FindItem'],
  ],
  [
    'people-and-settings',
    ['At sea.', '1 Read true', '2 Invoices false', 'carol@example.test Editor', 'Dora', 'Plan 1', 'message Plan'],
  ],
  ['own-fields', ['Beans 1', 'Red 6']],
  ['export', ['true true', '2']],
  ['feeds', ['create First', 'new: Second', 'begin again', 'pulled created', 'pushed created']],
];

let folder: TemporaryFolder;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await temporaryFolder('ewskit-docs-');
});

// One page counts what another has left lying.
beforeEach(async () => {
  sandbox = await Sandbox.start();
  const { username, password } = sandbox.credentialsFor('alice@example.test');
  Object.assign(process.env, { EWS_ENDPOINT: sandbox.endpoint, EWS_EMAIL: username, EWS_PASSWORD: password });
});

afterEach(() => sandbox.close());

afterAll(async () => {
  await rm(folder.path, { recursive: true, force: true });
});

test('every page that says that its examples are one program is here', () => {
  expect(PAGES.map(([page]) => page).sort()).toEqual(programPages().sort());
});

test.each(PAGES)('docs/%s.md', async (page, prints) => {
  const file = join(folder.path, `${page}.ts`);
  await writeFile(
    file,
    readmeBlocks(`docs/${page}.md`)
      .map(({ code }) => code)
      .join('\n'),
  );
  const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await import(file);
    const printed = print.mock.calls.map((words) => words.join(' ')).join('\n');
    for (const text of prints) expect(printed).toContain(text);
  } finally {
    print.mockRestore();
  }
});
