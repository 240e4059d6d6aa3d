/** What a compiler would have refused of the options for connecting, and what it cannot see; all of it at once. */
import { ValidationError, type Violation } from '../errors.js';
import { tlsViolations } from '../http/tls-options.js';
import { impersonationViolations } from './identity.js';
import type { ConnectOptions } from './options.js';

/** Throws ValidationError with everything that is wrong. */
export function checkOptions(options: ConnectOptions, zone: { violation?: string | undefined }): void {
  const violations: Violation[] = [];
  const expect = (path: string, holds: boolean, message: string): void => {
    if (!holds) violations.push({ path, message });
  };
  const { email, endpoint, culture, dateTimePrecision } = options;
  expect(
    'email',
    typeof email === 'string' && /^[^@\s]+@[^@\s]+$/.test(email),
    'expected the address of a mailbox, such as anna@contoso.com',
  );
  expect(
    'credentials',
    typeof options.credentials === 'object' && options.credentials !== null,
    'expected basic(), oauth(), credentials() or { username, password }',
  );
  expect(
    'endpoint',
    endpoint === undefined || URL.canParse(String(endpoint)),
    'expected the URL of Exchange.asmx, such as https://mail.contoso.com/EWS/Exchange.asmx',
  );
  expect(
    'culture',
    culture === undefined || canonicalCulture(culture) !== undefined,
    `'${culture}' is no language tag; expected one such as de-DE`,
  );
  expect(
    'dateTimePrecision',
    dateTimePrecision === undefined || ['Seconds', 'Milliseconds'].includes(dateTimePrecision),
    "expected 'Seconds' or 'Milliseconds'",
  );
  if (zone.violation !== undefined) violations.push({ path: 'timeZone', message: zone.violation });
  violations.push(...impersonationViolations(options.impersonate), ...tlsViolations(options.tls));
  if (violations.length > 0) throw new ValidationError('The connection', violations);
}

/** A language tag as it is written (`de-de` is `de-DE`); undefined for what is none (RFC 5646, which took the place of RFC 3066). */
export function canonicalCulture(culture: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(culture)[0];
  } catch {
    return undefined;
  }
}
