/** Takes secrets out of what is shown of the wire: XML, headers. Beside those of any text (`src/errors/mask.ts`), what EWS has of its own. */
import { HIDDEN, maskText } from '../errors.js';

/** Elements whose text opens doors: passwords, tokens of the server, serialized identities, keys of meetings. */
const SECRET_NAMES = new Set([
  'serializedsecuritycontext',
  'binarysecret',
  'ciphervalue',
  'clientsecret',
  'pin',
  'secret',
]);
/** Names that are longer are none of EWS. */
const LONGEST_NAME = 100;
const NAME = /[\w.:-]+/y;

export function maskXml(xml: string): string {
  return maskText(maskElements(xml));
}

/** One way through the text: what has been looked at is not looked at again. */
function maskElements(xml: string): string {
  const parts: string[] = [];
  let kept = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    NAME.lastIndex = at + 1;
    const name = NAME.exec(xml)?.[0];
    if (name === undefined || !isSecret(name)) {
      at += 1 + (name?.length ?? 0);
      continue;
    }
    const start = endOfTag(xml, at + 1 + name.length);
    at = start;
    if (xml[start - 2] === '/') continue;
    at = endOfText(xml, start);
    if (xml.slice(start, at).trim() === '') continue;
    parts.push(xml.slice(kept, start), HIDDEN);
    kept = at;
  }
  return kept === 0 ? xml : parts.join('') + xml.slice(kept);
}

function isSecret(qname: string): boolean {
  if (qname.length > LONGEST_NAME) return false;
  const name = qname.slice(qname.indexOf(':') + 1).toLowerCase();
  return name.includes('password') || name.includes('token') || SECRET_NAMES.has(name);
}

/** Behind the `>` of a start tag; a `>` in a quoted value is none. */
function endOfTag(xml: string, from: number): number {
  let quote = '';
  for (let at = from; at < xml.length; at++) {
    const sign = xml[at] as string;
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '>') return at + 1;
    else if (sign === '"' || sign === "'") quote = sign;
  }
  return xml.length;
}

/** Before the next tag; CDATA and comments are part of the text. */
function endOfText(xml: string, from: number): number {
  for (let at = from; ; ) {
    const close = xml.startsWith('<![CDATA[', at) ? ']]>' : xml.startsWith('<!--', at) ? '-->' : '<';
    if (close === '<' && xml[at] === '<') return at;
    const end = xml.indexOf(close, at);
    if (end < 0) return xml.length;
    at = close === '<' ? end : end + close.length;
  }
}

/** Headers that may be shown; others only by name. */
const HARMLESS =
  /^(content-(type|length|encoding)|date|server|location|retry-after|connection|request-id|requestid|client-request-id|x-(feserver|beserver|calculatedbetarget|diaginfo|caserrorcode|aspnet-version|powered-by|anchormailbox|backendhttpstatus|responseorigin)|user-agent|accept(-encoding)?|transfer-encoding|via)$/;

export function maskHeaders(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const masked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) masked[name] = HARMLESS.test(name) ? maskText(value) : HIDDEN;
  }
  return masked;
}
