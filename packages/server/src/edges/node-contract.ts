import Type from 'typebox';
import { parseCidr } from '../identity/index.ts';
import { Nullable, OneOf, Timestamp, checked, ManyLines } from '../platform/http/index.ts';
import { MOST_NETWORKS, NODE_STATES, stateOf, type EdgeNode } from './edge-node.ts';
import type { IssuedNode } from './node-service.ts';

/** Longest that an old secret may live beside the new one. Seconds. */
const LONGEST_OVERLAP = 86_400;

const name = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$',
  description: 'Unique in any case, such as `mum-1`. Call records name the node by it, so it stays.',
});
const region = Type.String({ maxLength: 60, pattern: '^[A-Za-z0-9._ -]*$', description: 'Where it stands.' });
const network = checked(Type.String({ maxLength: 50 }), (text) =>
  parseCidr(text) === null
    ? { type: 'value_error', text: 'Input should be an IP address or a CIDR block', input: text }
    : null,
);
const networks = Type.Array(network, {
  minItems: 1,
  maxItems: MOST_NETWORKS,
  description:
    'Addresses or CIDR blocks from which its requests come. From elsewhere its secret opens nothing.',
});
const reason = ManyLines(500, { minLength: 1, pattern: String.raw`\S`, description: 'For the audit log.' });

export const NodeSchema = Type.Object({
  id: Type.String({ description: 'UUID.' }),
  name: Type.String(),
  region: Type.String(),
  enabled: Type.Boolean(),
  networks: Type.Array(Type.String()),
  secret: Type.String({ description: 'Masked.' }),
  state: OneOf(NODE_STATES, {
    description:
      '`online`: heard of within 30 seconds. `draining`: online, takes no new calls. `silent`: nothing was heard for longer; ' +
      'its calls are settled when their time is over.',
  }),
  last_seen_at: Nullable(
    Timestamp({ description: 'When its secret was shown last, in any request; up to five seconds old.' }),
  ),
  last_heartbeat_at: Nullable(Timestamp()),
  started_at: Nullable(Timestamp({ description: 'Of its process, as it says.' })),
  software: Nullable(Type.String()),
  address: Nullable(Type.String({ description: 'From which its last heartbeat came.' })),
  live_calls: Nullable(Type.Integer({ description: 'As it says.' })),
  clock_skew_ms: Nullable(Type.Integer({ description: 'Its clock less ours, as of the last heartbeat.' })),
  overlap_until: Nullable(Timestamp({ description: 'Until then the secret before works too.' })),
  rotated_at: Nullable(Timestamp()),
  created_at: Timestamp(),
  updated_at: Timestamp(),
});
export const NodeListSchema = Type.Object({ edge_nodes: Type.Array(NodeSchema) });
export const NodeWithCountersSchema = Type.Object({
  ...NodeSchema.properties,
  counters: Type.Record(Type.String(), Type.Integer(), {
    description: 'What it counted in the last seven days: requests of unknown sources and the like.',
  }),
});
export const IssuedNodeSchema = Type.Object({
  ...NodeSchema.properties,
  secret: Type.String({
    description: 'In clear, in this answer alone: it is stored hashed.',
    'x-secret': true,
  }),
});

export const CreateNodeBody = Type.Object(
  { name, networks, region: Type.Optional(region) },
  { additionalProperties: false },
);
export const PatchNodeBody = Type.Object(
  {
    region: Type.Optional(region),
    networks: Type.Optional(networks),
    enabled: Type.Optional(Type.Boolean({ description: 'False: its secret opens nothing.' })),
    reason: Type.Optional(reason),
  },
  { additionalProperties: false },
);
export const RotateBody = Type.Object(
  {
    overlap_seconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: LONGEST_OVERLAP,
        description: 'How long the secret before works beside the new one. Default 0: it is dead at once.',
      }),
    ),
    reason: Type.Optional(reason),
  },
  { additionalProperties: false },
);
export const NodeParams = Type.Object({ node_id: Type.String({ maxLength: 64 }) });

export function toApiNode(node: EdgeNode, at: Date): Record<string, unknown> {
  const { presence, overlapUntil } = node;
  return {
    id: node.id,
    name: node.name,
    region: node.region,
    enabled: node.enabled,
    networks: node.networks,
    secret: node.secretMasked,
    state: stateOf(node, at),
    last_seen_at: node.seenAt,
    last_heartbeat_at: presence?.heardAt ?? null,
    started_at: presence?.startedAt ?? null,
    software: presence?.software ?? null,
    address: presence?.address ?? null,
    live_calls: presence?.calls ?? null,
    clock_skew_ms: presence?.skewMs ?? null,
    overlap_until: overlapUntil !== null && overlapUntil > at ? overlapUntil : null,
    rotated_at: node.rotatedAt,
    created_at: node.createdAt,
    updated_at: node.updatedAt,
  };
}

export function toApiIssued({ node, secret }: IssuedNode, at: Date): Record<string, unknown> {
  return { ...toApiNode(node, at), secret };
}
