/** The proxy in force: which one, and who said so. Its password is never told. Sends nothing. */
import { EwsError } from '../../errors.js';
import { proxyFor } from '../../http/proxy.js';
import { type Finding, ok, problemOf, warning } from '../finding.js';
import type { Visit } from '../visit.js';

export async function checkProxy(visit: Visit): Promise<Finding[]> {
  const { proxy } = visit.options;
  const { env } = visit.world;
  const url = visit.urls[0] ?? new URL(`https://autodiscover.${visit.target.domain}/`);
  try {
    const through = proxyFor(url, proxy, env);
    if (!through) return [withoutProxy(url, visit)];
    const where = `${through.hostname}:${through.port}`;
    const source = proxy === undefined ? 'the environment' : 'the option `proxy`';
    const login = through.authorization === undefined ? '' : ', with a login';
    return [ok('proxy', `Requests to ${url.host} go through ${where}${login} (${source}).`, { proxy: where })];
  } catch (error) {
    if (!(error instanceof EwsError)) throw error;
    return [problemOf('proxy', error)];
  }
}

function withoutProxy(url: URL, { world: { env }, options: { proxy } }: Visit): Finding {
  const plain = env['http_proxy'] || env['HTTP_PROXY'];
  const secure = env['https_proxy'] || env['HTTPS_PROXY'] || env['all_proxy'] || env['ALL_PROXY'];
  if (proxy === undefined && url.protocol === 'https:' && plain && !secure) {
    return warning(
      'proxy',
      `HTTP_PROXY is set, but it is for plain http: requests to ${url.host} go directly.`,
      'Set HTTPS_PROXY too if https goes through the proxy as well.',
    );
  }
  const exempt = proxy === undefined && secure ? ', although one is set: NO_PROXY exempts it' : '';
  return ok('proxy', `Requests to ${url.host} go directly, without a proxy${exempt}.`);
}
