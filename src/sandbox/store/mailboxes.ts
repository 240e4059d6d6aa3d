/** The users: who may log in, by which address and name, and what each has set for itself (out of office, delegates). */
import { createHash } from 'node:crypto';
import type { Database } from './database.js';
import { guidText } from './ids.js';
import { parseValue, stringifyValue } from './json.js';
import type { Row } from './sql-value.js';

export interface Mailbox {
  id: number;
  guid: string;
  address: string;
  name: string;
  password: string;
  /** Settings by name, in the codec's shapes. */
  data: Record<string, unknown>;
}

/** The security identifier of its user. */
export function sidOf({ id }: Mailbox): string {
  return `S-1-5-21-1-2-3-${1000 + id}`;
}

/** GroupingInformation: mailboxes that have the same may share connections for their notifications. */
export const SITE = 'Default-First-Site-Name';

/** Its name in the directory, by which clients of old know it. */
export function legacyDnOf({ guid }: Mailbox): string {
  return `/o=Sandbox/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${guid.replaceAll('-', '')}`;
}

export class Mailboxes {
  readonly #db: Database;
  readonly #byId = new Map<number, Mailbox>();

  constructor(db: Database) {
    this.#db = db;
    this.reload();
  }

  /** Reads all again. Who has one in hand sees it change. */
  reload(): void {
    const before = new Map(this.#byId);
    this.#byId.clear();
    for (const row of this.#db.all('SELECT * FROM mailboxes')) {
      const read = this.#remember(row);
      const known = before.get(read.id);
      if (known !== undefined) this.#byId.set(read.id, Object.assign(known, read));
    }
  }

  /** Makes the mailbox, or gives the one that a file already has, with the new password. */
  add(address: string, password: string, name: string = nameOf(address)): { mailbox: Mailbox; isNew: boolean } {
    const known = this.byAddress(address);
    if (known !== undefined) {
      this.#db.run('UPDATE mailboxes SET password = ? WHERE id = ?', password, known.id);
      known.password = password;
      return { mailbox: known, isNew: false };
    }
    const guid = guidText(createHash('sha256').update(address.toLowerCase()).digest('hex'));
    const id = this.#db.run(
      'INSERT INTO mailboxes (guid, address, name, password, data) VALUES (?, ?, ?, ?, ?)',
      guid,
      address.toLowerCase(),
      name,
      password,
      '{}',
    );
    const row = this.#db.get('SELECT * FROM mailboxes WHERE id = ?', id);
    return { mailbox: this.#remember(row as Row), isNew: true };
  }

  all(): Mailbox[] {
    return [...this.#byId.values()];
  }

  byId(id: number): Mailbox {
    const mailbox = this.#byId.get(id);
    if (mailbox === undefined) throw new Error(`There is no mailbox ${id}.`);
    return mailbox;
  }

  byGuid(guid: string): Mailbox | undefined {
    return this.all().find((mailbox) => mailbox.guid === guid.toLowerCase());
  }

  byAddress(address: string | undefined): Mailbox | undefined {
    const wanted = address?.toLowerCase().replace(/^smtp:/, '');
    return this.all().find((mailbox) => mailbox.address === wanted);
  }

  /** By what a user may type at login: the address, its local part, or DOMAIN\name. */
  byLogin(login: string): Mailbox | undefined {
    const name = (login.split('\\').pop() ?? login).toLowerCase();
    return this.byAddress(login) ?? this.all().find((mailbox) => mailbox.address.split('@')[0] === name);
  }

  save(mailbox: Mailbox): void {
    this.#db.run('UPDATE mailboxes SET data = ? WHERE id = ?', stringifyValue(mailbox.data), mailbox.id);
  }

  #remember(row: Row): Mailbox {
    const mailbox: Mailbox = {
      id: Number(row['id']),
      guid: String(row['guid']),
      address: String(row['address']),
      name: String(row['name']),
      password: String(row['password']),
      data: parseValue(String(row['data'])),
    };
    this.#byId.set(mailbox.id, mailbox);
    return mailbox;
  }
}

// 'alice@example.test' is displayed as 'Alice', 'anna.berg@contoso.com' as 'Anna Berg'.
function nameOf(address: string): string {
  const words = (address.split('@')[0] ?? address).split(/[._-]+/).filter(Boolean);
  return words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join(' ');
}
