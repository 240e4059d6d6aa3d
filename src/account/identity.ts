/** As whom an account acts, and which mailbox its requests are routed by. Must not know connections. */
import type { Violation } from '../errors.js';
import type { SoapHeaders } from '../soap/headers.js';

/**
 * Who to act as, when not as oneself, by exactly one of these names. The account that logs in needs the right to: the management role
 * ApplicationImpersonation on the user.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-identify-the-account-to-impersonate
 */
export type Impersonation =
  /** The primary address of the mailbox. The best choice: requests can be routed by it. */
  | (Only<'primarySmtpAddress'> & { primarySmtpAddress: string })
  /** Any address of the mailbox. Since Exchange 2010. */
  | (Only<'smtpAddress'> & { smtpAddress: string })
  /** User principal name: `anna@corp.contoso.com`. */
  | (Only<'principalName'> & { principalName: string })
  /** Security identifier of the user: `S-1-5-21-...`. */
  | (Only<'sid'> & { sid: string });

type Name = 'primarySmtpAddress' | 'smtpAddress' | 'principalName' | 'sid';
type Only<One extends Name> = { [Other in Exclude<Name, One>]?: undefined };

const FORMS: Readonly<Record<Name, readonly [RegExp, string]>> = {
  primarySmtpAddress: [/^[^@\s]+@[^@\s]+$/, 'the primary address of a mailbox'],
  smtpAddress: [/^[^@\s]+@[^@\s]+$/, 'an address of a mailbox'],
  principalName: [/^[^@\s]+@[^@\s]+$/, 'a user principal name, user@domain'],
  sid: [/^S-1(-\d+)+$/i, 'a security identifier, S-1-5-21-...'],
};

/** What is wrong with it. Exchange takes one name only, and answers two with a schema error that does not say why. */
export function impersonationViolations(as: Impersonation | undefined): Violation[] {
  if (as === undefined) return [];
  const given = Object.entries(as ?? {}).filter(([, value]) => value !== undefined);
  const [only] = given;
  if (!only || given.length > 1) {
    const got = given.length === 0 ? 'none' : given.map(([name]) => name).join(' and ');
    const message = `expected exactly one of ${Object.keys(FORMS).join(', ')}, got ${got}`;
    return [{ path: 'impersonate', message }];
  }
  const [name, value] = only;
  const [form, what] = Object.hasOwn(FORMS, name)
    ? FORMS[name as Name]
    : [/^$/, `one of ${Object.keys(FORMS).join(', ')}`];
  if (typeof value === 'string' && form.test(value)) return [];
  return [{ path: `impersonate.${name}`, message: `expected ${what}` }];
}

/** The header that says it. */
export function impersonationHeader(as: Impersonation | undefined): SoapHeaders {
  if (!as) return {};
  const [name, value] = Object.entries(as).find(([, one]) => one !== undefined) as [Name, string];
  return { exchangeImpersonation: { connectingSID: { [name]: { value } } } };
}

/**
 * The X-AnchorMailbox of an account: who is acted as, because that user's server does the work, and else the mailbox. A security
 * identifier is no routing hint that is documented, so with one it is the mailbox, too.
 */
export function anchorOf(mailbox: string, as: Impersonation | undefined): string {
  return as?.primarySmtpAddress ?? as?.smtpAddress ?? as?.principalName ?? mailbox;
}

/**
 * The address that mail of a mailbox says it is from; undefined when whoever logs in goes by that address anyway. Exchange sends as the
 * login, whichever mailbox a message is made in: mail from a shared mailbox would go out under one's own name.
 */
export function senderOf(mailbox: string, userName: string | undefined): string | undefined {
  return userName?.toLowerCase() === mailbox.toLowerCase() ? undefined : mailbox;
}
