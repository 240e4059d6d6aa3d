/** Documents made from a document by one change each, as mistakes are made: an element gone, moved, doubled, another name or value. */
import type { XmlElement } from '../../src/xml/element.js';

/** A generator of pseudo-random numbers below a bound (mulberry32), so that a run can be repeated. */
export function randomBelow(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

type Below = (bound: number) => number;
type Elements = readonly XmlElement[];

export const MUTATIONS = [
  'removed',
  'renamed',
  'reordered',
  'duplicated',
  'attribute removed',
  'attribute changed',
  'value changed',
  'namespace changed',
] as const;
export type Mutation = (typeof MUTATIONS)[number];

const VALUES = [
  '',
  'x',
  '0',
  '-1',
  '1.5',
  'true',
  'Inbox',
  'NoError',
  '2024-02-30',
  '2024-02-29T12:00:00Z',
  'PT1H',
  'QUJD',
  '99999999999999999999',
];

/** A changed copy; undefined where the document has nothing to change in that way. */
export function mutate(root: XmlElement, mutation: Mutation, below: Below): XmlElement | undefined {
  const copy = structuredClone(root);
  return mutateInPlace(copy, mutation, below) ? copy : undefined;
}

function mutateInPlace(copy: XmlElement, mutation: Mutation, below: Below): boolean {
  const all = [...descendants(copy)];
  const parents = all.filter((element) => elementsOf(element).length > 0);
  switch (mutation) {
    case 'removed':
      return change(parents, below, (parent) => parent.children.splice(indexOfChild(parent, below), 1));
    case 'renamed':
      return change(
        all.slice(1),
        below,
        (element) => (element.name = all[below(all.length)]!.name + (below(2) ? '' : 'X')),
      );
    case 'reordered':
      return change(
        parents.filter((parent) => elementsOf(parent).length > 1),
        below,
        (parent) => {
          const [moved] = parent.children.splice(indexOfChild(parent, below), 1);
          parent.children.splice(indexOfChild(parent, below), 0, moved!);
        },
      );
    case 'duplicated':
      return change(parents, below, (parent) => {
        const at = indexOfChild(parent, below);
        parent.children.splice(at, 0, structuredClone(parent.children[at]!));
      });
    case 'attribute removed':
      return change(withAttributes(all), below, (element) => delete element.attributes![anAttribute(element, below)]);
    case 'attribute changed':
      return change(
        withAttributes(all),
        below,
        (element) => (element.attributes![anAttribute(element, below)] = VALUES[below(VALUES.length)]!),
      );
    case 'value changed':
      return change(
        all.filter((element) => elementsOf(element).length === 0),
        below,
        (element) => (element.children = [VALUES[below(VALUES.length)]!]),
      );
    case 'namespace changed':
      return change(
        all,
        below,
        (element) =>
          (element.namespace = element.namespace.replace(/types$|messages$/, (end) =>
            end === 'types' ? 'messages' : 'types',
          )),
      );
  }
}

/** Applies a change to one of several elements; false if there is none. */
function change(candidates: Elements, below: Below, apply: (element: XmlElement) => unknown): boolean {
  const chosen = candidates[below(Math.max(1, candidates.length))];
  if (chosen !== undefined) apply(chosen);
  return chosen !== undefined;
}

function* descendants(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of elementsOf(element)) yield* descendants(child);
}

export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== 'string');
}

function indexOfChild(parent: XmlElement, below: Below): number {
  const elements = elementsOf(parent);
  return parent.children.indexOf(elements[below(elements.length)]!);
}

function withAttributes(all: Elements): XmlElement[] {
  return all.filter(({ attributes }) => attributes !== undefined && Object.keys(attributes).length > 0);
}

function anAttribute(element: XmlElement, below: Below): string {
  const names = Object.keys(element.attributes!);
  return names[below(names.length)]!;
}
