/**
 * Reads the notation of a complex type's content: one member a line, groups indented. `codegen/emit/notation.ts` writes it and
 * says what it looks like.
 */
import type { Occurs } from '../xml/content-model.js';

export interface AttributeLine {
  readonly name: string;
  readonly type: string;
  readonly use: 'required' | 'optional' | 'prohibited';
  readonly default: string | undefined;
  /** The only value it may have; in the older editions. */
  readonly fixed: string | undefined;
  /** Name of its member, where that is not its own in camel case. */
  readonly key: string | undefined;
  readonly since: string | undefined;
  /** The last edition that had it, where a newer one has not. */
  readonly until: string | undefined;
}

export interface ElementNode extends Occurs {
  readonly kind: 'element';
  readonly name: string;
  /** `prefix:name` when it refers to a global element. */
  readonly ref: string | undefined;
  readonly type: string;
  readonly nillable: boolean;
  /** As of an attribute. */
  readonly key: string | undefined;
  readonly default: string | undefined;
  readonly since: string | undefined;
  readonly until: string | undefined;
}

export interface GroupNode extends Occurs {
  readonly kind: 'sequence' | 'choice' | 'all';
  readonly as: string | undefined;
  readonly particles: readonly ContentNode[];
}

export interface AnyNode extends Occurs {
  readonly kind: 'any';
  readonly namespace: string;
  readonly processContents: string;
}

export type ContentNode = ElementNode | GroupNode | AnyNode;

/** The content of a type, as the schema has it. */
export interface Content {
  readonly attributes: readonly AttributeLine[];
  readonly anyAttribute: string | undefined;
  /** Declared type of the text, and the one that it really has. */
  readonly text: string | undefined;
  readonly textAs: string | undefined;
  readonly particles: readonly ContentNode[];
}

const OCCURS: Readonly<Record<string, Occurs>> = {
  '': { min: 1, max: 1 },
  '?': { min: 0, max: 1 },
  '*': { min: 0, max: Number.POSITIVE_INFINITY },
  '+': { min: 1, max: Number.POSITIVE_INFINITY },
};

export function parseNotation(notation: string): Content {
  const attributes: AttributeLine[] = [];
  let anyAttribute: string | undefined;
  let text: string | undefined;
  let textAs: string | undefined;
  const root: ContentNode[] = [];
  const open: ContentNode[][] = [root];
  const lines = notation.split('\n').filter((line) => line.trim() !== '');
  const outermost = lines[0]?.search(/\S/) ?? 0;
  for (const line of lines) {
    const words = line.trim().split(' ');
    const [first = ''] = words;
    if (first === '@*') anyAttribute = words[1];
    else if (first.startsWith('@')) attributes.push(attributeLine(first, words));
    else if (first === '=') [text, textAs] = [words[1], words[2]?.slice(1)];
    else {
      // Two spaces of indentation a level.
      const depth = (line.search(/\S/) - outermost) / 2;
      const node = contentNode(first, words);
      open[depth]?.push(node);
      if (node.kind !== 'element' && node.kind !== 'any') open[depth + 1] = node.particles as ContentNode[];
    }
  }
  return { attributes, anyAttribute, text, textAs, particles: root };
}

function option(words: readonly string[], name: string): string | undefined {
  return words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}

function attributeLine(first: string, words: readonly string[]): AttributeLine {
  const mark = first.at(-1);
  const use = mark === '?' ? 'optional' : mark === '!' ? 'prohibited' : 'required';
  return {
    name: first.slice(1, use === 'required' ? undefined : -1),
    type: words[1] ?? '',
    use,
    default: option(words, 'default'),
    fixed: option(words, 'fixed'),
    key: option(words, 'key'),
    since: option(words, 'since'),
    until: option(words, 'until'),
  };
}

function contentNode(first: string, words: readonly string[]): ContentNode {
  const [, head = '', mark = ''] = /^(.*?)([?*+]|\{.*\})?$/.exec(first) ?? [];
  const occurs = OCCURS[mark] ?? range(mark);
  if (head === 'any') return { kind: 'any', ...occurs, namespace: words[1] ?? '', processContents: words[2] ?? '' };
  if (head === 'sequence' || head === 'choice' || head === 'all') {
    return { kind: head, ...occurs, as: words[1] === 'as' ? words[2] : undefined, particles: [] };
  }
  const ref = head.startsWith('&') ? head.slice(1).replace('.', '') : undefined;
  return {
    kind: 'element',
    ...occurs,
    name: (ref === undefined ? head : ref.slice(2)).replace(/^\./, ''),
    ref,
    type: words[1] ?? '',
    nillable: words.includes('nil'),
    key: option(words, 'key'),
    default: option(words, 'default'),
    since: option(words, 'since'),
    until: option(words, 'until'),
  };
}

function range(mark: string): Occurs {
  const [min = '1', max = ''] = mark.slice(1, -1).split(',');
  return { min: Number(min), max: max === '' ? Number.POSITIVE_INFINITY : Number(max) };
}
