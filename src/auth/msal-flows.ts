/** The flows with a person in them: authorization code with PKCE, device code, a browser on this machine, a password at hand. */
import type { AuthenticationResult } from '@azure/msal-node';
import { AuthenticationError } from '../errors.js';
import type { Ask, MsalApplication } from './msal-application.js';
import type { AuthorizationCodeFlow, InteractiveFlow, MsalOptions } from './msal-options.js';

/** Asks a person to sign in. */
export function askPerson(
  application: MsalApplication,
  options: MsalOptions,
  ask: Ask,
): Promise<AuthenticationResult | null> {
  const hint = options.username === undefined ? {} : { loginHint: options.username };
  if ('authorizationCode' in options) return byCode(application, options.authorizationCode, { ...ask, ...hint });
  if ('usernamePassword' in options) {
    const { username, password } = options.usernamePassword;
    return application.application.acquireTokenByUsernamePassword({ ...ask, username, password });
  }
  if (!('open' in application)) throw new TypeError('not a flow for people');
  if ('deviceCode' in options) {
    const { deviceCode: show } = options;
    return application.open.acquireTokenByDeviceCode({
      ...ask,
      deviceCodeCallback: ({ userCode, verificationUri, message, expiresIn }) =>
        show({ userCode, verificationUri, message, expiresInSeconds: expiresIn }),
    });
  }
  const { interactive } = options as { interactive: InteractiveFlow };
  return application.open.acquireTokenInteractive({
    ...ask,
    ...hint,
    openBrowser: (url) => interactive.openBrowser(url),
    ...(interactive.port !== undefined && { preferredPort: interactive.port }),
    successTemplate: 'Signed in. This window can be closed.',
    errorTemplate: 'Signing in failed. The program says why.',
  });
}

async function byCode(
  { application, library }: MsalApplication,
  { redirectUri, signIn }: AuthorizationCodeFlow,
  ask: Ask & { loginHint?: string },
): Promise<AuthenticationResult | null> {
  const { verifier, challenge } = await new library.CryptoProvider().generatePkceCodes();
  const state = crypto.randomUUID();
  const request = { ...ask, redirectUri, state, codeChallenge: challenge, codeChallengeMethod: 'S256' };
  const answered = new URL(await signIn(await application.getAuthCodeUrl(request)), redirectUri).searchParams;
  const code = answered.get('code');
  if (answered.get('state') !== state || code === null) {
    const reason = answered.get('error_description') ?? answered.get('error');
    throw new AuthenticationError(
      'ERR_CREDENTIALS',
      `The sign-in brought no code.${reason ? ` The authority says: ${reason.slice(0, 300)}` : ''}`,
      { remedy: 'signIn() must give back the URL of this very sign-in, with its `code` and `state`.' },
    );
  }
  const { scopes, claims } = ask;
  return application.acquireTokenByCode({
    scopes,
    redirectUri,
    code,
    codeVerifier: verifier,
    ...(claims !== undefined && { claims }),
  });
}
