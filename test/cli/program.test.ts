/** src/cli/program.ts: exit codes, help, and one line per error. */
import { describe, expect, test } from '@jest/globals';
import { runCli } from '../../src/cli/program.js';
import { capture } from './capture.js';

async function run(...argv: string[]) {
  const context = capture();
  return { code: await runCli(argv, context), out: context.out(), err: context.err() };
}

describe('ewskit', () => {
  test('--help lists every command', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const command of ['demo', 'sandbox', 'doctor', 'autodiscover', 'inspect', 'generate', 'schema'])
      expect(out).toContain(`  ${command}`);
  });

  test('--version prints the version of the package', async () => {
    expect(await run('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  test.each([
    ['no command', []],
    ['an unknown command', ['sendbox']],
    ['an unknown flag', ['sandbox', '--prot', '1']],
    ['a missing argument', ['inspect']],
    ['a port that is none', ['sandbox', '--port', 'http']],
    ['a user without a password', ['sandbox', '--user', 'alice@example.test']],
    ['a server version nobody made', ['sandbox', '--server-version', 'Exchange2021']],
    ['two sources for the generator', ['generate', '--out', 'x', '--schemas', 'y', '--server', 'z']],
    ['two questions at once', ['inspect', 'a.xml', '--roundtrip', '--validate']],
  ])('%s: usage, exit code 2', async (_, argv) => {
    expect((await run(...argv)).code).toBe(2);
  });

  test('a typo gets a suggestion', async () => {
    expect((await run('sendbox')).err).toContain('Did you mean sandbox?');
  });

  test('an error is one line without a stack', async () => {
    const { err } = await run('sandbox', '--port', '70000');
    expect(err).toBe('ewskit: --port takes 0 to 65535, not "70000".\n');
  });

  test('EWSKIT_DEBUG adds the stack', async () => {
    const context = capture({ env: { EWSKIT_DEBUG: '1' } });
    await runCli(['sandbox', '--port', '70000'], context);
    expect(context.err()).toMatch(/\n {4}at /);
  });
});
