/**
 * Channel binding: ties a login to the TLS connection by the server's certificate, so that it cannot be relayed. Exchange calls it
 * Extended Protection. `tls-server-end-point` of RFC 5929, hashed as [MS-NLMP] 3.1.5.1.2 wants it.
 */
import { createHash } from 'node:crypto';

/** `auto`: bind when the connection is TLS. `require`: refuse to log in without. `off`: for a proxy that ends TLS on the way. */
export type ChannelBinding = 'auto' | 'require' | 'off';

/** Hash by signature algorithm (OID in hex). MD5 and SHA-1 are replaced by SHA-256, as RFC 5929 says. */
const HASHES: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'sha256',
  '2a864886f70d010105': 'sha256',
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a864886f70d01010e': 'sha224',
  '2a8648ce3d0401': 'sha256',
  '2a8648ce3d040301': 'sha224',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
  // Hashes themselves, as RSA-PSS names them in its parameters.
  '2b0e03021a': 'sha256',
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
  '608648016503040204': 'sha224',
};

const RSA_PSS = '2a864886f70d01010a';

/** What a login is bound to; undefined where the certificate's algorithm has no defined binding (Ed25519). GSSAPI takes it so. */
export function endPointBinding(certificate: Uint8Array): Buffer | undefined {
  const hash = hashOf(certificate);
  return hash && dataOfHash(hash);
}

/** The value of MsvAvChannelBindings. */
export function channelBindingToken(certificate: Uint8Array): Buffer | undefined {
  const hash = hashOf(certificate);
  return hash && bindingOfHash(hash);
}

function hashOf(certificate: Uint8Array): Buffer | undefined {
  const hash = signatureHash(Buffer.from(certificate));
  return hash === undefined ? undefined : createHash(hash).update(certificate).digest();
}

export function bindingOfHash(certificateHash: Buffer): Buffer {
  return digestOf(dataOfHash(certificateHash));
}

function dataOfHash(certificateHash: Buffer): Buffer {
  return Buffer.concat([Buffer.from('tls-server-end-point:'), certificateHash]);
}

/** MD5 over a gss_channel_bindings structure: four empty address fields, then the length and the data. */
function digestOf(data: Buffer): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32LE(data.length, 16);
  return createHash('md5').update(head).update(data).digest();
}

/** Node does not tell the signature algorithm of a certificate, so it is read from the DER. */
export function signatureHash(certificate: Buffer): string | undefined {
  const outer = read(certificate, 0);
  const signed = outer && read(certificate, outer.start);
  const algorithm = signed && read(certificate, signed.end);
  const oid = algorithm && read(certificate, algorithm.start);
  if (!oid) return undefined;
  const name = certificate.toString('hex', oid.start, oid.end);
  return name === RSA_PSS ? pssHash(certificate, oid.end, algorithm.end) : HASHES[name];
}

/** RSASSA-PSS-params: `[0] { SEQUENCE { hash OID } }`, SHA-1 by default. */
function pssHash(der: Buffer, at: number, end: number): string | undefined {
  const parameters = at < end ? read(der, at) : undefined;
  const first = parameters && parameters.start < parameters.end ? read(der, parameters.start) : undefined;
  if (first?.tag !== 0xa0) return 'sha256';
  const algorithm = read(der, first.start);
  const oid = algorithm && read(der, algorithm.start);
  return oid && HASHES[der.toString('hex', oid.start, oid.end)];
}

/** One DER element: its tag, and where its content starts and ends. */
function read(der: Buffer, at: number): { tag: number; start: number; end: number } | undefined {
  const [tag, first] = [der[at], der[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  const extra = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + extra;
  if (extra > 4 || start > der.length) return undefined;
  const length = extra === 0 ? first : der.readUIntBE(at + 2, extra);
  return start + length <= der.length ? { tag, start, end: start + length } : undefined;
}
