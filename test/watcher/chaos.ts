/**
 * A mailbox that writers change at random while its watch meets everything that can happen to it. The copy is what a consumer keeps who knows
 * nothing but the changes: at the end it has to be the mailbox. Seeded; how long it takes is said by the number of rounds.
 */
import { Account, type Folder, failFast, fileStore, type Models, TransportError } from '../../src/index.js';
import { STREAM_TROUBLES } from '../../src/sandbox/server/live-streams.js';
import { Sandbox } from '../../src/sandbox.js';
import { randomFrom } from '../support/random-from.mjs';

const EMAIL = 'alice@example.test';
const LOGIN = { username: EMAIL, password: 'secret' };
const WRITERS = 3;
/** A copy that is not the mailbox after so many looks into each folder will not become it. */
const TIMES_LOOKED = 10;

export interface ChaosOptions {
  readonly seed: number;
  /** Troubles of each kind. */
  readonly rounds: number;
  /** Changes between two of them. */
  readonly changes: number;
  readonly folders: number;
  /** How often the watch looks into everything. */
  readonly everyMs: number;
  /** A folder of its own, for what sandbox and watch keep. */
  readonly path: string;
}

/** What happened. */
export interface ChaosReport {
  /** Items of the mailbox, as `folder id version`. */
  mailbox: string[];
  /** Those of the copy. */
  copy: string[];
  changes: number;
  told: number;
  /** Told more than once, under the same name. */
  again: number;
  /** Under a name that another change has. */
  confused: number;
  troubles: Record<string, number>;
}

/** What a consumer keeps, on a disk of his own: it outlives the watch. */
class Copy {
  readonly folders = new Map<string, Map<string, string>>();
  readonly #names = new Map<string, string>();
  told = 0;
  again = 0;
  confused = 0;

  async follow(
    account: Account,
    path: string,
    signal: AbortSignal,
    everyMs: number,
    die: () => boolean,
  ): Promise<void> {
    const store = fileStore(path);
    const options = { store, from: 'beginning', signal, everyMs, silenceMs: 1500, pageSize: 7 } as const;
    for await (const change of account.watch(options)) {
      this.told++;
      const folder = await change.folder.id();
      const said = JSON.stringify([folder, change.kind, 'id' in change && change.id]);
      const before = this.#names.get(change.changeId);
      if (before !== undefined) this.again++;
      if (before !== undefined && before !== said) this.confused++;
      this.#names.set(change.changeId, said);
      if (change.kind === 'reset') this.folders.delete(folder);
      else {
        const items = this.folders.get(folder) ?? new Map<string, string>();
        this.folders.set(folder, items);
        if (change.kind === 'delete') items.delete(change.id.id);
        else items.set(change.id.id, change.id.changeKey ?? '');
      }
      // As if killed: without a word to the store, in the middle of what it was given.
      if (die()) return;
    }
  }

  lines(): string[] {
    return [...this.folders]
      .flatMap(([folder, items]) => [...items].map(([id, key]) => `${folder} ${id} ${key}`))
      .sort();
  }
}

