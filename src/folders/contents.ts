/** Emptying a folder: in one request, or where Exchange refuses that, item by item and folder by folder. */
import { hasCode } from '../client/response-errors.js';
import { ValidationError } from '../errors.js';
import type { Disposal, RequestOptions } from '../requests/options.js';

/** What goes, and where. */
export interface Emptying extends RequestOptions {
  /** Default: to the deleted items. */
  disposal?: Disposal | undefined;
  /** Its folders, too. */
  deep?: boolean | undefined;
}

/** A folder, as far as this needs it. */
export interface Container {
  emptyAtOnce(options: Emptying): Promise<void>;
  deleteItems(options: Emptying): Promise<unknown>;
  deleteItself(options: Emptying): Promise<void>;
  children(options: RequestOptions): AsyncIterable<Container>;
}

/** In one request where the server can: not calendars and search folders, not before Exchange 2010, not with distinguished folders below. */
export async function emptyFolder(folder: Container, options: Emptying): Promise<void> {
  try {
    await folder.emptyAtOnce(options);
  } catch (error) {
    if (!cannotAtOnce(error)) throw error;
    await emptyStepwise(folder, options);
  }
}

/** Sparing distinguished folders, of which only the contents go. */
async function emptyStepwise(folder: Container, options: Emptying): Promise<void> {
  const { deep, ...rest } = options;
  await folder.deleteItems(rest);
  if (!deep) return;
  for await (const child of folder.children(rest)) {
    try {
      await child.deleteItself(rest);
    } catch (error) {
      if (!hasCode(error, 'ErrorDeleteDistinguishedFolder')) throw error;
      await emptyFolder(child, options);
    }
  }
}

/** A ValidationError says that the server is too old to know the operation. */
function cannotAtOnce(error: unknown): boolean {
  return (
    hasCode(error, 'ErrorCannotEmptyFolder', 'ErrorDeleteDistinguishedFolder') ||
    (error instanceof ValidationError && error.violations.some(({ path }) => path === 'operation'))
  );
}
