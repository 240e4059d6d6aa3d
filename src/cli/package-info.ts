/** Where this package stands on disk and which version it is: from package.json, which is beside dist/ or src/. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The nearest folder above this file that has a package.json: bundle and source stand at different depths. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(`${folder}/package.json`) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/** `0.1.0` */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(`${packageFolder()}/package.json`, 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  return typeof version === 'string' ? version : '0.0.0';
}
