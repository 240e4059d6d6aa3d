/**
 * The rivals, installed by the benchmark itself: npm's into bench/peers (git-ignored), and Debian's exchangelib where
 * /usr/bin/python3 can import it. A rival that cannot be had is left out, and its line says so.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const PEERS = { 'ews-javascript-api': '0.15.3', 'fast-xml-parser': '5.12.1', saxes: '6.0.0' };
const FOLDER = resolve('bench/peers');

/** Installs what is missing; says what could not be. */
export function installPeers(say) {
  const missing = Object.keys(PEERS).filter((name) => !existsSync(`${FOLDER}/node_modules/${name}`));
  if (missing.length === 0) return;
  say(`installing ${missing.join(', ')} into bench/peers`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/package.json`, JSON.stringify({ private: true, dependencies: PEERS }));
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: FOLDER,
    encoding: 'utf8',
  });
  if (npm.status !== 0) say(`npm could not install them: ${npm.stderr.trim().split('\n')[0]}`);
}

/** A CommonJS peer, or undefined. */
export function requirePeer(name) {
  try {
    return createRequire(`${FOLDER}/package.json`)(name);
  } catch {
    return undefined;
  }
}

/** What `/usr/bin/python3 bench/exchangelib_decode.py FILE` prints, read as JSON; undefined without exchangelib. */
export function exchangelib(script, file) {
  const python = spawnSync('/usr/bin/python3', [script, file], { encoding: 'utf8' });
  try {
    return python.status === 0 ? JSON.parse(python.stdout) : undefined;
  } catch {
    return undefined;
  }
}
