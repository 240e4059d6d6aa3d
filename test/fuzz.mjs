/**
 * Megabytes of mutated mails, calendars and cards into a sandbox (`make fuzz`, by hand: it takes minutes). Nothing may crash, hold the
 * process for more than 100 ms, or be unreadable afterwards, alone or in its folder. `node test/fuzz.mjs [MEGABYTES] [SEED]`; it stands on dist/.
 */
import { Account, credentials } from 'ewskit';
import { CreateItem, DeleteItem, FindItem, GetItem, SyncFolderItems } from 'ewskit/raw';
import { Sandbox } from 'ewskit/sandbox';
import { mutants } from './support/text-fuzz.mjs';

const MOST_MS = 100;
const BATCH = 100;
const FOLDERS = { message: 'drafts', calendarItem: 'calendar', contact: 'contacts' };
const REFUSED = /^Error(MimeContentInvalid|CorruptData|Calendar\w+|RecurrenceEndDateTooBig)$/;

const [megabytes = 5, seed = 1] = process.argv.slice(2).map(Number);
const sandbox = await Sandbox.start();
const { endpoint } = sandbox;
const login = credentials({ username: 'alice@example.test', password: 'secret' });
const account = await Account.connect({ email: 'alice@example.test', endpoint, credentials: login });
const found = [];
const sums = { bytes: 0, kept: 0, refused: 0, most: 0 };

/** The value of a request, and notes what CPU it took: the least of four turns where one took long, since garbage is collected in others' time. */
async function measured(what, mutant, turn) {
  let least = Number.POSITIVE_INFINITY;
  let value;
  for (let count = 0; count < 4 && least > MOST_MS; count++) {
    const before = process.cpuUsage();
    value = await turn();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  sums.most = Math.max(sums.most, least);
  if (least > MOST_MS) found.push({ what: `${what}: ${Math.round(least)} ms`, mutant });
  return value;
}

async function tried(what, mutant, turn, measure = (_what, _mutant, run) => run()) {
  try {
    return await measure(what, mutant, turn);
  } catch (error) {
    const code = error.code ?? error.name;
    if (what !== 'create' || !REFUSED.test(code)) found.push({ what, code, message: error.message, mutant });
    return undefined;
  }
}

const ask = (call, request) => account.call(call, request);
const idOf = (id) => ({ kind: 'itemId', ...id });

async function create({ kind, bytes }) {
  const answer = await ask(CreateItem, {
    messageDisposition: 'SaveOnly',
    ...(kind === 'calendarItem' && { sendMeetingInvitations: 'SendToNone' }),
    savedItemFolderId: { distinguishedFolderId: { id: FOLDERS[kind] } },
    items: [{ kind, mimeContent: { value: new Uint8Array(bytes) } }],
  });
  return answer.responseMessages[0].items[0].itemId;
}

const SHAPE = { baseShape: 'AllProperties', includeMimeContent: true };
const READINGS = {
  GetItem: (id) => ask(GetItem, { itemShape: SHAPE, itemIds: [idOf(id)] }),
};

async function readFolders(mutant) {
  for (const folder of Object.values(FOLDERS)) {
    const place = [{ kind: 'distinguishedFolderId', id: folder }];
    const itemShape = { baseShape: 'AllProperties' };
    await tried('FindItem', mutant, () => ask(FindItem, { traversal: 'Shallow', itemShape, parentFolderIds: place }));
    await tried('SyncFolderItems', mutant, () =>
      ask(SyncFolderItems, {
        itemShape,
        syncFolderId: { distinguishedFolderId: { id: folder } },
        maxChangesReturned: 512,
      }),
    );
    if (folder !== 'calendar') continue;
    const view = { kind: 'calendarView', startDate: new Date('2026-01-01'), endDate: new Date('2027-12-01') };
    await tried('CalendarView', mutant, () =>
      ask(FindItem, { traversal: 'Shallow', itemShape, view, parentFolderIds: place }),
    );
  }
}

let ids = [];
async function clear() {
  if (ids.length === 0) return;
  await ask(DeleteItem, { deleteType: 'HardDelete', sendMeetingCancellations: 'SendToNone', itemIds: ids.map(idOf) });
  ids = [];
}

for (const mutant of mutants(seed)) {
  if (sums.bytes >= megabytes * 2 ** 20) break;
  sums.bytes += mutant.bytes.length;
  let isKept = false;
  const make = async () => {
    const id = await create(mutant);
    ids.push(id);
    return id;
  };
  const id = await tried('create', mutant, make, measured);
  if (id !== undefined) {
    isKept = true;
    for (const [what, read] of Object.entries(READINGS)) await tried(what, mutant, () => read(id), measured);
  }
  if (isKept) sums.kept++;
  else sums.refused++;
  if (ids.length >= BATCH) {
    await readFolders(mutant);
    await clear();
    for (const { internalError, operation } of sandbox.requests)
      if (internalError) found.push({ what: operation, message: internalError.stack, mutant });
    sandbox.requests.length = 0;
    if (found.length > 20) break;
  }
}

for (const { what, code, message, mutant } of found)
  console.log(
    `${what} ${code ?? ''} ${message ?? ''}\n${mutant.kind} ${JSON.stringify(mutant.bytes.toString('latin1'))}\n`,
  );
const { bytes, kept, refused, most } = sums;
console.log(
  `${(bytes / 2 ** 20).toFixed(1)} MB: ${kept} kept and read again, ${refused} refused; at most ${most.toFixed(0)} ms of CPU; ${found.length} faults`,
);
await account[Symbol.asyncDispose]?.();
await sandbox[Symbol.asyncDispose]();
process.exitCode = found.length > 0 ? 1 : 0;
