import type { SendInvitation } from './identity/index.ts';
import { composeMail, type MailQueue } from './notifications/index.ts';

/** How identity's invitations become mails. */
export function invitationSender(mail: MailQueue, operatorName: string): SendInvitation {
  return async (tx, at, invitation) => {
    const host = invitation.partnerName ?? operatorName;
    const content = composeMail({
      subject: `You are invited to ${host}`,
      signature: operatorName,
      parts: [
        { kind: 'text', text: `Hello ${invitation.to.name},` },
        {
          kind: 'text',
          text: `${invitation.invitedBy} invites you to ${host} as ${invitation.role.replace('_', ' ')}.`,
        },
        { kind: 'link', label: 'Choose a password', url: invitation.url },
        { kind: 'text', text: `The link works once, until ${invitation.expiresAt.toUTCString()}.` },
      ],
    });
    await mail.enqueue(tx, at, {
      partnerId: invitation.partnerName === null ? null : invitation.partnerId,
      to: invitation.to,
      ...content,
    });
  };
}
