/**
 * Advanced Query Syntax, as Learn has it ("How to perform an AQS search by using EWS", "QueryString (QueryStringType)"): words,
 * "phrases", keyword:value, AND, OR, NOT and parentheses. What the keywords mean is in query-keywords.ts.
 */
import { Failure } from '../base/failure.js';
import type { Item } from '../store/items.js';
import { isKeyword, keywordNamed, type QueryScope, type QueryText } from './query-keywords.js';

export type ItemTest = (item: Item) => boolean;

/** `keyword` is what stands before a colon; a value may be in quotes. */
type Token =
  | { type: 'open' | 'close' | 'or' | 'and' | 'not' }
  | { type: 'keyword'; name: string }
  | ({ type: 'text' } & QueryText);

/** Parentheses and NOTs within one another. */
const DEEPEST = 100;

/** What a request's QueryString finds; undefined where there is none. */
export function queryTest(query: unknown, scope: QueryScope): ItemTest | undefined {
  const text = typeof query === 'string' ? query : (query as { value?: string } | undefined)?.value;
  return text ? parseQueryString(text, scope) : undefined;
}

/** Learn, HighlightTerms: what was looked for, and where; a word without a keyword is looked for everywhere. */
export function highlightTerms(query: unknown): { scope: string; value: string }[] {
  const text = typeof query === 'string' ? query : ((query as { value?: string } | undefined)?.value ?? '');
  let scope = '';
  return tokenize(text).flatMap((token) => {
    if (token.type === 'keyword') scope = token.name;
    if (token.type !== 'text') return [];
    const term = { scope: scope || 'all', value: token.text };
    scope = '';
    return [term];
  });
}

export function parseQueryString(query: string, scope: QueryScope): ItemTest {
  const tokens = tokenize(query);
  let place = 0;
  let depth = 0;

  /** `keyword` is that before the parenthesis which this is in: subject:(project OR plan). */
  const any = (keyword: string | undefined): ItemTest => {
    const parts = [all(keyword)];
    while (tokens[place]?.type === 'or') {
      place++;
      parts.push(all(keyword));
    }
    return (item) => parts.some((part) => part(item));
  };

  const all = (keyword: string | undefined): ItemTest => {
    const parts: ItemTest[] = [];
    for (let token = tokens[place]; token && token.type !== 'or' && token.type !== 'close'; token = tokens[place]) {
      if (token.type === 'and') place++;
      else parts.push(one(keyword));
    }
    return (item) => parts.every((part) => part(item));
  };

  const one = (keyword: string | undefined): ItemTest => {
    if (++depth > DEEPEST) throw new Failure('ErrorRestrictionTooComplex', 'The query string has too many levels.');
    const test = term(keyword);
    depth--;
    return test;
  };

  const term = (keyword: string | undefined): ItemTest => {
    const token = tokens[place++];
    switch (token?.type) {
      case 'not': {
        const part = one(keyword);
        return (item) => !part(item);
      }
      case 'open': {
        const part = any(keyword);
        place++;
        return part;
      }
      case 'keyword':
        return tokens[place]?.type === 'open' ? one(token.name) : behind(token.name);
      case 'text':
        place--;
        return behind(keyword);
      default:
        return () => true;
    }
  };

  /** What is behind a keyword. Several words have all to be in the text that it names: subject:project plan. */
  const behind = (name: string | undefined): ItemTest => {
    const keyword = keywordNamed(name);
    const parts: ItemTest[] = [];
    for (let token = tokens[place]; token?.type === 'text'; token = tokens[place]) {
      const { length, test } = keyword.test(followingTexts(tokens, place), scope);
      place += length;
      parts.push(test);
      if (!keyword.takesMore) break;
    }
    return (item) => parts.every((part) => part(item));
  };

  const parts: ItemTest[] = [];
  while (place < tokens.length) {
    // A parenthesis that closes none is passed over.
    if (tokens[place]?.type === 'close') place++;
    else parts.push(any(undefined));
  }
  return (item) => parts.every((part) => part(item));
}

/** At most two words have a meaning together: `last month`, `> 5`. */
function followingTexts(tokens: readonly Token[], place: number): QueryText[] {
  return tokens.slice(place, place + 2).flatMap((token) => (token.type === 'text' ? [token] : []));
}

function tokenize(query: string): Token[] {
  return [...query.matchAll(/([()])|"([^"]*)"?|([^\s()"]+)/g)].flatMap(([, bracket, phrase, word = '']): Token[] => {
    if (bracket) return [{ type: bracket === '(' ? 'open' : 'close' }];
    return phrase === undefined ? wordTokens(word) : [{ type: 'text', text: phrase, isQuoted: true }];
  });
}

/** What stands before a colon is a keyword where it is one of Learn's table, else a part of the word. */
function wordTokens(word: string): Token[] {
  if (/^(AND|OR|NOT)$/.test(word)) return [{ type: word.toLowerCase() as 'and' | 'or' | 'not' }];
  if (/^-./.test(word)) return [{ type: 'not' }, ...wordTokens(word.slice(1))];
  const colon = word.indexOf(':');
  const name = word.slice(0, Math.max(colon, 0)).toLowerCase();
  if (!isKeyword(name)) return [{ type: 'text', text: word, isQuoted: false }];
  const text = word.slice(colon + 1);
  return [{ type: 'keyword', name }, ...(text ? [{ type: 'text' as const, text, isQuoted: false }] : [])];
}
