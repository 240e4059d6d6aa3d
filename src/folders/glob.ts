/** Patterns over paths of folders: `*` is a name or part of one, `**` any number of levels, `?` one character; nothing else has a meaning. */

/** Whether a path below some folder, as its names, is meant by a pattern; without regard to case, as Exchange compares names. */
export async function matcher(pattern: readonly string[]): Promise<(names: readonly string[]) => boolean> {
  const { default: picomatch } = await import('picomatch');
  const matches = picomatch(pattern.map(guard).join('/'), {
    nocase: true,
    dot: true,
    nobrace: true,
    nobracket: true,
    noextglob: true,
    nonegate: true,
  });
  return (names) => matches(names.map(guard).join('/'));
}

/** Private characters for those that names may have and patterns give a meaning to. */
const GUARDED: Readonly<Record<string, string>> = {
  '/': '\ue000',
  '\\': '\ue001',
  '[': '\ue002',
  ']': '\ue003',
  '{': '\ue004',
  '}': '\ue005',
  '(': '\ue006',
  ')': '\ue007',
  '!': '\ue008',
  '+': '\ue009',
  '@': '\ue00a',
  '|': '\ue00b',
  '^': '\ue00c',
  $: '\ue00d',
  '.': '\ue00e',
};

function guard(name: string): string {
  return name.replace(/[/\\[\]{}()!+@|^$.]/g, (character) => GUARDED[character] ?? character);
}
