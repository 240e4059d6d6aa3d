/**
 * A server that answers requests of a few operations over a raw socket, and misbehaves as its script says, one step for each request
 * (or connection). It counts what it has really done.
 */
import type { Socket } from 'node:net';
import { rawServer, type TestServer } from '../http/servers.js';
import { mustBeValid } from '../support/judge.js';

export interface Received {
  readonly operation: string;
  readonly head: string;
  readonly body: string;
  readonly at: number;
}

/** What happens with one request. `connect` and `head` come before the request was read. */
export interface Step {
  readonly at?: 'connect' | 'head' | 'request';
  readonly run: (socket: Socket, server: Misbehaving, request: Received) => void;
}

export interface Misbehaving extends AsyncDisposable {
  readonly url: URL;
  readonly sockets: Socket[];
  /** Requests that arrived whole. */
  readonly received: Received[];
  /** Operations that were carried out, in order. */
  readonly done: string[];
  /** Marks (or `unmarked`) of the items that were created. */
  readonly created: string[];
  /** The right answer; has the effect of the request. */
  answer(request: Received): string;
}

const ENVELOPE =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">';

export function soap(body: string): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?>${ENVELOPE}<s:Header><t:ServerVersionInfo MajorVersion="15" MinorVersion="2" ` +
    `MajorBuildNumber="2562" MinorBuildNumber="1"/></s:Header><s:Body>${body}</s:Body></s:Envelope>`
  );
}

export function response(operation: string, messages: readonly string[]): string {
  return soap(
    `<m:${operation}Response><m:ResponseMessages>${messages.join('')}</m:ResponseMessages></m:${operation}Response>`,
  );
}

export function success(operation: string, inner = ''): string {
  return `<m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${inner}</m:${operation}ResponseMessage>`;
}

export function refusal(operation: string, code: string, backOffMs?: number): string {
  const xml =
    backOffMs === undefined
      ? ''
      : `<m:MessageXml><t:Value Name="BackOffMilliseconds">${backOffMs}</t:Value></m:MessageXml>`;
  return `<m:${operation}ResponseMessage ResponseClass="Error"><m:MessageText>No.</m:MessageText><m:ResponseCode>${code}</m:ResponseCode>${xml}</m:${operation}ResponseMessage>`;
}

export function fault(code: string, backOffMs?: number): string {
  const value =
    backOffMs === undefined
      ? ''
      : `<t:MessageXml><t:Value Name="BackOffMilliseconds">${backOffMs}</t:Value></t:MessageXml>`;
  return soap(
    `<s:Fault><faultcode>a:${code}</faultcode><faultstring>It is so.</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">${code}</e:ResponseCode>${value}</detail></s:Fault>`,
  );
}

