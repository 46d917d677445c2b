import { keyedWrite, type OperatorPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import type { EdgeNodeRoutesDeps } from './edges-deps.ts';
import { edgeNodeLimitReached } from './errors.ts';
import {
  createNodeExample,
  issuedNodeExample,
  nodeExample,
  nodeListExample,
  nodeWithCountersExample,
  patchNodeExample,
  rotateExample,
} from './examples.ts';
import {
  CreateNodeBody,
  IssuedNodeSchema,
  NodeListSchema,
  NodeParams,
  NodeSchema,
  NodeWithCountersSchema,
  PatchNodeBody,
  RotateBody,
  toApiIssued,
  toApiNode,
} from './node-contract.ts';

const route = routesOf<OperatorPrincipal>();
const TAG = 'Edge nodes';

export function edgeOperatorRoutes(deps: EdgeNodeRoutesDeps): Route<OperatorPrincipal>[] {
  return [...readRoutes(deps), ...writeRoutes(deps)];
}

function readRoutes({ db, edges, clock }: EdgeNodeRoutesDeps): Route<OperatorPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/edge-nodes',
      operationId: 'listEdgeNodes',
      tag: TAG,
      summary: 'Edge nodes, by name',
      description: 'What may speak the edge API, and whether it was heard of.',
      scope: 'read',
      success: { status: 200, description: 'All.', schema: NodeListSchema, example: nodeListExample },
      errors: [],
      handler: async () => {
        const at = clock.now();
        return { body: { edge_nodes: (await edges.list(db.kysely)).map((node) => toApiNode(node, at)) } };
      },
    }),
    route({
      method: 'GET',
      path: '/edge-nodes/:node_id',
      operationId: 'getEdgeNode',
      tag: TAG,
      summary: 'One edge node',
      description: 'With what it counted in the last seven days.',
      scope: 'read',
      params: NodeParams,
      success: {
        status: 200,
        description: 'The node.',
        schema: NodeWithCountersSchema,
        example: nodeWithCountersExample,
      },
      errors: [],
      handler: async ({ params }) => {
        const at = clock.now();
        const node = await edges.find(db.kysely, params.node_id);
        return { body: { ...toApiNode(node, at), counters: await edges.counters(db.kysely, node.id, at) } };
      },
    }),
  ];
}

function writeRoutes(deps: EdgeNodeRoutesDeps): Route<OperatorPrincipal>[] {
  const { edges, db } = deps;
  const issued = { schema: IssuedNodeSchema, example: issuedNodeExample };
  return [
    route({
      method: 'POST',
      path: '/edge-nodes',
      operationId: 'createEdgeNode',
      tag: TAG,
      summary: 'Let a node speak the edge API',
      description:
        'The secret is in this answer and nowhere else; the node sends it as `Authorization: Bearer edge_…`, and only from its ' +
        '`networks`.',
      scope: 'carriers',
      body: CreateNodeBody,
      example: createNodeExample,
      success: { status: 201, description: 'The node, with its secret.', ...issued },
      errors: [edgeNodeLimitReached],
      idempotent: true,
      storedFaults: ({ body }) => edges.newFaults(db.kysely, body),
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) => toApiIssued(await edges.create(tx, call.body, by), by.at), {
          sealed: ['secret'],
        }),
    }),
    route({
      method: 'PATCH',
      path: '/edge-nodes/:node_id',
      operationId: 'updateEdgeNode',
      tag: TAG,
      summary: 'Change, disable or enable an edge node',
      description:
        'What is absent stays. A node that is disabled is refused within a second, on every server.',
      scope: 'carriers',
      params: NodeParams,
      body: PatchNodeBody,
      example: patchNodeExample,
      success: {
        status: 200,
        description: 'The node.',
        schema: NodeSchema,
        example: { ...nodeExample, enabled: false },
      },
      errors: [],
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiNode(await edges.patch(tx, call.params.node_id, call.body, by), by.at),
        ),
    }),
    route({
      method: 'POST',
      path: '/edge-nodes/:node_id/rotate-secret',
      operationId: 'rotateEdgeNodeSecret',
      tag: TAG,
      summary: 'Give an edge node another secret',
      description:
        'The secret before works for `overlap_seconds` more, so that the node can be told without an interruption; with 0 it is ' +
        'dead within a second. A second rotation ends the one before the last at once.',
      scope: 'carriers',
      params: NodeParams,
      body: RotateBody,
      bodyOptional: true,
      example: rotateExample,
      success: { status: 200, description: 'The node, with its new secret.', ...issued },
      errors: [],
      idempotent: true,
      handler: (call) => {
        const { overlap_seconds: overlap = 0, reason } = call.body;
        return keyedWrite(
          deps,
          call,
          async (tx, by) =>
            toApiIssued(await edges.rotate(tx, call.params.node_id, overlap, reason, by), by.at),
          { sealed: ['secret'] },
        );
      },
    }),
  ];
}
