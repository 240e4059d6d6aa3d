/**
 * Why a search failed, where a server said so: its error codes as those of EWS, and what to do about each. [MS-OXWSADISC].
 */
import { AuthenticationError, EwsError } from '../errors.js';

const NO_MAILBOX = ['ErrorNonExistentMailbox', 'knows no mailbox', 'Check the address.'] as const;

/** Codes of the three dialogues that tell something of the address or of the server, and what EWS calls the same. */
const MEANINGS: Readonly<Record<string, readonly [code: string, says: string, remedy: string]>> = {
  InvalidUser: NO_MAILBOX,
  // POX: "The email address cannot be found." [MS-OXDSCLI].
  '500': NO_MAILBOX,
  // JSON.
  UserNotFound: NO_MAILBOX,
  InternalServerError: ['ErrorInternalServerError', 'has an error of its own, when asked for', 'Try again later.'],
  ServerBusy: ['ErrorServerBusy', 'is too busy to be asked for', 'Try again later.'],
  NotFederated: [
    'ErrorOrganizationNotFederated',
    'says that no federation is set up for the organization of',
    'Log in as a user of that organization.',
  ],
};

/** The error that a code of the answer stands for; undefined for one that says no more than that there is no answer. */
export function refusalOf(code: string | undefined, server: string, email: string): EwsError | undefined {
  const meaning = code === undefined || !Object.hasOwn(MEANINGS, code) ? undefined : MEANINGS[code];
  if (!meaning) return undefined;
  const [ewsCode, says, remedy] = meaning;
  return new EwsError(ewsCode, `${server} ${says} ${email}.`, { server, remedy });
}

/** A web site that is only guessed to be a service wanted what it does not get. */
export function withheld({ host }: URL): AuthenticationError {
  return new AuthenticationError(
    'ERR_CREDENTIALS',
    `${host} asks for the password or the token itself, and is only a guess; neither was sent.`,
    {
      server: host,
      remedy:
        'If that host really is the autodiscover service, allow it (`allowRedirect`, --allow-redirect), or give the URL of the service or the endpoint.',
    },
  );
}

/** What to do about a search that failed so. */
export function remedyFor(refusal: unknown): string {
  if (refusal instanceof AuthenticationError && refusal.code === 'ERR_CREDENTIALS' && refusal.remedy)
    return refusal.remedy;
  if (refusal instanceof AuthenticationError) return 'A server refused the login: see `cause`.';
  if (refusal instanceof EwsError && refusal.remedy) return refusal.remedy;
  return 'See `steps`, or what `ewskit doctor` says of the servers; or give the endpoint itself.';
}
