/**
 * Runs around every test file. Whatever the package logs and throws while the tests run is kept, and searched after each test for
 * every secret that has been used: Authorization values as they were sent, the passwords and tokens in them, and those of
 * secrets.ts. The debug log is on, with its XML; so is what goes to the console and to the streams of the process. Every error of the
 * package and of its commands is looked at with all its causes and hidden properties. (The authentication lab has a search of its own.)
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
// Holds the channel for as long as the process runs. Without, Node may collect it between two test files, and forgets who asked for it anew.
import 'node:http';
import type { ClientRequest } from 'node:http';
import { inspect } from 'node:util';
import { afterAll, afterEach, expect } from '@jest/globals';
import { UsageError } from '../../src/cli/context.js';
import { debugLog } from '../../src/client/debug-log.js';
import { EwsError } from '../../src/errors.js';
import { addToTally } from './run-tally.js';
import { declared, written } from './secrets.js';

/** Channel of Node: a request has been written, headers and all. */
const SENT = 'http.client.request.start';
/** Shorter values, and the sandbox's own password, are words that also mean other things. */
const PLAIN = /^(.{0,6}|secret)$/;

const sent = new Set<string>();
const errors: Error[] = [];
/** Tests with random input make tens of thousands of errors; so many at most are held at a time. */
const MOST_KEPT = 100;
/** What was found before the test ended. */
const found: string[] = [];
const counts = { entries: 0, secrets: 0 };

function remember(value: string): void {
  if (!PLAIN.test(value)) sent.add(value);
}

function onRequest(message: unknown): void {
  const { request } = message as { request: ClientRequest };
  for (const name of ['authorization', 'proxy-authorization']) {
    const [scheme = '', ...rest] = String(request.getHeader(name) ?? '').split(' ');
    const value = rest.join(' ');
    remember(value);
    if (scheme.toLowerCase() === 'basic')
      remember(Buffer.from(value, 'base64').toString('utf8').split(':').slice(1).join(':'));
  }
}

const log = debugLog({ write: (entry) => written.push(entry), xml: 'pretty' });
subscribe(SENT, onRequest);

const restore: (() => void)[] = [];

/** Keeps the texts that a method is called with. */
function overhear<Name extends string>(who: { [name in Name]: unknown }, name: Name): void {
  const heard = who[name] as (...words: unknown[]) => unknown;
  who[name] = (...words: unknown[]) => {
    written.push(words.map((word) => (typeof word === 'string' ? word : inspect(word, { depth: 8 }))).join(' '));
    return heard.apply(who, words);
  };
  restore.push(() => {
    who[name] = heard;
  });
}

overhear(process.stdout, 'write');
overhear(process.stderr, 'write');
for (const name of ['debug', 'error', 'info', 'log', 'warn'] as const) overhear(console, name);

// Every error of a class is made by `super()`, which asks for its parent at that moment.
const Parent = class extends Error {
  constructor(message?: string, options?: ErrorOptions) {
    super(message, options);
    if (errors.length === MOST_KEPT) found.push(...leaks());
    errors.push(this);
  }
};
for (const Class of [EwsError, UsageError]) Object.setPrototypeOf(Class, Parent);

/** Secrets that show in what was written and thrown since the last search, each with the beginning of the text it is in. */
export function leaks(): string[] {
  const shown = errors.splice(0).map((error) => `${inspect(error, { depth: 8, showHidden: true })}${error.stack}`);
  const texts = [...written.splice(0), ...shown];
  counts.entries += texts.length;
  const all = texts.join('\n');
  return [...sent, ...declared]
    .filter((value) => all.includes(value))
    .map((value) => `${value} in: ${texts.find((text) => text.includes(value))?.slice(0, 600)}`);
}

afterEach(() => {
  expect([...found.splice(0), ...leaks()]).toEqual([]);
});

afterAll(() => {
  unsubscribe(SENT, onRequest);
  log[Symbol.dispose]();
  for (const undo of restore) undo();
  counts.secrets = sent.size + declared.size;
  addToTally(counts);
});
