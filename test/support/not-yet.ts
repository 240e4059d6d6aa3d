/**
 * Where the facade and the sandbox, which are being rebuilt, do not keep a rule of architecture.test.ts yet. Each list is exactly what there
 * is: what is mended is taken out of it, and nothing comes in. When all are empty, this file goes.
 */
export const NOT_YET: Readonly<Record<'upwards' | 'pastTheDoor' | 'typeCircles' | 'deadExports', readonly string[]>> = {
  upwards: [],
  pastTheDoor: [
    'src/sandbox/items/local-times.ts imports src/codec/zoned-date.ts',
    'src/sandbox/operations/out-of-office.ts imports src/codec/zoned-date.ts',
    'src/sandbox/properties/schema.ts imports src/codec/registry.ts',
    'src/sandbox/sandbox.ts imports src/codec/registry.ts',
    'src/sandbox/violations.ts imports src/codec/compile.ts',
    'src/sandbox/violations.ts imports src/codec/registry.ts',
  ],
  typeCircles: [
    'src/sandbox/context.ts src/sandbox/delivery.ts src/sandbox/inbox-rules.ts src/sandbox/items/defaults.ts src/sandbox/resolve.ts',
    'src/sandbox/properties/computed-calendar.ts src/sandbox/properties/computed-contact.ts src/sandbox/properties/computed.ts',
  ],
  deadExports: [
    'src/sandbox/calendar/occurrences.ts zoneOf',
    'src/sandbox/calendar/zone-rules.ts isDaylight',
    'src/sandbox/events.ts eventOf',
    'src/sandbox/failure.ts messageFor',
    'src/sandbox/items/incoming-attachments.ts prepare',
    'src/sandbox/ntlm/md4.ts md4',
    'src/sandbox/operations/time-zones.ts durationText',
    'src/sandbox/properties/computed-calendar.ts durationOf',
    'src/sandbox/properties/computed.ts attachmentIdText',
    'src/sandbox/properties/computed.ts conversationIdText',
    'src/sandbox/properties/computed.ts conversationKey',
    'src/sandbox/properties/extended.ts extendedKey',
    'src/sandbox/properties/extended.ts tagOf',
  ],
};
