/** node-soap on the schema files of a folder. It finds no operation without a service element, and Exchange's WSDL has none. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WSDL } from 'soap';

const SERVICE =
  '<wsdl:service name="ExchangeServices"><wsdl:port name="P" binding="tns:ExchangeServiceBinding"><soap:address location="http://localhost/"/></wsdl:port></wsdl:service>';
const FILES = ['types.xsd', 'messages.xsd', 'services.wsdl'];

export interface Copy extends Disposable {
  readonly folder: string;
  readonly wsdl: string;
}

/** A copy of the schema files with a service element; gone when disposed. */
export function withService(read: (file: string) => string): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'ewskit-soap-'));
  for (const file of FILES) writeFileSync(join(folder, file), read(file));
  const wsdl = join(folder, 'services.wsdl');
  const text = readFileSync(wsdl, 'utf8').replace(/<wsdl:service[\s>][\s\S]*<\/wsdl:service>/, '');
  writeFileSync(wsdl, text.replace('</wsdl:definitions>', `${SERVICE}</wsdl:definitions>`));
  return { folder, wsdl, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

export const filesOf = (folder: string) => (file: string) => readFileSync(join(folder, file), 'utf8');

/** Reads documents as node-soap's server does: `{ Header, Body }`. */
export async function soapReader(path: string): Promise<(xml: string) => { Body?: Record<string, unknown> }> {
  const wsdl = new WSDL(readFileSync(path, 'utf8'), path, {});
  await new Promise<void>((resolve, reject) => wsdl.onReady((error) => (error ? reject(error) : resolve())));
  // What its client and its server set, once there is one.
  Object.assign((wsdl as unknown as { options: object }).options, {
    attributesKey: 'attributes',
    preserveWhitespace: true,
  });
  return (xml) => wsdl.xmlToObject(xml, undefined as never) as { Body?: Record<string, unknown> };
}
