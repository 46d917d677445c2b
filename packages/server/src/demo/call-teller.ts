import type { ToldCall } from '../calls/index.ts';
import { refusedForMoney } from '../cdrs/index.ts';
import { AppError } from '../platform/errors/index.ts';
import type { DemoServices } from './demo-services.ts';
import { lookAtTables } from './story-store.ts';

/** Calls of so long are charged and recorded together: their postings carry the time of the last of them. */
const SPAN_MS = 4 * 3_600_000;
const MOST_CALLS = 400;
/** Groups after which the database has a look at what it holds. */
const LOOKS = new Set([10, 100, 600]);

/** Charges and records the calls of the story, in groups. */
export class CallTeller {
  readonly #demo: DemoServices;
  readonly #partnerId: string;
  /** There are calls already: those that are recorded are left out. */
  readonly #continues: boolean;
  #waiting: ToldCall[] = [];
  #groups = 0;
  told = 0;

  constructor(demo: DemoServices, partnerId: string, continues: boolean) {
    this.#demo = demo;
    this.#partnerId = partnerId;
    this.#continues = continues;
  }

  async add(one: ToldCall): Promise<void> {
    const first = this.#waiting[0];
    const isOther =
      first !== undefined && one.call.endedAt.getTime() - first.call.endedAt.getTime() > SPAN_MS;
    if (isOther || this.#waiting.length >= MOST_CALLS) await this.flush();
    this.#waiting.push(one);
  }

  /** Whatever comes next in the books comes after these. */
  async flush(): Promise<void> {
    const waiting = this.#continues ? await this.#untold(this.#waiting) : this.#waiting;
    this.#waiting = [];
    const last = waiting.at(-1);
    if (last === undefined) return;
    this.#demo.clock.set(last.call.endedAt);
    if (!(await this.#record(waiting))) await this.#oneByOne(waiting);
    this.told += waiting.length;
    this.#groups += 1;
    if (LOOKS.has(this.#groups)) await lookAtTables(this.#demo.db);
  }

  async #untold(calls: readonly ToldCall[]): Promise<ToldCall[]> {
    const known = await Promise.all(calls.map(({ call }) => this.#isTold(call.callId)));
    return calls.filter((_, place) => known[place] === false);
  }

  async #isTold(callId: string): Promise<boolean> {
    try {
      await this.#demo.cdrs.find(this.#partnerId, callId);
      return true;
    } catch (error) {
      if (error instanceof AppError && error.status === 404) return false;
      throw error;
    }
  }

  /** False where a wallet does not hold enough: nothing is recorded then. */
  async #record(calls: readonly ToldCall[]): Promise<boolean> {
    try {
      await this.#demo.db.inTransaction(async (tx) => {
        if (!(await this.#demo.calls.recordTold(tx, calls))) throw new Short();
      });
      return true;
    } catch (error) {
      if (error instanceof Short) return false;
      throw error;
    }
  }

  /** Somebody moved the story's money meanwhile: calls that cannot be paid any more are refused, as any call would be. */
  async #oneByOne(calls: readonly ToldCall[]): Promise<void> {
    for (const one of calls)
      if (!(await this.#record([one]))) await this.#record([{ ...one, call: refusedForMoney(one.call) }]);
  }
}

class Short extends Error {}
