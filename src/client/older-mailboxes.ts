/**
 * Mailboxes on an older server than the account's own: a folder of theirs takes an older version of requests, and says nothing of the other
 * folders. What is known of them, and whose mailbox a request is about, as far as its ids say. Must not know what is done with a version.
 */
import type { ExchangeVersionType } from '../../generated/index.js';
import { type Registry, scalarOf } from '../codec/index.js';

/** Folders that are kept in mind; each that is forgotten costs one refused request. */
const MOST = 1000;

export class OlderMailboxes {
  readonly #versions = new Map<string, ExchangeVersionType>();
  #last: ExchangeVersionType | undefined;

  /** What a target took when it was asked last. */
  recall(target: string | undefined): ExchangeVersionType | undefined {
    return target === undefined ? undefined : this.#versions.get(target);
  }

  /** What some target took: the next is likely to live on the same server. */
  get likely(): ExchangeVersionType | undefined {
    return this.#last;
  }

  remember(target: string, version: ExchangeVersionType): void {
    this.#versions.delete(target);
    this.#versions.set(target, version);
    this.#last = version;
    const [oldest] = this.#versions.keys();
    if (this.#versions.size > MOST && oldest !== undefined) this.#versions.delete(oldest);
  }
}

/** Members of requests that hold ids of folders and items, or hold what holds them. */
const HOLDERS = /(?:folder|item)(?:ids?|changes)$|^subscription$/i;

/**
 * What a request is about, where that need not be the mailbox of whoever asks: another's by its address, what has an id by that. Undefined
 * for the own mailbox, and where nothing is named. A folder of it that Exchange 2007 had not may be older than it (exchangelib #1301). A
 * request is for one mailbox; its first id stands for all.
 */
export function targetOf(registry: Registry, request: object, own: string | undefined): string | undefined {
  for (const [key, held] of Object.entries(request)) {
    if (!HOLDERS.test(key)) continue;
    const first: unknown = Array.isArray(held) ? held[0] : held;
    if (typeof first === 'object' && first !== null) return targetOfId(registry, key, first as Id, own);
  }
  return undefined;
}

interface Id {
  readonly kind?: string;
  readonly id?: string;
  readonly mailbox?: { readonly emailAddress?: string };
  readonly distinguishedFolderId?: Id;
}

function targetOfId(registry: Registry, key: string, id: Id, own: string | undefined): string | undefined {
  const distinguished = id.kind === 'distinguishedFolderId' ? id : id.distinguishedFolderId;
  if (distinguished) {
    const address = distinguished.mailbox?.emailAddress?.toLowerCase();
    if (address !== undefined && address !== own?.toLowerCase()) return address;
    const since = scalarOf(registry, 'DistinguishedFolderIdNameType')?.values?.get(distinguished.id ?? '')?.since;
    return since === undefined ? undefined : distinguished.id;
  }
  return id.id === undefined ? targetOf(registry, id, own) : `${key} ${id.id}`;
}