/** Runs it, and gives what it came to. */
export async function chaos({
  seed,
  rounds,
  changes,
  folders: count,
  everyMs,
  path,
}: ChaosOptions): Promise<ChaosReport> {
  const random = randomFrom(seed);
  const data = `${path}/sandbox.db`;
  const troubles: Record<string, number> = {};
  let port = 0;
  const start = async (): Promise<Sandbox> => {
    const sandbox = await Sandbox.start({ data, port });
    port = Number(new URL(sandbox.endpoint).port);
    return sandbox;
  };
  let sandbox = await start();
  const open = (): Promise<Account> =>
    Account.connect({ email: EMAIL, credentials: LOGIN, endpoint: sandbox.endpoint, retry: failFast() });
  await using writer = await open();
  const folders: Folder<Models['mail']>[] = [];
  for (let n = 0; n < count; n++) folders.push(await writer.top.createFolder(`Chaos ${n}`, 'mail'));
  let made = 0;

  /** One change of one of several kinds. What another writer was quicker with is no change. */
  const change = async (): Promise<void> => {
    const folder = folders[random(folders.length)] as Folder<Models['mail']>;
    const other = folders[random(folders.length)] as Folder<Models['mail']>;
    const what = random(10);
    try {
      if (what < 4) await folder.create({ subject: `Item ${made}` });
      else {
        const found = folder.all().only('subject', 'isRead').slice(0, 5);
        const items = await found.toArray();
        const item = items[random(items.length || 1)];
        if (item === undefined) await folder.create({ subject: `Item ${made}` });
        else if (what < 6) await item.update({ subject: `Changed ${made}` });
        else if (what < 7) await item.update({ isRead: !item.isRead });
        else if (what < 8) await item.move(other);
        else if (what < 9) await item.delete({ disposal: 'hard' });
        else await item.delete();
      }
      made++;
    } catch (error) {
      const { code } = error as { code?: string };
      // Whether it was done before the server went down, the mailbox says.
      if (error instanceof TransportError) return;
      if (!['ErrorItemNotFound', 'ErrorIrresolvableConflict', 'ErrorMoveCopyFailed'].includes(code ?? '')) throw error;
    }
  };
  const write = async (total: number): Promise<void> => {
    const each = Array.from({ length: WRITERS }, async (_, nth) => {
      for (let n = nth; n < total; n += WRITERS) await change();
    });
    await Promise.all(each);
  };

  const copy = new Copy();
  const store = `${path}/watch.json`;
  let ending = new AbortController();
  let dying = Number.POSITIVE_INFINITY;
  let account = await open();
  const watch = (): Promise<void> => {
    dying = Number.POSITIVE_INFINITY;
    ending = new AbortController();
    return copy.follow(account, store, ending.signal, everyMs, () => --dying <= 0);
  };
  let watching = watch();
  const meet: Record<string, () => unknown> = Object.fromEntries(
    STREAM_TROUBLES.map((trouble) => [trouble, () => sandbox.troubleStreams(trouble)]),
  );
  meet['kill'] = async () => {
    dying = 1 + random(5);
    await write(dying * 2);
    // Where nothing more was told, it is ended where it waits.
    const killed = ending;
    const timer = setTimeout(() => killed.abort(), 1000);
    await watching;
    clearTimeout(timer);
    await account.close();
    account = await open();
    watching = watch();
  };
  meet['restart'] = async () => {
    await sandbox.close();
    sandbox = await start();
  };
  try {
    for (let round = 0; round < rounds; round++)
      for (const [name, trouble] of Object.entries(meet)) {
        const { told } = copy;
        await write(changes);
        // It is to be met in the middle of work. A watch that waits until it is asked again has its time.
        for (let tries = 0; copy.told === told && tries < 100; tries++)
          await new Promise((resolve) => setTimeout(resolve, 20));
        await trouble();
        troubles[name] = (troubles[name] ?? 0) + 1;
      }
    await write(changes);
    if (random(2) === 0) await folders.pop()?.delete({ disposal: 'hard' });
    // A folder that was there only while nobody watched is unknown, and an empty one is nothing in either list.
    const mailbox = await contents(writer);
    const mailboxFolders = (await writer.top.walk().toArray()).length;
    // Not by the clock, which a busy machine makes run fast: until each folder has been looked into a few times since.
    let looks = 0;
    const most = TIMES_LOOKED * mailboxFolders;
    while (looks < most && JSON.stringify(copy.lines()) !== JSON.stringify(mailbox)) {
      const last = sandbox.requests.at(-1);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const { requests } = sandbox;
      const news = requests.slice(last === undefined ? 0 : requests.lastIndexOf(last) + 1);
      looks += news.filter(({ operation }) => operation === 'SyncFolderItems').length;
    }
    const { told, again, confused } = copy;
    return { mailbox, copy: copy.lines(), changes: made, told, again, confused, troubles };
  } finally {
    ending.abort();
    await watching;
    await account.close();
    await sandbox.close();
  }
}

async function contents(account: Account): Promise<string[]> {
  const lines: string[] = [];
  for await (const folder of account.top.walk()) {
    const id = await folder.id();
    for await (const item of folder.all().only('subject')) lines.push(`${id} ${item.id} ${item.changeKey}`);
  }
  return lines.sort();
}
