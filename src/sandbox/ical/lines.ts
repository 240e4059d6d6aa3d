/** Content lines of iCalendar (RFC 5545, 3.1): unfolded and taken apart, escaped and folded again. Knows no property. */

export interface Line {
  name: string;
  parameters: Record<string, string>;
  value: string;
}

export function parseLines(text: string): Line[] {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const match = /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^;:"])*)*):(.*)$/s.exec(line);
      if (!match) return [];
      const parameters: Record<string, string> = {};
      for (const [, key = '', value = ''] of (match[2] ?? '').matchAll(/;([\w-]+)=((?:"[^"]*"|[^;:"])*)/g)) {
        parameters[key.toUpperCase()] = unescaped(value.replace(/^"|"$/g, ''));
      }
      return [{ name: (match[1] ?? '').toUpperCase(), parameters, value: match[3] ?? '' }];
    });
}

/** RFC 6868: what a parameter cannot hold. */
function unescaped(text: string): string {
  return text.replace(/\^([n'^])/g, (_, mark: string) => ({ n: '\n', "'": '"' })[mark] ?? '^');
}

export function split(lines: Line[], component: string): Line[][] {
  const parts: Line[][] = [];
  let current: Line[] | undefined;
  for (const line of lines) {
    if (line.name === 'BEGIN' && line.value.trim().toUpperCase() === component) current = [];
    else if (line.name === 'END' && line.value.trim().toUpperCase() === component && current) {
      parts.push(current);
      current = undefined;
    } else current?.push(line);
  }
  return parts;
}

export function find(lines: Line[], name: string): Line | undefined {
  return all(lines, name)[0];
}

/** Lines of a component within the event (an alarm's DESCRIPTION, its ATTENDEE) are not the event's. */
export function all(lines: Line[], name: string): Line[] {
  let depth = 0;
  return lines.filter((line) => {
    if (line.name === 'BEGIN') depth++;
    else if (line.name === 'END') depth--;
    return depth === 0 && line.name === name;
  });
}

export function plain(text: string | undefined): string | undefined {
  return text?.replace(/\\([\\;,nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));
}

export function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** Libraries refuse a line without a value. */
export function textLine(name: string, text: string | undefined): string[] {
  return text ? [`${name}:${escaped(text)}`] : [];
}

export function quoted(text: string | undefined): string {
  return `"${(text ?? '').replaceAll('"', "'")}"`;
}

/** Lines longer than 75 bytes are folded; never within a character. */
export function fold(line: string): string {
  let [out, bytes] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > 74) {
      out += '\r\n ';
      bytes = 1;
    }
    out += character;
    bytes += size;
  }
  return out;
}
