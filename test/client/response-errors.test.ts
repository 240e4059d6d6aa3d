/** What a server refused, as errors: told apart by their codes. */
import { describe, expect, test } from '@jest/globals';
import { ConflictError } from '../../src/client/conflict-error.js';
import {
  errorOf,
  errorOfFault,
  hasCode,
  ResponseError,
  ServerBusyError,
  SoapFaultError,
} from '../../src/client/response-errors.js';
import { EwsError } from '../../src/errors.js';

const refused = errorOf('GetItem', 0, { responseClass: 'Error', responseCode: 'ErrorItemNotFound' });

describe('hasCode', () => {
  test('an answer of the server with one of the codes', () => {
    expect(hasCode(refused, 'ErrorAccessDenied', 'ErrorItemNotFound')).toBe(true);
    expect(hasCode(refused, 'ErrorAccessDenied')).toBe(false);
    expect(hasCode(refused)).toBe(false);
  });

  test('also a fault: Exchange refuses whole requests so', () => {
    const fault = { code: 's:Client', message: 'No.', responseCode: 'ErrorImpersonateUserDenied', values: {} };
    const error = errorOfFault('GetItem', fault as never);
    expect(error).toBeInstanceOf(SoapFaultError);
    expect(hasCode(error, 'ErrorImpersonateUserDenied')).toBe(true);
  });

  test('no other error, whatever its code is', () => {
    const codes = ['ErrorItemNotFound'] as const;
    expect(hasCode(new EwsError('ErrorItemNotFound', 'x'), ...codes)).toBe(false);
    expect(hasCode({ code: 'ErrorItemNotFound' }, ...codes)).toBe(false);
    expect(hasCode(undefined, ...codes)).toBe(false);
  });

  test('the compiler knows the code then', () => {
    const error: unknown = refused;
    if (!hasCode(error, 'ErrorItemNotFound', 'ErrorAccessDenied')) throw new Error('it has the code');
    const code: 'ErrorItemNotFound' | 'ErrorAccessDenied' = error.code;
    expect(code).toBe('ErrorItemNotFound');
  });
});

describe('ConflictError', () => {
  const sides = { theirs: { subject: 'secret plan' }, mine: { subject: 'public plan', importance: 'High' } };

  test("is a ResponseError with the server's code, found out by it or before it was asked", () => {
    const cause = errorOf('UpdateItem', 2, { responseClass: 'Error', responseCode: 'ErrorIrresolvableConflict' });
    const error = new ConflictError('UpdateItem', sides, { cause, index: 2, requestId: 'r-1' });
    expect(error).toBeInstanceOf(ResponseError);
    expect(hasCode(error, 'ErrorIrresolvableConflict')).toBe(true);
    expect(error).toMatchObject({ ...sides, cause, index: 2, requestId: 'r-1', operation: 'UpdateItem' });
    expect(error.remedy).toMatch(/Read the item again/);
  });

  test('its message names the members and shows nothing of them', () => {
    const { message } = new ConflictError('UpdateItem', sides);
    expect(message).toContain('subject, importance');
    expect(message).not.toMatch(/secret plan|public plan|High/);
  });
});

