import type { CallFacts, Count } from './facts.ts';

/** What the calls of a group that were decided before this one took; what was read before does not show it. */
export class Tally {
  private readonly begun = new Map<string, number>();
  private readonly taken = new Map<string, bigint>();

  /** A count of an owner with what the group added. */
  countOf(owner: string, read: Count): Count {
    const added = this.begun.get(owner) ?? 0;
    return { live: read.live + added, inSecond: read.inSecond + added };
  }

  takenFrom(account: string): bigint {
    return this.taken.get(account) ?? 0n;
  }

  addCall({ partnerId, customerId, trunk }: Pick<CallFacts, 'partnerId' | 'customerId' | 'trunk'>): void {
    for (const owner of [partnerId, customerId, ...(trunk === null ? [] : [trunk.id])])
      this.begun.set(owner, (this.begun.get(owner) ?? 0) + 1);
  }

  addMoney(account: string, amount: bigint): void {
    this.taken.set(account, this.takenFrom(account) + amount);
  }
}
