/**
 * Takes out of a text what must not be shown: credentials of any form, and what a terminal would obey. Errors, logs and reports are made
 * for tickets and log files, and quote servers, which echo what they were sent. Each pattern takes time in proportion to the text,
 * whatever that is: none begins anew at each letter of a run. Must not know where a text comes from.
 */

export const HIDDEN = '***';

/** Credentials by their form. A lookbehind keeps a pattern from being tried within a word, where it would be tried at each letter. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w-])((?:proxy-)?authorization|(?:set-)?cookie):[ \t]*[^\r\n]+/gi, `$1: ${HIDDEN}`],
  [/(?<!\w)(Basic|Bearer|NTLM|Negotiate|Digest)\s+(?:[A-Za-z0-9+/._~-]{12,}={0,2}|\w+=".*)/gi, `$1 ${HIDDEN}`],
  [/(?<![\w-])eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/TlRMTVNTUA[A-Za-z0-9+/]*={0,2}/g, HIDDEN],
  // Up to the last `@`: a password may have one, too.
  [/(?<=:\/\/)[^\s/<>"'?#]+@/g, `${HIDDEN}@`],
  [/([?&](?:access_token|token|code|password|client_secret|sig)=)[^&\s<>"']+/gi, `$1${HIDDEN}`],
  [
    /(?<![\w-])((?:access|refresh|id)_token|client_secret|(?:client_)?assertion|password|passwd|pwd)=[^&\s<>"']+/gi,
    `$1=${HIDDEN}`,
  ],
  [
    /("(?:(?:access|refresh|id)_token|client_secret|(?:client_)?assertion|password|passwd|pwd)"\s*:\s*)"[^"\\]*(?:\\.[^"\\]*)*"/gi,
    `$1"${HIDDEN}"`,
  ],
];

/** Letters that move the cursor, switch a terminal, or turn the direction of what follows; of white space only line feed and tab stay. */
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Secrets that were sent, newest last: by their form alone, a token that a server repeats is a word like others. */
const sent = new Set<string>();
const MOST_SENT = 100;
/** Shorter ones are words that also mean other things. */
const SHORTEST = 8;

/** Remembers a secret that goes to a server, which may repeat it. */
export function keepSecret(secret: string): void {
  if (secret.length < SHORTEST) return;
  sent.delete(secret);
  sent.add(secret);
  const [oldest] = sent;
  if (sent.size > MOST_SENT && oldest !== undefined) sent.delete(oldest);
}

/** The same for `name:password` in base64, and for the password, unless that is a word. */
export function keepLogin(base64: string): void {
  keepSecret(base64);
  const password = Buffer.from(base64, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:/, '');
  if (/[^A-Za-z]/.test(password)) keepSecret(password);
}

/** Without credentials. */
export function maskText(text: string): string {
  let masked = text;
  for (const secret of sent) if (masked.includes(secret)) masked = masked.replaceAll(secret, HIDDEN);
  return SECRETS.reduce((at, [pattern, instead]) => at.replace(pattern, instead), masked);
}

/** Without what a terminal obeys. */
export function withoutControls(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(CONTROLS, '\ufffd');
}

/** Without either: fit to be shown. */
export function shown(text: string): string {
  return withoutControls(maskText(text));
}

/** The same in one line, for what must not begin a line of its own. */
export function shownInLine(text: string): string {
  return shown(text.replace(/\s/g, ' '));
}

/** Every text in a value, as it may be shown. Plain data only. */
export function shownIn<T>(value: T): T {
  if (typeof value === 'string') return shown(value) as T;
  if (Array.isArray(value)) return value.map(shownIn) as T;
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shownIn(each)])) as T;
}
