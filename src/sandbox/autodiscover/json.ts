/** Autodiscovery in JSON: which address a protocol has, for anybody who asks. Knows no other protocol than EWS. */
import type { Mailboxes } from '../store/mailboxes.js';

const PATH = /^\/autodiscover\/autodiscover\.json(?:\/v1\.0\/([^/]+))?$/;

export function isJsonDiscovery(path: string): boolean {
  return PATH.test(path);
}

/** GET autodiscover.json/v1.0/ADDRESS?Protocol=EWS. */
export function discoverJson(
  path: string,
  query: URLSearchParams,
  mailboxes: Mailboxes,
  endpoint: string,
): { status: number; body: object } {
  const address = decodeURIComponent(PATH.exec(path)?.[1] ?? query.get('Email') ?? '');
  const protocol = query.get('Protocol') ?? '';
  if (protocol.toLowerCase() !== 'ews') {
    const ErrorMessage = `The given protocol value '${protocol}' is invalid. Supported values are 'EWS'`;
    const ErrorCode = protocol === '' ? 'MandatoryParameterMissing' : 'InvalidProtocol';
    return { status: 400, body: { ErrorCode, ErrorMessage } };
  }
  if (mailboxes.byAddress(address) === undefined)
    return { status: 404, body: { ErrorCode: 'UserNotFound', ErrorMessage: 'The given user is not found.' } };
  return { status: 200, body: { Protocol: 'EWS', Url: endpoint } };
}
