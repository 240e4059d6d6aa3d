/** Distribution lists of the directory, and those of them that are lists of rooms. They are made when the sandbox starts, and stay. */

export interface DirectoryList {
  readonly address: string;
  readonly name: string;
  /** Addresses: of mailboxes, of other lists, of others. */
  readonly members: readonly string[];
  readonly isRoomList: boolean;
}

export class Lists {
  readonly #byAddress = new Map<string, DirectoryList>();

  add(list: DirectoryList): void {
    this.#byAddress.set(list.address.toLowerCase(), list);
  }

  all(): DirectoryList[] {
    return [...this.#byAddress.values()];
  }

  byAddress(address: string | undefined): DirectoryList | undefined {
    return this.#byAddress.get((address ?? '').toLowerCase().replace(/^smtp:/, ''));
  }

  /** Everybody who gets what is sent to a list, lists in it opened, each once. */
  recipientsOf(address: string, met = new Set<string>()): string[] {
    const key = address.toLowerCase();
    if (met.has(key)) return [];
    met.add(key);
    const list = this.byAddress(key);
    return list ? list.members.flatMap((member) => this.recipientsOf(member, met)) : [key];
  }
}
