/**
 * `ewskit generate`: classes, codecs and operations from Microsoft's schema files, of a folder or of a live server. A thin
 * cover over codegen/, which does the work.
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GenerateResult, Schema } from '../../codegen/index.js';
import { type CliContext, EXIT, UsageError } from './context.js';
import { type Register, writeJsonLine } from './output.js';
import { packageFolder } from './package-info.js';

interface GenerateFlags {
  schemas?: string;
  server?: string;
  ca?: string;
  edition?: string;
  out: string;
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
    .requiredOption('--out <dir>', 'folder below which generated/ is written')
    .option('--check', 'write nothing; exit 1 if generated/ is not what would be written')
    .option('--json', 'report as one line of JSON');
  command.action(action((context) => runGenerate(command.opts<GenerateFlags>(), context)));
};

/** Generates, or compares; exit code 1 if --check finds a difference. */
export async function runGenerate(flags: GenerateFlags, context: CliContext): Promise<number> {
  if ((flags.schemas === undefined) === (flags.server === undefined)) {
    throw new UsageError('Name one source: --schemas DIR or --server HOST.');
  }
  if (flags.ca !== undefined && flags.server === undefined) throw new UsageError('--ca goes with --server.');
  const schemas = flags.schemas ?? (await fetched(flags.server!, context.env, flags.ca));
  try {
    const { generate, summarizeChanges } = await import('../../codegen/index.js');
    const [overlay, committed] = [overlayFor(flags.out), await committedFor(flags.out)];
    const report = generate({
      schemas,
      edition: flags.edition,
      out: flags.out,
      overlay,
      committed,
      check: flags.check ?? false,
    });
    const current = report.changed.length === 0;
    if (flags.json) writeJsonLine(context.stdout, report);
    else
      context.stdout.write(
        summary(flags, report.files, report.changed) + changeReport(report, summarizeChanges(report.changes, 20)),
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

/** The schemas to compare with: those of the folder that is written to; where it has none, those of this package. */
async function committedFor(out: string): Promise<readonly Schema[] | undefined> {
  if (existsSync(join(out, 'generated/editions'))) return undefined;
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
