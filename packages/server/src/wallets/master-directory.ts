import type { Ledger } from '../ledger/index.ts';
import type { Reader } from '../platform/db/index.ts';

const MAX_ENTRIES = 50_000;

/** Remembers the ids of master accounts, which never change, so that moving money asks the database for the money alone. */
export interface MasterDirectory {
  /** The partner's master account in a currency; null when it has none. */
  find(partnerId: string, currency: string): Promise<string | null>;
}

export function createMasterDirectory(ledger: Ledger, reader: Reader): MasterDirectory {
  const known = new Map<string, string>();
  return {
    async find(partnerId, currency) {
      const key = `${partnerId}/${currency}`;
      const cached = known.get(key);
      if (cached !== undefined) return cached;
      const account = await ledger.getAccountByKind(reader, partnerId, 'master', currency);
      if (account === null) return null;
      if (known.size >= MAX_ENTRIES) known.clear();
      known.set(key, account.id);
      return account.id;
    },
  };
}
