/** The judge itself: it accepts what is right and names what is wrong. */
import { describe, expect } from '@jest/globals';
import { schemaFolder, testWith } from './shared.js';
import { validateEnvelope } from './xsd-validator.js';

const envelope = (body: string, header = ''): Buffer =>
  Buffer.from(`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
    xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">
    <s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`);

const GOOD = '<m:DeleteItem DeleteType="HardDelete"><m:ItemIds><t:ItemId Id="a"/></m:ItemIds></m:DeleteItem>';

describe('the schema as judge', () => {
  testWith(schemaFolder(), 'schemas', 'accepts a valid request', () => {
    const headers = '<t:RequestServerVersion Version="Exchange2013"/><x xmlns="urn:other"/>';
    expect(validateEnvelope(envelope(GOOD, headers))).toEqual([]);
  });

  testWith(schemaFolder(), 'schemas', 'names what is wrong in the body and in the headers', () => {
    expect(validateEnvelope(envelope(GOOD.replace('HardDelete', 'Gone')))[0]).toMatch(/DeleteItem: .*Gone/);
    expect(validateEnvelope(envelope(GOOD.replace('t:ItemId', 'm:ItemId')))[0]).toMatch(/m.*ItemId.*not expected/);
    expect(validateEnvelope(envelope(GOOD, '<t:RequestServerVersion Version="Exchange3000"/>'))[0]).toMatch(
      /Exchange3000/,
    );
    expect(validateEnvelope(envelope('<m:NoSuch/>'))[0]).toMatch(/NoSuch/);
  });

  testWith(schemaFolder(), 'schemas', 'refuses what is not well-formed, and lets faults pass', () => {
    expect(validateEnvelope(Buffer.from('<a><b></a>'))[0]).toMatch(/not well-formed/);
    expect(validateEnvelope(envelope('<s:Fault><faultcode>x</faultcode></s:Fault>'))).toEqual([]);
  });
});
