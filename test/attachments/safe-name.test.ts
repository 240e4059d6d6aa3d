/** Names that strangers give files, and what becomes of them on this machine. */
import { expect, test } from '@jest/globals';
import { safeName } from '../../src/attachments/safe-name.js';

const NAMES: readonly (readonly [given: string, safe: string])[] = [
  ['menu.txt', 'menu.txt'],
  ['Grüße an alle.txt', 'Grüße an alle.txt'],
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\Windows\\system.ini', 'system.ini'],
  ['C:\\autoexec.bat', 'autoexec.bat'],
  ['C:autoexec.bat', 'C_autoexec.bat'],
  ['a.txt:stream', 'a.txt_stream'],
  ['..', 'attachment'],
  ['', 'attachment'],
  ['folder/', 'attachment'],
  ['.bashrc', 'bashrc'],
  ['a.txt. . ', 'a.txt'],
  ['CON', '_CON'],
  ['con.txt', '_con.txt'],
  ['COM1 .log', '_COM1 .log'],
  ['LPT\u00b9', '_LPT\u00b9'],
  ['console.log', 'console.log'],
  ['a\0b\r\n<c>|"?*.txt', 'a_b___c_____.txt'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['half\ud800.txt', 'half\ufffd.txt'],
];

test.each(NAMES)('%j is saved as %j', (given, safe) => {
  expect(safeName(given)).toBe(safe);
});

test('a long name is cut before its ending, within what file systems take', () => {
  for (const letter of ['x', 'ü', '😀']) {
    const safe = safeName(`${letter.repeat(300)}.docx`);
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(240);
    expect(Buffer.byteLength(safe)).toBeGreaterThan(230);
    expect(safe).toMatch(/\.docx$/);
    expect(safe).not.toContain('\ufffd');
  }
});
