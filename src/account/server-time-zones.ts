/** The zones that a server knows, with their names. */
import type { Client } from '../client/client.js';
import { EwsError } from '../errors.js';
import { operationNamed } from '../requests/call.js';
import type { RequestOptions } from '../requests/options.js';
import { demand, onlyMessage } from '../requests/payload.js';
import { toIanaZone } from '../time/zone-names.js';

/** A zone of a server. */
export interface ServerTimeZone {
  /** Windows name: `Romance Standard Time`. */
  readonly id: string;
  /** What people see: `(UTC+01:00) Brussels, Copenhagen, Madrid, Paris`. */
  readonly name: string;
  /** The IANA name that stands for it; undefined where none does for sure. */
  readonly iana: string | undefined;
}

export async function* serverTimeZones(
  client: Client | undefined,
  { signal, timeoutMs, deadlineMs, retry }: RequestOptions,
): AsyncGenerator<ServerTimeZone, void, undefined> {
  if (client === undefined)
    throw new EwsError('ERR_NO_ENDPOINT', 'No endpoint is known as yet.', {
      remedy: 'Open an account first, or give the `endpoint`.',
    });
  const request = { returnFullTimeZoneData: false };
  const response = await client.call(operationNamed(client.registry, 'GetServerTimeZones'), request, {
    signal,
    timeoutMs,
    deadlineMs,
    retry,
  });
  const zones = onlyMessage(response).timeZoneDefinitions;
  for (const { id, name } of demand('GetServerTimeZones', 'its zones', zones, response))
    if (id !== undefined) yield { id, name: name ?? id, iana: toIanaZone(id) };
}
