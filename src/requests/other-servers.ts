/**
 * What is asked otherwise of servers that are not Exchange, and means the same. Which server it is, its first answer says; a question that
 * went out before is then asked again. Only reads are.
 */
import type { ItemResponseShapeType, RestrictionType, SearchExpression } from '../../generated/index.js';
import { compiledType, type Registry } from '../codec/index.js';
import { namedShape } from '../fields/shape.js';
import type { Session } from './session.js';

/** Asks as Exchange is asked, or as others are; `forOthers` gives back a request that is as good for them as it is. */
export async function askServer<Request, Response>(
  { client }: Session,
  request: Request,
  forOthers: (request: Request) => Request,
  ask: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (client.isForeign) return ask(forOthers(request));
  let answer: { readonly value: Response } | { readonly error: unknown };
  try {
    answer = { value: await ask(request) };
  } catch (error) {
    answer = { error };
  }
  const other = client.isForeign ? forOthers(request) : request;
  if (other !== request) return ask(other);
  if ('error' in answer) throw answer.error;
  return answer.value;
}

const OR_EQUAL = { isGreaterThanOrEqualTo: 'isGreaterThan', isLessThanOrEqualTo: 'isLessThan' } as const;

/** The same restriction in `Or(IsGreaterThan, IsEqualTo)`; the very same where it has no such comparison. */
export function withoutOrEqual<R extends RestrictionType>(restriction: R): R | SearchExpression {
  const { kind, searchExpression: inner } = restriction as {
    kind: string;
    searchExpression?: SearchExpression | SearchExpression[];
  };
  if (Object.hasOwn(OR_EQUAL, kind)) {
    const strict = { ...restriction, kind: OR_EQUAL[kind as keyof typeof OR_EQUAL] };
    return { kind: 'or', searchExpression: [strict, { ...restriction, kind: 'isEqualTo' }] } as SearchExpression;
  }
  if (inner === undefined) return restriction;
  const before = Array.isArray(inner) ? inner : [inner];
  const after = before.map(withoutOrEqual);
  if (after.every((one, index) => one === before[index])) return restriction;
  return { ...restriction, searchExpression: Array.isArray(inner) ? after : after[0] };
}

/** For a request of whole items of these kinds: names their members, which are not all in the AllProperties of every server. */
export function allNamed<R extends { readonly itemShape: ItemResponseShapeType }>(
  { client, registry }: Session,
  kinds: readonly (string | undefined)[],
  every = false,
): (request: R) => R {
  return (request) => {
    if (request.itemShape.baseShape !== 'AllProperties') return request;
    const edition = client.serverEdition ?? registry.editions.length;
    return { ...request, itemShape: namedShape(registry, request.itemShape, typesOf(registry, kinds), edition, every) };
  };
}

/** The types of items of these kinds; of all, where one is not known. */
function typesOf(registry: Registry, kinds: readonly (string | undefined)[]): string[] {
  const slots = compiledType(registry, 'ArrayOfRealItemsType')?.members[0]?.slots ?? [];
  const known = slots.filter(({ kind }) => kinds.includes(undefined) || kinds.includes(kind));
  return known.flatMap(({ type }) => (type ? [type.name] : []));
}
