/**
 * Our half of the exchange of settings with exchangelib: `write` makes a delegate and an out of office that settings.py reads, `read`
 * reads the one that it made. `settings.mjs write|read URL`; prints a line for each check, and exits with 1 when one fails.
 */
import { Account } from '../../dist/index.js';
import { check, conclude } from './check.mjs';

const [, , what, endpoint] = process.argv;
const email = 'alice@example.test';
const account = await Account.connect({ email, endpoint, credentials: { username: email, password: 'secret' } });

if (what === 'write') {
  await account.outOfOffice.set({
    state: 'Scheduled',
    start: '2099-07-01T08:00:00Z',
    end: '2099-07-14T08:00:00Z',
    internalReply: 'Grüße – at sea.',
    externalReply: 'Away.',
    externalAudience: 'Known',
  });
  await account.delegates.set('carol@example.test', { calendar: 'Editor', inbox: 'Reviewer', viewPrivateItems: true });
  check('a delegate is written', (await account.delegates.toArray()).length, 1);
} else {
  const oof = await account.outOfOffice.get();
  check('out of office', [oof.state, oof.internalReply, oof.externalAudience], ['Enabled', 'Von hier', 'All']);
}
conclude(`ewskit, ${what}`);
await account[Symbol.asyncDispose]();
