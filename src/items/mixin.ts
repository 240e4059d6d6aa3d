/** The type of a class with something added, and of the classes that items' methods can be added to. */
import type { ItemType } from '../../generated/index.js';

/** A class with methods added. */
// biome-ignore lint/suspicious/noExplicitAny: TypeScript recognizes a mixin by exactly this parameter list.
export type Mixed<C, Methods> = C & (new (...args: any[]) => Methods);

/** A generated class of items. */
export type ItemClass = abstract new (...args: never[]) => ItemType;
