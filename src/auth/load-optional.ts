/** Packages that most users do not need: loaded when they are used, and asked for by name when they are not there. */
import { AuthenticationError } from '../errors.js';

/** The package; undefined if it is not installed. Any other failure is thrown: it is installed and broken. */
export async function loadOptional<T>(name: string, load: () => Promise<T>): Promise<T | undefined> {
  try {
    return await load();
  } catch (error) {
    const { code, message = '' } = error as { code?: unknown; message?: string };
    const absent = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
    if (absent && message.includes(name)) return undefined;
    throw new AuthenticationError('ERR_CREDENTIALS', `The package ${name} is installed but cannot be loaded.`, {
      cause: error,
      remedy: `Install it again for this platform: npm install ${name}.`,
    });
  }
}
