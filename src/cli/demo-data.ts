/**
 * The mailbox of the demo: messages, appointments and contacts of a small firm. Made by counting, without chance, so that
 * every run shows the same tables. Plain data; knows neither account nor server.
 */

const PEOPLE = [
  ['Mette', 'Nielsen', 'Contoso', '+45 2012 34'],
  ['Bo', 'Lindqvist', 'Fabrikam', '+46 7012 34'],
  ['Aylin', 'Demir', 'Northwind', '+90 5321 23'],
  ['Jean-Luc', 'Moreau', 'Contoso', '+33 6123 45'],
  ['Søren', 'Kjær', 'Fabrikam', '+45 3098 76'],
  ['Priya', 'Raman', 'Northwind', '+91 9812 34'],
] as const;
const SUBJECTS = [
  'Budget draft',
  'Invoice',
  'Lunch on Friday?',
  'Minutes of the meeting',
  'URGENT: server room',
  'Newsletter',
] as const;
const CATEGORIES = ['Finance', 'Finance', 'Private', 'Projects', 'Projects', 'News'] as const;
const MEETINGS = ['Stand-up', 'One to one', 'Design review', 'Customer call'] as const;
const ROOMS = ['Room 1', 'Room 2', 'Online'] as const;
const DAY = 86_400_000;

/** The element of a list that a counter stands at; the list starts over. */
function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

function addressOf([given, , company]: (typeof PEOPLE)[number]): string {
  return `${given.toLowerCase().replace('ø', 'o')}@${company.toLowerCase()}.test`;
}

/** `count` messages: every fourth unread, every fifth important, the bodies of different lengths. */
export function sampleMessages(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const sender = pick(PEOPLE, index * 5 + Math.floor(index / 6));
    return {
      subject: `${pick(SUBJECTS, index)} ${1000 + index}`,
      from: { name: `${sender[0]} ${sender[1]}`, emailAddress: addressOf(sender) },
      toRecipients: [{ name: 'Alice', emailAddress: 'alice@example.test' }],
      body: {
        bodyType: 'Text' as const,
        value: 'Please have a look and tell me what you think.\n'.repeat(1 + (index % 40)),
      },
      importance: index % 5 === 0 ? ('High' as const) : ('Normal' as const),
      isRead: (index * 7) % 4 !== 0,
      categories: [pick(CATEGORIES, index)],
    };
  });
}

/** `count` appointments on the working days from `monday` on, four a day. */
export function sampleAppointments(count: number, monday: Date) {
  return Array.from({ length: count }, (_, index) => {
    const day = Math.floor(index / 4);
    const hour = 8 + 2 * (index % 4);
    const start = new Date(monday.getTime() + (day + 2 * Math.floor(day / 5)) * DAY + hour * 3_600_000);
    return {
      subject: `${pick(MEETINGS, index + day)} with ${pick(PEOPLE, index + day)[0]}`,
      start,
      end: new Date(start.getTime() + (30 + 15 * (index % 4)) * 60_000),
      location: pick(ROOMS, index),
      legacyFreeBusyStatus: index % 7 === 0 ? ('Tentative' as const) : ('Busy' as const),
    };
  });
}

/** `count` contacts, each with a telephone number and an address of its own. */
export function sampleContacts(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const person = pick(PEOPLE, index);
    const surname = `${person[1]}${index < PEOPLE.length ? '' : ` ${1 + Math.floor(index / PEOPLE.length)}`}`;
    return {
      displayName: `${person[0]} ${surname}`,
      fileAs: `${surname}, ${person[0]}`,
      givenName: person[0],
      surname,
      companyName: person[2],
      emailAddresses: [{ key: 'EmailAddress1' as const, value: `${index}.${addressOf(person)}` }],
      phoneNumbers: [{ key: 'MobilePhone' as const, value: `${person[3]} ${10 + index}` }],
    };
  });
}

/** Midnight UTC of the Monday of that week. */
export function mondayOf(date: Date): Date {
  const midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  return new Date(midnight - ((date.getUTCDay() + 6) % 7) * DAY);
}
