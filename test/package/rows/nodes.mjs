/** Every Node that package.json declares: the first example of the README as it stands, each entry imported and required, the command. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../command.mjs';
import { project } from '../project.mjs';

export function nodeRows({ plain, tools, manifest }) {
  const entries = Object.keys(manifest.exports).filter((entry) => !entry.endsWith('.json'));
  const names = entries.map((entry) => entry.replace(/^\./, manifest.name));
  return [20, 22, 24, 26].map((major) => ({
    group: `Node ${major}`,
    name: 'README, import, require, command',
    skip: existsSync(tools.nodes.get(major) ?? '') ? undefined : 'not to be had for this platform',
    run: async () => {
      const node = tools.nodes.get(major);
      const cwd = project(plain, `node-${major}`, { programs: {} });
      await runExample(node, cwd, readFileSync(join(plain, 'node_modules', manifest.name, 'README.md'), 'utf8'));
      writeFileSync(join(cwd, 'entries.mjs'), names.map((name) => `await import('${name}');\n`).join(''));
      writeFileSync(join(cwd, 'entries.cjs'), names.map((name) => `require('${name}');\n`).join(''));
      await command(node, ['entries.mjs'], { cwd });
      await command(node, ['entries.cjs'], { cwd });
      const said = await command(node, [join(plain, 'node_modules/.bin', manifest.name), '--version'], { cwd });
      if (said.trim() !== manifest.version) throw new Error(`--version printed ${said}`);
      return (await command(node, ['--version'], { cwd })).trim();
    },
  }));
}

/** The first example, and under it what it prints. */
async function runExample(node, cwd, readme) {
  const [, code, printed] = /```js\n(.*?)```.*?```text\n(.*?)```/s.exec(readme) ?? [];
  if (code === undefined) throw new Error('README.md does not begin with an example and what it prints.');
  writeFileSync(join(cwd, 'hello.mjs'), code);
  const said = await command(node, ['hello.mjs'], { cwd });
  if (said !== printed)
    throw new Error(`README.md says that its first example prints\n${printed}\nbut it prints\n${said}`);
}
