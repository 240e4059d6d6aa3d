/** What the sandbox serves beside SOAP: its schema, photos by their address, the JSON form of autodiscovery. */
import { createHash } from 'node:crypto';
import { emitSchema } from '../../schema-text/committed.js';
import { Failure } from '../base/failure.js';
import type { ServerVersionName } from '../base/versions.js';
import { photoOf } from '../properties/photo.js';
import { contentTypeOf } from '../properties/picture.js';
import type { Mailboxes } from '../store/mailboxes.js';
import type { Store } from '../store/store.js';
import type { Answer, Call } from './http-server.js';

export const NOT_FOUND: Answer = { status: 404, type: 'text/html', body: 'Not found' };

/** `Services.wsdl`, `messages.xsd` or `types.xsd` of an edition. */
export async function schemaPage(file: string, edition: ServerVersionName): Promise<Answer> {
  const files: Readonly<Record<string, string>> = { ...(await emitSchema({ edition })) };
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

const JSON_PATH = /^\/autodiscover\/autodiscover\.json(?:\/v1\.0\/([^/]+))?$/;

/** Whether a page answers without a login: autodiscovery in JSON does. */
export function isOpenPage(path: string): boolean {
  return JSON_PATH.test(path);
}

/** GET autodiscover.json/v1.0/ADDRESS?Protocol=EWS. */
export function discoverPage(call: Pick<Call, 'path' | 'query'>, mailboxes: Mailboxes, endpoint: string): Answer {
  const address = decodeURIComponent(JSON_PATH.exec(call.path)?.[1] ?? call.query.get('Email') ?? '');
  const protocol = call.query.get('Protocol') ?? '';
  const json = (status: number, body: object): Answer => ({
    status,
    type: 'application/json; charset=utf-8',
    body: JSON.stringify(body),
  });
  if (protocol.toLowerCase() !== 'ews') {
    const ErrorMessage = `The given protocol value '${protocol}' is invalid. Supported values are 'EWS'`;
    return json(400, { ErrorCode: protocol === '' ? 'MandatoryParameterMissing' : 'InvalidProtocol', ErrorMessage });
  }
  if (mailboxes.byAddress(address) === undefined)
    return json(404, { ErrorCode: 'UserNotFound', ErrorMessage: 'The given user is not found.' });
  return json(200, { Protocol: 'EWS', Url: endpoint });
}
