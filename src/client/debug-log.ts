/**
 * A log of what goes over the wire, for people: a line for each request, answer and wait, the SOAP text on demand. Secrets are
 * masked before they get here. Also switched on by EWSKIT_DEBUG=1 (lines), =xml, =pretty.
 */
import { checkOptions, FUNCTION, oneOf, type Rules } from '../errors.js';
import { prettyXml } from '../xml/pretty.js';
import { observe } from './observe.js';

/** What is logged, and where to. */
export interface DebugLogOptions {
  /** Takes one entry, which can have several lines. Default: standard error. */
  write?: ((entry: string) => void) | undefined;
  /** `none`: lines only; `raw`: with the SOAP text as it was; `pretty`: indented. Default `none`. */
  xml?: 'none' | 'raw' | 'pretty' | undefined;
}

const RULES: Rules<DebugLogOptions> = { write: FUNCTION, xml: oneOf('none', 'raw', 'pretty') };

/** Logs from now on until disposed. */
export function debugLog(options: DebugLogOptions = {}): Disposable {
  checkOptions('The log', options, RULES);
  const { write = toStderr, xml = 'none' } = options;
  const text = (source: { readonly xml: string | undefined }) =>
    xml === 'none' || !source.xml ? '' : `\n${xml === 'pretty' ? prettyXml(source.xml) : source.xml}`;
  const stamp = () => new Date().toISOString();
  return observe({
    request(event) {
      const { id, operation, version, endpoint, bytes } = event;
      write(`${stamp()} #${id} > ${operation} ${version} to ${endpoint}, ${bytes} bytes${text(event)}`);
    },
    response(event) {
      const { id, operation, status, bytes, durationMs, error } = event;
      const outcome = status === undefined ? 'no answer' : `HTTP ${status}, ${bytes} bytes`;
      const trouble = error ? `, ${error.code}: ${error.message}` : '';
      write(`${stamp()} #${id} < ${operation} ${outcome}, ${Math.round(durationMs)} ms${trouble}${text(event)}`);
    },
    retry({ operation, waitMs, attempts, error }) {
      write(`${stamp()}   ~ ${operation} try ${attempts.length} failed with ${error.code}, next in ${waitMs} ms`);
    },
  });
}

let asked = false;

/** Starts the log that the environment asks for, once. */
export function debugLogFromEnvironment(environment: NodeJS.ProcessEnv = process.env): void {
  const wish = environment['EWSKIT_DEBUG'];
  if (asked || !wish || wish === '0') return;
  asked = true;
  debugLog({ xml: wish === 'pretty' ? 'pretty' : wish === 'xml' ? 'raw' : 'none' });
}

function toStderr(entry: string): void {
  process.stderr.write(`${entry}\n`);
}
