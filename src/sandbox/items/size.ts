/** How large an item is said to be. */
import type { ItemData } from '../store/item-data.js';

/** About the bytes that the item takes: what is long of it, and a thousand for the rest. */
export function sizeOf(data: ItemData, attachments: number): number {
  const text = data.mimeSource?.length ?? Buffer.byteLength(data.body?.value ?? '');
  const extended = (data.extendedProperty ?? []).reduce((sum, one) => sum + (one.value?.length ?? 0), 0);
  return 1000 + text + 2 * (data.subject?.length ?? 0) + extended + attachments;
}
