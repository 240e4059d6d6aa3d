/**
 * Extended Protection: whether the server binds NTLM logins to their TLS connection, so that nobody can relay them. It shows only by
 * logging in, with the right password each time: bound to this connection (the login before), bound to nothing, and bound to another
 * connection. A server that demands the binding refuses the second, one that checks it refuses the third.
 */
import type { Authenticator, ConnectionScheme } from '../../auth/authenticator.js';
import { Credentials, ntlm, type UserNameAndPassword } from '../../auth/credentials.js';
import { channelBindingToken } from '../../auth/ntlm/channel-binding.js';
import { AuthenticationError, EwsError } from '../../errors.js';
import type { Connection } from '../../http/connection.js';
import { type Finding, ok, skipped, warning } from '../finding.js';
import { inboxQuestion, readReply } from '../question.js';
import type { Visit } from '../visit.js';
import { schemesOf } from './authentication.js';

const CHECK = 'extended-protection';

export async function checkExtendedProtection(visit: Visit): Promise<Finding[]> {
  const { login, liveEndpoint: url } = visit;
  if (!login || !url) return skip('It shows only by a login.', 'Give a user name and password.');
  if (url.protocol !== 'https:')
    return skip('Over plain http there is no channel that a login could be bound to.', 'Use https.');
  if (!(await offersNtlm(url, visit)))
    return skip(
      'The server does not offer NTLM, which it is for.',
      'Nothing needs to be done; Kerberos is not looked at.',
    );
  if (!login.user) return skip('It needs a user name and password.', 'Give these instead of finished credentials.');
  if (!login.accepted || login.refused)
    return skip('The login did not work, and a password that may be wrong is not tried again.', 'See the login.');
  const unbound = await admits(url, ntlm({ ...login.user, channelBinding: 'off' }), visit);
  if (!unbound) {
    return [
      ok(CHECK, `${url.host} requires Extended Protection: a login that is not bound to its connection is refused.`, {
        mode: 'require',
      }),
    ];
  }
  const foreign = await admits(url, boundElsewhere(login.user), visit);
  if (foreign) {
    return [
      warning(
        CHECK,
        `${url.host} does not check the binding of logins: somebody in the middle could pass them on.`,
        'Switch Extended Protection on for the EWS directory (ExchangeExtendedProtectionManagement.ps1), unless a device ends TLS on the way.',
        { mode: 'off' },
      ),
    ];
  }
  return [
    ok(CHECK, `${url.host} accepts Extended Protection: it checks a binding, and lets a login without one in.`, {
      mode: 'accept',
    }),
  ];
}

function skip(what: string, remedy: string): Finding[] {
  return [skipped(CHECK, what, remedy)];
}

async function offersNtlm(url: URL, visit: Visit): Promise<boolean> {
  const answer = await visit.ask('POST', url);
  return !(answer instanceof EwsError) && schemesOf(answer).some((name) => /^ntlm$/i.test(name));
}

/** One login, one time. */
async function admits(url: URL, as: Credentials, visit: Visit): Promise<boolean> {
  try {
    await using transport = visit.login?.transport(url, { as });
    if (!transport) return false;
    return readReply(await visit.timed(transport, inboxQuestion(url))).isEws;
  } catch (error) {
    if (error instanceof AuthenticationError && error.code === 'ERR_UNAUTHORIZED') return false;
    throw error;
  }
}

/** NTLM that is told of another certificate than the connection has. */
function boundElsewhere(user: UserNameAndPassword): Credentials {
  const { schemes } = ntlm({ ...user, channelBinding: 'require' });
  return new Credentials(schemes.filter(isConnectionScheme).map(misled), { probe: true });
}

function isConnectionScheme(scheme: Authenticator): scheme is ConnectionScheme {
  return scheme.kind === 'connection';
}

function misled(honest: ConnectionScheme): ConnectionScheme {
  return {
    kind: 'connection',
    scheme: honest.scheme,
    async begin(url) {
      const handshake = await honest.begin(url);
      return { step: (challenge, connection) => handshake.step(challenge, connection && elsewhere(connection)) };
    },
  };
}

/** The last byte of a certificate is of its signature: what is changed there leaves it readable. */
function elsewhere(connection: Connection): Connection {
  if (!connection.certificate || !channelBindingToken(connection.certificate)) return connection;
  const certificate = Uint8Array.from(connection.certificate);
  certificate[certificate.length - 1] = (certificate.at(-1) ?? 0) ^ 1;
  return { ...connection, certificate };
}
