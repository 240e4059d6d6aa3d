/** Doc comments: the meaning from the overlay, then the facts of the schema, then the link to Microsoft's page. */
import type { Overlay } from '../model/overlay.js';
import { wrap } from './file.js';

/** What each edition is called in prose. */
const EDITION_NAMES: Readonly<Record<string, string>> = {
  Exchange2007_SP1: 'Exchange 2007 SP1',
  Exchange2010_SP2: 'Exchange 2010 SP2',
  Exchange2013_SP1: 'Exchange 2013 SP1',
  Exchange2016: 'Exchange 2016',
  ExchangeSE: 'Exchange SE',
};

/** The oldest edition there is a schema of: what bears no mark is at least that old. */
const OLDEST = 'Exchange2007_SP1';

export function editionName(edition: string | undefined): string {
  return EDITION_NAMES[edition ?? OLDEST] ?? edition ?? OLDEST;
}

/** `since Exchange 2013 SP1`, and until when, of what has vanished. */
export function age({ since, until }: { since?: string; until?: string }): string {
  return `since ${editionName(since)}${until === undefined ? '' : `, until ${editionName(until)}`}`;
}

/** A doc comment of some sentences and a link; on one line if it fits. */
export function docComment(indent: string, sentences: readonly (string | undefined)[], link?: string): string[] {
  const text = sentences
    .filter((sentence) => sentence !== undefined && sentence !== '')
    .join(' ')
    .replaceAll('*/', '* /')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  const one = `${indent}/** ${text} */`;
  if (link === undefined && one.length <= 140) return [one];
  const lines = wrap(text.split(' '), 136 - indent.length, ' ');
  if (link !== undefined) lines.push(`@see ${link}`);
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */`];
}

export function typeMeaning(overlay: Overlay, name: string): string | undefined {
  return Object.hasOwn(overlay.docs.types, name) ? overlay.docs.types[name] : undefined;
}

export function memberMeaning(overlay: Overlay, type: string, member: string): string | undefined {
  return overlay.docs.members[`${type}.${member}`];
}
