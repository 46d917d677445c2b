import { notFound } from '../platform/errors/index.ts';
import { replayHeader, routesOf, type Route } from '../platform/http/index.ts';
import { actorOf, callerOf, type RequestOrigin } from './actor.ts';
import type { By } from './by.ts';
import { IdParams, InviteBody, MemberSchema, PatchMemberBody, TeamSchema, toApiMember } from './contract.ts';
import { grantExceedsOwn, lastOwner, ownerRequired, teamLimitReached } from './errors.ts';
import type { PartnerPrincipal } from './principal.ts';
import type { IdentityRoutesDeps } from './routes.partner.ts';

const example = {
  id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b02',
  email: 'finance@acmetelecom.com',
  name: 'Asha Rao',
  role: 'finance',
  status: 'active',
  invited: true,
  last_login_at: null,
  created_at: '2026-03-25T09:00:00.000Z',
};

export function partnerTeamRoutes(deps: IdentityRoutesDeps): Route<PartnerPrincipal>[] {
  const { identity, idempotency, clock } = deps;
  const { team, users, db } = identity;
  const route = routesOf<PartnerPrincipal>();
  const byOf = (principal: PartnerPrincipal, origin: RequestOrigin): By => ({
    actor: actorOf(principal, origin),
    at: clock.now(),
  });
  return [
    route({
      method: 'GET',
      path: '/team',
      operationId: 'listTeam',
      tag: 'Team',
      summary: 'Your people',
      description: 'Everybody who can log in to your account, with the role that says what they may do.',
      scope: 'team',
      success: { status: 200, description: 'Members.', schema: TeamSchema, example: { members: [example] } },
      errors: [],
      handler: async ({ principal }) => ({
        body: { members: (await team.list(principal.partner.partnerId)).map(toApiMember) },
      }),
    }),
    route({
      method: 'POST',
      path: '/team',
      operationId: 'inviteTeamMember',
      tag: 'Team',
      summary: 'Invite somebody',
      description:
        'Sends an e-mail with a link that works once, for seven days, and sets the password. Nobody can give a role that may do ' +
        'more than they may themselves; owners are made by owners who are logged in.',
      scope: 'team',
      idempotent: true,
      rateCost: 5,
      body: InviteBody,
      example: { email: 'finance@acmetelecom.com', name: 'Asha Rao', role: 'finance' },
      success: { status: 201, description: 'Invited.', schema: MemberSchema, example },
      errors: [grantExceedsOwn, ownerRequired, teamLimitReached],
      storedFaults: ({ body }) => users.emailFaults(db.kysely, body.email),
      handler: async (call) => {
        const { principal, body } = call;
        const by = byOf(principal, call);
        const scope = { partnerId: principal.partner.partnerId, caller: callerOf(principal), at: by.at };
        const { result, replayed } = await idempotency.run(call.idempotency, scope, async (tx) =>
          toApiMember(await team.invite(tx, principal, body, by)),
        );
        return { body: result, headers: replayHeader(replayed) };
      },
    }),
    route({
      method: 'PATCH',
      path: '/team/:id',
      operationId: 'updateTeamMember',
      tag: 'Team',
      summary: 'Change name, role or status of a member',
      description:
        'A change of role or status ends everything the member is logged in with. At least one active owner remains.',
      scope: 'team',
      params: IdParams,
      body: PatchMemberBody,
      example: { role: 'support' },
      success: {
        status: 200,
        description: 'The member.',
        schema: MemberSchema,
        example: { ...example, role: 'support' },
      },
      errors: [notFound, grantExceedsOwn, ownerRequired, lastOwner],
      handler: async (call) => {
        const { principal, params, body } = call;
        const by = byOf(principal, call);
        const member = await db.inTransaction((tx) =>
          team.patch(tx, principal, params.id.toLowerCase(), body, by),
        );
        return { body: toApiMember(member) };
      },
    }),
    route({
      method: 'DELETE',
      path: '/team/:id',
      operationId: 'removeTeamMember',
      tag: 'Team',
      summary: 'Remove a member',
      description:
        'Ends the login for good; the e-mail address becomes free. At least one active owner remains.',
      scope: 'team',
      params: IdParams,
      success: { status: 204, description: 'Removed.' },
      errors: [notFound, grantExceedsOwn, ownerRequired, lastOwner],
      handler: async (call) => {
        const { principal, params } = call;
        const by = byOf(principal, call);
        await db.inTransaction((tx) => team.remove(tx, principal, params.id.toLowerCase(), by));
        return {};
      },
    }),
  ];
}
