/** People found by FindPeople, page by page. A lazy, immutable query as QuerySet; people are read, and no more. */
import { inspect } from 'node:util';
import type { PersonaSearch, PersonaSort, PersonaType, TargetFolderIdType } from '../../generated/index.js';
import { checkOptions, type Rules, ValidationError, wholeNumber } from '../errors.js';
import { allOf, type Condition } from '../query/condition.js';
import type { WhereFields } from '../query/lookups.js';
import { parseOrder } from '../query/plan.js';
import { buildRestriction, buildSortOrder, type OrderKey } from '../query/restriction.js';
import { Vocabulary } from '../query/vocabulary.js';
import { parseWhere } from '../query/where.js';
import { findPeople } from '../requests/find-people.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import { nextOffset } from '../requests/progress.js';
import type { Session } from '../requests/session.js';

/** How people are read. */
export interface PeopleOptions extends RequestOptions {
  /** People in a request, 1 to 1000. Default: 100. */
  pageSize?: number | undefined;
}

const PEOPLE_RULES: Rules<PeopleOptions> = { ...REQUEST_RULES, pageSize: wholeNumber(1, 1000) };

/** Where people are looked for. */
export interface PeopleSource {
  /** For messages. */
  readonly label: string;
  /** The global address list, which cannot be browsed. */
  readonly isDirectory: boolean;
  /** The folder that is asked. */
  resolve(options: RequestOptions): Promise<TargetFolderIdType>;
}

interface Plan {
  readonly source: PeopleSource;
  readonly conditions: readonly Condition[];
  readonly order: readonly OrderKey[];
  readonly search: string | undefined;
  readonly offset: number;
  readonly limit: number;
  readonly options: PeopleOptions;
}

const NOTHING_ELSE = { conditions: [], order: [], search: undefined, options: {} };

/** People of a folder, or of the directory: `account.contacts.people()`, `account.people.directory()`. Exchange 2013. */
export class PeopleQuery implements AsyncIterable<PersonaType> {
  readonly #session: Session;
  readonly #plan: Plan;

  /** Made by folders and accounts. */
  constructor(session: Session, source: PeopleSource, plan: Partial<Plan> = {}) {
    this.#session = session;
    this.#plan = { source, ...NOTHING_ELSE, offset: 0, limit: Number.POSITIVE_INFINITY, ...plan };
  }

  #with(change: Partial<Plan>): PeopleQuery {
    return new PeopleQuery(this.#session, this.#plan.source, { ...this.#plan, ...change });
  }

  get #vocabulary(): Vocabulary {
    return new Vocabulary(this.#session.registry, ['PersonaType'], {});
  }

  /** The same; the options go along with whatever is asked of it then. */
  all(options: PeopleOptions = {}): PeopleQuery {
    checkOptions('all()', options, PEOPLE_RULES);
    return this.#with({ options: { ...this.#plan.options, ...options } });
  }

  /** Those for whom all the conditions hold. Not of the directory. Throws {@link ValidationError} at once for wrong names and values. */
  filter(where: WhereFields<PersonaSearch>): PeopleQuery {
    this.#refuse('filter()', this.#plan.source.isDirectory, DIRECTORY);
    const condition = parseWhere(where, this.#vocabulary, this.#session.timeZone);
    return condition === undefined ? this : this.#with({ conditions: [...this.#plan.conditions, condition] });
  }

  /** By the beginnings of names and addresses. */
  search(query: string): PeopleQuery {
    const isQuery = typeof query === 'string' && query.trim() !== '';
    this.#refuse('search()', !isQuery, 'expected a text, such as the beginning of a name');
    return this.#with({ search: query });
  }

  /** Orders by fields, in turn; `-` before a name reverses. */
  orderBy(...keys: readonly (PersonaSort | `-${PersonaSort}`)[]): PeopleQuery {
    this.#refuse('orderBy()', this.#plan.source.isDirectory, DIRECTORY);
    return this.#with({ order: parseOrder(keys, this.#vocabulary) });
  }

  /** Those from `start` to before `end`, as `Array.slice` counts; what chooses or orders comes before it. */
  slice(start: number, end = Number.POSITIVE_INFINITY): PeopleQuery {
    const wrong = !wholeNumber(0).holds(start) || !(end === Number.POSITIVE_INFINITY || wholeNumber(0).holds(end));
    this.#refuse('slice()', wrong, `expected whole numbers from 0 on, got ${start} and ${end}`);
    const { offset, limit } = this.#plan;
    const left = Math.max(0, Math.min(end, limit) - start);
    return this.#with({ offset: offset + Math.min(start, limit), limit: left });
  }

  #refuse(path: string, isWrong: boolean, message: string): void {
    if (isWrong) throw new ValidationError('The search for people', [{ path, message }]);
  }

  /** All of it in memory. */
  async toArray(options: PeopleOptions = {}): Promise<PersonaType[]> {
    checkOptions('toArray()', options, PEOPLE_RULES);
    const people: PersonaType[] = [];
    for await (const page of this.#pages({ ...this.#plan.options, ...options })) people.push(...page);
    return people;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<PersonaType, void, undefined> {
    for await (const page of this.#pages(this.#plan.options)) yield* page;
  }

  async *#pages({ pageSize = 100, ...options }: PeopleOptions): AsyncGenerator<PersonaType[], void, undefined> {
    const { source, conditions, order, search, limit } = this.#plan;
    this.#refuse('search()', source.isDirectory && search === undefined, DIRECTORY);
    if (limit <= 0 || conditions.some(({ op }) => op === 'never')) return;
    const condition = allOf(conditions);
    const finding = {
      folder: await source.resolve(options),
      restriction: condition && buildRestriction(condition),
      sortOrder: order.length > 0 ? buildSortOrder(order) : undefined,
      queryString: search,
    };
    let left = limit;
    for (let offset = this.#plan.offset; left > 0; ) {
      const count = Math.min(pageSize, left);
      const answer = await findPeople(this.#session, finding, { offset, count }, options);
      const people = answer.people ?? [];
      if (people.length > 0) yield people.slice(0, left);
      left -= people.length;
      const total = answer.totalNumberOfPeopleInView;
      if (people.length === 0 || (total === undefined ? people.length < count : offset + people.length >= total))
        return;
      offset = nextOffset('FindPeople', offset, offset + people.length);
    }
  }

  [inspect.custom](): string {
    return `PeopleQuery of ${this.#plan.source.label}, not yet asked`;
  }
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/findpeople-operation */
const DIRECTORY = 'Exchange lets the directory be searched by search(), and neither filtered, ordered nor browsed';
