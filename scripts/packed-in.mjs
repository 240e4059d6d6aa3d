/** The packages of others whose code is in dist/: which they are, and the text of their licences, which goes with the copies. */
import { readdirSync, readFileSync } from 'node:fs';

/** What was written from data of others. */
const DERIVED = new Map([['src/time/windows-zones.ts', 'node_modules/cldr-core']]);

/** From the paths of all that went into the bundle; the outermost folder of each package. */
export function packedIn(inputs) {
  const folders = inputs.map((path) => DERIVED.get(path) ?? /^(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort().map(describe);
}

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no text of its licence, and cannot be packed in.`);
  return { name, version, license, text: readFileSync(`${folder}/${file}`, 'utf8').trim() };
}

export function licences(packages) {
  const parts = packages.map(({ name, version, license, text }) => `## ${name} ${version} (${license})\n\n${text}\n`);
  return `# Software of others that is part of these files\n\n${parts.join('\n')}`;
}
