import { OPERATOR_BOOKS } from '../audit/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { replayHeader, routesOf, type Route } from '../platform/http/index.ts';
import { actorOf, callerOf, type RequestOrigin } from './actor.ts';
import type { By } from './by.ts';
import {
  IdParams,
  InviteStaffBody,
  LoginTokenSchema,
  PatchStaffBody,
  SecondFactorLoginBody,
  StaffListSchema,
  StaffSchema,
  TotpCodeBody,
  TotpEnrolmentSchema,
  toApiMember,
} from './contract.ts';
import {
  invalidCredentials,
  lastAdmin,
  teamLimitReached,
  tooManyFailedAttempts,
  totpAlreadyEnrolled,
  totpInvalid,
  totpNotEnrolled,
  totpRequired,
} from './errors.ts';
import type { OperatorPrincipal } from './principal.ts';
import { loginExample, toApiLogin } from './routes.partner-login.ts';
import type { IdentityRoutesDeps } from './routes.partner.ts';

const example = {
  id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b03',
  email: 'desk@operator.example',
  name: 'Meera Shah',
  role: 'support',
  status: 'active',
  invited: false,
  totp: true,
  last_login_at: '2026-03-25T10:00:00.000Z',
  created_at: '2026-03-25T09:00:00.000Z',
};

const route = routesOf<OperatorPrincipal>();

function byOf(deps: IdentityRoutesDeps, principal: OperatorPrincipal, origin: RequestOrigin): By {
  return { actor: actorOf(principal, origin), at: deps.clock.now() };
}

/** Login, one's own second factor, and staff. */
export function identityOperatorRoutes(deps: IdentityRoutesDeps): Route<OperatorPrincipal>[] {
  return [...loginRoutes(deps), ...totpRoutes(deps), ...staffRoutes(deps)];
}

function loginRoutes({ identity }: IdentityRoutesDeps): Route<OperatorPrincipal>[] {
  return [
    route({
      method: 'POST',
      path: '/login',
      operationId: 'operatorLogin',
      tag: 'Login',
      summary: 'Log in as staff',
      description:
        'Gives an access token of one hour. Where a second factor is enrolled, 401 `totp_required` asks for `totp`, after the ' +
        'password was found right; a code is accepted once.',
      scope: null,
      open: true,
      readOnly: true,
      rateCost: 5,
      body: SecondFactorLoginBody,
      example: { email: 'desk@operator.example', password: 'correct-horse-7', totp: '492039' },
      success: { status: 200, description: 'Logged in.', schema: LoginTokenSchema, example: loginExample },
      errors: [invalidCredentials, totpRequired, totpInvalid, tooManyFailedAttempts],
      handler: async (call) => ({
        body: toApiLogin(await identity.logins.forToken('operator', call.body, call)),
      }),
    }),
    route({
      method: 'GET',
      path: '/me',
      operationId: 'getOperatorMe',
      tag: 'Login',
      summary: 'Who you are',
      description: 'Your login, your role and whether a second factor is enrolled.',
      scope: null,
      success: { status: 200, description: 'You.', schema: StaffSchema, example },
      errors: [],
      handler: async ({ principal }) => ({ body: toApiMember(await identity.staff.get(principal.userId)) }),
    }),
  ];
}

