/** `ewskit watch` on a sandbox: lines, JSON, a command for each change, and the file by which the next run goes on. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { runCli } from '../../src/cli/program.js';
import type { Account } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { temporaryFolder } from '../support/temp-folder.js';
import { type Capture, capture } from './capture.js';

const EMAIL = 'alice@example.test';
const PATH = process.env['PATH'] ?? '';
const s = story();
let alice: Account;

beforeAll(async () => {
  alice = await s.connect('alice');
});

/** Runs until so many lines were printed, or it ends by itself. */
async function watch(
  argv: readonly string[],
  lines: number,
  context: Capture = capture({ env: { EWS_PASSWORD: 'secret', PATH } }),
) {
  let ended = false;
  const running = runCli(['watch', EMAIL, '--endpoint', s.sandbox.endpoint, ...argv], context).finally(() => {
    ended = true;
  });
  while (!ended && context.out().split('\n').length <= lines) await new Promise((resolve) => setTimeout(resolve, 10));
  context.stop();
  return { code: await running, out: context.out(), err: context.err() };
}

const newFolder = (name: string) => alice.top.createFolder(name, 'mail');

describe('ewskit watch', () => {
  test('prints a line for each change, without what a terminal would obey', async () => {
    const folder = await newFolder('lines');
    await folder.createAll([{ subject: 'Hello' }, { subject: 'red \u009b31m' }]);
    const { code, out, err } = await watch(['--folder', 'lines', '--from', 'beginning'], 2);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('create    lines  Hello\ncreate    lines  red \ufffd31m\n');
  });

  test('--json: a line for each change, with the item, and the same name whenever it is told', async () => {
    const folder = await newFolder('json');
    await folder.create({ subject: 'Hello', body: { bodyType: 'Text', value: 'x' } });
    const argv = ['--folder', 'json', '--from', 'beginning', '--json'];
    const [first, again] = [await watch(argv, 1), await watch(argv, 1)].map(({ out }) => JSON.parse(out));
    expect(first).toMatchObject({ kind: 'create', folder: 'json', item: { subject: 'Hello' } });
    expect(first.id.id).toBe(first.item.itemId.id);
    expect(again.changeId).toBe(first.changeId);
  });

  test('--exec: the change goes to the command as JSON; --state: what its command has taken does not come again', async () => {
    await using temporary = await temporaryFolder('ewskit-watch-');
    const state = join(temporary.path, 'state.json');
    const folder = await newFolder('exec');
    await folder.create({ subject: '$(touch nothing)' });
    const argv = ['--folder', 'exec', '--from', 'beginning', '--state', state, '--exec'];
    const first = await watch([...argv, 'cat && exit 3'], 9);
    expect([first.code, first.err]).toEqual([
      1,
      'ewskit: the command failed (exit code 3); the change is told again next time.\n',
    ]);
    const second = await watch([...argv, 'cat; echo "kind $EWSKIT_KIND, password $EWS_PASSWORD."'], 3);
    expect(second.code).toBe(0);
    const [line, json, said] = second.out.split('\n');
    expect([line, said]).toEqual(['create    exec  $(touch nothing)', 'kind create, password .']);
    expect(JSON.parse(json ?? '')).toMatchObject({ item: { subject: '$(touch nothing)' } });
    expect(await readFile(state, 'utf8')).toContain(`${EMAIL}/`);
    await folder.create({ subject: 'later' });
    expect((await watch([...argv, 'true'], 1)).out).toBe('create    exec  later\n');
  });

  test.each([
    [['--from', 'then'], '--from takes now or beginning, not "then".'],
    [['--endpoint', 'nowhere'], '--endpoint takes an https URL.'],
  ])('%j makes no sense: exit code 2', async (argv, message) => {
    const { code, err } = await watch(argv, 1);
    expect([code, err]).toEqual([2, `ewskit: ${message}\n`]);
  });

  test('without a login: exit code 2', async () => {
    const { code, err } = await watch([], 1, capture({ env: { PATH } }));
    expect([code, err]).toEqual([
      2,
      'ewskit: Nobody logs in: set EWS_PASSWORD or EWS_TOKEN, or run it at a terminal.\n',
    ]);
  });
});
