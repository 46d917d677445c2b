import { appendAudit, fieldChanges } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import {
  ID_CURSOR,
  encodeCursor,
  readPage,
  type PageOptions,
  type PageQuery,
} from '../platform/http/index.ts';
import { isUuid, uuidv7 } from '../platform/ids/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { numberPriceExists, tooManyNumberPrices } from './holding-errors.ts';
import { readIdCursor } from './holding-lists.ts';
import type { PriceRule } from './number-price.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import {
  countPrices,
  deletePrice,
  insertPrice,
  lockPrice,
  selectPricePage,
  updatePrice,
  type StoredPriceRule,
} from './price-store.ts';
import { refuseLoss } from './purchase.ts';
import { selectNumber } from './stock-store.ts';

export const PRICE_PAGES: PageOptions = { defaultPerPage: 50, maxPerPage: 200, cursor: ID_CURSOR };
/** Rules of one partner. */
const MOST_RULES = 10_000;

export interface PricePatch {
  readonly setupFee?: bigint | undefined;
  readonly monthlyFee?: bigint | undefined;
  readonly allowLoss?: boolean | undefined;
}

export interface PricePage {
  readonly rules: readonly StoredPriceRule[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly nextCursor: string | null;
}

/** What a partner sells numbers for. A change bears on what is bought after it; what customers have keeps its price. */
export interface Prices {
  list(partnerId: string, query: PageQuery): Promise<PricePage>;
  /** Throws 409 `number_price_exists`, `price_below_cost`, `too_many_number_prices`, and 404 for a number that is not in stock. */
  add(tx: Tx, partnerId: string, rule: PriceRule, by: By): Promise<StoredPriceRule>;
  /** Throws 404, 409 `price_below_cost`. */
  change(tx: Tx, partnerId: string, id: string, patch: PricePatch, by: By): Promise<StoredPriceRule>;
  /** Throws 404. */
  remove(tx: Tx, partnerId: string, id: string, by: By): Promise<void>;
}

export function createPrices(deps: NumbersDeps): Prices {
  const reader = deps.db.kysely;
  return {
    async list(partnerId, query) {
      const place = readPage(query, PRICE_PAGES);
      const rows = await selectPricePage(reader, partnerId, {
        limit: place.limit + 1,
        offset: place.offset,
        afterId: readIdCursor(place.cursor),
      });
      const rules = rows.slice(0, place.limit);
      const last = rules.at(-1);
      return {
        rules,
        page: place.page,
        perPage: place.perPage,
        total: await countPrices(reader, partnerId),
        nextCursor: rows.length > place.limit && last !== undefined ? encodeCursor([last.id]) : null,
      };
    },
    async add(tx, partnerId, rule, by) {
      if ((await countPrices(tx, partnerId)) >= MOST_RULES)
        throw tooManyNumberPrices({ facts: { limit: MOST_RULES } });
      await refuseBelowCost(tx, rule);
      const added = await insertPrice(tx, { ...rule, partnerId, id: uuidv7(by.at), createdAt: by.at });
      if (added === null) throw numberPriceExists();
      await record(tx, 'number_price.added', null, added, by);
      return added;
    },
    async change(tx, partnerId, id, patch, by) {
      const from = await lockRule(tx, partnerId, id);
      const to = {
        ...from,
        setupFee: patch.setupFee ?? from.setupFee,
        monthlyFee: patch.monthlyFee ?? from.monthlyFee,
        allowLoss: patch.allowLoss ?? from.allowLoss,
      };
      if (fieldChanges(shown(from), shown(to)).length === 0) return from;
      await refuseBelowCost(tx, to);
      const saved = await updatePrice(tx, to, by.at);
      await record(tx, 'number_price.changed', from, saved, by);
      return saved;
    },
    async remove(tx, partnerId, id, by) {
      const rule = await lockRule(tx, partnerId, id);
      await deletePrice(tx, partnerId, rule.id);
      await record(tx, 'number_price.removed', rule, null, by);
    },
  };
}

/**
 * A rule for one number is held against what that number costs now. What a rule for a whole country costs is known when a
 * number is bought by it, and is refused then.
 */
async function refuseBelowCost(tx: Tx, rule: PriceRule): Promise<void> {
  if (rule.e164 === null) return;
  const number = await selectNumber(tx, rule.e164);
  if (number === null) throw notFound({ message: 'No such number.' });
  if (number.currency === rule.currency) refuseLoss(rule, number);
}

async function lockRule(tx: Tx, partnerId: string, id: string): Promise<StoredPriceRule> {
  const rule = isUuid(id) ? await lockPrice(tx, partnerId, id) : null;
  if (rule === null) throw notFound({ message: 'No such price rule.' });
  return rule;
}

function shown(rule: StoredPriceRule | null): Record<string, unknown> {
  return {
    setup_fee: rule?.setupFee ?? null,
    monthly_fee: rule?.monthlyFee ?? null,
    allow_loss: rule?.allowLoss ?? null,
  };
}

async function record(
  tx: Tx,
  action: string,
  from: StoredPriceRule | null,
  to: StoredPriceRule | null,
  by: By,
): Promise<void> {
  const rule = to ?? from;
  if (rule === null) return;
  const { partnerId, id, e164, country, numberType, currency } = rule;
  const changes = fieldChanges(shown(from), shown(to));
  await appendAudit(tx, [
    { partnerId, at: by.at, actor: by.actor, action, objectType: 'number_price', objectId: id, changes },
  ]);
  const payload = { number_price_id: id, e164, country, number_type: numberType, currency };
  await appendOutbox(tx, by.at, [{ partnerId, topic: action, payload }]);
}