function totpRoutes(deps: IdentityRoutesDeps): Route<OperatorPrincipal>[] {
  const { secondFactors, db } = deps.identity;
  return [
    route({
      method: 'POST',
      path: '/me/totp',
      operationId: 'beginTotp',
      tag: 'Second factor',
      summary: 'Begin to enrol a second factor',
      description:
        'Shows the secret once. It counts from the moment a first code is confirmed; beginning again replaces it.',
      scope: null,
      success: {
        status: 201,
        description: 'The secret.',
        schema: TotpEnrolmentSchema,
        example: {
          secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
          otpauth_uri:
            'otpauth://totp/Vobiz:desk%40operator.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Vobiz',
        },
      },
      errors: [totpAlreadyEnrolled],
      handler: async (call) => {
        const by = byOf(deps, call.principal, call);
        const { secret, uri } = await db.inTransaction((tx) =>
          secondFactors.begin(tx, call.principal.userId, by),
        );
        return { body: { secret, otpauth_uri: uri } };
      },
    }),
    route({
      method: 'POST',
      path: '/me/totp/confirm',
      operationId: 'confirmTotp',
      tag: 'Second factor',
      summary: 'Confirm the second factor with its first code',
      description: 'From here on every login asks for a code.',
      scope: null,
      body: TotpCodeBody,
      example: { code: '492039' },
      success: { status: 204, description: 'Enrolled.' },
      errors: [totpInvalid, totpNotEnrolled, totpAlreadyEnrolled],
      handler: async (call) => {
        const by = byOf(deps, call.principal, call);
        await db.inTransaction((tx) => secondFactors.confirm(tx, call.principal.userId, call.body.code, by));
        return {};
      },
    }),
    route({
      method: 'DELETE',
      path: '/me/totp',
      operationId: 'removeTotp',
      tag: 'Second factor',
      summary: 'Remove the second factor',
      description: 'Needs a current code. Who lost the device asks an administrator, who resets it.',
      scope: null,
      body: TotpCodeBody,
      example: { code: '492039' },
      success: { status: 204, description: 'Removed.' },
      errors: [totpInvalid, totpNotEnrolled],
      handler: async (call) => {
        const by = byOf(deps, call.principal, call);
        await db.inTransaction((tx) => secondFactors.remove(tx, call.principal.userId, call.body.code, by));
        return {};
      },
    }),
  ];
}

function staffRoutes(deps: IdentityRoutesDeps): Route<OperatorPrincipal>[] {
  const { identity, idempotency } = deps;
  const { staff, users, db } = identity;
  return [
    route({
      method: 'GET',
      path: '/staff',
      operationId: 'listStaff',
      tag: 'Staff',
      summary: 'The operator’s people',
      description: 'Everybody who can log in as staff.',
      scope: 'staff',
      success: { status: 200, description: 'Staff.', schema: StaffListSchema, example: { staff: [example] } },
      errors: [],
      handler: async () => ({ body: { staff: (await staff.list()).map(toApiMember) } }),
    }),
    route({
      method: 'POST',
      path: '/staff',
      operationId: 'inviteStaff',
      tag: 'Staff',
      summary: 'Invite a member of staff',
      description: 'Sends an e-mail with a link that works once, for seven days, and sets the password.',
      scope: 'staff',
      idempotent: true,
      body: InviteStaffBody,
      example: { email: 'desk@operator.example', name: 'Meera Shah', role: 'support' },
      success: {
        status: 201,
        description: 'Invited.',
        schema: StaffSchema,
        example: { ...example, invited: true, totp: false, last_login_at: null },
      },
      errors: [teamLimitReached],
      storedFaults: ({ body }) => users.emailFaults(db.kysely, body.email),
      handler: async (call) => {
        const by = byOf(deps, call.principal, call);
        const scope = { partnerId: OPERATOR_BOOKS, caller: callerOf(call.principal), at: by.at };
        const { result, replayed } = await idempotency.run(call.idempotency, scope, async (tx) =>
          toApiMember(await staff.invite(tx, call.body, by)),
        );
        return { body: result, headers: replayHeader(replayed) };
      },
    }),
    route({
      method: 'PATCH',
      path: '/staff/:id',
      operationId: 'updateStaff',
      tag: 'Staff',
      summary: 'Change name, role or status, or reset a lost second factor',
      description:
        'A change of role or status ends everything the person is logged in with. At least one active administrator remains.',
      scope: 'staff',
      params: IdParams,
      body: PatchStaffBody,
      example: { role: 'finance' },
      success: {
        status: 200,
        description: 'The person.',
        schema: StaffSchema,
        example: { ...example, role: 'finance' },
      },
      errors: [notFound, lastAdmin],
      handler: async (call) => {
        const by = byOf(deps, call.principal, call);
        const { reset_totp: resetTotp, ...rest } = call.body;
        const id = call.params.id.toLowerCase();
        const saved = await db.inTransaction((tx) => staff.patch(tx, id, { ...rest, resetTotp }, by));
        return { body: toApiMember(saved) };
      },
    }),
  ];
}
