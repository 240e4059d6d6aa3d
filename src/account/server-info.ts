/** What a server says of itself. */
import type { Client } from '../client/client.js';
import { productOf } from '../doctor/exchange-builds.js';
import { EwsError } from '../errors.js';
import { operationNamed } from '../requests/call.js';
import { FOLDER_ID_ONLY, getFolderRequest } from '../requests/get-folder.js';
import type { RequestOptions } from '../requests/options.js';

/** What a server says of itself. */
export interface ServerInfo {
  /** URL of Exchange.asmx. */
  readonly endpoint: URL;
  /** The version of the schema that requests are written in: `Exchange2016`. */
  readonly version: string;
  /** `15.2.2562.17` */
  readonly build: string;
  /** `Exchange Server SE`; the build, where nobody knows its product. */
  readonly product: string;
}

/** Asks unless the server has answered something before. */
export async function serverInfo(client: Client | undefined, options: RequestOptions): Promise<ServerInfo> {
  if (client === undefined)
    throw new EwsError('ERR_NO_ENDPOINT', 'No endpoint is known as yet.', {
      remedy: 'Open an account first, or give the `endpoint`.',
    });
  if (client.serverVersion === undefined) {
    // Any answer says it, a refusal as well.
    const request = getFolderRequest({ distinguishedFolderId: { id: 'root' } }, FOLDER_ID_ONLY);
    await client.call(operationNamed(client.registry, 'GetFolder'), request, { ...options, errors: 'return' });
  }
  const { build = '', requestVersion = client.requestVersion } = client.serverVersion ?? {};
  const [major = 0, minor = 0, number = 0] = build.split('.').map(Number);
  return {
    endpoint: client.endpoint,
    version: requestVersion,
    build,
    product: productOf(major, minor, number)?.name ?? build,
  };
}
