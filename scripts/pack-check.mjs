/**
 * `make pack-check`: what a user gets. Packs the package, installs it into an empty folder with its dependencies, imports every
 * entry, connects to a sandbox and prints the installed size.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = `
import { Account, credentials } from 'ewskit';
import { FindItem } from 'ewskit/raw';
import { Sandbox } from 'ewskit/sandbox';
import { generate } from 'ewskit/codegen';

if (FindItem === undefined || generate === undefined) throw new Error('an entry is empty');
await using sandbox = await Sandbox.start();
await using account = await Account.connect({
  email: 'alice@example.test',
  credentials: credentials({ username: 'alice@example.test', password: 'secret' }),
  endpoint: sandbox.endpoint,
});
await account.inbox.create({ subject: 'packed' });
if ((await account.inbox.filter({ subject: 'packed' }).count()) !== 1) throw new Error('the message is not there');
`;

const folder = mkdtempSync(join(tmpdir(), 'ewskit-pack-'));
const run = (command, ...args) =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const [{ filename, size, unpackedSize, entryCount }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  console.log(`${filename}: ${entryCount} files, ${kilobytes(size)} kB packed, ${kilobytes(unpackedSize)} kB unpacked`);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  run('npm', 'install', '--no-audit', '--no-fund', '--omit=peer', join(folder, filename));
  const [installed] = run('du', '-sk', 'node_modules').split('\t');
  console.log(`installed with its dependencies: ${(Number(installed) / 1024).toFixed(1)} MB`);
  // `await using` is newer than Node 20: written as TypeScript and lowered, as a user's own build would
  const { transformSync } = await import('esbuild');
  writeFileSync(
    join(folder, 'program.js'),
    transformSync(PROGRAM, { loader: 'ts', format: 'esm', target: 'node20' }).code,
  );
  run('node', 'program.js');
  run('node_modules/.bin/ewskit', '--version');
  console.log('imports and connects');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function kilobytes(bytes) {
  return Math.round(bytes / 1024);
}
