/**
 * Adds the values that no XSD has and the operations that no WSDL lists (`corrections.json`); other corrections are printed by the emitters.
 */
import type { Overlay } from '../model/overlay.js';
import { NAMESPACES, type Schema } from '../model/schema.js';

export function applyCorrections(schema: Schema, overlay: Overlay): void {
  for (const { type: name, with: known, values } of overlay.values) {
    const type = schema.types.get(name);
    if (type?.kind !== 'simple' || !type.values.some(({ value }) => value === known)) continue;
    const has = new Set(type.values.map(({ value }) => value));
    for (const value of values) if (!has.has(value)) type.values.push({ value, unlisted: true });
  }
  for (const { name, request, response } of overlay.operations) {
    if (schema.operations.has(name) || !schema.elements.has(`m:${request}`)) continue;
    schema.operations.set(name, {
      name,
      action: `${NAMESPACES.m}/${name}`,
      request,
      response,
      headers: ['t:ExchangeImpersonation', 't:MailboxCulture', 't:RequestServerVersion', 't:TimeZoneContext'],
      unlisted: true,
    });
  }
}
