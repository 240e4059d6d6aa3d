/** Runs a script that a later release brings, or says that this one does not have it. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const path = process.argv[2];
if (existsSync(path)) await import(pathToFileURL(resolve(path)).href);
else console.log(`${path} is not in this version; nothing to run.`);
