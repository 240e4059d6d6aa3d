/** SOAP texts by which the benchmarks ask a sandbox, handed over within the process so that only the server is measured; and a clock of its processor time. */
const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const INBOX = '<t:DistinguishedFolderId Id="inbox"/>';

/** Gives what sends the body of a request, and demands that it succeeds. */
export function asker(sandbox) {
  const transport = sandbox.transportFor('alice@example.test');
  const url = new URL(sandbox.endpoint);
  return async (body) => {
    const envelope = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="${TYPES}" xmlns:m="${MESSAGES}"><s:Header><t:RequestServerVersion Version="Exchange2013_SP1"/></s:Header><s:Body>${body}</s:Body></s:Envelope>`;
    const answer = await transport.request({ method: 'POST', url, body: Buffer.from(envelope) });
    const text = Buffer.from(answer.body).toString('utf8');
    if (!text.includes('ResponseClass="Success"') || text.includes('ResponseClass="Error"')) throw new Error(text);
    return text;
  };
}

const WORDS = ['alpha', 'report', 'invoice', 'meeting', 'lunch', 'budget', 'offer'];

function message(place) {
  const text = 'Some text of a mail, as long as mails are. '.repeat(20);
  return `<t:Message><t:Subject>${WORDS[place % WORDS.length]} ${place}</t:Subject><t:Body BodyType="Text">${text}</t:Body><t:IsRead>${place % 3 !== 0}</t:IsRead></t:Message>`;
}

/** A hundred new messages in the inbox. */
export function batch(from) {
  const items = Array.from({ length: 100 }, (_, place) => message(from + place)).join('');
  return `<m:CreateItem MessageDisposition="SaveOnly"><m:SavedItemFolderId>${INBOX}</m:SavedItemFolderId><m:Items>${items}</m:Items></m:CreateItem>`;
}

/** A page of 100 of the inbox: unread, with a word in the subject, the newest first. */
export const PAGE = `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:IndexedPageItemView MaxEntriesReturned="100" Offset="0" BasePoint="Beginning"/><m:Restriction><t:And><t:IsEqualTo><t:FieldURI FieldURI="message:IsRead"/><t:FieldURIOrConstant><t:Constant Value="false"/></t:FieldURIOrConstant></t:IsEqualTo><t:Contains ContainmentMode="Substring" ContainmentComparison="IgnoreCase"><t:FieldURI FieldURI="item:Subject"/><t:Constant Value="invoice"/></t:Contains></t:And></m:Restriction><m:SortOrder><t:FieldOrder Order="Descending"><t:FieldURI FieldURI="item:DateTimeReceived"/></t:FieldOrder></m:SortOrder><m:ParentFolderIds>${INBOX}</m:ParentFolderIds></m:FindItem>`;

export const FOLDER = `<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds>${INBOX}</m:FolderIds></m:GetFolder>`;

/** Milliseconds of this process's processors. */
export async function processorTime(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
