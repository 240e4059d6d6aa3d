/** What an error says, apart from what to do, which stands at the end of its message as well. */
export function said(error: unknown): string {
  const { message, remedy } = error as { message: string; remedy?: string };
  if (remedy === undefined) return message;
  return message.endsWith(` ${remedy}`) ? message.slice(0, -remedy.length - 1) : `without its remedy: ${message}`;
}