describe('what a refusal says', () => {
  const REMEDIES: Record<string, RegExp> = {
    ErrorAccessDenied: /^Ask the owner of the mailbox/,
    ErrorCreateItemAccessDenied: /right to create items/,
    ErrorCreateSubfolderAccessDenied: /right to create folders/,
    ErrorSendAsDenied: /right to send as/,
    ErrorNonExistentMailbox: /^Check the address/,
    ErrorItemNotFound: /moved or deleted/,
    ErrorFolderNotFound: /look it up again by its path/,
    ErrorIrresolvableConflict: /newest version/,
    ErrorInvalidIdMalformed: /ids are opaque/,
    ErrorImpersonateUserDenied: /ApplicationImpersonation/,
    ErrorImpersonationDenied: /ApplicationImpersonation/,
    ErrorImpersonationFailed: /`impersonate`/,
    ErrorInvalidUserPrincipalName: /`primarySmtpAddress`/,
    ErrorInvalidUserSid: /`primarySmtpAddress`/,
    ErrorNonPrimarySmtpAddress: /^Use the primary address/,
    ErrorSchemaValidation: /older version/,
    ErrorInvalidServerVersion: /`serverVersion`/,
    ErrorInvalidSchemaVersionForMailboxVersion: /`serverVersion`/,
    ErrorTimeZone: /`timeZone`/,
    ErrorUnsupportedCulture: /`culture`/,
    ErrorQuotaExceeded: /larger quota/,
    ErrorMessageSizeExceeded: /^Send less/,
    ErrorServerBusy: /^$/,
  };
  const message = (responseCode: string, more: object = {}) =>
    ({ responseClass: 'Error', responseCode, messageText: 'No', ...more }) as never;
  const fault = (responseCode: string | undefined, more: object = {}) => ({
    code: 's:Client',
    message: 'No',
    responseCode,
    values: {},
    ...more,
  });

  test.each(Object.entries(REMEDIES))('%s, of a part or of the whole: the remedy matches %p', (code, remedy) => {
    expect(errorOf('GetItem', 0, message(code))?.remedy ?? '').toMatch(remedy);
    expect(errorOfFault('GetItem', fault(code) as never).remedy ?? '').toMatch(remedy);
  });

  test.each([
    [{}, 'GetItem: No. [ErrorX]'],
    [{ message: ' Is\n it? ' }, 'GetItem: Is it? [ErrorX]'],
    [{ message: 'Yes!' }, 'GetItem: Yes! [ErrorX]'],
    [{ line: 3 }, 'GetItem: No. (line 3, position 0) [ErrorX]'],
    [{ line: 3, position: 9 }, 'GetItem: No. (line 3, position 9) [ErrorX]'],
    [{ line: 3, position: 9, violation: 'not so' }, 'GetItem: No. (line 3, position 9: not so) [ErrorX]'],
    [{ responseCode: undefined }, 'GetItem: No. [s:Client]'],
  ])('a fault with %j', (more, text) => {
    expect(errorOfFault('GetItem', fault('ErrorX', more) as never).message).toBe(text);
  });

  const xml = (name: string, attributes: object | undefined, children: unknown[] = []) => ({
    name,
    namespace: 't',
    attributes,
    children,
  });
  test.each([
    [{}, 'GetItem: No. [ErrorX]'],
    [{ messageText: undefined }, 'GetItem: The server gave no reason. [ErrorX]'],
    [{ responseCode: undefined }, 'GetItem: No. [ErrorInternalServerError]'],
    [
      { messageXml: ['text', xml('FieldURI', { FieldURI: 'item:Subject' })] },
      'GetItem: No. (property item:Subject) [ErrorX]',
    ],
    [{ messageXml: [xml('ExtendedFieldURI', { PropertyName: 'x' })] }, 'GetItem: No. (property x) [ErrorX]'],
    [{ messageXml: [xml('ExtendedFieldURI', { PropertyTag: '0x1' })] }, 'GetItem: No. (property 0x1) [ErrorX]'],
    [
      { messageXml: [xml('Outer', undefined, [xml('IndexedFieldURI', { FieldURI: 'contacts:Email' })])] },
      'GetItem: No. (property contacts:Email) [ErrorX]',
    ],
    [{ messageXml: [xml('Value', { FieldURI: 'x' })] }, 'GetItem: No. [ErrorX]'],
    [{ messageXml: [xml('FieldURI', {})] }, 'GetItem: No. [ErrorX]'],
  ])('a response message with %j', (more, text) => {
    expect(errorOf('GetItem', 0, message('ErrorX', more))?.message).toBe(text);
  });

  test('the values that the server adds, by their names', () => {
    const messageXml = [
      xml('Value', { Name: 'A' }, ['1']),
      xml('Value', undefined, ['2']),
      xml('Value', { Name: 'B' }),
      xml('Other', { Name: 'C' }, ['3']),
    ];
    const error = errorOf('GetItem', 4, message('ErrorX', { messageXml })) as ResponseError;
    expect(error.values).toEqual({ A: '1', '': '2', B: '' });
    expect([error.operation, error.index]).toEqual(['GetItem', 4]);
  });

  test.each([
    [{}, undefined],
    [{ messageText: 'Suggested backoff time 1500 ms.' }, 1500],
    [{ messageText: 'Suggested backoff time 1500 s.' }, undefined],
    [{ messageXml: [xml('Value', { Name: 'BackOffMilliseconds' }, ['20'])] }, 20],
    [
      {
        messageText: 'suggested BACKOFF time 7 ms',
        messageXml: [xml('Value', { Name: 'BackOffMilliseconds' }, ['20'])],
      },
      20,
    ],
  ])('a busy server with %j wants to be left alone for %p ms', (more, ms) => {
    const error = errorOf('GetItem', 0, message('ErrorServerBusy', more));
    expect(error).toBeInstanceOf(ServerBusyError);
    expect((error as ServerBusyError).backOffMs).toBe(ms);
  });

  test('a busy server says so in a fault, too', () => {
    const error = errorOfFault('GetItem', fault('ErrorServerBusy', { values: { BackOffMilliseconds: '30' } }) as never);
    expect(error).toMatchObject({
      code: 'ErrorServerBusy',
      backOffMs: 30,
      index: 0,
      message: 'GetItem: No. [ErrorServerBusy]',
    });
    expect((error as ServerBusyError).values).toEqual({ BackOffMilliseconds: '30' });
  });

  test.each([
    ['Success', 'NoError', undefined],
    ['Success', undefined, undefined],
    ['Warning', 'ErrorX', undefined],
    ['Success', 'ErrorBatchProcessingStopped', 'ErrorBatchProcessingStopped'],
    ['Warning', 'ErrorBatchProcessingStopped', 'ErrorBatchProcessingStopped'],
    ['Error', 'ErrorX', 'ErrorX'],
    ['Error', 'NoError', 'NoError'],
    ['Error', undefined, 'ErrorInternalServerError'],
    [undefined, 'ErrorX', 'ErrorX'],
    [undefined, 'NoError', 'ERR_PROTOCOL'],
    [undefined, undefined, 'ERR_PROTOCOL'],
    ['Success2', 'NoError', 'ERR_PROTOCOL'],
  ])('class %p with code %p: %p', (responseClass, responseCode, code) => {
    const error = errorOf('UpdateItem', 2, { responseClass, responseCode } as never);
    expect(error?.code).toBe(code);
    if (code !== 'ERR_PROTOCOL') return;
    expect(error).toMatchObject({
      message: 'UpdateItem: answer 2 does not say whether it is a success (ResponseClass).',
      fate: 'unknown',
    });
    expect(errorOf('GetItem', 2, { responseClass, responseCode } as never)?.fate).toBeUndefined();
  });

  test('what broke off leaves open what came of a change, and only of a change', () => {
    expect(errorOf('UpdateItem', 0, message('ErrorTimeoutExpired'))?.fate).toBe('unknown');
    expect(errorOf('GetItem', 0, message('ErrorTimeoutExpired'))?.fate).toBeUndefined();
    expect(errorOf('UpdateItem', 0, message('ErrorServerBusy'))?.fate).toBeUndefined();
  });
});

test('what the server repeats of a login is masked in the error, and in the response that it holds', () => {
  const token = 'Bearer eyJ0eXAiOiJKV1QifQ.eyJhIjoxfQ.c2lnbmF0dXJl';
  const value = { name: 'Value', namespace: '', attributes: { Name: 'Sent' }, children: [token] };
  const bad = {
    responseClass: 'Error' as const,
    responseCode: 'ErrorX' as never,
    messageText: `You sent ${token}.`,
    messageXml: [value, token],
  };
  const error = errorOf('GetItem', 0, bad as never, { responseMessages: [bad] }) as ResponseError;
  const { message, values, response } = error;
  const shown = JSON.stringify([message, values, response]);
  expect(shown).not.toContain('eyJ');
  expect(shown.match(/Bearer \*\*\*/g)).toHaveLength(5);
});
