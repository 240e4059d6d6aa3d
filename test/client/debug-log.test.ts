/** The log for people: its lines, how much of the XML it shows, and how the environment starts it. */
import { channel } from 'node:diagnostics_channel';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { debugLog } from '../../src/client/debug-log.js';

const XML = '<a><b>1</b></a>';
const request = { id: 7, operation: 'GetItem', version: 'Exchange2016', endpoint: 'https://mail.b.test/x', bytes: 3 };
const response = { id: 7, operation: 'GetItem', endpoint: 'https://mail.b.test/x', durationMs: 12.4 };
const error = { code: 'ERR_TIMEOUT', message: 'too late' };

function say(xml: string | undefined): void {
  channel('ewskit:request').publish({ ...request, xml });
  channel('ewskit:response').publish({ ...response, status: 200, bytes: 5, xml });
  channel('ewskit:response').publish({ ...response, durationMs: 0.6, xml: undefined, error });
  channel('ewskit:retry').publish({ operation: 'GetItem', waitMs: 40, attempts: [{}, {}], error });
}

const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/;
const LINES = (shown: string) => [
  ` #7 > GetItem Exchange2016 to https://mail.b.test/x, 3 bytes${shown}`,
  ` #7 < GetItem HTTP 200, 5 bytes, 12 ms${shown}`,
  ' #7 < GetItem no answer, 1 ms, ERR_TIMEOUT: too late',
  '   ~ GetItem try 2 failed with ERR_TIMEOUT, next in 40 ms',
];
const PRETTY = /^\n.*<a>\n\s+<b>1<\/b>\n<\/a>\s*$/s;

describe('a line for each request, answer and wait', () => {
  test.each([
    [undefined, ''],
    ['none', ''],
    ['raw', `\n${XML}`],
  ] as const)('with the XML as %p has it', (xml, shown) => {
    const entries: string[] = [];
    const log = debugLog({ write: (entry) => entries.push(entry), xml });
    say(XML);
    log[Symbol.dispose]();
    say(XML);
    expect(entries.every((entry) => STAMP.test(entry))).toBe(true);
    expect(entries.map((entry) => entry.replace(STAMP, ''))).toEqual(LINES(shown));
  });

  test('with the XML indented', () => {
    const entries: string[] = [];
    using _log = debugLog({ write: (entry) => entries.push(entry), xml: 'pretty' });
    say(XML);
    expect(entries[0]?.slice(entries[0].indexOf('\n'))).toMatch(PRETTY);
    expect(entries[1]?.slice(entries[1].indexOf('\n'))).toMatch(PRETTY);
  });

  test.each(['raw', 'pretty'] as const)('without XML where there is none (%s)', (xml) => {
    const entries: string[] = [];
    using _log = debugLog({ write: (entry) => entries.push(entry), xml });
    say(undefined);
    expect(entries.map((entry) => entry.replace(STAMP, ''))).toEqual(LINES(''));
  });

  test.each([{ xml: 'all' }, { write: 'stderr' }, { file: 'x' }])('not with %j', (options) => {
    expect(() => debugLog(options as never)).toThrow(/The log/);
  });
});

describe('EWSKIT_DEBUG', () => {
  /** Nothing ends such a log. */
  let started = 0;
  afterEach(() => void jest.restoreAllMocks());

  test.each([
    [undefined, undefined],
    ['', undefined],
    ['0', undefined],
    ['1', ''],
    ['xml', `\n${XML}`],
    ['pretty', PRETTY],
  ])('%p starts a log on standard error, once', async (wish, shown) => {
    const written: string[] = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((entry) => written.push(String(entry)) > 0);
    await jest.isolateModulesAsync(async () => {
      const fresh = await import('../../src/client/debug-log.js');
      const environment = wish === undefined ? {} : { EWSKIT_DEBUG: wish };
      fresh.debugLogFromEnvironment(environment);
      fresh.debugLogFromEnvironment(environment);
    });
    channel('ewskit:request').publish({ ...request, xml: XML });
    if (shown !== undefined) started++;
    expect(written).toHaveLength(started);
    if (shown === undefined) return;
    const line = ' #7 > GetItem Exchange2016 to https://mail.b.test/x, 3 bytes';
    const entry = written.at(-1)?.replace(STAMP, '') as string;
    expect(entry.slice(0, line.length)).toBe(line);
    if (typeof shown === 'string') expect(entry.slice(line.length)).toBe(`${shown}\n`);
    else expect(entry.slice(line.length)).toMatch(shown);
  });
});
