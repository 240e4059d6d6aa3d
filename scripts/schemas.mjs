/**
 * `make schemas`: puts schema files into schemas/ (git-ignored): Microsoft's, from a folder (FROM=) or a live server (SERVER=,
 * with EWS_USER and EWS_PASSWORD, or EWS_TOKEN, if it asks); with neither, those that ewskit writes from generated/. Sibling folders
 * of FROM with older editions come along.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const OLDER_EDITIONS = ['Exchange2007_SP1', 'Exchange2010_SP2', 'Exchange2013_SP1', 'Exchange2016_V2016_10_10'];
const { FROM, SERVER } = process.env;

if (FROM) copyEditions(resolve(FROM));
else if (SERVER) await fetchFiles(SERVER);
else await emitFiles();

function copyEditions(from) {
  if (!existsSync(from)) fail(`There is no folder ${FROM}.`);
  copyFolder(from, 'schemas');
  for (const edition of OLDER_EDITIONS) {
    const folder = join(dirname(from), edition);
    if (basename(from) !== edition && existsSync(folder)) copyFolder(folder, join('schemas', edition));
  }
}

function copyFolder(from, to) {
  const files = readdirSync(from).filter((name) => /\.(xsd|wsdl)$/i.test(name));
  if (files.length === 0) fail(`${from} holds no .xsd or .wsdl file.`);
  mkdirSync(to, { recursive: true });
  for (const name of files) copyFileSync(join(from, name), join(to, name.toLowerCase()));
  console.log(`${to}: ${files.map((name) => name.toLowerCase()).join(', ')}`);
}

async function fetchFiles(server) {
  const { fetchSchemas } = await load('src/cli/fetch-schemas.ts');
  const fetched = await fetchSchemas(server, process.env).catch((error) => fail(error.message));
  copyFolder(fetched, 'schemas');
  rmSync(fetched, { recursive: true });
}

/** All editions; the base into schemas/ itself. */
async function emitFiles() {
  const { committedEditions, emitSchema } = await load('src/schema-text/committed.ts');
  for (const [index, edition] of (await committedEditions()).entries()) {
    const folder = index === 0 ? 'schemas' : join('schemas', edition);
    mkdirSync(folder, { recursive: true });
    const files = await emitSchema({ edition });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    console.log(`${folder}: ${Object.keys(files).join(', ')}, written from generated/`);
  }
}

/** A module of the sources, bundled, so that it needs no build. */
async function load(source) {
  const outdir = `node_modules/.cache/ewskit/${basename(source, '.ts')}`;
  const options = { bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20' };
  const external = { packages: 'external', outExtension: { '.js': '.mjs' }, logLevel: 'warning' };
  await build({ entryPoints: [source], outdir, ...options, ...external });
  return import(pathToFileURL(resolve(outdir, `${basename(source, '.ts')}.mjs`)).href);
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
