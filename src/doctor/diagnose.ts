/**
 * The examination: every check in order, each with its findings, none of which can hang the rest. What is looked at stands in the files
 * of checks/.
 */
import { abortedBy, checkOptions, EwsError } from '../errors.js';
import { abortable } from '../http/abort.js';
import { after } from '../http/timer.js';
import { checkAffinity } from './checks/affinity.js';
import { checkAuthentication } from './checks/authentication.js';
import { checkAutodiscover } from './checks/autodiscover.js';
import { checkClock } from './checks/clock.js';
import { checkConnection } from './checks/connection.js';
import { checkDns } from './checks/dns.js';
import { checkEndpoint } from './checks/endpoint.js';
import { checkExtendedProtection } from './checks/extended-protection.js';
import { checkLogin } from './checks/login.js';
import { checkProxy } from './checks/proxy.js';
import { checkRedirects } from './checks/redirects.js';
import { checkThrottling } from './checks/throttling.js';
import { checkTimeZone } from './checks/time-zone.js';
import { checkTls } from './checks/tls.js';
import { checkVersion } from './checks/version.js';
import { CHECKS, type CheckName, type Finding, problem, problemOf, skipped } from './finding.js';
import { DIAGNOSE_RULES, type DiagnoseOptions, type Diagnosis } from './options.js';
import { parseTarget } from './target.js';
import { Visit } from './visit.js';
import { realWorld, type World } from './world.js';

const DEADLINE_MS = 90_000;

const RUN: Readonly<Record<CheckName, (visit: Visit) => Promise<Finding[]>>> = {
  proxy: checkProxy,
  dns: checkDns,
  autodiscover: checkAutodiscover,
  connection: checkConnection,
  tls: checkTls,
  redirects: checkRedirects,
  endpoint: checkEndpoint,
  authentication: checkAuthentication,
  login: checkLogin,
  'extended-protection': checkExtendedProtection,
  version: checkVersion,
  throttling: checkThrottling,
  clock: checkClock,
  'time-zone': checkTimeZone,
  affinity: checkAffinity,
};

/**
 * Examines an address or a server: DNS, TLS, redirections, logins, version, throttling, clocks. Changes nothing there. Everything that
 * is wrong is a finding; it throws ValidationError for a wrong option or a target that is none, and AbortError or TimeoutError for the signal only. `world` replaces
 * what it touches outside this process, for tests.
 */
export async function diagnose(options: DiagnoseOptions, world: Partial<World> = {}): Promise<Diagnosis> {
  const started = performance.now();
  checkOptions('The examination', options, DIAGNOSE_RULES);
  const target = parseTarget(options.target);
  const { signal: asked, deadlineMs = DEADLINE_MS } = options;
  const deadline = new AbortController();
  const timer = after(deadlineMs, () => deadline.abort(new DeadlinePassed()));
  const signal = asked ? AbortSignal.any([asked, deadline.signal]) : deadline.signal;
  const visit = new Visit(options, target, { ...realWorld, ...world }, signal);
  const findings: Finding[] = [];
  try {
    for (const check of CHECKS) {
      options.onCheck?.(check);
      for (const finding of await findingsOf(check, visit, options, deadlineMs)) {
        findings.push(finding);
        options.onFinding?.(finding);
      }
    }
  } finally {
    timer.clear();
  }
  return {
    target: target.text,
    ...(visit.endpoint && !visit.assumed.has(visit.endpoint) && { endpoint: visit.endpoint.href }),
    ok: !findings.some(({ status }) => status === 'problem'),
    findings,
    durationMs: Math.round(performance.now() - started),
  };
}

class DeadlinePassed extends Error {}

async function findingsOf(
  check: CheckName,
  visit: Visit,
  { target, signal }: DiagnoseOptions,
  deadlineMs: number,
): Promise<Finding[]> {
  const stopped = () => new DeadlinePassed();
  const remedy = 'Look at the server that did not answer, or allow more time (`deadlineMs`).';
  if (visit.signal.aborted && !signal?.aborted) return [skipped(check, 'There was no time left.', remedy)];
  try {
    return await abortable(RUN[check](visit), visit.signal, stopped);
  } catch (error) {
    if (signal?.aborted) throw abortedBy(signal, `The examination of ${target}`);
    if (visit.signal.aborted) return [problem(check, `It was not done after ${deadlineMs} ms.`, remedy)];
    if (error instanceof EwsError) return [problemOf(check, error)];
    throw error;
  }
}
