/** Content lines (RFC 5545, 3.1; RFC 6350, 3.3) written: escaped, quoted, folded. Must not know any property. */

export function emitLines(lines: readonly string[]): Uint8Array {
  return Buffer.from(`${lines.map(fold).join('\r\n')}\r\n`, 'utf8');
}

export function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n?|\n/g, '\\n');
}

/** Libraries refuse a line without a value. */
export function textLine(name: string, text: string | undefined): string[] {
  return text ? [`${name}:${escaped(text)}`] : [];
}

/** A parameter's value; what it cannot hold is marked (RFC 6868). */
export function quoted(text: string | undefined): string {
  const marked = (text ?? '').replace(/[\r\n^"]+/g, (marks) =>
    marks
      .replace(/\^/g, '^^')
      .replace(/\r\n?|\n/g, '^n')
      .replace(/"/g, "^'"),
  );
  return `"${marked}"`;
}

// Lines longer than 75 bytes are folded; never within a character. A control character would be another line.
function fold(line: string): string {
  const parts: string[] = [];
  let [from, bytes, place] = [0, 0, 0];
  const clean = line.replace(/[\0-\x08\n-\x1f\x7f]/g, '');
  for (const character of clean) {
    const size = character < '\x80' ? 1 : Buffer.byteLength(character);
    if (bytes + size > 74) {
      parts.push(clean.slice(from, place));
      [from, bytes] = [place, 1];
    }
    bytes += size;
    place += character.length;
  }
  parts.push(clean.slice(from));
  return parts.join('\r\n ');
}
