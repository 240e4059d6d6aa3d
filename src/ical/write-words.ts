/** The lines that events and tasks have alike. */
import { escaped, textLine } from '../content-lines/emit.js';
import type { CalendarEvent } from './calendar-event.js';

/** How a file is signed, and how markup becomes text. */
export interface WriteOptions {
  productId: string;
  method: string;
  /** DTSTAMP. */
  stamp: Date;
  /** The body without its markup. */
  plainText: (body: NonNullable<CalendarEvent['body']>) => string;
}

export function bodyLines(body: CalendarEvent['body'], { plainText }: WriteOptions): string[] {
  return [
    ...textLine('DESCRIPTION', body && plainText(body)),
    ...(body?.bodyType === 'HTML' && body.value ? [`X-ALT-DESC;FMTTYPE=text/html:${escaped(body.value)}`] : []),
  ];
}

const CLASSES: Readonly<Record<string, string>> = {
  Private: 'PRIVATE',
  Personal: 'X-PERSONAL',
  Confidential: 'CONFIDENTIAL',
};
const PRIORITIES: Readonly<Record<string, number>> = { High: 1, Low: 9 };

export function wordLines({
  sensitivity = '',
  importance = '',
  categories = [],
}: Pick<CalendarEvent, 'sensitivity' | 'importance' | 'categories'>): string[] {
  return [
    `CLASS:${CLASSES[sensitivity] ?? 'PUBLIC'}`,
    `PRIORITY:${PRIORITIES[importance] ?? 5}`,
    ...(categories.length > 0 ? [`CATEGORIES:${categories.map(escaped).join(',')}`] : []),
  ];
}