/** An HTTP answer with the right length. */
export function http(status: number, body: string | Buffer = '', headers: Record<string, string> = {}): Buffer {
  const bytes = Buffer.from(body as string);
  const all: Record<string, string> = {
    'Content-Type': 'text/xml; charset=utf-8',
    'Content-Length': String(bytes.length),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\n${lines.join('')}\r\n`), bytes]);
}

/** Steps from the script, and when it is at its end, right answers. */
export async function misbehaving(script: readonly Step[]): Promise<Misbehaving> {
  const steps = [...script];
  const received: Received[] = [];
  const created: string[] = [];
  const done: string[] = [];
  const take = (at: Step['at']) => ((steps[0]?.at ?? 'request') === at ? steps.shift() : undefined);
  const nothing: Received = { operation: '', head: '', body: '', at: 0 };
  let self: Misbehaving;
  const server: TestServer = await rawServer((socket) => {
    const step = take('connect');
    if (step) return step.run(socket, self, nothing);
    let buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      buffer = Buffer.concat([buffer, chunk]);
      for (;;) {
        const early = steps[0]?.at === 'head' ? take('head') : undefined;
        if (early) return early.run(socket, self, nothing);
        const end = buffer.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = buffer.subarray(0, end).toString('latin1');
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        if (buffer.length < end + 4 + length) return;
        const body = buffer.subarray(end + 4, end + 4 + length).toString('utf8');
        buffer = buffer.subarray(end + 4 + length);
        const operation = /<s:Body><m:(\w+)/.exec(body)?.[1] ?? '';
        const request = { operation, head, body, at: performance.now() };
        received.push(request);
        mustBeValid(Buffer.from(body), 'request');
        const next = take('request');
        if (next) next.run(socket, self, request);
        else socket.write(http(200, self.answer(request)));
      }
    });
  });
  self = {
    url: server.url,
    sockets: server.sockets,
    received,
    created,
    done,
    answer: ({ operation, body }) => {
      done.push(operation);
      if (operation === 'CreateItem') {
        return response(
          'CreateItem',
          itemsOf(body).map((item) => createOne(item, created)),
        );
      }
      if (operation === 'FindItem') return response('FindItem', [findMarked(body, created)]);
      if (operation === 'GetFolder') {
        const folder = '<m:Folders><t:Folder><t:FolderId Id="folder" ChangeKey="1"/></t:Folder></m:Folders>';
        return response('GetFolder', [success('GetFolder', folder)]);
      }
      return response(operation, [success(operation)]);
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
  return self;
}

export function itemsOf(body: string): string[] {
  return body.match(/<t:Message>.*?<\/t:Message>/g) ?? [];
}

/** Creates an item and answers for it. */
export function createOne(item: string, created: string[]): string {
  const mark = /<t:Value>([^<]*)<\/t:Value>/.exec(item)?.[1] ?? 'unmarked';
  created.push(mark);
  return success(
    'CreateItem',
    `<m:Items><t:Message><t:ItemId Id="id-${created.length}" ChangeKey="1"/></t:Message></m:Items>`,
  );
}

/** As many as are asked for, from where they are asked for. */
function findMarked(body: string, created: readonly string[]): string {
  const prefix = /<t:Constant Value="([^"]*)"/.exec(body)?.[1] ?? '?';
  const [, most, offset] = /MaxEntriesReturned="(\d+)" Offset="(\d+)"/.exec(body) ?? [];
  const marked = created.flatMap((mark, index) => (mark.startsWith(prefix) ? [{ mark, id: `id-${index + 1}` }] : []));
  const end = Number(offset) + Number(most);
  const items = marked
    .slice(Number(offset), end)
    .map(
      ({ mark, id }) =>
        `<t:Message><t:ItemId Id="${id}" ChangeKey="1"/><t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="ewskit-created-by" PropertyType="String"/><t:Value>${mark}</t:Value></t:ExtendedProperty></t:Message>`,
    );
  return success(
    'FindItem',
    `<m:RootFolder TotalItemsInView="${marked.length}" IndexedPagingOffset="${end}" IncludesLastItemInRange="${end >= marked.length}"><t:Items>${items.join('')}</t:Items></m:RootFolder>`,
  );
}

// ---- steps ----

/** Answers with these bytes; the request has no effect. */
export const say = (bytes: Buffer | string): Step => ({ run: (socket) => void socket.write(bytes) });

/** Answers with these bytes and closes. */
export const sayAndClose = (bytes: Buffer | string): Step => ({ run: (socket) => void socket.end(bytes) });

/** Resets the connection: when it is made, when the head of a request arrives, or when the request is there. */
export const reset = (at: Step['at'] = 'request'): Step => ({ at, run: (socket) => void socket.resetAndDestroy() });

/** Carries the request out, then resets the connection instead of answering. */
export const doAndReset: Step = {
  run: (socket, server, request) => {
    server.answer(request);
    socket.resetAndDestroy();
  },
};

/** Carries the request out, and answers with these bytes. */
export const doAndSay = (bytes: (operation: string, parts: number) => Buffer | string): Step => ({
  run: (socket, server, request) => {
    server.answer(request);
    socket.write(bytes(request.operation, itemsOf(request.body).length || 1));
  },
});

/** Answers with these bytes, and carries the request out later. */
export const sayAndDo = (bytes: Buffer | string, laterMs: number): Step => ({
  run: (socket, server, request) => {
    socket.write(bytes);
    setTimeout(() => server.answer(request), laterMs);
  },
});

/** Carries it out, says the first part of the answer, then ends or resets the connection. */
export const doAndSayHalf = (kill: 'end' | 'reset' | 'stay', share = 0.5): Step => ({
  run: (socket, server, request) => {
    const bytes = http(200, server.answer(request));
    socket.write(bytes.subarray(0, Math.floor(bytes.length * share)), () => {
      if (kill === 'end') socket.end();
      if (kill === 'reset') setTimeout(() => socket.resetAndDestroy(), 5);
    });
  },
});

/** Never answers. */
export const silence: Step = { run: () => undefined };
export const doAndSilence: Step = { run: (_, server, request) => void server.answer(request) };

/** The right answer, made by `make` from its text. */
export const answerBy = (make: (text: string, request: Received, server: Misbehaving) => Buffer | string): Step => ({
  run: (socket, server, request) => void socket.write(make(server.answer(request), request, server)),
});

/** The right answer in pieces of `size` bytes, one each `ms`; only `count` of them. */
export const drip = (size: number, ms: number, count = Number.POSITIVE_INFINITY): Step => ({
  run: (socket, server, request) => {
    const bytes = http(200, server.answer(request));
    let at = 0;
    let pieces = 0;
    const timer = setInterval(() => {
      if (at >= bytes.length || pieces++ >= count || socket.destroyed) return clearInterval(timer);
      socket.write(bytes.subarray(at, at + size));
      at += size;
    }, ms);
    socket.once('close', () => clearInterval(timer));
  },
});
