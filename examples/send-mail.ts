/**
 * Mail, written and sent in three ways: in one line, with a copy elsewhere, and by a draft that somebody looks at first.
 * Set EWS_EMAIL and EWS_PASSWORD, and EWS_ENDPOINT where autodiscover shall not look for it; EWS_TO is who gets it, by default oneself.
 */
import { Account, credentials } from 'ewskit';

const { EWS_ENDPOINT, EWS_EMAIL = '', EWS_PASSWORD = '', EWS_TO = EWS_EMAIL } = process.env;

await using account = await Account.connect({
  email: EWS_EMAIL,
  credentials: credentials({ username: EWS_EMAIL, password: EWS_PASSWORD }),
  ...(EWS_ENDPOINT && { endpoint: EWS_ENDPOINT }),
});

await account.send({ to: [EWS_TO], subject: 'The report', text: 'Here it is.', attachments: [{ path: 'README.md' }] });

const reports = await account.sent.createFolder('Reports', { recursive: true });
await account.send(
  { to: [EWS_TO], subject: 'The report, again', html: '<p>Here it <b>is</b>.</p>' },
  { saveCopy: reports },
);

const draft = await account.drafts.create({ to: [EWS_TO], subject: 'The last report', text: 'Is it right?' });
draft.importance = 'High';
await draft.attach({ name: 'numbers.csv', content: 'a,b\n1,2\n' });
await draft.send();

for await (const mail of account
  .folders(account.sent, reports)
  .filter({ subject__icontains: 'report' })
  .orderBy('subject'))
  console.log(mail.subject);
