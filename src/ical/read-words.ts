/** What events and tasks of a file say alike: texts, categories, and how private and how important they are. */
import { type Component, type Line, lineOf, linesOf, textsOf } from '../content-lines/parse.js';
import type { CalendarEvent } from './calendar-event.js';

/** The text of a property, without its escapes. */
export function textOf(component: Component, name: string): string | undefined {
  const line = lineOf(component, name);
  return line && textsOf(line)[0];
}

/** A word of the standard, in capitals; '' where the property is missing. */
export function wordOf(component: Component, name: string): string {
  return (lineOf(component, name)?.value ?? '').trim().toUpperCase();
}

export function categoriesOf(component: Component): string[] | undefined {
  const categories = linesOf(component, 'CATEGORIES').flatMap((line) => textsOf(line));
  const named = categories.map((one) => one.trim()).filter((one) => one !== '');
  return named.length > 0 ? named : undefined;
}

// MS-OXCICAL 2.1.3.1.1.20.22: X-ALT-DESC is the same in HTML.
export function bodyOf(component: Component): CalendarEvent['body'] {
  const isHtml = (line: Line) => /^text\/html$/i.test(line.parameters['FMTTYPE']?.[0] ?? '');
  const html = linesOf(component, 'X-ALT-DESC').find(isHtml);
  if (html !== undefined && html.value.trim() !== '')
    return { bodyType: 'HTML', value: textsOf({ ...html, name: 'DESCRIPTION' }).join(',') };
  const line = lineOf(component, 'DESCRIPTION');
  return line && { bodyType: 'Text', value: textsOf(line)[0] ?? '' };
}

// What is not known is private (RFC 5545, 3.8.1.3).
export function sensitivityOf(component: Component): string {
  const known: Record<string, string> = {
    '': 'Normal',
    PUBLIC: 'Normal',
    CONFIDENTIAL: 'Confidential',
    'X-PERSONAL': 'Personal',
  };
  return known[wordOf(component, 'CLASS')] ?? 'Private';
}

export function importanceOf(component: Component): string {
  const own = wordOf(component, 'X-MICROSOFT-CDO-IMPORTANCE');
  const priority = Number(wordOf(component, 'PRIORITY'));
  const named = ['Low', 'Normal', 'High'][own === '' ? -1 : Number(own)];
  if (named !== undefined) return named;
  if (priority >= 1 && priority <= 4) return 'High';
  return priority >= 6 && priority <= 9 ? 'Low' : 'Normal';
}

/** Without the members that are missing. */
export function present<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
