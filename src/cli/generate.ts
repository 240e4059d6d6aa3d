/**
 * `ewskit generate`: classes, codecs and operations from Microsoft's schema files, of a folder or of a live server. A thin
 * cover over codegen/, which does the work.
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { GenerateOptions, GenerateResult, Schema } from '../../codegen/index.js';
import { type CliContext, EXIT, UsageError } from './context.js';
import { plain, type Register, writeJsonLine } from './output.js';
import { packageFolder, packageVersion } from './package-info.js';
import { progress } from './progress.js';

/** The door of generated code outside of this repository; what it declares changes with its number only. */
const DOOR = 'ewskit/codec/v1';

interface GenerateFlags {
  schemas?: string;
  server?: string;
  ca?: string;
  edition?: string;
  out?: string;
  only?: string;
  diff?: string;
  check?: boolean;
  json?: boolean;
}

export const registerGenerate: Register = (program, action) => {
  const command = program
    .command('generate')
    .description('generate TypeScript from services.wsdl, messages.xsd and types.xsd')
    .option('--schemas <dir>', 'folder that holds the schema files')
    .option('--server <host>', 'server to fetch them from (EWS_USER and EWS_PASSWORD, or EWS_TOKEN, if it asks)')
    .option('--ca <file>', "authority of the server's certificate, in PEM; EWS_CA says the same")
    .option(
      '--edition <name>',
      'edition that they are of, if neither the folder nor their likeness to a known one tells',
    )
    .option('--out <dir>', 'folder to write the files into; not needed for --diff')
    .option('--only <operations>', 'comma-separated: write what these operations need, and nothing else')
    .option('--diff <edition>', 'write nothing; say what the schema has otherwise than that edition')
    .option('--check', 'write nothing; exit 1 if the files there are not what would be written')
    .option('--json', 'report as one line of JSON');
  command.action(action((context) => runGenerate(command.opts<GenerateFlags>(), context)));
};

/** Generates, or compares; exit code 1 if --check finds a difference. */
export async function runGenerate(flags: GenerateFlags, context: CliContext): Promise<number> {
  if ((flags.schemas === undefined) === (flags.server === undefined)) {
    throw new UsageError('Name one source: --schemas DIR or --server HOST.');
  }
  const out = flags.out ?? (flags.diff === undefined ? undefined : '.');
  if (out === undefined) throw new UsageError('Name a folder: --out DIR.');
  if (flags.ca !== undefined && flags.server === undefined) throw new UsageError('--ca goes with --server.');
  const running = progress(context, 'Generating', 3);
  const schemas = flags.schemas ?? (await fetched(flags.server!, context.env, flags.ca));
  running.tick();
  try {
    const { generate, summarizeChanges } = await import('../../codegen/index.js');
    const [overlay, committed] = [overlayFor(out), await committedFor(out)];
    running.tick();
    const report = generate({
      schemas,
      edition: flags.edition,
      ...(flags.server === undefined ? {} : { server: hostOf(flags.server) }),
      out,
      overlay,
      committed,
      check: flags.check ?? flags.diff !== undefined,
      only: flags.only?.split(',').map((name) => name.trim()),
      against: flags.diff,
      ...styleFor({ ...flags, out }),
    });
    running.tick();
    running.done();
    const current = report.changed.length === 0;
    if (flags.json) writeJsonLine(context.stdout, report);
    else
      context.stdout.write(
        (flags.diff === undefined ? summary({ ...flags, out }, report.files, report.changed) : '') +
          changeReport(report, summarizeChanges(report.changes, flags.diff === undefined ? 20 : undefined)) +
          noteReport(report),
      );
    return current || !flags.check ? EXIT.ok : EXIT.notOk;
  } finally {
    if (flags.server !== undefined) await rm(schemas, { recursive: true, force: true });
  }
}

/** Loads the HTTP stack, which generating from a folder has no use for. */
async function fetched(server: string, env: CliContext['env'], ca?: string): Promise<string> {
  const { fetchSchemas } = await import('./fetch-schemas.js');
  return fetchSchemas(server, env, ca);
}

/** The overlay of the project that is written to; where it has none, the one that this package ships. */
function overlayFor(out: string): string {
  const own = join(out, 'schemas/overlay');
  return existsSync(own) ? own : join(packageFolder(), 'schemas/overlay');
}

function isRepository(out: string): boolean {
  return existsSync(join(out, 'src/codec/descriptor.ts'));
}

/** In a project of somebody's own, generated code imports the package, and says what it was made of and by which version. */
function styleFor({
  out,
  schemas,
  server,
  edition,
}: GenerateFlags & { out: string }): Pick<GenerateOptions, 'door' | 'label'> {
  if (isRepository(out)) return {};
  const from = server === undefined ? basename(resolve(schemas ?? '.')) : hostOf(server);
  const named = edition === undefined || from.startsWith(edition) ? from : `${edition} of ${from}`;
  // It stands in a comment of one line, whatever a folder is called.
  const source = `ewskit ${packageVersion()} from ${named.replace(/[^\w.-]+/g, ' ').trim()}`;
  return { door: DOOR, label: { source, command: 'npx ewskit generate' } };
}

/** Without a login, which a URL may hold. */
function hostOf(server: string): string {
  return URL.canParse(server) && server.includes('://') ? new URL(server).host : server;
}

/** What was left out, and what is not known, a line for each. */
function noteReport({ notes, fromSchemaAlone }: GenerateResult): string {
  return (
    listed('left out', notes) +
    listed('properties that are new; what a server does with them, nothing here knows', fromSchemaAlone)
  );
}

function listed(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}:\n${lines.map((line) => `  ${plain(line)}\n`).join('')}`;
}

/** The schemas to compare with and to tell ages from: those of this package, but in its own repository those of that. */
async function committedFor(out: string): Promise<readonly Schema[] | undefined> {
  if (isRepository(out) && existsSync(join(out, 'generated/editions'))) return undefined;
  const { committedSchemas } = await import('../schema-text/committed.js');
  return committedSchemas();
}

/** What the schema has otherwise than the committed one: the first of each kind by name, all of them with --json. */
function changeReport({ edition, against, changes }: GenerateResult, lines: readonly string[]): string {
  if (against === undefined) return '';
  const subject = `${edition} against the committed ${against}`;
  if (changes.length === 0) return `${subject}: no change\n`;
  return `${subject}:\n${lines.join('\n')}\n`;
}

/** What happened, with the first files that differ by name. */
export function summary(flags: { out: string; check?: boolean }, files: number, changed: readonly string[]): string {
  const names = changed.slice(0, 10).map((name) => `  ${name}\n`);
  const more = changed.length > names.length ? `  and ${changed.length - names.length} more\n` : '';
  if (!flags.check) return `${flags.out}: ${files} files, ${changed.length} written\n`;
  if (changed.length === 0) return `${flags.out}: ${files} files, all current\n`;
  return `${flags.out}: ${changed.length} of ${files} files are not what the schema gives. Run make generate.\n${names.join('')}${more}`;
}
