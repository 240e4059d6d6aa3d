/**
 * Where real servers differ from Microsoft's own schema, their answers made from valid ones (docs/wire.md): for clients that are to
 * meet what they will meet. Works on the text, because what is to be written has no place in the schema's types.
 */

const DEVIATIONS: Readonly<Record<string, (xml: string) => string>> = {
  // Exchange 15.0 to 15.1 as recorded, and the EWS Managed API reads it so.
  GetStreamingEvents: (xml) =>
    inMessages(
      inMessages(xml, 'Notification'),
      'SubscriptionId',
      /<m:ErrorSubscriptionIds>.*?<\/m:ErrorSubscriptionIds>/gs,
    ),
  // The Managed API reads a content type that no edition of the schema has.
  GetUserPhoto: (xml) => {
    const type = xml.includes('PictureData>iVBOR') ? 'image/png' : 'image/jpeg';
    return xml.replace('</m:PictureData>', `$&<m:ContentType>${type}</m:ContentType>`);
  },
  // Exchange 15.0: the ids are in the namespace of the messages.
  PerformReminderAction: (xml) => inMessages(xml, 'ItemId'),
  // Exchange Online, without full data: empty, where one child is required.
  GetServerTimeZones: (xml) =>
    xml.replaceAll(
      /<t:TimeZoneDefinition ([^>]*)\/>/g,
      '<t:TimeZoneDefinition $1><t:Periods/><t:TransitionsGroups/></t:TimeZoneDefinition>',
    ),
};

/** The answer as Exchange writes it. */
export function asExchangeWrites(operation: string, answer: Uint8Array): Uint8Array {
  const deviate = DEVIATIONS[operation];
  return deviate === undefined ? answer : Buffer.from(deviate(Buffer.from(answer).toString('utf8')), 'utf8');
}

function inMessages(xml: string, name: string, within?: RegExp): string {
  const change = (text: string) => text.replaceAll(new RegExp(`(</?)t:(?=${name}[\\s/>])`, 'g'), '$1m:');
  return within === undefined ? change(xml) : xml.replace(within, change);
}
