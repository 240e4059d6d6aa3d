/** Advanced Query Syntax, the part of it that people type: words, "phrases", name:value, AND, OR, NOT and parentheses. */
import { plainText } from '../mime/body.js';
import { displayList } from '../properties/addresses.js';
import type { ItemData } from '../store/item-data.js';

export type ItemTest = (data: ItemData) => boolean;

type Token = { type: 'word'; field?: string; text: string } | { type: 'open' | 'close' | 'or' | 'and' | 'not' };

/** What a request's QueryString finds; undefined where there is none. */
export function queryTest(query: unknown): ItemTest | undefined {
  const text = typeof query === 'string' ? query : (query as { value?: string } | undefined)?.value;
  return text ? parseQueryString(text) : undefined;
}

export function parseQueryString(query: string): ItemTest {
  const tokens = tokenize(query);
  let place = 0;
  const any = (): ItemTest => {
    const parts = [all()];
    while (tokens[place]?.type === 'or') {
      place++;
      parts.push(all());
    }
    return (data) => parts.some((part) => part(data));
  };
  const all = (): ItemTest => {
    const parts: ItemTest[] = [];
    for (let token = tokens[place]; token && token.type !== 'or' && token.type !== 'close'; token = tokens[place]) {
      if (token.type === 'and') place++;
      else parts.push(one());
    }
    return (data) => parts.every((part) => part(data));
  };
  const one = (): ItemTest => {
    const token = tokens[place++];
    if (token?.type === 'not') {
      const part = one();
      return (data) => !part(data);
    }
    if (token?.type === 'open') {
      const part = any();
      place++;
      return part;
    }
    return token?.type === 'word' ? wordTest(token.field, token.text) : () => true;
  };
  return any();
}

function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:(\()|(\))|(?:(\w+):)?(?:"([^"]*)"|\(([^()]*)\)|([^\s()]+)))/gy;
  for (const [, open, close, field, phrase, group, word] of query.matchAll(pattern)) {
    const text = phrase ?? group ?? word ?? '';
    if (open) tokens.push({ type: 'open' });
    else if (close) tokens.push({ type: 'close' });
    else if (field === undefined && phrase === undefined && /^(AND|OR|NOT)$/.test(text)) {
      tokens.push({ type: text.toLowerCase() as 'and' | 'or' | 'not' });
    } else if (field === undefined && phrase === undefined && text.startsWith('-') && text.length > 1) {
      tokens.push({ type: 'not' }, { type: 'word', text: text.slice(1) });
    } else tokens.push({ type: 'word', text, ...(field && { field: field.toLowerCase() }) });
  }
  return tokens;
}

const FIELDS: Record<string, (data: ItemData) => string> = {
  subject: (data) => data.subject ?? '',
  body: (data) => (data.body ? plainText(data.body) : ''),
  from: (data) => `${data.from?.name} ${data.from?.emailAddress}`,
  to: (data) => `${displayList(data.toRecipients)} ${data.toRecipients?.map((one) => one.emailAddress).join(' ')}`,
  cc: (data) => `${displayList(data.ccRecipients)} ${data.ccRecipients?.map((one) => one.emailAddress).join(' ')}`,
  category: (data) => data.categories?.join(' ') ?? '',
  importance: (data) => data.importance ?? '',
  location: (data) => data.location ?? '',
  hasattachment: (data) => String(data.hasAttachments ?? false),
  isread: (data) => String(data.isRead ?? true),
  kind: (data) => data.itemClass ?? '',
};

function wordTest(field: string | undefined, text: string): ItemTest {
  const wanted = text.replace(/\*$/, '').toLowerCase();
  const read = field === undefined ? undefined : FIELDS[field];
  // Words are found by their beginnings, as an index finds them.
  const found = (value: string) => ` ${value.toLowerCase().replace(/[^\p{L}\p{N}@.]+/gu, ' ')}`.includes(` ${wanted}`);
  if (read !== undefined) return (data) => found(read(data));
  const everywhere = ['subject', 'body', 'from', 'to', 'cc'].map((name) => FIELDS[name] as (data: ItemData) => string);
  return (data) => everywhere.some((one) => found(one(data)));
}
