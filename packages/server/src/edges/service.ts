import type { Static } from 'typebox';
import type { By } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { Fault } from '../platform/errors/index.ts';
import type { Sound } from '../platform/http/index.ts';
import { type Clock, DAY_MS, utcDay } from '../platform/time/index.ts';
import { readChanges, type ChangePage } from './change-feed.ts';
import { forgetChanges } from './change-store.ts';
import { EdgeAuthenticator } from './edge-authenticator.ts';
import { MOST_NODES, stateOf, type EdgeNode } from './edge-node.ts';
import type { EdgePrincipal } from './edge-principal.ts';
import { recordBeat, type Beat } from './heartbeat.ts';
import type { CreateNodeBody, PatchNodeBody } from './node-contract.ts';
import {
  createNode,
  findNode,
  nameFaults,
  patchNode,
  rotateSecret,
  type IssuedNode,
} from './node-service.ts';
import { selectNodes } from './node-store.ts';
import { deleteCountersBefore, selectCounters } from './presence-store.ts';

/** How long changes and counters are kept. Days. */
const CHANGES_KEPT_DAYS = 7;
const COUNTERS_KEPT_DAYS = 400;
const SHOWN_COUNTER_DAYS = 6;

const dayBefore = (at: Date, days: number): string => utcDay(new Date(at.getTime() - days * DAY_MS));

/** The door to edge nodes. All of it is the operator's: no tenant is asked for. Writes take the caller's transaction. */
export interface Edges {
  readonly authenticator: EdgeAuthenticator;
  create(tx: Tx, body: Static<typeof CreateNodeBody>, by: By): Promise<IssuedNode>;
  /** What the nodes that are there say against a new one that is refused already. */
  newFaults(reader: Reader, body: Sound<Static<typeof CreateNodeBody>>): Promise<Fault[]>;
  /** By id or by name. Throws 404, as whatever names a node does. */
  find(reader: Reader, word: string): Promise<EdgeNode>;
  list(reader: Reader): Promise<EdgeNode[]>;
  patch(tx: Tx, id: string, body: Static<typeof PatchNodeBody>, by: By): Promise<EdgeNode>;
  rotate(tx: Tx, id: string, overlapSeconds: number, reason: string | undefined, by: By): Promise<IssuedNode>;
  /** Sums of the last seven days. */
  counters(reader: Reader, nodeId: string, at: Date): Promise<Readonly<Record<string, number>>>;
  beat(
    tx: Tx,
    node: EdgePrincipal,
    beat: Beat,
    origin: { readonly address: string; readonly at: Date },
  ): Promise<void>;
  /** Names of the nodes that fell silent. */
  silent(reader: Reader, at: Date): Promise<string[]>;
  changes(reader: Reader, after: string | null, limit: number): Promise<ChangePage>;
  /** Forgets old changes and counters; gives how many rows. */
  purge(reader: Reader, at: Date, limit: number): Promise<number>;
}

export function createEdges({ reader, clock }: { readonly reader: Reader; readonly clock: Clock }): Edges {
  return {
    authenticator: new EdgeAuthenticator({ reader, clock }),
    create: createNode,
    newFaults: (from, { name }) => nameFaults(from, name),
    find: findNode,
    list: (from) => selectNodes(from, MOST_NODES),
    patch: patchNode,
    rotate: rotateSecret,
    counters: (from, nodeId, at) => selectCounters(from, nodeId, dayBefore(at, SHOWN_COUNTER_DAYS)),
    beat: recordBeat,
    async silent(from, at) {
      const nodes = await selectNodes(from, MOST_NODES);
      return nodes.filter((node) => stateOf(node, at) === 'silent').map(({ name }) => name);
    },
    changes: readChanges,
    async purge(from, at, limit) {
      const changes = await forgetChanges(from, new Date(at.getTime() - CHANGES_KEPT_DAYS * DAY_MS), limit);
      return changes + (await deleteCountersBefore(from, dayBefore(at, COUNTERS_KEPT_DAYS), limit - changes));
    },
  };
}
