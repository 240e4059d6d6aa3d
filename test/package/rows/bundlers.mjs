/**
 * Bundlers, told nothing but the format and that it is for Node: what they write runs where there is no node_modules, with the
 * sandbox's database in it, and msal where it was installed.
 */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, node } from '../command.mjs';
import { expectMailbox, project } from '../project.mjs';

const INPUT = 'mailbox.mjs';

/** What each writes into `dist/`, the file to run, and how it is called in the folder `cwd`. */
function bundlers({ esbuild, bun, vite, webpack }) {
  const esbuildRun = (cwd, ...options) =>
    command(esbuild, [INPUT, '--bundle', '--platform=node', '--log-level=error', ...options], { cwd });
  const bunRun = bun && ((cwd, ...options) => command(bun, ['build', INPUT, '--target=node', ...options], { cwd }));
  const webpackRun = (cwd, filename, more = {}) =>
    bundleByWebpack(webpack, {
      ...more,
      context: cwd,
      output: { path: join(cwd, 'dist'), filename, module: more.experiments?.outputModule ?? false },
    });
  return [
    ['esbuild, ESM', 'out.mjs', (cwd) => esbuildRun(cwd, '--format=esm', '--outfile=dist/out.mjs')],
    [
      'esbuild, ESM, in chunks, minified',
      'mailbox.js',
      (cwd) => esbuildRun(cwd, '--format=esm', '--splitting', '--minify', '--outdir=dist'),
    ],
    ['esbuild, CJS', 'out.cjs', (cwd) => esbuildRun(cwd, '--format=cjs', '--outfile=dist/out.cjs')],
    // once only: its minifier takes as long as all others together
    ['webpack', 'out.cjs', (cwd) => webpackRun(cwd, 'out.cjs'), { msal: [true] }],
    [
      'webpack, ESM, development',
      'out.mjs',
      (cwd) => webpackRun(cwd, 'out.mjs', { mode: 'development', experiments: { outputModule: true } }),
    ],
    ['Vite, SSR', 'mailbox.js', (cwd) => node(vite, 'build', '--ssr', INPUT, '--config', 'all-in.config.mjs', { cwd })],
    ['bun build, ESM', 'out.mjs', bunRun && ((cwd) => bunRun(cwd, '--format=esm', '--outfile=dist/out.mjs'))],
    ['bun build, CJS', 'out.cjs', bunRun && ((cwd) => bunRun(cwd, '--format=cjs', '--outfile=dist/out.cjs'))],
  ];
}

export function bundlerRows({ root, plain, withMsal, tools }) {
  const rows = bundlers(tools).map(([name, entry, bundle, { msal: states = [false, true] } = {}]) => ({
    group: 'bundled',
    name,
    skip: bundle === undefined ? 'not made for this platform' : undefined,
    run: async () => {
      for (const msal of states) {
        const folder = msal ? withMsal : plain;
        const inner = project(folder, name, {
          programs: { [INPUT]: INPUT },
          files: { 'all-in.config.mjs': 'export default { ssr: { noExternal: true } };\n' },
        });
        await bundle(inner);
        const away = join(root, 'away', name.replaceAll(/\W+/g, '-'), String(msal));
        cpSync(join(inner, 'dist'), away, { recursive: true });
        expectNoPaths(away, folder);
        expectMailbox(await node(entry, { cwd: away }), { msal });
      }
    },
  }));
  return [
    ...rows,
    { group: 'bundled', name: 'Vite, SSR, packages left outside', run: () => viteOutside(plain, tools) },
  ];
}

/** Vite's default for servers: packages stay in node_modules. */
async function viteOutside(plain, { vite }) {
  const folder = project(plain, 'vite-outside', { programs: { [INPUT]: INPUT } });
  await node(vite, 'build', '--ssr', INPUT, { cwd: folder });
  expectMailbox(await node('dist/mailbox.js', { cwd: folder }), { msal: false });
}

async function bundleByWebpack(webpack, options) {
  const stats = await new Promise((resolve, reject) => {
    const all = { mode: 'production', target: 'node', entry: `./${INPUT}`, ...options };
    webpack(all, (error, result) => (error ? reject(error) : resolve(result)));
  });
  if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
}

/** A bundle that looks for its parts where they were built works on one machine only. */
function expectNoPaths(folder, origin) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files)
    if (readFileSync(join(parentPath, name), 'utf8').includes(origin)) throw new Error(`${name} names ${origin}`);
}
