/** Adds the operations that no WSDL lists (`corrections.json`); other corrections are printed by the emitters. */
import type { Overlay } from '../model/overlay.js';
import { NAMESPACES, type Schema } from '../model/schema.js';

export function applyCorrections(schema: Schema, overlay: Overlay): void {
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
