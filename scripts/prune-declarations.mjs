/**
 * Of the declarations that tsc wrote, those that no entry of package.json leads to are removed: what is within the sandbox or a command is
 * nobody's to import, and half a megabyte of an install.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** `entries`: paths of declarations; `folder`: the one that holds them all. How many files went. */
export function pruneDeclarations(folder, entries) {
  const kept = new Set(entries.map((entry) => resolve(entry)));
  for (const file of kept) for (const next of leadsTo(file)) kept.add(next);
  const all = readdirSync(folder, { recursive: true }).filter((name) => /\.d\.ts(\.map)?$/.test(name));
  const idle = all.map((name) => resolve(folder, name)).filter((file) => !kept.has(file.replace(/\.map$/, '')));
  for (const file of idle) rmSync(file);
  const missing = [...kept].filter((file) => !existsSync(file)).map((file) => relative('.', file));
  if (missing.length > 0) throw new Error(`Declarations that others lead to are missing: ${missing.join(', ')}`);
  return idle.length;
}

function leadsTo(file) {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const found = [...text.matchAll(/(?:from|import|import\()\s*['"](\.{1,2}\/[^'"]+)['"]/g)].map(([, path]) => path);
  const referred = [...text.matchAll(/<reference path="([^"]+)"/g)].map(([, path]) => path);
  return [...found, ...referred].map((path) => resolve(join(dirname(file), declarationOf(path))));
}

function declarationOf(path) {
  return path.endsWith('.d.ts') ? path : path.replace(/\.js$/, '.d.ts');
}
