/** What an UpdateItem says of an item, in short, for tests that look at many. */
import type { Sent } from '../support/recorder.js';

/** `item:Subject=x` of what is set; `-item:Subject` of what is removed. Values are those of the one member that is sent. */
export function updatesOf(sent: Sent | undefined, index = 0): [field: string, value?: unknown][] {
  const updates = sent?.body.itemChanges[index].updates as Update[];
  return updates.map(({ kind, path, item }): [string, unknown?] => {
    const { fieldURI, fieldIndex, propertyTag } = path;
    const field = propertyTag ?? (fieldIndex === undefined ? fieldURI : `${fieldURI}/${fieldIndex}`);
    if (kind === 'deleteItemField') return [`-${field}`];
    const { kind: _element, ...members } = item ?? {};
    return [String(field), Object.values(members)[0]];
  });
}

interface Update {
  readonly kind: string;
  readonly path: { readonly fieldURI?: string; readonly fieldIndex?: string; readonly propertyTag?: string };
  readonly item?: Readonly<Record<string, unknown>>;
}
