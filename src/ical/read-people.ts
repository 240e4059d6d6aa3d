/** Who organizes an event and who is asked to come (RFC 5545, 3.8.4). */
import { type Component, type Line, lineOf, linesOf } from '../content-lines/parse.js';
import type { CalendarEvent, EventAddress, EventAttendee } from './calendar-event.js';

type People = Pick<CalendarEvent, 'organizer' | 'requiredAttendees' | 'optionalAttendees' | 'resources'>;

export function peopleOf(event: Component): People {
  const lists: Record<'requiredAttendees' | 'optionalAttendees' | 'resources', EventAttendee[]> = {
    requiredAttendees: [],
    optionalAttendees: [],
    resources: [],
  };
  const line = lineOf(event, 'ORGANIZER');
  const organizer = line && addressOf(line);
  for (const attendee of linesOf(event, 'ATTENDEE')) {
    const mailbox = addressOf(attendee);
    // Exchange has the organizer among nobody's guests.
    if (mailbox === undefined || mailbox.emailAddress?.toLowerCase() === organizer?.emailAddress?.toLowerCase())
      continue;
    lists[listOf(attendee)].push({
      mailbox,
      responseType: PARTSTAT[parameter(attendee, 'PARTSTAT')] ?? 'Unknown',
    });
  }
  const present = Object.entries(lists).filter(([, list]) => list.length > 0);
  return { ...(organizer && { organizer }), ...Object.fromEntries(present) };
}

const PARTSTAT: Record<string, string> = { ACCEPTED: 'Accept', TENTATIVE: 'Tentative', DECLINED: 'Decline' };

// MS-OXCICAL 2.1.3.1.1.20.2: rooms and what does not take part are resources.
function listOf(line: Line): 'requiredAttendees' | 'optionalAttendees' | 'resources' {
  const role = parameter(line, 'ROLE');
  if (/^(RESOURCE|ROOM)$/.test(parameter(line, 'CUTYPE')) || role === 'NON-PARTICIPANT') return 'resources';
  return role === 'OPT-PARTICIPANT' ? 'optionalAttendees' : 'requiredAttendees';
}

function parameter(line: Line, name: string): string {
  return (line.parameters[name]?.[0] ?? '').trim().toUpperCase();
}

// A value that is no address, as an URN, may have one beside it (EMAIL, of Apple's and RFC 7986).
function addressOf(line: Line): EventAddress | undefined {
  const value = line.value.trim();
  const isMail = /^mailto:/i.test(value);
  const own = isMail || !/^[a-z][\w+.-]*:/i.test(value) ? value.replace(/^mailto:/i, '') : undefined;
  const emailAddress = decoded(own || line.parameters['EMAIL']?.[0] || value).trim();
  const name = line.parameters['CN']?.[0]?.trim();
  if (emailAddress === '' || /^mailto:$/i.test(emailAddress)) return name ? { name } : undefined;
  return { ...(name && { name }), emailAddress };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
