/**
 * A server in a process of its own that gives and takes attachments of any size without holding them, and the same bytes of base64 without
 * EWS around them at /bare. It checks nothing but how much arrived.
 */
import { createServer } from 'node:http';

const M = 'xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"';
const T = 'xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"';
const BLOCK = Buffer.from(Buffer.alloc(3 * 65_536, 'Attachment. ').toString('base64'), 'latin1');

function envelope(operation, members) {
  const version =
    '<s:Header><t:ServerVersionInfo MajorVersion="15" MinorVersion="2" MajorBuildNumber="2562" MinorBuildNumber="17" Version="V2017_07_11"/></s:Header>';
  const message = `<m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${members}</m:${operation}ResponseMessage>`;
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" ${M} ${T}>${version}<s:Body><m:${operation}Response><m:ResponseMessages>${message}</m:ResponseMessages></m:${operation}Response></s:Body></s:Envelope>`;
}

const attachment = (more, id = 'a') =>
  `<t:FileAttachment><t:AttachmentId Id="${id}" RootItemId="i" RootItemChangeKey="2"/><t:Name>a.bin</t:Name>${more}</t:FileAttachment>`;
const PLAIN = {
  GetItem: `<m:Items><t:Message><t:ItemId Id="i" ChangeKey="1"/><t:Attachments>${attachment('')}${attachment('', 'few')}</t:Attachments></t:Message></m:Items>`,
  CreateAttachment: `<m:Attachments>${attachment('')}</m:Attachments>`,
};

const bytes = Number(process.argv[2]);
const blocks = Math.ceil(bytes / (3 * 65_536));

/** `few`: for a warm-up. */
async function pour(response, few) {
  for (let block = 0; block < (few ? 10 : blocks); block++)
    if (!response.write(BLOCK)) await new Promise((resolve) => response.once('drain', resolve));
}

const server = createServer(async (request, response) => {
  let beginning = '';
  let arrived = 0;
  for await (const chunk of request) {
    arrived += chunk.length;
    if (beginning.length < 4000) beginning += chunk.toString('latin1');
  }
  response.setHeader('content-type', 'text/xml; charset=utf-8');
  if (request.url.startsWith('/bare')) {
    if (request.method === 'GET') await pour(response, request.url.endsWith('few'));
    response.end(String(arrived));
    return;
  }
  const operation = /<s:Body><m:(\w+)/.exec(beginning)?.[1];
  if (operation === 'GetAttachment') {
    const [head, tail] = envelope(
      operation,
      `<m:Attachments>${attachment('<t:Content>|</t:Content>')}</m:Attachments>`,
    ).split('|');
    response.write(head);
    await pour(response, beginning.includes('Id="few"'));
    response.end(tail);
  } else response.end(envelope(operation, PLAIN[operation] ?? ''));
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
