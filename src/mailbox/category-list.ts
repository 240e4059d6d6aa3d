/**
 * The list of categories as Outlook keeps it: XML in the user configuration `CategoryList` of the calendar, [MS-OXOCFG] 2.2.5. What other
 * programs have put there is kept. Must not know requests.
 */
import { randomUUID } from 'node:crypto';
import { childElements, parseXml, writeElement, type XmlElement } from '../xml/element.js';

/** Colors in the order of their numbers: that of `none` is -1, of `red` 0. [MS-OXOCFG] 2.2.5.2 */
export const COLORS = [
  'none',
  'red',
  'orange',
  'peach',
  'yellow',
  'green',
  'teal',
  'olive',
  'blue',
  'purple',
  'maroon',
  'steel',
  'darkSteel',
  'gray',
  'darkGray',
  'black',
  'darkRed',
  'darkOrange',
  'darkPeach',
  'darkYellow',
  'darkGreen',
  'darkTeal',
  'darkOlive',
  'darkBlue',
  'darkPurple',
  'darkMaroon',
] as const;

/** The color of a category, as Outlook shows them. */
export type CategoryColor = (typeof COLORS)[number];

/** A category that items may have. */
export interface Category {
  /** What it is called, and what stands in `categories` of items. */
  readonly name: string;
  /** How it is shown. */
  readonly color: CategoryColor;
}

const NAMESPACE = 'CategoryList.xsd';
/** What Outlook writes for never. */
const NEVER = '1601-01-01T00:00:00.000';

/** The list: in the one that was kept, or a new one. */
export class CategoryList {
  readonly #root: XmlElement;

  constructor(xml: string | undefined) {
    this.#root = xml ? parseXml(Buffer.from(withoutMark(xml))) : newList();
  }

  get categories(): Category[] {
    return this.#elements().map(({ attributes = {} }) => ({
      name: attributes['name'] ?? '',
      // A number that is none of these is shown without a color.
      color: COLORS[Number(attributes['color'] ?? -1) + 1] ?? 'none',
    }));
  }

  /** Puts a category on the list, or gives it another color. Names differ by more than case. */
  set(name: string, color: CategoryColor | undefined): void {
    const number = String(COLORS.indexOf(color ?? 'none') - 1);
    const old = this.#find(name);
    if (old) {
      if (color !== undefined) old.attributes = { ...old.attributes, color: number };
      return;
    }
    const attributes = {
      name,
      color: number,
      keyboardShortcut: '0',
      usageCount: '0',
      lastTimeUsedNotes: NEVER,
      lastTimeUsedJournal: NEVER,
      lastTimeUsedContacts: NEVER,
      lastTimeUsedTasks: NEVER,
      lastTimeUsedCalendar: NEVER,
      lastTimeUsedMail: NEVER,
      lastTimeUsed: NEVER,
      lastSessionUsed: '0',
      guid: `{${randomUUID().toUpperCase()}}`,
    };
    this.#root.children.push({ name: 'category', namespace: this.#root.namespace, attributes, children: [] });
  }

  /** Whether it was on the list. */
  remove(name: string): boolean {
    const old = this.#find(name);
    if (old) this.#root.children.splice(this.#root.children.indexOf(old), 1);
    return old !== undefined;
  }

  /** As Outlook reads it, with the time of the change. */
  write(now: Date): string {
    const attributes = { ...this.#root.attributes, lastSavedTime: now.toISOString().slice(0, -1) };
    return `<?xml version="1.0"?>\r\n${writeElement({ ...this.#root, attributes })}`;
  }

  #elements(): XmlElement[] {
    return childElements(this.#root, 'category');
  }

  #find(name: string): XmlElement | undefined {
    return this.#elements().find(({ attributes }) => attributes?.['name']?.toLowerCase() === name.toLowerCase());
  }
}

function newList(): XmlElement {
  const attributes = { default: '', lastSavedSession: '0', lastSavedTime: NEVER };
  return { name: 'categories', namespace: NAMESPACE, attributes, children: [] };
}

function withoutMark(xml: string): string {
  return xml.startsWith('\uFEFF') ? xml.slice(1) : xml;
}
