/** A body in the form that is asked for: HTML made of text, text made of HTML. Good for reading, not for display. */
import type { BodyData } from '../store/item-data.js';

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

export function plainText(body: BodyData): string {
  return body.bodyType === 'HTML' ? textOfHtml(body.value ?? '') : (body.value ?? '');
}

/** `Best` is the form in which the body was written. */
export function bodyAs(body: BodyData, type: string | undefined): BodyData {
  if (type === 'Text') return { bodyType: 'Text', value: plainText(body) };
  if (type === 'HTML' && body.bodyType === 'Text') return { bodyType: 'HTML', value: htmlOfText(body.value ?? '') };
  return body;
}

export function htmlOfText(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const lines = escaped.replace(/\r?\n/g, '<br>\r\n');
  return (
    '<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n</head>\r\n' +
    `<body>\r\n<div class="PlainText">${lines}</div>\r\n</body>\r\n</html>\r\n`
  );
}

export function textOfHtml(html: string): string {
  return withoutHidden(html)
    .replace(/\s+/g, ' ')
    .replace(/<br\s*\/?>|<\/(p|div|tr|li|h\d)>/gi, '\r\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name: string) => {
      if (name[0] !== '#') return ENTITIES[name.toLowerCase()] ?? whole;
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .trim();
}

/** Without what is not shown. One way through the text: of an element without an end, none behind it is looked for again. */
function withoutHidden(html: string): string {
  const kept: string[] = [];
  const endless = new Set<string>();
  let from = 0;
  for (const { 1: name = '', index } of html.matchAll(/<(script|style|head)\b/gi)) {
    const element = name.toLowerCase();
    if (index < from || endless.has(element)) continue;
    const close = new RegExp(`</${element}>`, 'gi');
    close.lastIndex = index;
    if (close.exec(html) === null) endless.add(element);
    else {
      kept.push(html.slice(from, index));
      from = close.lastIndex;
    }
  }
  return kept.join('') + html.slice(from);
}

/** The first 255 characters of the text, in one line. */
export function previewOf(body: BodyData): string {
  return plainText(body).replace(/\s+/g, ' ').trim().slice(0, 255);
}
