/** What makes messages one conversation: the topic, and an index that answers prolong ([MS-OXOMSG] 2.2.1.3). */
import { randomBytes } from 'node:crypto';

/** The subject without `Re:` and `Fwd:`. */
export function topicOf(subject: string | undefined): string | undefined {
  return subject?.replace(/^(\s*\w{1,3}\s*:\s)+/, '');
}

/** 22 bytes: a reserved byte, the time, a GUID. */
export function newConversationIndex(time: Date): Uint8Array {
  const bytes = Buffer.alloc(22);
  bytes[0] = 1;
  bytes.writeUIntBE(Math.floor(time.getTime() / 1000), 1, 5);
  randomBytes(16).copy(bytes, 6);
  return new Uint8Array(bytes);
}

/** An answer's index is that of the message with five bytes more. */
export function childConversationIndex(parent: Uint8Array | undefined): Uint8Array | undefined {
  return parent && new Uint8Array(Buffer.concat([parent, randomBytes(5)]));
}
