/** Whether an answer has a message for each part that was asked about. */
import { describe, expect, test } from '@jest/globals';
import * as raw from '../../generated/index.js';
import { demandMessages, responseMessages } from '../../src/client/responses.js';
import { ProtocolError } from '../../src/errors.js';
import '../../src/soap/committed.js';

const make = (messages: unknown[] | undefined) =>
  Object.assign(new raw.GetItem.responseType(), { responseMessages: messages });
const failure = (run: () => void) => {
  try {
    run();
  } catch (error) {
    return error as ProtocolError;
  }
  return undefined;
};
const message = { responseClass: 'Success' };
const asked = { itemIds: ['a', 'b'] };

describe('GetItem for two', () => {
  test.each<[number | undefined, string | undefined, string]>([
    [2, undefined, ''],
    [1, 'ERR_UNANSWERED', 'GetItem: the server gave 1 response messages to 2 parts of a request.'],
    [3, 'ERR_PROTOCOL', 'GetItem: the server gave 3 response messages to 2 parts of a request.'],
    [0, 'ERR_UNANSWERED', 'GetItem: the server gave an empty answer.'],
    [undefined, 'ERR_UNANSWERED', 'GetItem: the server gave an empty answer.'],
  ])('%p messages: %p', (count, code, says) => {
    const response = make(count === undefined ? undefined : Array.from({ length: count }, () => message));
    const error = failure(() => demandMessages(raw.GetItem, asked, response, { requestId: 'r' }));
    expect(error?.code).toBe(code);
    if (!error) return;
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error).toMatchObject({ message: says, requestId: 'r', response });
  });
});

test('where nobody knows how many there should be: at least one', () => {
  for (const request of [undefined, { itemIds: 5 }]) {
    expect(failure(() => demandMessages(raw.GetItem, request, make([message, message])))).toBeUndefined();
    expect(failure(() => demandMessages(raw.GetItem, request, make([])))).toMatchObject({ code: 'ERR_UNANSWERED' });
  }
});

test('what is no list of messages, or is one itself, is not counted', () => {
  expect(failure(() => demandMessages(raw.GetItem, asked, {}))).toBeUndefined();
  const photo = new raw.GetUserPhoto.responseType();
  expect(failure(() => demandMessages(raw.GetUserPhoto, {}, photo))).toBeUndefined();
  const delegates = new raw.GetDelegate.responseType();
  expect(failure(() => demandMessages(raw.GetDelegate, {}, delegates))).toBeUndefined();
});

describe('the messages of an answer are found by their types', () => {
  const of = (response: object) => responseMessages(response);

  test('in its list', () => {
    expect(of(make([message]))).toEqual([message]);
  });

  test('in itself, also without a class', () => {
    const photo = new raw.GetUserPhoto.responseType();
    expect(of(photo)).toEqual([photo]);
  });

  test('in what wraps one, or several', () => {
    const single = new raw.ResponseMessageType();
    const settings = Object.assign(new raw.GetUserOofSettings.responseType(), { responseMessage: single });
    expect(of(settings)).toEqual([single]);
    const views = [1, 2].map(() =>
      Object.assign(new raw.FreeBusyResponseType(), { responseMessage: new raw.ResponseMessageType() }),
    );
    const times = Object.assign(new raw.GetUserAvailability.responseType(), { freeBusyResponseArray: views });
    expect(of(times)).toEqual(views.map(({ responseMessage }) => responseMessage));
  });

  test('or by their class, where they have no type', () => {
    expect(of(message)).toEqual([message]);
    expect(of({ responseMessage: message })).toEqual([message]);
    expect(of({ one: { responseMessage: message }, several: [{ responseMessage: message }] })).toEqual([
      message,
      message,
    ]);
  });

  test('and nowhere else', () => {
    expect(of({})).toEqual([]);
    expect(of({ responseMessage: 'text', other: null, more: { responseMessage: 5 } })).toEqual([]);
  });
});
