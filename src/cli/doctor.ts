/**
 * `ewskit doctor`: examines the way to a server and the server: DNS, TLS, redirections, logins, version, throttling, clocks. What is
 * wrong has a remedy. The examination itself is src/doctor.
 */
import { ValidationError } from '../errors.js';
import { type CliContext, EXIT, UsageError } from './context.js';
import { report } from './doctor-report.js';
import { PASSWORD } from './login.js';
import { type Register, writeJsonLine } from './output.js';
import { progress } from './progress.js';
import { addServerFlags, type ServerFlags, seconds, serverOptions, urlOf, userOf } from './server-flags.js';

export interface DoctorFlags extends ServerFlags {
  endpoint?: string;
  autodiscover?: string;
  deadline?: string;
  json?: boolean;
}

export const registerDoctor: Register = (program, action) => {
  const command = addServerFlags(
    program
      .command('doctor')
      .description('examine a server and the way to it, and say what to do about what is wrong')
      .argument('<address or host>', 'address of a mailbox, or host or URL of a server'),
  )
    .option('--endpoint <url>', 'URL of Exchange.asmx, instead of finding it')
    .option('--autodiscover <url>', 'autodiscover service to ask, instead of searching')
    .option('--deadline <seconds>', 'time for all of it (default: 90)')
    .option('--json', 'one line of JSON');
  command.action(action((context) => runDoctor(command.args[0] as string, command.opts<DoctorFlags>(), context)));
};

/** Exit code 0 when nothing is worse than a warning, 1 when there is a problem. */
export async function runDoctor(target: string, flags: DoctorFlags, context: CliContext): Promise<number> {
  const { stdout, env } = context;
  const options = {
    ...serverOptions(flags, context.env),
    ...(flags.endpoint !== undefined && { endpoint: urlOf(flags.endpoint, '--endpoint') }),
    ...(flags.autodiscover !== undefined && { autodiscover: urlOf(flags.autodiscover, '--autodiscover') }),
    ...(flags.deadline !== undefined && { deadlineMs: seconds(flags.deadline, '--deadline') }),
  };
  const otherwise = env[PASSWORD] && target.includes('@') && !target.includes('://') ? target : undefined;
  const credentials = await userOf(flags, context, { otherwise, ask: false });
  const { diagnose } = await import('../doctor/diagnose.js');
  const { CHECKS } = await import('../doctor/finding.js');
  const stop = new AbortController();
  void context.untilStopped().then(({ signal }) => stop.abort(new Error(signal)));
  const running = progress(context, 'Examining', CHECKS.length);
  let begun = 0;
  const onCheck = () => begun++ > 0 && running.tick();
  try {
    const diagnosis = await diagnose({ ...options, target, credentials, onCheck, signal: stop.signal }, { env });
    running.tick();
    running.done();
    if (flags.json) writeJsonLine(stdout, diagnosis);
    else {
      const coloured = stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
      stdout.write(report(diagnosis, { columns: stdout.columns ?? 100, coloured }));
    }
    return diagnosis.ok ? EXIT.ok : EXIT.notOk;
  } catch (error) {
    running.done();
    if (error instanceof ValidationError)
      throw new UsageError(error.violations.map(({ message }) => message).join('; '));
    throw error;
  }
}
