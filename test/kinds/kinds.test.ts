/** The one table of kinds: what it says agrees with the schema, with the classes, and with the types that users see. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { compiledType as compiledIn } from '../../src/codec/index.js';
import * as door from '../../src/index.js';
import { ITEM_CLASSES } from '../../src/items/classes.js';
import { isOf, KINDS, kindOfClass, kindOfDistinguished, mayBe, typesOf } from '../../src/kinds/kinds.js';
import { committed } from '../../src/soap/committed.js';

const { elements, simpleTypes, types } = committed;
const compiledType = (name: string) => compiledIn(committed, name);

const NAMES = ['mail', 'posts', 'calendar', 'contacts', 'tasks', 'notes', 'journal', 'any'] as const;

describe('the table', () => {
  test('has each kind under its own name', () => {
    expect(Object.entries(KINDS).map(([key, { name }]) => [key, name])).toEqual(NAMES.map((name) => [name, name]));
  });

  test('has the kinds that the models have', () => {
    const models = /export interface Models \{([^}]*)\}/.exec(readFileSync('src/kinds/models.ts', 'utf8'))?.[1] ?? '';
    expect([...models.matchAll(/^\s*(\w+):/gm)].map(([, name]) => name)).toEqual([...NAMES]);
  });

  test('what a folder makes first, and what may lie in it', () => {
    const meetings = ['meetingRequest', 'meetingResponse', 'meetingCancellation', 'meetingMessage'];
    const mail = ['message', ...meetings];
    expect(Object.fromEntries(NAMES.map((name) => [name, KINDS[name].items]))).toEqual({
      mail: [...mail, 'postItem'],
      posts: ['postItem', ...mail],
      calendar: ['calendarItem'],
      contacts: ['contact', 'distributionList'],
      tasks: ['task'],
      notes: ['item'],
      journal: ['item'],
      any: ['item', ...mail, 'postItem', 'calendarItem', 'contact', 'distributionList', 'task'],
    });
  });

  test('`any` knows every class that there is', () => {
    expect(new Set<string>(KINDS.any.items)).toEqual(new Set(Object.keys(ITEM_CLASSES)));
  });

  test('names folders as the schema does, each of one kind only', () => {
    const known = compiledType('DistinguishedFolderIdType')?.attributes.find(({ key }) => key === 'id')?.scalar.values;
    const names = NAMES.flatMap((name) => [...KINDS[name].distinguished]);
    expect(names.filter((name) => !known?.has(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(simpleTypes.has('DistinguishedFolderIdNameType')).toBe(true);
  });

  test('names elements of folders as the schema does', () => {
    const elements = new Set(compiledType('ArrayOfFoldersType')?.members[0]?.slots.map(({ kind }) => kind));
    for (const name of NAMES) expect(elements).toContain(KINDS[name].folderElement);
  });
});

describe('the classes', () => {
  test.each(Object.entries(ITEM_CLASSES))('%s', (element, { type, Class }) => {
    const xmlName = `${element[0]?.toUpperCase()}${element.slice(1)}`;
    expect(elements.get(`t:${xmlName}`)?.type ?? type).toBe(type);
    const generated = types.get(type)?.ctor as new () => object;
    expect(new Class()).toBeInstanceOf(generated);
    expect((door as Record<string, unknown>)[xmlName]).toBe(Class);
    const slots = compiledType('ArrayOfRealItemsType')?.members[0]?.slots ?? [];
    expect(slots.find(({ kind }) => kind === element)?.type?.name).toBe(type);
  });

  test('types are those of the items, the first that of what is made', () => {
    expect(typesOf(KINDS.contacts)).toEqual(['ContactItemType', 'DistributionListType']);
    expect(typesOf(KINDS.any)[0]).toBe('ItemType');
    expect(typesOf(KINDS.mail)[0]).toBe('MessageType');
  });
});

describe('a folder class says the kind', () => {
  test.each([
    ['IPF.Note', 'mail'],
    ['IPF.Note.OutlookHomepage', 'mail'],
    ['ipf.note', 'mail'],
    ['IPF.Imap', 'mail'],
    ['IPF.Appointment', 'calendar'],
    ['IPF.Appointment.Birthday', 'calendar'],
    ['IPF.Contact', 'contacts'],
    ['IPF.Contact.RecipientCache', 'contacts'],
    ['IPF.Contact.MOC.QuickContacts', 'contacts'],
    ['IPF.Task', 'tasks'],
    ['IPF.StickyNote', 'notes'],
    ['IPF.Journal', 'journal'],
    ['IPF.Notes', 'any'],
    ['IPF.NoteX.Y', 'any'],
    ['IPF', 'any'],
    ['IPF.Configuration', 'any'],
    ['', 'any'],
    [undefined, 'any'],
  ])('%p: %s', (folderClass, kind) => {
    expect(kindOfClass(folderClass).name).toBe(kind);
  });
});

describe('a distinguished folder says the kind, where everybody knows it', () => {
  test.each([
    ['inbox', 'mail'],
    ['drafts', 'mail'],
    ['sentitems', 'mail'],
    ['outbox', 'mail'],
    ['junkemail', 'mail'],
    ['archiveinbox', 'mail'],
    ['conversationhistory', 'mail'],
    ['calendar', 'calendar'],
    ['contacts', 'contacts'],
    ['recipientcache', 'contacts'],
    ['quickcontacts', 'contacts'],
    ['tasks', 'tasks'],
    ['notes', 'notes'],
    ['journal', 'journal'],
    ['deleteditems', 'any'],
    ['msgfolderroot', 'any'],
    ['root', 'any'],
    ['todosearch', 'any'],
    ['recoverableitemsroot', 'any'],
    ['publicfoldersroot', 'any'],
    ['searchfolders', 'any'],
  ] as const)('%s: %s', (name, kind) => {
    expect(kindOfDistinguished(name).name).toBe(kind);
  });
});

describe('what may be taken for what', () => {
  test('a kind for itself; posts for mail, and mail for posts; `any` for everything', () => {
    for (const found of NAMES)
      for (const claimed of NAMES) {
        const same = found === claimed || found === 'any' || claimed === 'any';
        const mail = ['mail', 'posts'].includes(found) && ['mail', 'posts'].includes(claimed);
        expect([found, claimed, mayBe(KINDS[found], KINDS[claimed])]).toEqual([found, claimed, same || mail]);
      }
  });

  test('of a kind that is looked for is only what is known to be', () => {
    for (const found of NAMES)
      for (const wanted of NAMES) {
        const mail = ['mail', 'posts'].includes(found) && ['mail', 'posts'].includes(wanted);
        const is = wanted === 'any' || mail || found === wanted;
        expect([found, wanted, isOf(KINDS[found], KINDS[wanted])]).toEqual([found, wanted, is]);
      }
  });
});
