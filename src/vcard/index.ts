/** Cards (vCard) into the members of contacts and back. What reads them is loaded on first use; knows no requests. */
export type { ContactCard } from './contact-card.js';

export type CardFormat = typeof import('./format.js');

let loading: Promise<CardFormat> | undefined;

export function loadCardFormat(): Promise<CardFormat> {
  loading ??= import('./format.js');
  return loading;
}
