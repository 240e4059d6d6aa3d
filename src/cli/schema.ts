/**
 * `ewskit schema emit`: writes types.xsd, messages.xsd and services.wsdl of an edition back out of the generated code, with
 * nothing else at hand.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CliContext, EXIT, UsageError } from './context.js';
import type { Register } from './output.js';

interface EmitFlags {
  edition: string;
  out: string;
}

export const registerSchema: Register = (program, action) => {
  const command = program
    .command('schema')
    .description('write XSD and WSDL from the generated code')
    .command('emit')
    .description('write types.xsd, messages.xsd and services.wsdl of an edition')
    .requiredOption(
      '--edition <name>',
      'ExchangeSE, Exchange2016, Exchange2013_SP1, Exchange2010_SP2 or Exchange2007_SP1',
    )
    .requiredOption('--out <dir>', 'folder to write to');
  command.action(action((context) => emitFiles(command.opts<EmitFlags>(), context)));
};

/** Writes the files; exit code 0. */
export async function emitFiles({ edition, out }: EmitFlags, context: CliContext): Promise<number> {
  const { committedEditions, emitSchema } = await import('../schema-text/committed.js');
  const known = await committedEditions();
  if (!known.includes(edition)) throw new UsageError(`There is no edition "${edition}". One of: ${known.join(', ')}.`);
  const files = await emitSchema({ edition });
  await mkdir(out, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(out, name), text);
  context.stdout.write(`${out}: ${Object.keys(files).join(', ')} of ${edition}\n`);
  return EXIT.ok;
}
