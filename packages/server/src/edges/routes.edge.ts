import { routesOf, type Route } from '../platform/http/index.ts';
import { MOST_CHANGES } from './change-feed.ts';
import { findCredential, findSource } from './directory.ts';
import {
  ChangesQuery,
  ChangesSchema,
  CredentialQuery,
  FoundCredentialSchema,
  FoundSourceSchema,
  HeartbeatBody,
  HeartbeatSchema,
  MOST_HANG_UPS,
  SourceQuery,
  toApiFoundCredential,
  toApiFoundSource,
} from './edge-contract.ts';
import { HEARTBEAT_SECONDS, SILENT_AFTER_SECONDS } from './edge-node.ts';
import type { EdgePrincipal } from './edge-principal.ts';
import type { EdgeRoutesDeps } from './edges-deps.ts';
import {
  changesExample,
  foundCredentialExample,
  foundSourceExample,
  heartbeatAnswerExample,
  heartbeatExample,
} from './examples.ts';

const route = routesOf<EdgePrincipal>();
/** A node is known and asks as often as calls come: it is not held up. */
const FREE = 0;

/** What a node asks for beside calls. */
export function edgeNodeRoutes(deps: EdgeRoutesDeps): Route<EdgePrincipal>[] {
  return [heartbeatRoute(deps), ...directoryRoutes(deps)];
}

function heartbeatRoute({ db, clock, edges, calls, trunks }: EdgeRoutesDeps): Route<EdgePrincipal> {
  return route({
    method: 'POST',
    path: '/heartbeat',
    operationId: 'edgeHeartbeat',
    tag: 'Node',
    summary: 'Say that you are there',
    description:
      'Send it when you start, then every `next_heartbeat_seconds`. The first one registers the node; there is nothing else to ' +
      'register. The answer names the calls that somebody wants ended.',
    scope: null,
    rateCost: FREE,
    body: HeartbeatBody,
    example: heartbeatExample,
    success: { status: 200, description: 'Heard.', schema: HeartbeatSchema, example: heartbeatAnswerExample },
    errors: [],
    handler: async ({ principal, body, ip }) => {
      const at = clock.now();
      const beat = {
        software: body.software,
        startedAt: body.started_at ?? null,
        calls: body.live_calls,
        draining: body.draining ?? false,
        sentAt: body.sent_at ?? null,
        counters: body.counters ?? {},
      };
      await db.inTransaction((tx) => edges.beat(tx, principal, beat, { address: ip, at }));
      return {
        body: {
          time: at,
          name: principal.name,
          sip_domain: trunks.sipDomain,
          next_heartbeat_seconds: HEARTBEAT_SECONDS,
          silent_after_seconds: SILENT_AFTER_SECONDS,
          hang_up: await calls.hangUpsOf(db.kysely, principal.name, MOST_HANG_UPS),
        },
      };
    },
  });
}

function directoryRoutes(deps: EdgeRoutesDeps): Route<EdgePrincipal>[] {
  const { db, clock, edges } = deps;
  return [
    route({
      method: 'GET',
      path: '/directory/source',
      operationId: 'edgeFindSource',
      tag: 'Directory',
      summary: 'Who sends from this address',
      description:
        'An account by the addresses it entered, or a carrier by those of its gateways. Whether the account may call is not asked ' +
        'here: `authorise` decides it. Keep the answer, `unknown` too, until the feed of changes names one of its tags.',
      scope: null,
      rateCost: FREE,
      query: SourceQuery,
      success: {
        status: 200,
        description: 'Who it is.',
        schema: FoundSourceSchema,
        example: foundSourceExample,
      },
      errors: [],
      handler: async ({ query: { address, host = null, did = null } }) => ({
        body: toApiFoundSource(await findSource(deps, db.kysely, { address, host, did, at: clock.now() })),
      }),
    }),
    route({
      method: 'GET',
      path: '/directory/credential',
      operationId: 'edgeFindCredential',
      tag: 'Directory',
      summary: 'What a digest answer is checked against',
      description:
        'HA1 in both algorithms, never a password; user names are unique across the platform, in any case. Keep the answer in ' +
        'memory until the feed of changes names one of its tags, and never write it down.',
      scope: null,
      rateCost: FREE,
      query: CredentialQuery,
      success: {
        status: 200,
        description: 'The credential, or that there is none.',
        schema: FoundCredentialSchema,
        example: foundCredentialExample,
      },
      errors: [],
      handler: async ({ query: { username, host = null } }) => ({
        body: toApiFoundCredential(await findCredential(deps, db.kysely, username, host)),
      }),
    }),
    route({
      method: 'GET',
      path: '/directory/changes',
      operationId: 'edgeListChanges',
      tag: 'Directory',
      summary: 'What of the directory was changed',
      description:
        'Ask once without `after` before you remember anything, then with the last `cursor`, every second or so. No change is ever ' +
        'passed over, and the same one may come twice. Changes are kept for seven days.',
      scope: null,
      rateCost: FREE,
      query: ChangesQuery,
      success: { status: 200, description: 'Tags.', schema: ChangesSchema, example: changesExample },
      errors: [],
      handler: async ({ query: { after = null, limit = MOST_CHANGES } }) => {
        const { tags, cursor, more, reset } = await edges.changes(db.kysely, after, limit);
        return { body: { tags, cursor, more, reset } };
      },
    }),
  ];
}
