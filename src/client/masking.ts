/** Takes secrets out of what is shown: wire XML, headers, URLs. What is shown is meant for a ticket or a log file. */

const HIDDEN = '***';

/** Elements whose text opens doors: passwords, tokens of the server, serialized identities, keys of meetings. */
const SECRET_ELEMENTS =
  /<((?:[\w.-]+:)?(?:\w*Password\w*|\w*Token\w*|SerializedSecurityContext|SerializedSecurityToken|SecurityToken|BinarySecret|CipherValue|ClientSecret|Pin|PIN|Secret))((?:\s[^<>]*)?)(?<!\/)>([^<]+)</g;

/** Text of any kind that looks like a credential: Authorization values, JWTs, passwords in URLs, NTLM messages. */
const SECRET_TEXT: readonly (readonly [RegExp, string])[] = [
  [/\b(Basic|Bearer|NTLM|Negotiate|Digest)\s+(?:[A-Za-z0-9+/._~-]{12,}={0,2}|\w+=".*)/g, `$1 ${HIDDEN}`],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/TlRMTVNTUA[A-Za-z0-9+/]*={0,2}/g, HIDDEN],
  [/(\w+:\/\/)[^\s/@<>"']+@/g, `$1${HIDDEN}@`],
  [/([?&](?:access_token|token|code|password|client_secret|sig)=)[^&\s<>"']+/gi, `$1${HIDDEN}`],
];

export function maskText(text: string): string {
  return SECRET_TEXT.reduce((masked, [pattern, instead]) => masked.replace(pattern, instead), text);
}

export function maskXml(xml: string): string {
  return maskText(xml.replace(SECRET_ELEMENTS, `<$1$2>${HIDDEN}<`));
}

/** Headers that may be shown; others only by name. */
const HARMLESS =
  /^(content-(type|length|encoding)|date|server|location|retry-after|connection|request-id|requestid|client-request-id|x-(feserver|beserver|calculatedbetarget|diaginfo|caserrorcode|aspnet-version|powered-by|anchormailbox|backendhttpstatus|responseorigin)|user-agent|accept(-encoding)?|transfer-encoding|via)$/;

export function maskHeaders(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) shown[name] = HARMLESS.test(name) ? maskText(value) : HIDDEN;
  }
  return shown;
}
