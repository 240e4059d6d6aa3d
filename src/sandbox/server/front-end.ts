/** Which path answers what: Exchange.asmx, its schema and photos, autodiscovery in its three forms. Knows no operation. */

import { discoverJson, isJsonDiscovery } from '../autodiscover/json.js';
import { answerPox } from '../autodiscover/pox.js';
import { answerSoap } from '../autodiscover/soap.js';
import type { Registry } from '../base/codec.js';
import { SERVER_VERSIONS, type ServerVersionName } from '../base/versions.js';
import type { Store } from '../store/store.js';
import { affinityCookies, backEndOf } from './affinity.js';
import { type Answer, type Call, XML } from './http-server.js';
import { NOT_FOUND, photoPage, schemaPage } from './pages.js';
import type { SoapEndpoint } from './soap-endpoint.js';

const HTML = 'text/html; charset=utf-8';

export interface FrontEndParts {
  store: Store;
  soap: SoapEndpoint;
  serverVersion: ServerVersionName;
  /** The edition that its user brought. */
  own: Registry | undefined;
  /** Servers behind it. */
  backEnds: number;
  /** URL of Exchange.asmx. */
  endpoint: () => string;
}

/** Paths that need no login: autodiscovery in JSON. */
export const isOpen = isJsonDiscovery;

export async function answer(
  call: Call,
  { store, soap, serverVersion, own, backEnds, endpoint }: FrontEndParts,
): Promise<Answer> {
  const { path, query } = call;
  const { mailboxes } = store;
  if (isJsonDiscovery(path)) {
    const { status, body } = discoverJson(path, query, mailboxes, endpoint());
    return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
  }
  const discovery = /\/autodiscover\/autodiscover\.(xml|svc)$/.exec(path)?.[1];
  if (discovery !== undefined) {
    if (call.method !== 'POST') return { status: 200, type: HTML, body: '' };
    const body =
      discovery === 'svc'
        ? answerSoap(call.body, mailboxes, endpoint(), SERVER_VERSIONS[serverVersion])
        : answerPox(call.body, mailboxes, endpoint());
    return { status: 200, type: XML, body };
  }
  const file = /^\/ews\/([\w.]+\.(?:wsdl|xsd))$/.exec(path)?.[1];
  if (file !== undefined) return schemaPage(file, serverVersion, own);
  if (path === '/ews/exchange.asmx/s/getuserphoto') return photoPage(call, store);
  if (path !== '/ews/exchange.asmx') return NOT_FOUND;
  if (call.method !== 'POST')
    return { status: 200, type: HTML, body: '<html><body>Exchange Web Services</body></html>' };
  const backEnd = backEndOf(call, mailboxes, backEnds);
  const answered = await soap.answer(call, backEnd);
  const cookies = affinityCookies(call, endpoint().startsWith('https:'), backEnd);
  return { ...answered, headers: { ...answered.headers, ...(cookies.length > 0 && { 'Set-Cookie': cookies }) } };
}
