/** Rights that the owner of a mailbox gives away. */
import type { Account } from '../../src/index.js';
import { AddDelegate, UpdateFolder } from '../../src/raw.js';

/** A level of rights in one folder. */
export async function grant(
  owner: Account,
  id: 'inbox' | 'sentitems' | 'drafts',
  to: string,
  permissionLevel: 'Reviewer' | 'Editor' | 'None',
): Promise<void> {
  const permission = { userId: { primarySmtpAddress: to }, permissionLevel };
  await owner.call(UpdateFolder, {
    folderChanges: [
      {
        distinguishedFolderId: { id },
        updates: [
          {
            kind: 'setFolderField',
            path: { kind: 'fieldURI', fieldURI: 'folder:PermissionSet' },
            folder: { kind: 'folder', permissionSet: { permissions: [permission] } },
          },
        ],
      },
    ],
  });
}

/** The right to send on behalf of the owner. */
export async function appoint(
  owner: Account,
  delegate: string,
  calendarFolderPermissionLevel: 'Editor' | 'None' = 'None',
): Promise<void> {
  const userId = { primarySmtpAddress: delegate };
  await owner.call(AddDelegate, {
    mailbox: { emailAddress: owner.email },
    delegateUsers: [{ userId, delegatePermissions: { calendarFolderPermissionLevel } }],
    deliverMeetingRequests: 'NoForward',
  });
}
