import type { Reader } from '../platform/db/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { LedgerEntryList, LedgerEntryQuery, LedgerRootList, LedgerRootQuery } from './contract.ts';
import { ledgerEntriesExample, ledgerRootsExample } from './examples.ts';
import type { Ledger } from './service.ts';
import { showChainEntries, showRoots } from './show-chain.ts';

export interface LedgerPartnerRoutesDeps<P> {
  readonly ledger: Ledger;
  readonly reader: Reader;
  /** This room lies below the one that knows principals, so it is told whose books a caller may read. */
  partnerIdOf(principal: P): string;
}

const TAG = 'Ledger';

/** What a partner needs to check its chain without trusting whoever runs the platform. */
export function ledgerPartnerRoutes<P>(deps: LedgerPartnerRoutesDeps<P>): Route<P>[] {
  const { ledger, reader } = deps;
  const route = routesOf<P>();
  return [
    route({
      method: 'GET',
      path: '/ledger/roots',
      operationId: 'listLedgerRoots',
      tag: TAG,
      summary: 'Where the chain of your books stood at the end of each day',
      description:
        'Each entry of your books carries a hash of itself and of the entry before, so that none can be changed, left out or put in ' +
        'later without every hash after it changing. The root of a UTC day is the hash of its last entry; a day has one as soon as an ' +
        'entry of a later day is there. Keep roots outside this platform: whoever has one can tell later whether the entries up to it ' +
        'are still the same. `head` is the end of the chain now, whatever days are asked for. An instant in the window stands for its day.',
      scope: 'read',
      query: LedgerRootQuery,
      success: {
        status: 200,
        description: 'A page of roots, oldest first.',
        schema: LedgerRootList,
        example: ledgerRootsExample,
      },
      errors: [],
      handler: async ({ principal, query }) => ({
        body: await showRoots(ledger, reader, deps.partnerIdOf(principal), query),
      }),
    }),
    route({
      method: 'GET',
      path: '/ledger/entries',
      operationId: 'listLedgerEntries',
      tag: TAG,
      summary: 'Every entry of your books, as its hash was made',
      description:
        'All your accounts together, from the first entry on: master, wallets, margin and what stands opposite to them. The hash of ' +
        'an entry is SHA-256 of the hash of the entry before (32 bytes, zeros for the first), followed by this text in UTF-8, each line ended ' +
        'by a line feed: `ledger-entry/1`, `partner_id`, `entry_no`, `id`, `debit_account_id`, `credit_account_id`, `currency`, ' +
        '`amount_units`, `code`, `reference`, `description` (these three as JSON strings or `null`, non-ASCII as it is), `reverses` ' +
        'or `null`, `debit_balance_after_units`, `credit_balance_after_units`, `debit_version`, `credit_version`, `event_at`, ' +
        '`posted_at`. `verifyChain` of the SDK does all of it. For lists to read see `transactions`.',
      scope: 'read',
      query: LedgerEntryQuery,
      success: {
        status: 200,
        description: 'Entries in the order of the chain.',
        schema: LedgerEntryList,
        example: ledgerEntriesExample,
      },
      errors: [],
      handler: async ({ principal, query }) => ({
        body: await showChainEntries(ledger, reader, deps.partnerIdOf(principal), query),
      }),
    }),
  ];
}
