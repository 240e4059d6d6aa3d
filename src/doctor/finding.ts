/**
 * What an examination finds: one fact each, whether it is well, and what to do where it is not. No finding holds a secret: all text is
 * masked here. Knows no check.
 */

import type { EwsError } from '../errors.js';
import { shownInLine } from '../errors.js';

/** The subjects that are looked at, in this order. */
export const CHECKS = [
  'proxy',
  'dns',
  'autodiscover',
  'connection',
  'tls',
  'redirects',
  'endpoint',
  'authentication',
  'login',
  'extended-protection',
  'version',
  'throttling',
  'clock',
  'time-zone',
  'affinity',
] as const;

/** What is examined. */
export type CheckName = (typeof CHECKS)[number];

/** `warning`: works, but may not tomorrow or is less safe than it could be. `skipped`: could not be looked at. */
export type FindingStatus = 'ok' | 'warning' | 'problem' | 'skipped';

/** Figures of a finding for machines; units are in the names (`skewMs`). */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One thing that was found. */
export interface Finding {
  /** Which examination found it. */
  readonly check: CheckName;
  /** How it is. */
  readonly status: FindingStatus;
  /** What was found, a sentence. */
  readonly what: string;
  /** What to do about it; absent only where the status is `ok`. */
  readonly remedy?: string | undefined;
  /** Its figures, for machines. */
  readonly facts?: Facts | undefined;
}

export function ok(check: CheckName, what: string, facts?: Facts): Finding {
  return finding('ok', check, what, undefined, facts);
}

export function warning(check: CheckName, what: string, remedy: string, facts?: Facts): Finding {
  return finding('warning', check, what, remedy, facts);
}

export function problem(check: CheckName, what: string, remedy: string, facts?: Facts): Finding {
  return finding('problem', check, what, remedy, facts);
}

export function skipped(check: CheckName, what: string, remedy: string): Finding {
  return finding('skipped', check, what, remedy, undefined);
}

/** A problem with something that need not be there, as the warning that it is then. */
export function milder(finding: Finding): Finding {
  return finding.status === 'problem' ? { ...finding, status: 'warning' } : finding;
}

/** An error as a problem; its remedy is taken out of its message. */
export function problemOf(check: CheckName, error: EwsError, facts?: Facts): Finding {
  const { message, remedy } = error;
  const what = remedy !== undefined && message.endsWith(remedy) ? message.slice(0, -remedy.length).trim() : message;
  return problem(check, what, remedy ?? 'Look at the server, and at what stands between here and there.', facts);
}

function finding(
  status: FindingStatus,
  check: CheckName,
  what: string,
  remedy: string | undefined,
  facts: Facts | undefined,
): Finding {
  return {
    check,
    status,
    what: shownInLine(what),
    ...(remedy !== undefined && { remedy: shownInLine(remedy) }),
    ...(facts && { facts: masked(facts) }),
  };
}

function masked(facts: Facts): Facts {
  const mask = (value: Facts[string]): Facts[string] => {
    if (typeof value === 'string') return shownInLine(value);
    return typeof value === 'object' ? value.map(shownInLine) : value;
  };
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, mask(value)]));
}
