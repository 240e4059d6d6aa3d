/** The three ways to write a Windows user name; a refused login is often only the wrong one of them. */

export type UserNameForm = 'user@domain' | 'DOMAIN\\user' | 'bare user name';

export function userNameForm(username: string): UserNameForm {
  if (username.includes('\\')) return 'DOMAIN\\user';
  return username.includes('@') ? 'user@domain' : 'bare user name';
}

/** The other forms, for an error text. */
export function otherForms(form: UserNameForm): string {
  const forms: UserNameForm[] = ['user@domain', 'DOMAIN\\user'];
  return forms.filter((other) => other !== form).join(' or ');
}
