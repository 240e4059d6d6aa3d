/** In which encoding an answer is read: its byte order mark says it, else its declaration, else its Content-Type, else it is UTF-8. */
import { expect, test } from '@jest/globals';
import { Account, basic, failFast } from '../../src/index.js';
import { httpServer } from '../http/servers.js';

const answer = (declaration: string) =>
  `${declaration}<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Body><m:FindItemResponse><m:ResponseMessages><m:FindItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:RootFolder IndexedPagingOffset="1" TotalItemsInView="1" IncludesLastItemInRange="true"><t:Items><t:Message><t:ItemId Id="i" ChangeKey="c"/><t:Subject>Gr\u00fc\u00dfe</t:Subject></t:Message></t:Items></m:RootFolder></m:FindItemResponseMessage></m:ResponseMessages></m:FindItemResponse></s:Body></s:Envelope>`;
const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>`;

test.each<[string, string, Buffer]>([
  ['Content-Type', 'text/xml; charset=iso-8859-1', Buffer.from(answer(''), 'latin1')],
  ['Content-Type, in quotes and capitals', 'text/xml; Charset="ISO-8859-1"', Buffer.from(answer(''), 'latin1')],
  ['Content-Type, in UTF-16 without a mark', 'text/xml; charset=utf-16le', Buffer.from(answer(''), 'utf16le')],
  [
    'a declaration, whatever the Content-Type',
    'text/xml; charset=utf-8',
    Buffer.from(answer(declared('iso-8859-1')), 'latin1'),
  ],
  [
    'a declaration of UTF-8 over another Content-Type',
    'text/xml; charset=iso-8859-1',
    Buffer.from(answer(declared('utf-8')), 'utf8'),
  ],
  ['a byte order mark', 'text/xml; charset=utf-8', Buffer.from(`\ufeff${answer('')}`, 'utf16le')],
  ['nothing that is known', 'text/xml; charset=x-user-defined-9', Buffer.from(answer(''), 'utf8')],
  ['nothing', 'text/xml', Buffer.from(answer(''), 'utf8')],
])('known by %s', async (_, type, body) => {
  await using server = await httpServer((_request, response) =>
    response.writeHead(200, { 'content-type': type }).end(body),
  );
  const credentials = basic({ username: 'ann', password: 'hunter2' });
  await using account = await Account.connect({
    email: 'ann@b.test',
    endpoint: server.url,
    credentials,
    retry: failFast(),
  });
  const [found] = await account.inbox.all().only('subject').toArray();
  expect(found?.subject).toBe('Gr\u00fc\u00dfe');
});
