/** A card (vCard 2.1, 3.0, 4.0) into the members of a contact, as MS-OXVCARD maps them. */
import { TextFormatError } from '../content-lines/format-error.js';
import {
  type Component,
  componentsOf,
  type Line,
  lineOf,
  linesOf,
  parseComponents,
  valuesOf,
} from '../content-lines/parse.js';
import { ADDRESSES, type CardAddress, type ContactCard, MICROSOFT_PHONES, PHONES } from './contact-card.js';
import { binaryOf, quotedPrintable } from './encoded.js';

/** The first card of the file; throws a TextFormatError where there is none. */
export function readCard(bytes: Uint8Array): ContactCard {
  return readCards(bytes)[0] as ContactCard;
}

/** All of them; throws where there is none. */
export function readCards(bytes: Uint8Array): ContactCard[] {
  const cards = componentsOf(parseComponents(bytes), 'VCARD');
  if (cards.length === 0) throw new TextFormatError('The file has no card.');
  return cards.map(contactIn);
}

function contactIn(card: Component): ContactCard {
  const [surname, givenName, middleName, , generation] = partsOf(lineOf(card, 'N'));
  const [companyName, department] = partsOf(lineOf(card, 'ORG'));
  const url = linesOf(card, 'URL');
  const found: ContactCard = {
    displayName: textIn(card, 'FN'),
    givenName,
    middleName,
    surname,
    generation,
    nickname: partsOf(lineOf(card, 'NICKNAME'))[0],
    companyName,
    department,
    jobTitle: textIn(card, 'TITLE'),
    profession: textIn(card, 'ROLE'),
    manager: textIn(card, 'X-MS-MANAGER'),
    assistantName: textIn(card, 'X-MS-ASSISTANT'),
    spouseName: textIn(card, 'X-MS-SPOUSE'),
    businessHomePage: textOf(url.find((line) => typesOf(line).has('work')) ?? url[0]),
    birthday: dateOf(lineOf(card, 'BDAY')),
    weddingAnniversary: dateOf(
      lineOf(card, 'ANNIVERSARY') ?? lineOf(card, 'X-MS-ANNIVERSARY') ?? lineOf(card, 'X-ANNIVERSARY'),
    ),
    sensitivity: SENSITIVITIES[(textIn(card, 'CLASS') ?? '').toUpperCase()],
    categories: linesOf(card, 'CATEGORIES')
      .flatMap(partsOf)
      .filter((one) => one !== undefined),
    body: bodyOf(card),
    emailAddresses: numbered(
      'EmailAddress',
      inOrder(linesOf(card, 'EMAIL')).map((line) => textOf(line)?.replace(/^mailto:/i, '')),
    ).map((entry) => ({ ...entry, routingType: 'SMTP' })),
    phoneNumbers: phonesOf(card),
    imAddresses: numbered(
      'ImAddress',
      ['IMPP', 'X-MS-IMADDRESS', 'X-JABBER', 'X-SKYPE', 'X-AIM'].flatMap((name) => linesOf(card, name)).map(textOf),
    ),
    physicalAddresses: addressesOf(card),
    photo: photoOf(lineOf(card, 'PHOTO')),
  };
  const present = Object.entries(found).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(present);
}

const SENSITIVITIES: Readonly<Record<string, string>> = {
  PUBLIC: 'Normal',
  PRIVATE: 'Private',
  CONFIDENTIAL: 'Confidential',
  'X-PERSONAL': 'Personal',
};

function typesOf(line: Line): Set<string> {
  const types = (line.parameters['TYPE'] ?? []).flatMap((one) => one.toLowerCase().split(','));
  return new Set(line.parameters['PREF'] ? [...types, 'pref'] : types);
}

/** What is preferred comes first. */
function inOrder(lines: Line[]): Line[] {
  const rank = (line: Line) => (typesOf(line).has('pref') ? 0 : 1);
  return [...lines].sort((a, b) => rank(a) - rank(b));
}

/** Texts without their escapes and encodings; undefined for what is empty. */
function partsOf(line: Line | undefined): (string | undefined)[] {
  if (line === undefined) return [];
  const isQuoted = isQuotedPrintable(line);
  return valuesOf(line, 'vcard3')
    .flat()
    .map((text) => (isQuoted ? quotedPrintable(text, line.parameters['CHARSET']?.[0]) : text).trim() || undefined);
}

