/** A body as Exchange keeps it: lines of text end with CRLF, HTML says in its head that it is UTF-8. */
import type { BodyData } from '../store/item-data.js';

export function settledBody(body: BodyData): BodyData {
  if (!body.value) return body;
  if (body.bodyType === 'Text') return { ...body, value: body.value.replace(/\r\n?|\n/g, '\r\n') };
  return { ...body, value: withCharset(body.value) };
}

// Every HTML body that was recorded has it: in its head, or before a fragment that has no head.
const META = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">';

function withCharset(html: string): string {
  const own = [...html.matchAll(/<meta\b[^<>]*>/gi)].find(([tag]) => /http-equiv\s*=\s*["']?content-type/i.test(tag));
  if (own !== undefined) return html.slice(0, own.index) + META + html.slice(own.index + own[0].length);
  const head = /<head\b[^<>]*>/i.exec(html);
  if (head !== null) return after(html, head, `\r\n${META}\r\n`);
  const root = /<html\b[^<>]*>/i.exec(html);
  return root === null ? META + html : after(html, root, `\r\n<head>\r\n${META}\r\n</head>\r\n`);
}

function after(html: string, tag: RegExpExecArray, added: string): string {
  const place = tag.index + tag[0].length;
  return html.slice(0, place) + added + html.slice(place).replace(/^\r?\n/, '');
}
