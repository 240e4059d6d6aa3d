/**
 * Our half of the exchange of items with exchangelib: `write` makes an item of each class with every field of items.json, the rights on a folder,
 * and a configuration; items.py reads them and makes its own, which `read` reads. `items.mjs write|read URL`; prints a line for each check.
 */
import { readFileSync } from 'node:fs';
import { Account } from '../../dist/index.js';
import { check, conclude } from './check.mjs';

const [, , what, endpoint] = process.argv;
const email = 'alice@example.test';
const account = await Account.connect({
  email,
  endpoint,
  credentials: { username: email, password: 'secret' },
  timeZone: 'UTC',
});
const { classes } = JSON.parse(readFileSync(new URL('items.json', import.meta.url), 'utf8'));

/** A value as we write it. */
function written(value) {
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  if (value.text !== undefined) return { bodyType: 'Text', value: value.text };
  if (value.decimal !== undefined) return value.decimal;
  if (value.time) return new Date(value.time);
  if (value.day) return value.day;
  if (value.mailboxes) return value.mailboxes;
  if (value.attendees) return value.attendees;
  if (value.entries) return Object.entries(value.entries).map(([key, one]) => ({ key, value: one }));
  return Object.entries(value.addresses).map(([key, { zipcode, country, ...rest }]) => ({
    key,
    ...rest,
    postalCode: zipcode,
    countryOrRegion: country,
  }));
}

/** A value as it was read, in the notation of items.json. */
function read(got, value) {
  if (got === undefined || typeof value !== 'object' || Array.isArray(value)) return got;
  if (value.text !== undefined) return { text: got.value };
  if (value.decimal !== undefined) return { decimal: got };
  if (value.time) return { time: got.toISOString().replace('.000', '') };
  if (value.day) return { day: got.toISOString().slice(0, 10) };
  if (value.mailboxes) return { mailboxes: got.map(({ emailAddress }) => emailAddress) };
  if (value.attendees) return { attendees: got.map(({ mailbox }) => mailbox.emailAddress) };
  const known = (keys) => got.filter(({ key }) => keys.includes(key));
  if (value.entries) {
    const entries = known(Object.keys(value.entries)).map((one) => [one.key, one.value]);
    return {
      ...value,
      entries: Object.fromEntries(Object.keys(value.entries).map((key) => [key, new Map(entries).get(key)])),
    };
  }
  const addresses = known(Object.keys(value.addresses)).map(
    ({ key, street, city, state, postalCode, countryOrRegion }) => [
      key,
      { street, city, state, zipcode: postalCode, country: countryOrRegion },
    ],
  );
  return { addresses: Object.fromEntries(addresses) };
}

for (const {
  kind,
  folder: [place],
  fields,
} of classes) {
  const folder = account.distinguished(place);
  if (what === 'write') {
    const item = Object.fromEntries(fields.map(([name, , value]) => [name, written(value)]));
    const made = await account.folder({ id: await folder.id() }, 'any').create({ kind, ...item, itemClass: undefined });
    check(`${kind} is written`, made.id.length > 10, true);
    continue;
  }
  const marker = kind === 'distributionList' ? 'displayName' : 'subject';
  const [, , mark] = fields.find(([name]) => name === marker);
  const wanted = `${mark} (exchangelib)`;
  let found;
  for await (const item of folder.all({ bodyType: 'Text' }))
    if (item.kind === kind && item[marker] === wanted) found = item;
  check(`${kind} is found`, found !== undefined, true);
  for (const [name, , value] of fields)
    check(`${kind}.${name}`, read(found?.[name], value), name === marker ? wanted : value);
}

const kept = account.inbox.userConfiguration('Interop');
if (what === 'write') {
  for (const folder of [account.inbox, account.calendar]) await folder.permissions.set('bob@example.test', 'Reviewer');
  await kept.set({
    dictionary: { theme: 'dark', limit: 3, on: true },
    xmlData: '<a/>',
    binaryData: new Uint8Array([1, 2]),
  });
  check(
    'rights are written',
    (await account.inbox.permissions.toArray()).some(({ level }) => level === 'Reviewer'),
    true,
  );
} else {
  const rights = (await account.calendar.permissions.toArray()).map(({ user, level }) => [
    user.primarySmtpAddress,
    level,
  ]);
  check(
    'their rights',
    rights.filter(([address]) => address),
    [['carol@example.test', 'Editor']],
  );
  const theirs = await account.inbox.userConfiguration('Theirs').get();
  check('their configuration', [theirs?.dictionary, theirs?.xmlData], [{ theme: 'light', limit: 4 }, '<b/>']);
}
conclude(`ewskit, ${what}`);
await account[Symbol.asyncDispose]();
