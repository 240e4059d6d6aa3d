/** Envelopes for the tests of the codec: a body in, a value out, and back. */

import type { ValidationError } from '../../src/errors.js';
import { decodeEnvelope, encodeEnvelope } from '../../src/soap/documents.js';
import type { Envelope } from '../../src/soap/envelope.js';

const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** An envelope around a body, with the usual prefixes. */
export function envelope(body: string, header = ''): Buffer {
  return Buffer.from(
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="${TYPES}" xmlns:m="${MESSAGES}" xmlns:xsi="${XSI}">${header}<s:Body>${body}</s:Body></s:Envelope>`,
  );
}

/** The body of an envelope, as loosely typed as a test likes it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into values of many types
export function decode(body: string): any {
  return decodeEnvelope(envelope(body)).body;
}

/** The first item of a GetItem answer with that content. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function decodeItem(content: string, kind = 'Message'): any {
  return decode(itemAnswer(`<t:${kind}>${content}</t:${kind}>`)).responseMessages[0].items[0];
}

export function itemAnswer(items: string): string {
  return `<m:GetItemResponse><m:ResponseMessages><m:GetItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Items>${items}</m:Items></m:GetItemResponseMessage></m:ResponseMessages></m:GetItemResponse>`;
}

/** What stands in the Body of the envelope that a decoded one is written to. */
export function writeAgain({ operation, headers, body }: Envelope): string {
  return bodyOf(encodeEnvelope({ operation, body }, headers, { lenient: true }));
}

/** The Body of an envelope as text. */
export function bodyOf(bytes: Uint8Array): string {
  return /<s:Body>([\s\S]*)<\/s:Body>/.exec(Buffer.from(bytes).toString())?.[1] ?? '';
}

/** The Body of a request, written from plain data. */
export function write(operation: string, body: object): string {
  return bodyOf(encodeEnvelope({ operation, body }));
}

/** A CreateItem request with one message; its Items as text. */
export function writeMessage(message: object): string {
  const text = write('CreateItem', { messageDisposition: 'SaveOnly', items: [{ kind: 'message', ...message }] });
  return /<t:Message>([\s\S]*)<\/t:Message>|<t:Message\/>/.exec(text)?.[1] ?? '';
}

/** Every `path: message` that the encoder has against a request. */
export function violationsOf(operation: string, body: object): string[] {
  try {
    encodeEnvelope({ operation, body });
  } catch (error) {
    return (error as ValidationError).violations.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}
