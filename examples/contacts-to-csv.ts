/**
 * The contacts as comma-separated values on standard output. Set EWS_EMAIL and EWS_PASSWORD, and EWS_ENDPOINT where autodiscover
 * shall not look for it.
 */
import { Account, credentials } from 'ewskit';

const { EWS_ENDPOINT, EWS_EMAIL = '', EWS_PASSWORD = '' } = process.env;

await using account = await Account.connect({
  email: EWS_EMAIL,
  credentials: credentials({ username: EWS_EMAIL, password: EWS_PASSWORD }),
  ...(EWS_ENDPOINT && { endpoint: EWS_ENDPOINT }),
});

const quote = (text = '') => `"${text.replaceAll('"', '""')}"`;
console.log('name,company,job');
for await (const row of account.contacts.orderBy('displayName').valuesList('displayName', 'companyName', 'jobTitle')) {
  console.log(row.map(quote).join(','));
}
