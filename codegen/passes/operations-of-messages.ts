/**
 * Tells the operations of a schema that came without a WSDL: an element `Name` of the messages, or `NameRequest`, that `NameResponse`
 * answers. Their actions and headers are those that all of Exchange's operations have.
 */
import { NAMESPACES, type Schema } from '../model/schema.js';

const HEADERS = ['t:ExchangeImpersonation', 't:MailboxCulture', 't:RequestServerVersion', 't:TimeZoneContext'];

export function operationsOfMessages(schema: Schema, notes: string[]): void {
  for (const { name: response, prefix } of [...schema.elements.values()]) {
    const name = response.replace(/Response$/, '');
    if (prefix !== 'm' || name === response) continue;
    const request = [name, `${name}Request`].find((each) => schema.elements.has(`m:${each}`));
    if (request === undefined) continue;
    const headers = HEADERS.filter((header) => schema.elements.has(header));
    schema.operations.set(name, { name, action: `${NAMESPACES.m}/${name}`, request, response, headers });
  }
  notes.push(`there is no WSDL; ${schema.operations.size} operations are told from the names of the messages`);
}
