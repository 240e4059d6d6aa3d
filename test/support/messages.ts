/** Response messages for tests without a server. */

/** A response message without its `kind`, which follows from the operation. */
export interface Message {
  readonly responseClass: 'Success' | 'Error';
  readonly responseCode: string;
  readonly [member: string]: unknown;
}

export function success(members: object = {}): Message {
  return { responseClass: 'Success', responseCode: 'NoError', ...members };
}

export function failure(responseCode: string, messageText = 'The server says no.'): Message {
  return { responseClass: 'Error', responseCode, messageText };
}
