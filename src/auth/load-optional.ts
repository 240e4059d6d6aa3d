/** Packages that most users do not need: loaded when they are used, and asked for by name when they are not there. */
import { AuthenticationError } from '../errors.js';

/** The package; undefined if it is not installed. Any other failure is thrown: it is installed and broken. */
export async function loadOptional<T>(name: string, load: () => Promise<T>): Promise<T | undefined> {
  try {
    return await load();
  } catch (error) {
    if (isAbsent(name, error)) return undefined;
    throw new AuthenticationError('ERR_CREDENTIALS', `The package ${name} is installed but cannot be loaded.`, {
      cause: error,
      remedy: `Install it again for this platform: npm install ${name}.`,
    });
  }
}

/**
 * Node, webpack and Jest have a code for it; Vite puts a module that throws in the place of an optional peer. The name must stand in quotes:
 * within a path it is where something else was missed.
 */
function isAbsent(name: string, error: unknown): boolean {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  const unknown = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
  const named = message.includes(`'${name}'`) || message.includes(`"${name}"`);
  return named && (unknown || message.startsWith('Could not resolve'));
}
