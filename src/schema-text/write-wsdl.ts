/**
 * Writes the operations of an edition as a WSDL 1.1 document, such as Exchange serves at /EWS/Services.wsdl: messages, port type
 * and a SOAP binding, and no service, since an address is what the reader has already.
 */
import { NAMESPACES, type Operation, type Schema } from './schema.js';
import { prologue, tag } from './write-xsd.js';

/** Names of the parts that carry a header, where they differ from the element's. */
const PARTS: Readonly<Record<string, string>> = {
  ExchangeImpersonation: 'Impersonation',
  RequestServerVersion: 'RequestVersion',
  SerializedSecurityContext: 'S2SAuth',
};

export function writeWsdl(schema: Schema): string {
  const operations = [...schema.operations.values()].filter(({ unlisted }) => unlisted !== true);
  const namespaces = {
    'xmlns:wsdl': 'http://schemas.xmlsoap.org/wsdl/',
    'xmlns:soap': 'http://schemas.xmlsoap.org/wsdl/soap/',
    'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
    'xmlns:t': NAMESPACES.t,
    'xmlns:tns': NAMESPACES.m,
  };
  const lines = [
    ...prologue(schema),
    tag('wsdl:definitions', { ...namespaces, targetNamespace: NAMESPACES.m }, '>'),
    '  <wsdl:types>',
    '    <xs:schema>',
    `      ${tag('xs:import', { namespace: NAMESPACES.m, schemaLocation: 'messages.xsd' })}`,
    '    </xs:schema>',
    '  </wsdl:types>',
    ...operations.flatMap((operation) => messages(operation)),
    '  <wsdl:portType name="ExchangeServicePortType">',
    ...operations.flatMap(({ name }) => [
      `    ${tag('wsdl:operation', { name }, '>')}`,
      `      ${tag('wsdl:input', { message: `tns:${name}SoapIn` })}`,
      `      ${tag('wsdl:output', { message: `tns:${name}SoapOut` })}`,
      '    </wsdl:operation>',
    ]),
    '  </wsdl:portType>',
    '  <wsdl:binding name="ExchangeServiceBinding" type="tns:ExchangeServicePortType">',
    `    ${tag('soap:binding', { style: 'document', transport: 'http://schemas.xmlsoap.org/soap/http' })}`,
    ...operations.flatMap((operation) => binding(operation)),
    '  </wsdl:binding>',
    '</wsdl:definitions>',
  ];
  return `${lines.join('\n')}\n`;
}

function local(header: string): string {
  return header.slice(header.indexOf(':') + 1);
}

function partOf(header: string): string {
  return PARTS[local(header)] ?? local(header);
}

function messages({ name, request, response, headers }: Operation): string[] {
  const message = (suffix: string, parts: readonly (readonly [string, string])[]): string[] => [
    `  ${tag('wsdl:message', { name: name + suffix }, '>')}`,
    ...parts.map(([part, element]) => `    ${tag('wsdl:part', { name: part, element })}`),
    '  </wsdl:message>',
  ];
  return [
    ...message('SoapIn', [
      ['request', `tns:${request}`],
      ...headers.map((header) => [partOf(header), header] as const),
    ]),
    ...message('SoapOut', [
      [`${name}Result`, `tns:${response}`],
      ['ServerVersion', 't:ServerVersionInfo'],
    ]),
  ];
}

function binding({ name, action, headers }: Operation): string[] {
  const header = (message: string, part: string): string =>
    `        ${tag('soap:header', { message: `tns:${message}`, part, use: 'literal' })}`;
  return [
    `    ${tag('wsdl:operation', { name }, '>')}`,
    `      ${tag('soap:operation', { soapAction: action })}`,
    '      <wsdl:input>',
    ...headers.map((one) => header(`${name}SoapIn`, partOf(one))),
    '        <soap:body parts="request" use="literal"/>',
    '      </wsdl:input>',
    '      <wsdl:output>',
    `        ${tag('soap:body', { parts: `${name}Result`, use: 'literal' })}`,
    header(`${name}SoapOut`, 'ServerVersion'),
    '      </wsdl:output>',
    '    </wsdl:operation>',
  ];
}
