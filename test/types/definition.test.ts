/**
 * In an editor, "go to definition" on any member of an item leads to its declaration in generated/, with its documentation above it.
 * Asked of the compiler's own language server, as an editor asks it.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { compile } from '../../src/codec/compile.js';
import { committed } from '../../src/soap/committed.js';

/** Classes of the facade, by the types of the schema that they extend. */
const CLASSES = {
  Message: 'MessageType',
  CalendarItem: 'CalendarItemType',
  Contact: 'ContactItemType',
  Task: 'TaskType',
  MeetingRequest: 'MeetingRequestMessageType',
} as const;

interface Location {
  readonly uri: string;
  readonly range: { readonly start: { readonly line: number } };
}

/** A language server, spoken to by JSON-RPC (LSP 3.17, base protocol). */
class Server implements AsyncDisposable {
  readonly #child = spawn('node_modules/.bin/tsc', ['--lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #buffer = Buffer.alloc(0);
  #last = 0;

  constructor() {
    this.#child.stdout.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  ask(method: string, params: object): Promise<unknown> {
    const id = ++this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ id, method, params });
    });
  }

  tell(method: string, params: object): void {
    this.#send({ method, params });
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #read(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const start = this.#buffer.indexOf('\r\n\r\n') + 4;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, start).toString('latin1'))?.[1]);
      if (start < 4 || this.#buffer.length < start + length) return;
      const message = JSON.parse(this.#buffer.subarray(start, start + length).toString('utf8')) as Message;
      this.#buffer = this.#buffer.subarray(start + length);
      // What it asks of the editor is answered with nothing.
      if (message.method !== undefined && message.id !== undefined) this.#send({ id: message.id, result: null });
      else if (typeof message.id === 'number') this.#waiting.get(message.id)?.(message.result);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('close', resolve));
    await this.ask('shutdown', {});
    this.tell('exit', {});
    this.#child.stdin.end();
    await ended;
  }
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
}

test('of every member of every class of items', async () => {
  const places = Object.entries(CLASSES).flatMap(([name, type]) =>
    [...compile(committed.types.get(type)!).byKey.keys()].map((member) => ({ name, member })),
  );
  const head = `import type { ${Object.keys(CLASSES).join(', ')} } from '../../src/index.js';`;
  const text = [
    head,
    ...places.map(({ name, member }, index) => `export const m${index} = (item: ${name}) => item.${member};`),
  ].join('\n');
  const uri = pathToFileURL(resolve('test/types/definition-probe.ts')).href;
  await using server = new Server();
  const rootUri = pathToFileURL(resolve('.')).href;
  await server.ask('initialize', {
    processId: process.pid,
    rootUri,
    capabilities: {},
    workspaceFolders: [{ uri: rootUri, name: 'x' }],
  });
  server.tell('initialized', {});
  server.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text } });
  const lines = text.split('\n');
  const wrong: string[] = [];
  for (const [index, { name, member }] of places.entries()) {
    const position = { line: index + 1, character: lines[index + 1]!.length - 2 };
    const found = await server.ask('textDocument/definition', { textDocument: { uri }, position });
    const [place] = [found].flat() as Location[];
    const where = place && relative('.', fileURLToPath(place.uri));
    const above = place && readFileSync(where!, 'utf8').split('\n')[place.range.start.line - 1];
    // What is attached is of classes of ours.
    const home = member === 'attachments' ? 'src/items/' : 'generated/types/';
    if (!where?.startsWith(home) || !above?.trimEnd().endsWith('*/'))
      wrong.push(`${name}.${member}: ${where} ${above}`);
  }
  expect(wrong).toEqual([]);
  expect(places.length).toBeGreaterThan(300);
}, 60_000);
