/** Computed properties of contacts and distribution lists. */
import type { Computed } from './computed-item.js';

export const CONTACT: Record<string, Computed> = {
  completeName: ({ data }) => {
    const name = {
      title: data['title'],
      firstName: data.givenName,
      middleName: data.middleName,
      lastName: data.surname,
      suffix: data.generation,
      initials: data.initials,
      fullName: data.displayName,
      nickname: data.nickname,
    };
    return Object.values(name).some((part) => part !== undefined) ? name : undefined;
  },
  contactSource: () => 'Store',
  hasPicture: (item, context) => {
    if (item.kind !== 'contact') return undefined;
    return context.store.attachments
      .of(item.id)
      .some((one) => one.data.isContactPhoto || one.data.name === 'ContactPicture.jpg');
  },
  notes: ({ data }) => data.body?.value,
};
