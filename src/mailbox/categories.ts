/** The categories that Outlook offers for the items of a mailbox. Must not know the account. */
import { checkOptions, oneOf, type Rules, rule, ValidationError, violationsOf } from '../errors.js';
import { distinguishedFolder } from '../requests/folder-ids.js';
import { Listing } from '../requests/listing.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { getUserConfiguration, setUserConfiguration } from '../requests/user-configuration.js';
import { type Category, type CategoryColor, CategoryList, COLORS } from './category-list.js';

/** A category that is set. */
export interface NewCategory {
  /** What it is called. */
  name: string;
  /** Default: as it is, and none for a new one. */
  color?: CategoryColor | undefined;
}

/** Outlook takes a comma, and in some languages a semicolon, for the end of a name. */
const NAME = rule(
  'a name without commas and semicolons',
  (value) => typeof value === 'string' && value.trim() !== '' && !/[,;]/.test(value),
);
const CATEGORY_RULES: Rules<NewCategory> = { name: NAME, color: oneOf(...COLORS) };

/** `account.categories`. */
export class Categories extends Listing<Category> {
  readonly #session: Session;

  /** Made by accounts. */
  constructor(session: Session) {
    super('account.categories', (options) => listCategories(session, options));
    this.#session = session;
  }

  /** Puts a category on the list, or gives it another color. Items keep the names that they have. */
  async set(category: NewCategory, options: RequestOptions = {}): Promise<void> {
    checkOptions('categories.set()', category, CATEGORY_RULES);
    const { name, color } = category;
    checkName('categories.set()', name);
    checkOptions('categories.set()', options, REQUEST_RULES);
    const list = await read(this.#session, options);
    list.set(name, color);
    await write(this.#session, list, options);
  }

  /** Takes a category off the list. One that is not on it is no error. Items keep the names that they have. */
  async remove(name: string, options: RequestOptions = {}): Promise<void> {
    checkName('categories.remove()', name);
    checkOptions('categories.remove()', options, REQUEST_RULES);
    const list = await read(this.#session, options);
    if (list.remove(name)) await write(this.#session, list, options);
  }
}

function checkName(method: string, name: unknown): void {
  const wrong = violationsOf(name, NAME, 'name');
  if (wrong.length > 0) throw new ValidationError(method, wrong);
}

function placeOf(session: Session) {
  const folder = { distinguishedFolderId: distinguishedFolder(session, 'calendar') };
  return { folder, name: 'CategoryList' };
}

async function read(session: Session, options: RequestOptions): Promise<CategoryList> {
  const { xmlData } = (await getUserConfiguration(session, placeOf(session), options)) ?? {};
  return new CategoryList(xmlData && Buffer.from(xmlData).toString());
}

async function write(session: Session, list: CategoryList, options: RequestOptions): Promise<void> {
  const xmlData = Buffer.from(list.write(new Date()));
  await setUserConfiguration(session, placeOf(session), { xmlData }, options);
}

async function* listCategories(session: Session, options: RequestOptions): AsyncGenerator<Category, void, undefined> {
  yield* (await read(session, options)).categories;
}
