/** The identity that Azure gives a program that runs there: no secret is kept anywhere. By msal-node, as `msal()`. */
import { AuthenticationError } from '../errors.js';
import { BearerScheme } from './bearer.js';
import { Credentials } from './credentials.js';
import { loadMsal } from './msal-application.js';
import { translated } from './msal-errors.js';
import { networkClient } from './msal-network.js';

/** Which identity; none of the three: the one of the machine or service itself. */
export interface ManagedIdentityOptions {
  /** Client id of a user-assigned identity. */
  clientId?: string | undefined;
  /** Object id of a user-assigned identity. */
  objectId?: string | undefined;
  /** Azure's resource id of a user-assigned identity. */
  resourceId?: string | undefined;
  /** Whom the tokens are for. Default `https://outlook.office365.com`. */
  resource?: string | undefined;
}

const EXCHANGE_ONLINE = 'https://outlook.office365.com';
const NAMES = ['clientId', 'objectId', 'resourceId'] as const;

/**
 * Credentials of a program that runs in Azure (virtual machine, App Service, Functions, Arc, Service Fabric): tokens come from the address
 * that Azure has for that on the machine itself, past any proxy. The identity needs the application permission `full_access_as_app`, and the
 * account `impersonate`. Nothing is asked, nor loaded, until the first request. Needs the optional package `@azure/msal-node`.
 */
export function managedIdentity(options: ManagedIdentityOptions = {}): Credentials {
  const named = NAMES.filter((name) => options[name] !== undefined);
  if (named.length > 1)
    throw new AuthenticationError(
      'ERR_CREDENTIALS',
      `managedIdentity() needs one name at most, not ${named.join(' and ')}.`,
    );
  let asking:
    | Promise<{ acquireToken(request: { resource: string; forceRefresh?: boolean }): Promise<object> }>
    | undefined;
  const application = async () => {
    const { ManagedIdentityApplication } = await loadMsal('managedIdentity()');
    const { clientId, objectId, resourceId } = options;
    return new ManagedIdentityApplication({
      managedIdentityIdParams: {
        ...(clientId !== undefined && { userAssignedClientId: clientId }),
        ...(objectId !== undefined && { userAssignedObjectId: objectId }),
        ...(resourceId !== undefined && { userAssignedResourceId: resourceId }),
      },
      system: { networkClient: networkClient(() => ({ proxy: false })) },
    });
  };
  return new Credentials([
    new BearerScheme(async ({ forceRefresh }) => {
      asking ??= application();
      try {
        const resource = (options.resource ?? EXCHANGE_ONLINE).replace(/\/+$/, '');
        return (await (await asking).acquireToken({ resource, ...(forceRefresh && { forceRefresh }) })) as never;
      } catch (error) {
        throw translated(error, "Azure's identity service");
      }
    }),
  ]);
}
