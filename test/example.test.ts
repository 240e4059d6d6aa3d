/**
 * The tour of the design runs: this project's own version against a mailbox with something in it, and, where the shared design is at
 * hand, its text as it stands there, logged in by a token of the sandbox.
 */
import './support/judged-sandboxes.js';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Account } from '../src/index.js';
import { Sandbox } from '../src/sandbox.js';
import { sharedFolder, testWith } from './support/shared.js';

const [ANNA, BO] = ['anna@contoso.com', 'bo@contoso.com'];
let sandbox: Sandbox;
let folder: string;

beforeEach(async () => {
  sandbox = await Sandbox.start({ auth: ['basic', 'bearer'], mailboxes: { [ANNA]: {}, [BO]: {} } });
  folder = await mkdtemp(join(tmpdir(), 'ewskit-example-'));
  await fill();
});

afterEach(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** What the example reads: mail, a meeting request, a card, folders, a meal. */
async function fill(): Promise<void> {
  await using bo = await account(BO);
  await using anna = await account(ANNA);
  await bo.send({ to: [ANNA], subject: 'Report ASAP', text: 'Please.' });
  await bo.send({ to: [ANNA], subject: 'Urgent', text: 'Now.' });
  const [start, end] = [new Date('2030-01-01T10:00Z'), new Date('2030-01-01T11:00Z')];
  await bo.calendar.create({ subject: 'Review', start, end, requiredAttendees: [ANNA] }, { notify: 'all' });
  await anna.contacts.create({ displayName: 'Mette', phoneNumbers: [{ key: 'MobilePhone', value: '+45 1234' }] });
  const projects = await anna.inbox.createFolder('Projects');
  await projects.createFolder('2024');
  const clients = await anna.inbox.createFolder('Clients');
  await (await clients.createFolder('Fabrikam')).create({ subject: 'Contract' });
}

function account(email: string): Promise<Account> {
  return Account.connect({ email, endpoint: sandbox.endpoint, credentials: sandbox.credentialsFor(email) });
}

/** Runs the module; what it logged. */
async function run(file: string): Promise<unknown[][]> {
  const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await import(file);
    return print.mock.calls.map((call) => [...call]);
  } finally {
    print.mockRestore();
  }
}

const STEPS = ['Report ASAP', 'Urgent', 'Review', 'nothing there', 'Mette', 'Do you hear me?'];

test('examples/tour.ts: every step does what it says', async () => {
  const password = sandbox.credentialsFor(ANNA).password;
  Object.assign(process.env, { EWS_ENDPOINT: sandbox.endpoint, EWS_EMAIL: ANNA, EWS_PASSWORD: password });
  const logged = await run(resolve('examples/tour.ts'));
  const lines = logged.map((line) => line.join(' '));
  for (const step of STEPS) expect(lines.some((line) => line.includes(step))).toBe(true);
  expect(lines.at(-1)).toBe('1 FindItem');
  const photo = Number(lines.at(-2));
  expect(photo).toBeGreaterThan(60);
});

/** The code of section 6.1. */
function designExample(design: string): string {
  const text = readFileSync(join(design, 'aesthetics.md'), 'utf8');
  return /^### 6\.1 .*?```ts\n(.*?)```/ms.exec(text)?.[1] ?? '';
}

/** What stands in for the package: it, told where to look for the mailboxes of an organisation that does not exist. */
const STAND_IN = `
import * as ewskit from 'ewskit';
export * from 'ewskit';
export const Account = {
  connect: (options) => ewskit.Account.connect(
    options.endpoint === undefined ? { autodiscover: globalThis.autodiscoverUrl, ...options } : options),
};
`;

testWith(sharedFolder('reference'), 'the design', 'the example of the design runs as it stands', async (design) => {
  const written = designExample(design);
  expect(written).toContain('await using account');
  // Of its text one thing is changed: Exchange refuses to send a message that is to nobody.
  const code = written
    .replace("from 'ews'", "from './stand-in.ts'")
    .replace("subject: 'Lunch?', ", `subject: 'Lunch?', to: ['${BO}'], `);
  expect(code).toContain(BO);
  await writeFile(join(folder, 'stand-in.ts'), STAND_IN);
  await writeFile(join(folder, 'example.ts'), code);
  const wait = AbortSignal.timeout.bind(AbortSignal);
  const shorter = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => wait(ms === 60_000 ? 2000 : ms));
  const logged: string[] = [];
  const saved = { syncState: undefined as string | undefined };
  Object.assign(globalThis, {
    autodiscoverUrl: sandbox.autodiscoverUrl,
    getToken: async () => sandbox.tokenFor(ANNA),
    log: (...words: unknown[]) => logged.push(words.join(' ')),
    saved,
  });
  try {
    await run(join(folder, 'example.ts'));
  } finally {
    shorter.mockRestore();
  }
  for (const step of STEPS.slice(0, -1)) expect(logged.some((line) => line.includes(step))).toBe(true);
  expect(saved.syncState).toBeTruthy();
  expect(logged.at(-1)).toBe('1 FindItem');
});
