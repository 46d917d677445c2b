import {
  AttemptThrottle,
  compileAllowList,
  credentialExpired,
  ipNotAllowed,
  mustWait,
  throttledNetwork,
} from '../identity/index.ts';
import type { Reader } from '../platform/db/index.ts';
import { unauthorized, type AppError } from '../platform/errors/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { EdgePrincipal } from './edge-principal.ts';
import { isEdgeSecret, secretHash } from './edge-secret.ts';
import { edgeNodeDisabled } from './errors.ts';
import { selectBySecret } from './node-store.ts';
import { SignsOfLife } from './signs-of-life.ts';

export interface EdgeAuthenticatorDeps {
  readonly reader: Reader;
  readonly clock: Clock;
  /** How long a node is remembered: so long a secret outlives its rotation on another server. */
  readonly memoryMs?: number;
}

interface Known {
  readonly principal: EdgePrincipal;
  readonly enabled: boolean;
  readonly validUntil: Date | null;
  readonly allows: (ip: string) => boolean;
  readonly readAtMs: number;
}

const MEMORY_MS = 500;
/** Only right secrets are remembered, two a node at most. */
const MOST_REMEMBERED = 5_000;

/**
 * Finds out which node is asking. A node asks thousands of times a second, so what was read of it is believed for half a
 * second; a rotated or disabled one is dead within that on every server.
 */
export class EdgeAuthenticator {
  readonly #deps: EdgeAuthenticatorDeps;
  readonly #known = new Map<string, Known>();
  readonly #failures = new AttemptThrottle();
  readonly #signs: SignsOfLife;

  constructor(deps: EdgeAuthenticatorDeps) {
    this.#deps = deps;
    this.#signs = new SignsOfLife(deps.reader, deps.clock);
  }

  /** Who asks is there: that is noted. Throws 401, 403 `edge_node_disabled` or `ip_not_allowed`, 429 for whoever keeps guessing. */
  async bySecret(secret: string, ip: string): Promise<EdgePrincipal> {
    if (!isEdgeSecret(secret)) throw this.#refuse(ip);
    const known = await this.#lookUp(secretHash(secret));
    if (known === null) throw this.#refuse(ip);
    if (known.validUntil !== null && this.#deps.clock.now() >= known.validUntil)
      throw this.#refuse(ip, credentialExpired());
    if (!known.allows(ip))
      throw ipNotAllowed({ message: 'This edge node may not be used from this address.' });
    if (!known.enabled) throw edgeNodeDisabled();
    await this.#signs.note(known.principal.nodeId);
    return known.principal;
  }

  async #lookUp(hash: Buffer): Promise<Known | null> {
    const key = hash.toString('base64');
    const nowMs = performance.now();
    const remembered = this.#known.get(key);
    if (remembered !== undefined && nowMs - remembered.readAtMs < (this.#deps.memoryMs ?? MEMORY_MS))
      return remembered;
    const found = await selectBySecret(this.#deps.reader, hash);
    this.#known.delete(key);
    if (found === null) return null;
    const { id, name, region, enabled, networks } = found.node;
    const known: Known = {
      principal: { kind: 'edge', nodeId: id, name, region },
      enabled,
      validUntil: found.validUntil,
      allows: compileAllowList(networks) ?? (() => false),
      readAtMs: nowMs,
    };
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(key, known);
    return known;
  }

  /** Counts a failure of an address; what comes back is to be thrown. */
  #refuse(ip: string, error: AppError = unauthorized()): AppError {
    const network = throttledNetwork(ip);
    const nowMs = performance.now();
    const seconds = this.#failures.secondsToWait(network, nowMs);
    if (seconds > 0) return mustWait(seconds);
    this.#failures.failed(network, nowMs);
    return error;
  }
}
