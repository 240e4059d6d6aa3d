/** Files of this machine, read when they are sent. Node's file system is loaded with the first of them. */
import { ValidationError } from '../errors.js';
import { ByteSource } from '../xml/byte-source.js';

/** Whole groups of base64. */
const PORTION = 3 * 0x10000;

/** A file's name, and its content. Throws {@link ValidationError}, with `path` for the place, when it cannot be attached. */
export async function localFile(file: string, path: string): Promise<{ name: string; content: ByteSource }> {
  const [{ createReadStream }, { access, stat, constants }, { basename, resolve }] = await Promise.all([
    import('node:fs'),
    import('node:fs/promises'),
    import('node:path'),
  ]);
  const refuse = (message: string): never => {
    throw new ValidationError('The attachment', [{ path, message }]);
  };
  const found = await stat(file).catch((error: { code?: string }) =>
    refuse(`there is no file '${resolve(file)}' (${error.code}); give the path of one, from here or from the root`),
  );
  if (!found.isFile()) refuse(`'${resolve(file)}' is no file; give the path of one`);
  await access(file, constants.R_OK).catch(() => refuse(`'${resolve(file)}' may not be read`));
  const open = () => createReadStream(file, { highWaterMark: PORTION }) as AsyncIterable<Uint8Array>;
  return { name: basename(file), content: new ByteSource(found.size, open) };
}
