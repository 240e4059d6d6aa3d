/** Jest in its default mode, CommonJS: with the transform that TypeScript users have anyway, and with none, which takes Node 24.9. */
import { command, node } from '../command.mjs';
import { project } from '../project.mjs';

const PROGRAMS = { 'mailbox-test.cjs': 'mailbox.test.js' };

export function jestRows({ plain, tools }) {
  const transform = { '\\.[jt]sx?$': [tools.swc, { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }] };
  const swc = { transform, transformIgnorePatterns: ['/node_modules/(?!ewskit/)'] };
  const newest = tools.nodes.get(24);
  return [
    {
      group: 'Jest 30',
      name: 'CommonJS, ewskit transformed',
      run: () => jest(plain, 'swc', swc, (cwd) => node(tools.jest, { cwd })),
    },
    {
      group: 'Jest 30',
      name: 'CommonJS, no transform, Node 24',
      skip: newest === undefined ? 'no Node 24 for this platform' : undefined,
      run: () => jest(plain, 'bare', {}, (cwd) => command(newest, ['--experimental-vm-modules', tools.jest], { cwd })),
    },
  ];
}

async function jest(plain, name, settings, run) {
  const config = `module.exports = ${JSON.stringify({ rootDir: '.', ...settings })};\n`;
  const folder = project(plain, `jest-${name}`, {
    type: 'commonjs',
    programs: PROGRAMS,
    files: { 'jest.config.js': config },
  });
  await run(folder);
}
