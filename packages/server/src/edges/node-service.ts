import type { Static } from 'typebox';
import { OPERATOR_BOOKS, appendAudit, fieldChanges, type FieldChange } from '../audit/index.ts';
import { parseCidr, type By } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { ValidationFailure, fault, notFound, type Fault } from '../platform/errors/index.ts';
import { isUuid, uuidv7 } from '../platform/ids/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import type { CreateNodeBody, PatchNodeBody } from './node-contract.ts';
import { MOST_NODES, type EdgeNode } from './edge-node.ts';
import { maskSecret, newEdgeSecret, secretHash } from './edge-secret.ts';
import { edgeNodeLimitReached } from './errors.ts';
import {
  countNodes,
  insertNode,
  lockNode,
  lockNodes,
  selectNode,
  selectNodeByName,
  updateNode,
  updateSecret,
} from './node-store.ts';

/** A node with its secret, which nobody can read again. */
export interface IssuedNode {
  readonly node: EdgeNode;
  readonly secret: string;
}

/** What the audit log compares. */
const loggable = ({ name, region, enabled, networks }: EdgeNode) => ({ name, region, enabled, networks });

async function tell(
  tx: Tx,
  by: By,
  action: string,
  node: EdgeNode,
  changes: readonly FieldChange[],
  reason: string | undefined,
): Promise<void> {
  const { id, name, enabled } = node;
  await appendAudit(tx, [
    {
      partnerId: OPERATOR_BOOKS,
      at: by.at,
      actor: by.actor,
      action,
      objectType: 'edge_node',
      objectId: id,
      changes,
      reason: reason ?? null,
    },
  ]);
  await appendOutbox(tx, by.at, [
    { partnerId: null, topic: action, payload: { edge_node_id: id, name, enabled } },
  ]);
}

/** By id, or by name as people say it at a prompt. Throws 404. */
export async function findNode(reader: Reader, word: string): Promise<EdgeNode> {
  const node = isUuid(word) ? await selectNode(reader, word) : await selectNodeByName(reader, word);
  if (node === null) throw notFound({ message: 'No such edge node.' });
  return node;
}

/** Locked until COMMIT. Throws 404. */
async function lockNodeById(tx: Tx, id: string): Promise<EdgeNode> {
  const node = isUuid(id) ? await lockNode(tx, id) : null;
  if (node === null) throw notFound({ message: 'No such edge node.' });
  return node;
}

/** Each block once, as it is stored. */
function readNetworks(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => parseCidr(text) ?? text))];
}

/** What the nodes that are there say against the name of a new one; absent, it is not looked at. */
export async function nameFaults(reader: Reader, name: string | undefined): Promise<Fault[]> {
  if (name === undefined || (await selectNodeByName(reader, name)) === null) return [];
  return [fault(['body', 'name'], 'value_error', 'Another edge node has this name', name)];
}

/** Throws 422 for a name that another has, 409 `edge_node_limit_reached`. */
export async function createNode(tx: Tx, body: Static<typeof CreateNodeBody>, by: By): Promise<IssuedNode> {
  const secret = newEdgeSecret();
  const node: EdgeNode = {
    id: uuidv7(by.at),
    name: body.name,
    region: body.region ?? '',
    enabled: true,
    networks: readNetworks(body.networks),
    secretMasked: maskSecret(secret),
    overlapUntil: null,
    rotatedAt: null,
    createdAt: by.at,
    updatedAt: by.at,
    presence: null,
    seenAt: null,
  };
  await lockNodes(tx);
  const faults = await nameFaults(tx, node.name);
  if (faults.length > 0) throw new ValidationFailure(faults);
  if ((await countNodes(tx)) >= MOST_NODES) throw edgeNodeLimitReached({ facts: { limit: MOST_NODES } });
  await insertNode(tx, node, secretHash(secret));
  await tell(tx, by, 'edge_node.created', node, fieldChanges({}, loggable(node)), undefined);
  return { node, secret };
}

/** What is absent stays. Throws 404. */
export async function patchNode(
  tx: Tx,
  id: string,
  { reason, ...body }: Static<typeof PatchNodeBody>,
  by: By,
): Promise<EdgeNode> {
  const node = await lockNodeById(tx, id);
  const wanted: EdgeNode = {
    ...node,
    region: body.region ?? node.region,
    enabled: body.enabled ?? node.enabled,
    networks: body.networks === undefined ? node.networks : readNetworks(body.networks),
  };
  const changes = fieldChanges(loggable(node), loggable(wanted));
  if (changes.length === 0) return node;
  await updateNode(tx, wanted, by.at);
  const action = actionOf(node, wanted);
  await tell(tx, by, action, wanted, changes, reason);
  return { ...wanted, updatedAt: by.at };
}

function actionOf(before: EdgeNode, after: EdgeNode): string {
  if (before.enabled === after.enabled) return 'edge_node.updated';
  return after.enabled ? 'edge_node.enabled' : 'edge_node.disabled';
}

/** The secret before keeps working for `overlapSeconds`; with 0 it is dead at once. Throws 404. */
export async function rotateSecret(
  tx: Tx,
  id: string,
  overlapSeconds: number,
  reason: string | undefined,
  by: By,
): Promise<IssuedNode> {
  const node = await lockNodeById(tx, id);
  const secret = newEdgeSecret();
  const masked = maskSecret(secret);
  const overlapUntil = overlapSeconds === 0 ? null : new Date(by.at.getTime() + overlapSeconds * 1_000);
  await updateSecret(tx, node.id, { hash: secretHash(secret), masked, overlapUntil }, by.at);
  const changes = [
    { field: 'secret', from: node.secretMasked, to: masked },
    { field: 'overlap_seconds', from: null, to: overlapSeconds },
  ];
  await tell(tx, by, 'edge_node.secret_rotated', node, changes, reason);
  const next = { ...node, secretMasked: masked, overlapUntil, rotatedAt: by.at, updatedAt: by.at };
  return { node: next, secret };
}
