/**
 * A certificate of the sandbox's own for TLS, and the PEM file that clients trust it by. Written here in eighty lines of DER,
 * because the packages that make certificates weigh more than all others that the sandbox needs together.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bitString,
  boolean,
  context,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  time,
  utf8String,
} from './der.js';

export interface Certificate {
  key: string;
  cert: string;
  /** File with the certificate in PEM, alone in a temporary folder. */
  file: string;
}

const DAY_MS = 86_400_000;

/** ecdsa-with-SHA256, RFC 5758. */
const SIGNATURE = sequence(objectIdentifier('1.2.840.10045.4.3.2'));

/** Made anew for each start; names the host and the loopback. */
export async function makeCertificate(host: string): Promise<Certificate> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(set(sequence(objectIdentifier('2.5.4.3'), utf8String(host))));
  const body = sequence(
    context(0, integer(Buffer.from([2]))),
    integer(serialNumber()),
    SIGNATURE,
    name,
    sequence(time(new Date(Date.now() - DAY_MS)), time(new Date(Date.now() + 365 * DAY_MS))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    context(3, sequence(basicConstraints(), alternativeNames(host))),
  );
  const der = sequence(body, SIGNATURE, bitString(sign('sha256', body, privateKey)));
  const cert = `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n').trim()}\n-----END CERTIFICATE-----\n`;
  const file = join(mkdtempSync(join(tmpdir(), 'ewskit-sandbox-')), 'sandbox-ca.pem');
  writeFileSync(file, cert);
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert, file };
}

/** Positive, and without a leading zero, which DER does not allow: 01xxxxxx in its first byte sees to both. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = 0x40 | (bytes[0]! & 0x3f);
  return bytes;
}

/** It is its own authority, so that a client can be told to trust it. */
function basicConstraints(): Buffer {
  return sequence(objectIdentifier('2.5.29.19'), boolean(true), octetString(sequence(boolean(true))));
}

function alternativeNames(host: string): Buffer {
  const names = [...new Set(['localhost', '127.0.0.1', host])].map((name) => {
    if (isIP(name) === 4) return context(7, Buffer.from(name.split('.').map(Number)), false);
    return isIP(name) === 6 ? context(7, ipv6(name), false) : context(2, Buffer.from(name), false);
  });
  return sequence(objectIdentifier('2.5.29.17'), octetString(sequence(...names)));
}

function ipv6(address: string): Buffer {
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : text.split(':'));
  const [left, right] = [groups(head), groups(tail)];
  const middle = Array<string>(8 - left.length - right.length).fill('0');
  return Buffer.from([...left, ...middle, ...right].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
