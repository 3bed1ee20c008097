import { router } from '../../trpc/init.ts';
import { acceptInvitationProcedure } from './accept-invitation.ts';
import { inviteMemberProcedure } from './invite-member.ts';
import { listInvitationsProcedure } from './list-invitations.ts';
import { listMembersProcedure } from './list-members.ts';
import { removeMemberProcedure } from './remove-member.ts';
import { revokeInvitationProcedure } from './revoke-invitation.ts';
import { setMemberRoleProcedure } from './set-member-role.ts';

export const membersRouter = router({
  list: listMembersProcedure,
  setRole: setMemberRoleProcedure,
  remove: removeMemberProcedure,
  invitations: listInvitationsProcedure,
  invite: inviteMemberProcedure,
  revokeInvitation: revokeInvitationProcedure,
  acceptInvitation: acceptInvitationProcedure,
});
