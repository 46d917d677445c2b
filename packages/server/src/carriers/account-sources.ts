import type { Reader } from '../platform/db/index.ts';

/** Port to the room that knows accounts by where their calls come from: what of theirs a network shares an address with. */
export type AccountSources = (
  reader: Reader,
  network: string,
) => Promise<readonly { readonly network: string }[]>;

/** For a platform without accounts that have addresses. */
export const noAccountSources: AccountSources = async () => [];
