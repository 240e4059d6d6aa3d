/**
 * The keywords of a query string, by Learn's tables of them, and how each compares: texts by words or their beginnings, numbers and
 * times by what stands before or between them, yes and no, and kinds of items.
 */
import { plainText } from '../mime/body.js';
import type { Address, Attendee, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import type { Store } from '../store/store.js';
import { periodOf } from './query-dates.js';

/** What a search needs besides the items: the time, the zone of the request, and the store for the names of attachments. */
export interface QueryScope {
  readonly clock: { now(): Date };
  readonly timeZone: string | undefined;
  readonly store: Store;
}

export interface QueryText {
  readonly text: string;
  readonly isQuoted: boolean;
}

export interface Keyword {
  /** Further words behind it are of the same keyword. */
  readonly takesMore: boolean;
  /** Made of the next texts of a query; `length` is how many of them it took. */
  readonly test: (texts: readonly QueryText[], scope: QueryScope) => { length: number; test: (item: Item) => boolean };
}

type ReadTexts = (item: Item, scope: QueryScope) => readonly (string | undefined)[];

const people = (list: readonly (Address | undefined)[] = []): string[] =>
  list.map((one) => `${one?.name ?? ''} ${one?.emailAddress ?? ''}`);
const attendees = (list: readonly Attendee[] = []): Address[] => list.map(({ mailbox }) => mailbox);

const to = ({ data }: Item) => people([...(data.toRecipients ?? []), ...attendees(data.requiredAttendees)]);
const cc = ({ data }: Item) => people([...(data.ccRecipients ?? []), ...attendees(data.optionalAttendees)]);
const bcc = ({ data }: Item) => people([...(data.bccRecipients ?? []), ...attendees(data.resources)]);
const body = ({ data }: Item) => [data.body && plainText(data.body)];

const TEXTS: Readonly<Record<string, ReadTexts>> = {
  subject: ({ data }) => [data.subject],
  body,
  content: body,
  attachment: (item, { store }) =>
    item.data.hasAttachments ? store.attachments.of(item.id).map(({ data }) => data.name) : [],
  from: ({ data }) => people([data.from ?? data.organizer]),
  to,
  cc,
  bcc,
  participants: (item) => [...to(item), ...cc(item), ...bcc(item)],
  category: ({ data }) => data.categories ?? [],
  importance: ({ data }) => [data.importance],
  location: ({ data }) => [data.location],
};

/** Without a keyword all properties are searched that Exchange has in its index. */
const ANYWHERE = ['subject', 'body', 'from', 'participants', 'category', 'location', 'attachment'];
const everywhere: ReadTexts = (item, scope) => ANYWHERE.flatMap((name) => TEXTS[name]?.(item, scope) ?? []);

/** Words follow one another, as in an index; the last one is a beginning where the text is not in quotes. */
function textKeyword(read: ReadTexts, takesMore: boolean): Keyword {
  return {
    takesMore,
    test: ([first], scope) => {
      const { text = '', isQuoted = false } = first ?? {};
      const isBeginning = !isQuoted || text.endsWith('*');
      const wanted = ` ${wordsOf(text).trim()}${isBeginning ? '' : ' '}`;
      const found = (own: string | undefined) => own !== undefined && wordsOf(own).includes(wanted);
      return { length: 1, test: (item) => wanted.trim() === '' || read(item, scope).some(found) };
    },
  };
}

function wordsOf(text: string): string {
  return ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `.replace(/ +/g, ' ');
}

/** `>5`, `> 5`, `1..5`: what a number or a time is compared with, by the period that a value stands for. */
function rangeKeyword(
  read: (data: ItemData) => number | undefined,
  period: (text: string, scope: QueryScope) => readonly [from: number, to: number] | undefined,
): Keyword {
  return {
    takesMore: false,
    test: (texts, scope) => {
      const [first, second] = texts.map(({ text }) => text);
      const isSplit = second !== undefined && /^[<>]=?$/.test(first ?? '');
      const pair = second !== undefined && !isSplit ? period(`${first} ${second}`, scope) : undefined;
      const length = isSplit || pair !== undefined ? 2 : 1;
      const [, sign = '', value = ''] = /^([<>]=?)?(.*)$/s.exec(isSplit ? `${first}${second}` : (first ?? '')) ?? [];
      const fits = pair ? inPeriod(pair) : rangeTest(sign, value, (text) => period(text, scope));
      return {
        length,
        test: ({ data }) => {
          const own = read(data);
          return own !== undefined && fits(own);
        },
      };
    },
  };
}

const inPeriod =
  ([from, to]: readonly [number, number]) =>
  (value: number): boolean =>
    value >= from && value < to;

function rangeTest(
  sign: string,
  text: string,
  period: (text: string) => readonly [number, number] | undefined,
): (value: number) => boolean {
  const [low = '', high] = text.split('..', 2);
  const [from, to] = [period(low), high === undefined ? undefined : period(high)];
  if (from === undefined || (high !== undefined && to === undefined)) return () => false;
  if (to !== undefined) return inPeriod([from[0], to[1]]);
  switch (sign) {
    case '>':
      return (value) => value >= from[1];
    case '>=':
      return (value) => value >= from[0];
    case '<':
      return (value) => value < from[0];
    case '<=':
      return (value) => value < from[1];
    default:
      return inPeriod(from);
  }
}

const UNITS: Readonly<Record<string, number>> = { '': 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

function sizePeriod(text: string): readonly [number, number] | undefined {
  const [, digits, unit = ''] = /^(\d{1,15})(kb|mb|gb)?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const size = Number(digits) * (UNITS[unit.toLowerCase()] ?? 1);
  return [size, size + 1];
}

/** One word behind the keyword, of a fixed set. */
function wordKeyword(test: (word: string) => (data: ItemData) => boolean): Keyword {
  return {
    takesMore: false,
    test: ([first]) => {
      const fits = test((first?.text ?? '').toLowerCase());
      return { length: 1, test: ({ data }) => fits(data) };
    },
  };
}

const yesOrNo = (read: (data: ItemData) => boolean): Keyword =>
  wordKeyword((word) => (data) => String(read(data)) === word);

/** Item classes behind the words of `kind`. */
const KINDS: Readonly<Record<string, RegExp>> = {
  contact: /^IPM\.(Contact|DistList)\b/i,
  doc: /^IPM\.Document\b/i,
  email: /^IPM\.Note\b/i,
  fax: /^IPM\.Note\.Microsoft\.Fax\b/i,
  im: /^IPM\.Note\.Microsoft\.Conversation\b/i,
  journal: /^IPM\.Activity\b/i,
  meeting: /^IPM\.(Appointment|Schedule)\b/i,
  note: /^IPM\.StickyNote\b/i,
  post: /^IPM\.Post\b/i,
  rssfeed: /^IPM\.Post\.Rss\b/i,
  task: /^IPM\.Task\b/i,
  voicemail: /^IPM\.Note\.Microsoft\.Voicemail\b/i,
};

const isFlagged = (data: ItemData): boolean =>
  (data['flag'] as { flagStatus?: string } | undefined)?.flagStatus === 'Flagged';

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  ...Object.fromEntries(Object.entries(TEXTS).map(([name, read]) => [name, textKeyword(read, true)])),
  received: rangeKeyword(({ dateTimeReceived }) => dateTimeReceived?.getTime(), periodOf),
  sent: rangeKeyword(({ dateTimeSent }) => dateTimeSent?.getTime(), periodOf),
  size: rangeKeyword(({ size }) => size, sizePeriod),
  hasattachment: yesOrNo(({ hasAttachments = false }) => hasAttachments),
  isflagged: yesOrNo(isFlagged),
  isread: yesOrNo(({ isRead = true }) => isRead),
  kind: wordKeyword((word) => {
    const classes = KINDS[word] ?? KINDS[word.replace(/(?<=fax)es$|s$/, '')];
    return ({ itemClass = '' }) => classes?.test(itemClass) ?? false;
  }),
};

const ALL = textKeyword(everywhere, false);

export function isKeyword(name: string): boolean {
  return Object.hasOwn(KEYWORDS, name);
}

/** That of the name; without one, the words are looked for everywhere. */
export function keywordNamed(name: string | undefined): Keyword {
  return (name === undefined ? undefined : KEYWORDS[name]) ?? ALL;
}
