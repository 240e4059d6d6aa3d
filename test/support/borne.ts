/** An account that knows already how many requests its server bears. */
import type { Account } from '../../src/index.js';
import { GetFolder } from '../../src/raw.js';

/** Asks until it has found that eight at a time go well: from then on nothing waits that is not told to. */
export async function bearsEight(account: Account): Promise<void> {
  const question = {
    folderShape: { baseShape: 'IdOnly' as const },
    folderIds: [{ kind: 'distinguishedFolderId' as const, id: 'inbox' as const }],
  };
  for (let round = 1; round <= 8; round++)
    await Promise.all(Array.from({ length: 8 }, () => account.call(GetFolder, question)));
}