// In 2.1 an encoding may stand without its name, as a type.
function isQuotedPrintable(line: Line): boolean {
  return [...(line.parameters['ENCODING'] ?? []), ...(line.parameters['TYPE'] ?? [])].some((one) =>
    /^(QUOTED-PRINTABLE|Q)$/i.test(one),
  );
}

// ical.js leaves `\;` in a text that has no parts.
function textOf(line: Line | undefined): string | undefined {
  if (line === undefined) return undefined;
  const parts = partsOf(line.name.startsWith('X-') ? { ...line, name: 'NOTE' } : line);
  const text = parts
    .map((one) => one ?? '')
    .join(';')
    .replace(/\\;/g, ';')
    .trim();
  return text === '' ? undefined : text;
}

function textIn(card: Component, name: string): string | undefined {
  return textOf(lineOf(card, name));
}

function bodyOf(card: Component): ContactCard['body'] {
  const value = linesOf(card, 'NOTE').map(textOf).filter(Boolean).join('\n');
  return value === '' ? undefined : { bodyType: 'Text', value };
}

/** A day, without a year none that EWS could keep. */
function dateOf(line: Line | undefined): Date | undefined {
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)(?:\D|$)/.exec((line?.value ?? '').trim()) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return year === undefined || Number.isNaN(date.getTime()) || Number(year) < 1 ? undefined : date;
}

/** Three at most: EmailAddress1 to 3. */
function numbered(key: string, values: readonly (string | undefined)[]): { key: string; value: string }[] {
  const present = [...new Set(values.filter((one) => one !== undefined && one !== ''))].slice(0, 3);
  return present.map((value, place) => ({ key: `${key}${place + 1}`, value: value as string }));
}

function phonesOf(card: Component): { key: string; value: string }[] {
  const found = new Map<string, string>();
  for (const line of linesOf(card, 'X-MS-TEL')) {
    const key = MICROSOFT_PHONES[(line.parameters['TYPE']?.[0] ?? '').toUpperCase()];
    const value = textOf(line);
    if (key !== undefined && value !== undefined) found.set(key, value);
  }
  for (const line of inOrder(linesOf(card, 'TEL'))) {
    const types = typesOf(line);
    const value = textOf(line)?.replace(/^tel:/i, '');
    const [, keys] = PHONES.find(([wanted]) => wanted.every((one) => types.has(one))) ?? [[], ['OtherTelephone']];
    const free = keys.find((key) => !found.has(key));
    if (free !== undefined && value !== undefined) found.set(free, value);
  }
  return [...found].map(([key, value]) => ({ key, value }));
}

function addressesOf(card: Component): CardAddress[] {
  const found = new Map<string, CardAddress>();
  for (const line of linesOf(card, 'ADR')) {
    const types = typesOf(line);
    const [, key = 'Other'] = ADDRESSES.find(([type]) => type === '' || types.has(type)) ?? [];
    const [box, extended, street, city, state, postalCode, countryOrRegion] = partsOf(line);
    const lines = [box, extended, street].filter((one) => one !== undefined).join('\n');
    const address = { street: lines || undefined, city, state, postalCode, countryOrRegion };
    const present = Object.entries(address).filter(([, value]) => value !== undefined);
    if (present.length > 0 && !found.has(key)) found.set(key, { key, ...Object.fromEntries(present) });
  }
  return [...found.values()];
}

function photoOf(line: Line | undefined): ContactCard['photo'] {
  if (line === undefined) return undefined;
  const [, type, data] = /^data:([\w.+/-]+)[^,]*;base64,(.*)$/is.exec(line.value.trim()) ?? [];
  const isBinary = [...(line.parameters['ENCODING'] ?? []), ...(line.parameters['TYPE'] ?? [])].some((one) =>
    /^(B|BASE64)$/i.test(one),
  );
  const content = binaryOf(data ?? (isBinary ? line.value : ''));
  const named = (line.parameters['TYPE'] ?? []).find((one) => /^(jpe?g|png|gif|bmp)$/i.test(one)) ?? 'jpeg';
  return content && { content, contentType: type ?? `image/${named.toLowerCase().replace('jpg', 'jpeg')}` };
}
