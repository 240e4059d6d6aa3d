/** What Exchange's EWS directory serves beside SOAP: its schema, and photos by their address. */
import { createHash } from 'node:crypto';
import { emitRegistry, emitSchema, type Registry } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import type { ServerVersionName } from '../base/versions.js';
import { photoOf } from '../properties/photo.js';
import { contentTypeOf } from '../properties/picture.js';
import type { Store } from '../store/store.js';
import type { Answer, Call } from './http-server.js';

export const NOT_FOUND: Answer = { status: 404, type: 'text/html', body: 'Not found' };

/** `Services.wsdl`, `messages.xsd` or `types.xsd` of the server that is played; `own`: of the edition that its user brought. */
export async function schemaPage(file: string, edition: ServerVersionName, own?: Registry): Promise<Answer> {
  const files: Readonly<Record<string, string>> = { ...(own ? emitRegistry(own) : await emitSchema({ edition })) };
  const body = files[file];
  return body === undefined ? NOT_FOUND : { status: 200, type: 'text/xml', body };
}

/** GET Exchange.asmx/s/GetUserPhoto?email=…&size=… (Learn, "Get user photos by using EWS"). */
export function photoPage(call: Call, store: Store): Answer {
  try {
    const picture = photoOf({ store }, call.query.get('email') ?? '', call.query.get('size'));
    const tag = `"${createHash('sha256').update(picture).digest('hex').slice(0, 16)}"`;
    const headers = { ETag: tag };
    if (call.headers['if-none-match'] === tag) return { status: 304, type: contentTypeOf(picture), body: '', headers };
    return { status: 200, type: contentTypeOf(picture), body: picture, headers };
  } catch (error) {
    if (error instanceof Failure) return NOT_FOUND;
    throw error;
  }
}
