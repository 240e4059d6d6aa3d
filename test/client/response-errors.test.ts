/** What a server refused, as errors: told apart by their codes. */
import { describe, expect, test } from '@jest/globals';
import { ConflictError } from '../../src/client/conflict-error.js';
import { errorOf, errorOfFault, hasCode, ResponseError, SoapFaultError } from '../../src/client/response-errors.js';
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
