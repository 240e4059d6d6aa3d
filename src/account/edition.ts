/** The edition that an account speaks: the one that comes with us, or one that the program brings. */
import { type GeneratedEdition, type Registry, registryOf } from '../codec/index.js';
import { EwsError } from '../errors.js';

/** Its registry. Loading is half of what there is to load, so it is not done before somebody connects. */
export async function loadEdition(edition: GeneratedEdition | undefined): Promise<Registry> {
  if (edition === undefined) return (await import('../soap/committed.js')).committed;
  try {
    return registryOf(await edition.load());
  } catch (cause) {
    throw new EwsError('ERR_EDITION', `The edition ${edition.name} could not be loaded.`, {
      cause,
      remedy: 'Generate it again with `npx ewskit generate`, by the version of ewskit that the program runs with.',
    });
  }
}
