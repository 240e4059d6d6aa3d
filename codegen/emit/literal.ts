/** Text as it stands in a literal of TypeScript. What a schema says is data: nothing in it ends the literal, or is run. */

/** `'text'` */
export function quoted(text: string): string {
  return `'${escaped(text).replaceAll("'", "\\'")}'`;
}

/** The inside of a template literal without substitutions. */
export function inTemplate(text: string): string {
  return escaped(text).replaceAll('`', '\\`').replaceAll('${', '\\${');
}

/** Backslashes, and what may not stand in a line of source or would not be seen there. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (sign) => `\\u{${(sign.codePointAt(0) as number).toString(16)}}`);
}

/** Whether a member can be written without quotes. */
export function isIdentifier(text: string): boolean {
  return /^[\p{L}_$][\p{L}\p{M}\p{N}_$]*$/u.test(text);
}
