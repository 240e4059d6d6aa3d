/** Every Node that package.json declares: the examples of the README as they stand, each entry imported and required, the command. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readmeBlocks } from '../../../scripts/readme-blocks.mjs';
import { command } from '../command.mjs';
import { project } from '../project.mjs';

/** The first use of Intl takes 15 to 20 ms, which no import has to spare. */
const NO_INTL = `for (const name of ['Collator', 'DateTimeFormat', 'NumberFormat'])
  Intl[name] = function () { throw new Error('Intl.' + name + ' is used while the package loads'); };
`;

/** For the runner of Node, which runs them in parallel. */
const TESTS = { 'sandbox-test.mjs': 'sandbox.test.mjs', 'sandbox-worker.mjs': 'worker.test.mjs' };

export function nodeRows({ plain, tools, manifest }) {
  const entries = Object.keys(manifest.exports).filter((entry) => !entry.endsWith('.json'));
  const names = entries.map((entry) => entry.replace(/^\./, manifest.name));
  return [20, 22, 24, 26].map((major) => ({
    group: `Node ${major}`,
    name: 'README, import, require, tests, command',
    skip: existsSync(tools.nodes.get(major) ?? '') ? undefined : 'not to be had for this platform',
    run: async () => {
      const node = tools.nodes.get(major);
      const cwd = project(plain, `node-${major}`, { programs: TESTS });
      const readme = join(plain, 'node_modules', manifest.name, 'README.md');
      await runFirst(node, cwd, readFileSync(readme, 'utf8'));
      await runAll(node, cwd, readmeBlocks(readme));
      writeFileSync(join(cwd, 'entries.mjs'), NO_INTL + names.map((name) => `await import('${name}');\n`).join(''));
      writeFileSync(join(cwd, 'entries.cjs'), names.map((name) => `require('${name}');\n`).join(''));
      await command(node, ['entries.mjs'], { cwd });
      await command(node, ['entries.cjs'], { cwd });
      await command(node, ['--test', ...Object.values(TESTS)], { cwd });
      const said = await command(node, [join(plain, 'node_modules/.bin', manifest.name), '--version'], { cwd });
      if (said.trim() !== manifest.version) throw new Error(`--version printed ${said}`);
      return (await command(node, ['--version'], { cwd })).trim();
    },
  }));
}

/** The first example, and under it what it prints. */
async function runFirst(node, cwd, readme) {
  const [, code, printed] = /```js\n(.*?)```.*?```text\n(.*?)```/s.exec(readme) ?? [];
  if (code === undefined) throw new Error('README.md does not begin with an example and what it prints.');
  writeFileSync(join(cwd, 'hello.mjs'), code);
  const said = await command(node, ['hello.mjs'], { cwd });
  if (said !== printed)
    throw new Error(`README.md says that its first example prints\n${printed}\nbut it prints\n${said}`);
}

/** Each as a module of its own, against a sandbox. */
async function runAll(node, cwd, blocks) {
  const names = blocks.map(({ line, code }) => {
    const name = `line-${line}.mjs`;
    writeFileSync(join(cwd, name), code);
    return name;
  });
  const program = `
    import { Sandbox } from 'ewskit';
    const sandbox = await Sandbox.start();
    const { username, password } = sandbox.credentialsFor(sandbox.users[0]);
    Object.assign(process.env, { EWS_ENDPOINT: sandbox.endpoint, EWS_EMAIL: username, EWS_PASSWORD: password });
    for (const name of ${JSON.stringify(names)}) await import('./' + name);
    await sandbox.close();
  `;
  writeFileSync(join(cwd, 'examples.mjs'), program);
  await command(node, ['examples.mjs'], { cwd });
}
