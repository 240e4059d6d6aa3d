/** A contact as a card, vCard 3.0 (RFC 2426), as Exchange writes it (MS-OXVCARD 3.2). */
import { emitLines, escaped, textLine } from '../content-lines/emit.js';
import { ADDRESSES, type CardAddress, type ContactCard, MICROSOFT_PHONES, PHONES } from './contact-card.js';

export interface CardOptions {
  productId: string;
  /** The body without its markup. */
  plainText: (body: NonNullable<ContactCard['body']>) => string;
}

export function writeCard(card: ContactCard, { productId, plainText }: CardOptions): Uint8Array {
  const { surname, givenName, middleName, generation, companyName, department, body, photo } = card;
  const name = [givenName, middleName, surname, generation].filter(Boolean).join(' ');
  return emitLines([
    'BEGIN:VCARD',
    'VERSION:3.0',
    `PRODID:${productId}`,
    `FN:${escaped(card.displayName ?? (name || (companyName ?? '')))}`,
    `N:${structured(surname, givenName, middleName, '', generation)}`,
    ...textLine('NICKNAME', card.nickname),
    ...(companyName || department ? [`ORG:${structured(companyName, department).replace(/;$/, '')}`] : []),
    ...textLine('TITLE', card.jobTitle),
    ...textLine('ROLE', card.profession),
    ...textLine('X-MS-MANAGER', card.manager),
    ...textLine('X-MS-ASSISTANT', card.assistantName),
    ...textLine('X-MS-SPOUSE', card.spouseName),
    ...(card.emailAddresses ?? []).flatMap(({ value }, place) =>
      textLine(`EMAIL;TYPE=internet${place === 0 ? ',pref' : ''}`, value),
    ),
    ...(card.phoneNumbers ?? []).flatMap(({ key, value }) => textLine(phoneName(key), value)),
    ...(card.physicalAddresses ?? []).map(addressLine),
    ...(card.imAddresses ?? []).flatMap(({ value }) => textLine('X-MS-IMADDRESS', value)),
    ...(card.businessHomePage ? [`URL;TYPE=work:${card.businessHomePage}`] : []),
    ...dateLine('BDAY', card.birthday),
    ...dateLine('X-MS-ANNIVERSARY', card.weddingAnniversary),
    ...(card.categories?.length ? [`CATEGORIES:${card.categories.map(escaped).join(',')}`] : []),
    ...textLine('NOTE', body && plainText(body)),
    `CLASS:${CLASSES[card.sensitivity ?? ''] ?? 'PUBLIC'}`,
    ...(photo
      ? [
          `PHOTO;ENCODING=b;TYPE=${photo.contentType.replace(/^.*\//, '').toUpperCase()}:${Buffer.from(photo.content).toString('base64')}`,
        ]
      : []),
    'END:VCARD',
  ]);
}

const CLASSES: Readonly<Record<string, string>> = {
  Private: 'PRIVATE',
  Confidential: 'CONFIDENTIAL',
  Personal: 'X-PERSONAL',
};

function structured(...parts: (string | undefined)[]): string {
  return parts.map((one) => escaped(one ?? '')).join(';');
}

function phoneName(key: string): string {
  const own = Object.entries(MICROSOFT_PHONES).find(([, one]) => one === key)?.[0];
  if (own !== undefined) return `X-MS-TEL;TYPE=${own}`;
  const types = PHONES.find(([, keys]) => keys.includes(key))?.[0] ?? ['voice'];
  return `TEL;TYPE=${types.join(',')}`;
}

function addressLine({ key, street, city, state, postalCode, countryOrRegion }: CardAddress): string {
  const type = ADDRESSES.find(([, one]) => one === key)?.[0];
  return `ADR${type ? `;TYPE=${type}` : ''}:;;${structured(street, city, state, postalCode, countryOrRegion)}`;
}

function dateLine(name: string, date: Date | undefined): string[] {
  return date ? [`${name};VALUE=date:${date.toISOString().slice(0, 10)}`] : [];
}
