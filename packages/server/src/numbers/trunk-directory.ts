import type { Reader } from '../platform/db/index.ts';

/** Port to the room that owns trunks: whether an account has a trunk that a number can be assigned to. */
export interface TrunkDirectory {
  find(
    reader: Reader,
    partnerId: string,
    customerId: string,
    trunkId: string,
  ): Promise<{ readonly trunkId: string } | null>;
}

/** For a platform without trunks. */
export const noTrunks: TrunkDirectory = { find: async () => null };
