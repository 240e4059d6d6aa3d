/** Type-checks the examples of the README and of pages in docs/ against the sources, under the project's own strict settings. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { programPages, readmeBlocks } from './readme-blocks.mjs';

const folder = resolve('node_modules/.cache/ewskit/readme');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const blocks = readmeBlocks();
for (const { line, code } of blocks) writeFileSync(join(folder, `line-${line}.mts`), code);
for (const page of programPages()) {
  const parts = readmeBlocks(`docs/${page}.md`);
  writeFileSync(join(folder, `${page}.mts`), parts.map(({ code }) => code).join('\n'));
  blocks.push(...parts);
}
const root = (path) => [resolve(path)];
const settings = {
  extends: resolve('tsconfig.json'),
  compilerOptions: {
    rootDir: '/',
    typeRoots: [resolve('node_modules/@types')],
    noPropertyAccessFromIndexSignature: false,
    paths: {
      ewskit: root('src/index.ts'),
      'ewskit/raw': root('src/raw.ts'),
      'ewskit/sandbox': root('src/sandbox.ts'),
      'ewskit/codegen': root('codegen/index.ts'),
    },
  },
  include: ['*.mts', resolve('src/**/*.d.ts')],
};
writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
const { status } = spawnSync('node_modules/.bin/tsc', ['-p', join(folder, 'tsconfig.json')], { stdio: 'inherit' });
console.log(`${blocks.length} examples checked`);
process.exitCode = status ?? 1;
