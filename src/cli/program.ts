/**
 * The command line as a whole: names the commands, runs one, turns whatever it throws into one line and an exit code.
 * What a command does stands in the file of its name; those are loaded when they run.
 */
import { Command, CommanderError } from 'commander';
import { registerAutodiscover } from './autodiscover.js';
import { type CliContext, EXIT, UsageError } from './context.js';
import { registerDemo } from './demo.js';
import { registerDoctor } from './doctor.js';
import { registerExport } from './export.js';
import { registerGenerate } from './generate.js';
import { registerImport } from './import.js';
import { registerInspect } from './inspect.js';
import { registerList } from './list.js';
import { type Action, describeError, type Register } from './output.js';
import { packageVersion } from './package-info.js';
import { registerSandbox } from './sandbox.js';
import { registerSchema } from './schema.js';
import { registerSend } from './send.js';
import { registerShell } from './shell.js';
import { registerWatch } from './watch.js';

/** The commands, in the order in which the help lists them. */
const COMMANDS: readonly Register[] = [
  registerDemo,
  registerSandbox,
  registerDoctor,
  registerAutodiscover,
  registerList,
  registerSend,
  registerShell,
  registerExport,
  registerImport,
  registerWatch,
  registerInspect,
  registerGenerate,
  registerSchema,
];

/** Runs `ewskit` with these arguments and returns its exit code. Never throws. */
export async function runCli(argv: readonly string[], context: CliContext): Promise<number> {
  let exitCode: number = EXIT.ok;
  const action = (run: Action) => async (): Promise<void> => {
    exitCode = await run(context);
  };
  try {
    const program = buildProgram(context);
    for (const register of COMMANDS) register(program, action);
    if (argv.length === 0) {
      program.outputHelp({ error: true });
      return EXIT.usage;
    }
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, context);
  }
}

function buildProgram(context: CliContext): Command {
  return new Command('ewskit')
    .description('Exchange Web Services: try it, serve it, read it, generate it.')
    .version(packageVersion(), '-V, --version')
    .showHelpAfterError('(--help lists what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    });
}

function exitCodeOf(error: unknown, context: CliContext): number {
  // commander has written its own message already
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  context.stderr.write(`ewskit: ${describeError(error, context.env)}\n`);
  return error instanceof UsageError ? EXIT.usage : EXIT.notOk;
}
