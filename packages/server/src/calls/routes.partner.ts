import type { Customers } from '../customers/index.ts';
import { keyedWrite, type KeyedWriteDeps, type PartnerPrincipal } from '../identity/index.ts';
import type { Database } from '../platform/db/index.ts';
import { ID_CURSOR, decodeCursor, encodeCursor, routesOf, type Route } from '../platform/http/index.ts';
import { CallParams, LIVE_PAGE, LiveCallListSchema, LiveCallQuery, LiveCallSchema } from './contract.ts';
import type { LiveCallView } from './edge-messages.ts';
import { hangUpExample, liveCallExample, liveCallListExample } from './examples.ts';
import { approvedCliRoutes } from './routes.partner-clis.ts';
import { limitRoutes } from './routes.partner-limits.ts';
import type { Calls } from './service.ts';
import { toApiLiveCall } from './views.ts';

const route = routesOf<PartnerPrincipal>();
const TAG = 'Live calls';

export interface CallRoutesDeps extends KeyedWriteDeps {
  readonly db: Database;
  readonly calls: Calls;
  readonly customers: Pick<Customers, 'find' | 'byIds'>;
}

export function callPartnerRoutes(deps: CallRoutesDeps): Route<PartnerPrincipal>[] {
  return [...liveRoutes(deps), hangUpRoute(deps), ...limitRoutes(deps), ...approvedCliRoutes(deps)];
}

function readAfter(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const [id = ''] = decodeCursor(cursor, ID_CURSOR);
  return id;
}

/** Calls as the partner sees them: by the accounts’ own ids. */
async function shown(
  { db, customers, clock }: CallRoutesDeps,
  partnerId: string,
  calls: readonly LiveCallView[],
): Promise<Record<string, unknown>[]> {
  const owners = await customers.byIds(
    db.kysely,
    partnerId,
    calls.map(({ customerId }) => customerId),
  );
  const at = clock.now();
  return calls.map((call) => toApiLiveCall(call, owners.get(call.customerId)?.authId ?? '', at));
}

function liveRoutes(deps: CallRoutesDeps): Route<PartnerPrincipal>[] {
  const { db, calls, customers } = deps;
  return [
    route({
      method: 'GET',
      path: '/live-calls',
      operationId: 'listLiveCalls',
      tag: TAG,
      summary: 'Calls that are up now, newest first',
      description: 'Ringing and answered ones, with the money that is set aside for each.',
      scope: 'read',
      query: LiveCallQuery,
      success: {
        status: 200,
        description: 'One page.',
        schema: LiveCallListSchema,
        example: liveCallListExample,
      },
      errors: [],
      handler: async ({ principal: { partner }, query }) => {
        const { account, direction, limit = LIVE_PAGE.usual, cursor } = query;
        const { partnerId } = partner;
        const owner = account === undefined ? null : await customers.find(db.kysely, partnerId, account);
        const filter = {
          ...(owner === null ? {} : { customerId: owner.customerId }),
          ...(direction === undefined ? {} : { direction }),
        };
        // One row more than asked for tells whether there is a next page.
        const place = { limit: limit + 1, after: readAfter(cursor) };
        const found = await calls.listLive(db.kysely, partnerId, filter, place);
        const rows = found.slice(0, limit);
        const last = rows.at(-1);
        return {
          body: {
            live_calls: await shown(deps, partnerId, rows),
            total: await calls.countLive(db.kysely, partnerId, filter),
            next_cursor: found.length > limit && last !== undefined ? encodeCursor([last.callId]) : null,
          },
        };
      },
    }),
    route({
      method: 'GET',
      path: '/live-calls/:call_uuid',
      operationId: 'getLiveCall',
      tag: TAG,
      summary: 'One call that is up',
      description: 'A call that is over is no longer here: its record has the same uuid.',
      scope: 'read',
      params: CallParams,
      success: { status: 200, description: 'The call.', schema: LiveCallSchema, example: liveCallExample },
      errors: [],
      handler: async ({ principal: { partner }, params }) => {
        const call = await calls.findLive(db.kysely, partner.partnerId, params.call_uuid);
        const [body] = await shown(deps, partner.partnerId, [call]);
        return { body };
      },
    }),
  ];
}

function hangUpRoute(deps: CallRoutesDeps): Route<PartnerPrincipal> {
  return route({
    method: 'DELETE',
    path: '/live-calls/:call_uuid',
    operationId: 'hangUpLiveCall',
    tag: TAG,
    summary: 'Hang up a call',
    description:
      'Asks the switch to end the call; it does so at its next report, within ten seconds. The call is charged up to then, and no ' +
      'longer extended. Asking again changes nothing.',
    scope: 'accounts',
    params: CallParams,
    success: { status: 202, description: 'Asked for.', schema: LiveCallSchema, example: hangUpExample },
    errors: [],
    handler: (call) =>
      keyedWrite(deps, call, async (tx, by) => {
        const { partnerId } = call.principal.partner;
        const live = await deps.calls.hangUp(tx, partnerId, call.params.call_uuid, by);
        const [body = {}] = await shown(deps, partnerId, [live]);
        return body;
      }),
  });
}
