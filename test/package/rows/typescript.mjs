/** Compilers: the program compiled strictly, declarations of packages included, and run; and what is inferred, exported again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node } from '../command.mjs';
import { expectMailbox, project } from '../project.mjs';

const STRICT = { target: 'es2022', strict: true, skipLibCheck: false, types: ['node'], rootDir: '.', outDir: 'out' };
const EXACT = { exactOptionalPropertyTypes: true };

/** How a project says what its modules are. From 5.9 on, TypeScript knows that CommonJS can require ES modules. */
const MODES = {
  nodenext: { options: { module: 'nodenext' } },
  bundler: { options: { module: 'esnext', moduleResolution: 'bundler' } },
  'nodenext, CommonJS': { type: 'commonjs', since: 5.9, options: { module: 'nodenext' } },
  commonjs: { type: 'commonjs', since: 5.9, options: { module: 'commonjs' } },
};

/** A program with classes and operations that it has generated itself. */
const OWN_EDITION = `import type { Account } from 'ewskit';
import { FindItem, type FindItemResponseType, MessageType } from './ews/index.js';

export function find(account: Account): Promise<FindItemResponseType> {
  return account.call(FindItem, {
    traversal: 'Shallow',
    itemShape: { baseShape: 'IdOnly' },
    parentFolderIds: [{ kind: 'distinguishedFolderId', id: 'inbox' }],
  });
}

export const message: MessageType = new MessageType({ subject: 'x' });
// @ts-expect-error: the schema has no such member
export const wrong = new MessageType({ subjekt: 'x' });
`;

export function typescriptRows({ plain, tools }) {
  return [...tools.typescript].flatMap(([version, compiler]) => [
    ...Object.entries(MODES)
      .filter(([, { since = 0 }]) => Number(version) >= since)
      .map(([mode, { type, options }]) => ({
        group: `TypeScript ${version}`,
        name: mode,
        run: async () => {
          const folder = project(plain, `ts-${version}-${mode}`, { type, programs: { 'mailbox.mjs': 'mailbox.ts' } });
          await compile(compiler, folder, { ...STRICT, ...EXACT, ...options });
          expectMailbox(await node('out/mailbox.js', { cwd: folder }), { msal: false });
        },
      })),
    ...['nodenext', 'bundler'].map((mode) => ({
      group: `TypeScript ${version}`,
      name: `generated, ${mode}`,
      run: () => generatedInProject(plain, version, mode, compiler),
    })),
    {
      group: `TypeScript ${version}`,
      name: 'docs/regenerate.md',
      run: () => regenerated(plain, version, compiler),
    },
    { group: `TypeScript ${version}`, name: 'declaration: true', run: () => declarations(plain, version, compiler) },
  ]);
}

/** What `ewskit generate` writes into a project compiles there, and its operations are what the account takes; here from the package's own schema. */
async function generatedInProject(plain, version, mode, compiler) {
  const files = { 'own-edition.ts': OWN_EDITION };
  const folder = project(plain, `ts-${version}-generated-${mode}`, { programs: {}, files });
  const cli = join(plain, 'node_modules/ewskit/dist/cli.js');
  await node(cli, 'schema', 'emit', '--edition', 'ExchangeSE', '--out', 'schemas', { cwd: folder });
  await node(cli, 'generate', '--schemas', 'schemas', '--out', 'ews', '--only', 'FindItem,GetItem', { cwd: folder });
  await compile(compiler, folder, { ...STRICT, ...EXACT, ...MODES[mode].options });
}

/** The walk of docs/regenerate.md: its files are put down, its commands run, and its program compiled and run. */
async function regenerated(plain, version, compiler) {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/regenerate.md'), 'utf8');
  const files = Object.fromEntries(
    [...text.matchAll(/^```[jt]s (\S+)\n(.*?)^```/gms)].map(([, name, code]) => [name, code]),
  );
  const commands = [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, lines]) => lines.trim().split('\n'));
  const folder = project(plain, `ts-${version}-regenerate`, { programs: {}, files });
  const cli = join(plain, 'node_modules/ewskit/dist/cli.js');
  for (const line of commands) {
    const [program, ...words] = line.split(' ');
    if (program === 'node') await node(...words, { cwd: folder });
    else if (program === 'npx') await node(cli, ...words.slice(1), { cwd: folder });
  }
  const lib = ['es2022', 'esnext.disposable'];
  for (const mode of ['nodenext', 'bundler']) {
    await compile(compiler, folder, { ...STRICT, ...EXACT, ...MODES[mode].options, lib });
    const printed = await node('out/tea.js', { cwd: folder });
    if (printed !== 'Lapsang, smoky\npine\n') throw new Error(`It printed\n${printed}`);
  }
}

/** What was inferred has names by which the next project can read it. Here optional properties are not exact. */
async function declarations(plain, version, compiler) {
  const folder = project(plain, `ts-${version}-declaration`, { programs: { 'inferred.ts': 'inferred.ts' } });
  const options = { ...STRICT, module: 'nodenext' };
  await compile(compiler, folder, { ...options, declaration: true, emitDeclarationOnly: true });
  const next = project(folder, 'out', { programs: { 'reader.ts': 'reader.ts' } });
  await compile(compiler, next, { ...options, skipLibCheck: true, noEmit: true });
}

async function compile(compiler, folder, compilerOptions) {
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  await node(compiler, '-p', '.', '--pretty', 'false', { cwd: folder });
}
