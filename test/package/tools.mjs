/**
 * What others build with: installed once into node_modules/.cache, by the lock file in tools/. Compilers and bundlers of which
 * this project itself has the version wanted are its own.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { command } from './command.mjs';

const HERE = join(import.meta.dirname, 'tools');
const FOLDER = resolve(HERE, '../../../node_modules/.cache/ewskit/package-tools');
const OWN = resolve(HERE, '../../../node_modules');

export async function installTools() {
  const lock = createHash('sha256')
    .update(readFileSync(join(HERE, 'package-lock.json')))
    .digest('hex');
  const stamp = join(FOLDER, lock);
  if (!existsSync(stamp)) {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(HERE, file), join(FOLDER, file));
    await command('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: FOLDER });
    writeFileSync(stamp, '');
  }
  const modules = join(FOLDER, 'node_modules');
  const own = (path) => join(OWN, path);
  const compiler = (name) => join(modules, name, 'bin/tsc');
  return {
    typescript: new Map([
      ['5.4', compiler('typescript-5.4')],
      ['5.9', compiler('typescript-5.9')],
      ['6', compiler('typescript-6')],
      ['7', own('typescript/bin/tsc')],
    ]),
    esbuild: own('esbuild/bin/esbuild'),
    jest: own('jest/bin/jest.js'),
    swc: own('@swc/jest'),
    vite: join(modules, 'vite/bin/vite.js'),
    bun: bunIn(join(modules, '@oven')),
    webpack: createRequire(join(modules, 'x'))('webpack'),
    /** The oldest Node that package.json declares, and the newest of each later line; by major version. */
    nodes: new Map(
      readdirSync(modules)
        .filter((name) => /^node-\d+$/.test(name))
        .map((name) => [Number(name.slice('node-'.length)), join(modules, name, 'bin/node')]),
    ),
  };
}

/** The binary is in a package of its own for each platform; undefined where there is none. */
function bunIn(folder) {
  const [platform] = existsSync(folder) ? readdirSync(folder) : [];
  return platform && join(folder, platform, 'bin', process.platform === 'win32' ? 'bun.exe' : 'bun');
}
