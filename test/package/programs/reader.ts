/** Another module, which has of inferred.ts only the declarations: nothing in them has become `any`. */
import * as inferred from './inferred.js';

type Known<T> = 0 extends 1 & T ? never : T;

export const known: { [Name in keyof typeof inferred]: Known<(typeof inferred)[Name]> } = inferred;

export async function read() {
  const subject: Known<Awaited<ReturnType<typeof inferred.create>>['subject']> = (await inferred.create()).subject;
  for await (const item of inferred.unread) if (item.importance === 'High') return subject;
  for await (const row of inferred.rows) if (row.subject === subject) return row.size?.toFixed();
  // @ts-expect-error: an item has no such member
  return (await inferred.create()).subjekt;
}
