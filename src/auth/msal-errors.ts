/** What msal-node throws, as an AuthenticationError: what the authority said, and what to do. Never with a token or a secret. */
import { AuthenticationError } from '../errors.js';

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /^(invalid_client|unauthorized_client)$/,
    'Check `clientId`, and its secret or certificate: expired, or of another application?',
  ],
  [/^invalid_grant$/, 'Sign in again; the code or refresh token has been used, has expired, or was withdrawn.'],
  [
    /^(invalid_scope|invalid_resource|invalid_target)$/,
    'Check `resource` and `scopes`, and the permissions of the registration.',
  ],
  [
    /^(access_denied|consent_required)$/,
    'The person, or an administrator, has to consent to the permissions of the application.',
  ],
  [/^(expired_token|code_expired|device_code_expired)$/, 'The person took too long; start again.'],
  [
    /endpoints_resolution|openid_config|network|untrusted_authority/,
    'Check `tenant` or `authority`, the network, and `tls: { ca }` for a private authority.',
  ],
];

/** `authority`: its URL, or what it is called. */
export function translated(error: unknown, authority: string): unknown {
  if (error instanceof AuthenticationError || !(error instanceof Error)) return error;
  const { errorCode } = error as { errorCode?: unknown };
  const host = URL.canParse(authority) ? new URL(authority).host : authority;
  const said = sentence(error.message);
  const code = typeof errorCode === 'string' ? errorCode : '';
  return new AuthenticationError('ERR_CREDENTIALS', `No token from ${host}: ${said}`, {
    server: host,
    remedy: REMEDIES.find(([match]) => match.test(code))?.[1],
    cause: Object.assign(new Error(said), code && { code }),
  });
}

/** msal-node puts the authority's words among fields that are mostly "Not Available". */
function sentence(message: string): string {
  const text = message.replace(/\s+/g, ' ');
  const [, code = ''] = /^(?:(\w+): )?Error\(s\): /.exec(text) ?? [];
  const [, rest] = /Error\(s\): /.test(text.slice(0, 200)) ? text.split(' - Description: ', 2) : [];
  const end = rest?.indexOf(' - Correlation ID: ') ?? -1;
  const description = end < 0 ? undefined : rest?.slice(0, end);
  return `${description === undefined ? text : `${code && `${code}: `}${description}`}`
    .slice(0, 400)
    .replace(/\.?$/, '.');
}
