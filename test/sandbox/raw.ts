/** Requests to a sandbox as raw SOAP text over a real socket: what a codec gets wrong on both sides would show here. */
import '../support/judged-sandboxes.js';
import type { Sandbox } from '../../src/sandbox.js';

export function basic(user: string, password = 'secret'): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** Posts the Body's content; the answer's text. */
export async function ask(sandbox: Sandbox, body: string, user = 'alice@example.test', header = ''): Promise<string> {
  return (await post(sandbox, envelope(body, header), user)).text();
}

export function envelope(body: string, header = ''): string {
  return (
    '<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">' +
    `<s:Header><t:RequestServerVersion Version="Exchange2013_SP1"/>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`
  );
}

export function post(
  sandbox: Sandbox,
  xml: string,
  user = 'alice@example.test',
  path = sandbox.endpoint,
): Promise<Response> {
  const headers = { 'Content-Type': 'text/xml; charset=utf-8', Authorization: basic(user) };
  return fetch(path, { method: 'POST', headers, body: xml });
}

/** Contents of every element of that local name, markup and all. */
export function all(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([\\s\\S]*?)</(?:\\w+:)?${name}>`, 'g'))].map(
    (match) => match[1] ?? '',
  );
}

/** Every value of an attribute of the elements of that name. */
export function attributes(xml: string, name: string, attribute: string): string[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\s[^>]*?${attribute}="([^"]*)"`, 'g'))].map(
    (match) => match[1] ?? '',
  );
}

export interface Ids {
  id: string;
  changeKey: string;
}

export function idsOf(xml: string, name = 'ItemId'): Ids[] {
  const keys = attributes(xml, name, 'ChangeKey');
  return attributes(xml, name, 'Id').map((id, place) => ({ id, changeKey: keys[place] ?? '' }));
}

export const codes = (xml: string): string[] => all(xml, 'ResponseCode');

/** Creates items and gives their ids. */
export async function create(
  sandbox: Sandbox,
  items: string,
  folder: string,
  options = 'MessageDisposition="SaveOnly" SendMeetingInvitations="SendToNone"',
): Promise<Ids[]> {
  const target = folder.startsWith('<') ? folder : `<t:DistinguishedFolderId Id="${folder}"/>`;
  const answer = await ask(
    sandbox,
    `<m:CreateItem ${options}><m:SavedItemFolderId>${target}</m:SavedItemFolderId><m:Items>${items}</m:Items></m:CreateItem>`,
  );
  return idsOf(answer);
}

export function getItem(id: Ids, shape = '<t:BaseShape>AllProperties</t:BaseShape>'): string {
  return `<m:GetItem><m:ItemShape>${shape}</m:ItemShape><m:ItemIds><t:ItemId Id="${id.id}"/></m:ItemIds></m:GetItem>`;
}

export function findItem(
  folder: string,
  rest = '',
  shape = '<t:BaseShape>Default</t:BaseShape>',
  traversal = 'Shallow',
): string {
  const target = folder.startsWith('<') ? folder : `<t:DistinguishedFolderId Id="${folder}"/>`;
  return `<m:FindItem Traversal="${traversal}"><m:ItemShape>${shape}</m:ItemShape>${rest}<m:ParentFolderIds>${target}</m:ParentFolderIds></m:FindItem>`;
}

export function updateItem(id: Ids, updates: string, resolution = 'NeverOverwrite'): string {
  return (
    `<m:UpdateItem ConflictResolution="${resolution}" MessageDisposition="SaveOnly" SendMeetingInvitationsOrCancellations="SendToNone"><m:ItemChanges><t:ItemChange>` +
    `<t:ItemId Id="${id.id}"${id.changeKey && ` ChangeKey="${id.changeKey}"`}/><t:Updates>${updates}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`
  );
}

export const setSubject = (text: string): string =>
  `<t:SetItemField><t:FieldURI FieldURI="item:Subject"/><t:Message><t:Subject>${text}</t:Subject></t:Message></t:SetItemField>`;
