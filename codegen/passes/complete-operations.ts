/**
 * Adds the operations that an edition's messages have and its WSDL has not: the 2013 edition came with the WSDL of 2010. They are
 * taken from the next newer edition, where both elements are here.
 */
import type { Schema } from '../model/schema.js';

export function completeOperations(schema: Schema, newer: Schema): void {
  for (const operation of newer.operations.values()) {
    const { name, request, response, headers, action, unlisted } = operation;
    const known = schema.elements.has(`m:${request}`) && schema.elements.has(`m:${response}`);
    if (unlisted || !known || schema.operations.has(name)) continue;
    // A newer edition has headers that this one does not know.
    schema.operations.set(name, {
      name,
      request,
      response,
      action,
      headers: headers.filter((header) => schema.elements.has(header)),
    });
  }
}
