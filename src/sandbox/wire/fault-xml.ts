/** SOAP faults as Exchange writes them: code in the types namespace, the details in MessageXml (wire.md, row 6). */

import { escapeAttribute, escapeText } from '../base/codec.js';
import type { Fault } from '../base/failure.js';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const ERRORS = 'http://schemas.microsoft.com/exchange/services/2006/errors';

export function faultXml(fault: Fault): string {
  const { code, message, violation } = fault;
  const isSchema = code === 'ErrorSchemaValidation';
  const text =
    isSchema && !message.startsWith('The request failed')
      ? `The request failed schema validation: ${message}`
      : message;
  const values = Object.entries(fault.values).map(
    ([name, value]) => `<t:Value Name="${escapeAttribute(name)}">${escapeText(value)}</t:Value>`,
  );
  const position = violation
    ? `<t:LineNumber>${violation.line}</t:LineNumber><t:LinePosition>${violation.position}</t:LinePosition><t:Violation>${escapeText(message)}</t:Violation>`
    : '';
  const xml =
    position || values.length > 0
      ? `<t:MessageXml xmlns:t="${TYPES}">${position}${values.join('')}</t:MessageXml>`
      : '';
  return (
    `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${SOAP}"><s:Body><s:Fault>` +
    `<faultcode xmlns:a="${TYPES}">a:${code}</faultcode><faultstring xml:lang="en-US">${escapeText(text)}</faultstring><detail>` +
    `<e:ResponseCode xmlns:e="${ERRORS}">${code}</e:ResponseCode>` +
    `<e:Message xmlns:e="${ERRORS}">${escapeText(isSchema ? 'The request failed schema validation.' : message)}</e:Message>${xml}` +
    '</detail></s:Fault></s:Body></s:Envelope>'
  );
}
