import type { Tx } from '../platform/db/index.ts';

/** Port to the room that owns trunks: whether an account has a trunk that a number can be assigned to. */
export interface TrunkDirectory {
  /** True where it has; then the trunk stays until COMMIT. */
  hold(tx: Tx, partnerId: string, customerId: string, trunkId: string): Promise<boolean>;
}

/** For a platform without trunks. */
export const noTrunks: TrunkDirectory = { hold: async () => false };
