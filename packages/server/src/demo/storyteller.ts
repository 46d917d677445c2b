import { toAuditRow, type Actor } from '../audit/index.ts';
import type { Services } from '../create-services.ts';
import type { Customer } from '../customers/index.ts';
import type { CommandResult, LedgerCommand } from '../ledger/index.ts';
import type { Partner } from '../partners/index.ts';
import { randomBase62 } from '../platform/crypto/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { TRUNK, hasTrunk } from './call-plan.ts';
import { CallTeller } from './call-teller.ts';
import type { DemoServices } from './demo-services.ts';
import type { DemoCustomer } from './people.ts';
import { REFERENCE_PREFIX, type DemoStep } from './step.ts';

/** Below this the partner pays in again. Units of 10⁻⁵. */
const LOW_MASTER = 500_000_000n;
const PAYMENT = 2_500_000_000n;

type Movement = Extract<DemoStep, { readonly kind: 'transfer' | 'reclaim' | 'reversal' }>;
type Told = Pick<Customer, 'customerId' | 'authId' | 'currency' | 'walletAccountId' | 'status'> & {
  readonly trunkId: string | null;
};

export interface StoryDeps {
  readonly services: Services;
  readonly demo: DemoServices;
  readonly partner: Partner;
  readonly partnerActor: Actor;
  readonly operator: Actor;
  /** Movements that are there already: reference to transfer id. */
  readonly done: Map<string, string>;
  /** There are calls already. */
  readonly continues: boolean;
}

/** Lets the steps of the plan happen, each at its time; what is there already is left alone. */
export class Storyteller {
  readonly #deps: StoryDeps;
  readonly #customers = new Map<string, Told>();
  readonly #calls: CallTeller;

  constructor(deps: StoryDeps) {
    this.#deps = deps;
    this.#calls = new CallTeller(deps.demo, deps.partner.partnerId, deps.continues);
  }

  get callsTold(): number {
    return this.#calls.told;
  }

  /** What was told so far is in the books. */
  async pause(): Promise<void> {
    await this.#calls.flush();
  }

  async tell(step: DemoStep, at: Date): Promise<void> {
    const { demo, services, partner, partnerActor, operator } = this.#deps;
    if (step.kind === 'call') {
      await this.#tellCall(step);
      return;
    }
    await this.#calls.flush();
    demo.clock.set(at);
    switch (step.kind) {
      case 'join':
        this.#customers.set(step.customer.email, await this.#join(step.customer, at));
        return;
      case 'member':
        await this.#addMember(step.member, at);
        return;
      case 'token':
        await this.#addToken(step.token, at);
        return;
      case 'suspend':
      case 'close': {
        const { authId, status } = this.#customer(step.customer);
        if (status !== 'active') return;
        const { partnerId } = partner;
        await services.db.inTransaction((tx) =>
          step.kind === 'suspend'
            ? demo.customers.suspend(tx, partnerId, authId, step.reason, { actor: operator, at })
            : demo.customers.close(
                tx,
                partnerId,
                authId,
                { reason: step.reason, force: false },
                { actor: partnerActor, at },
              ),
        );
        return;
      }
      default:
        await this.#move(step, at);
    }
  }

  async #tellCall({ customer, call }: Extract<DemoStep, { kind: 'call' }>): Promise<void> {
    const { partnerId } = this.#deps.partner;
    const { customerId, walletAccountId, trunkId } = this.#customer(customer);
    // Nothing was held for it.
    const own = { partnerId, customerId, fundedSeconds: null };
    const over = call.trunkId === TRUNK ? trunkId : null;
    await this.#calls.add({ call: { ...call, ...own, trunkId: over }, walletAccountId });
  }

  #customer(email: string): Told {
    const found = this.#customers.get(email);
    if (found === undefined) throw new Error(`The story has no customer ${email} yet.`);
    return found;
  }

  async #join(told: DemoCustomer, at: Date): Promise<Told> {
    const { services, demo, partner, partnerActor: actor } = this.#deps;
    const { accounts } = await demo.customers.list(partner.partnerId, { search: told.email });
    const [known] = accounts;
    if (known !== undefined) return this.#withTrunk(told, known.customer, at);
    const { name, company, email, phone, country, city } = told;
    // Nobody knows the password: who wants to log in as this customer sets one by a link.
    const password = `${randomBase62(20)}-7`;
    const body = { name, company, email, phone, country, city, password };
    const prepared = await demo.customers.prepare(partner.partnerId, body);
    const opened = await services.db.inTransaction((tx) =>
      demo.customers.create(tx, prepared, { actor, at }),
    );
    return this.#withTrunk(told, opened.customer, at);
  }

  /** The trunk that its calls come over, where it has one. Nothing opens it: nobody can call by it. */
  async #withTrunk(told: DemoCustomer, customer: Customer, at: Date): Promise<Told> {
    const { services, partner, partnerActor: actor } = this.#deps;
    if (!hasTrunk(told)) return { ...customer, trunkId: null };
    const { partnerId, mode } = partner;
    const { customerId, authId } = customer;
    const place = { limit: 1, offset: 0 };
    const { rows } = await services.trunks.list(services.db.kysely, partnerId, { customerId }, place);
    const trunkId =
      rows[0]?.trunkId ??
      (await services.db.inTransaction(async (tx) => {
        const body = { name: `${told.city} PBX`, trunk_direction: 'both' as const };
        const made = await services.trunks.create(tx, { partnerId, customerId, authId, mode }, body, {
          actor,
          at,
        });
        return made.trunkId;
      }));
    return { ...customer, trunkId };
  }

  async #addMember(member: Extract<DemoStep, { kind: 'member' }>['member'], at: Date): Promise<void> {
    const { services, partner, partnerActor: actor } = this.#deps;
    const { users } = services.identity;
    if ((await users.byEmail(services.db.kysely, member.email)) !== null) return;
    const { partnerId, authId } = partner;
    const account = { kind: 'partner', partnerId, authId } as const;
    const { email, name, role } = member;
    await services.db.inTransaction((tx) =>
      users.create(tx, { account, email, name, role, password: null }, { actor, at }),
    );
  }

  async #addToken(token: Extract<DemoStep, { kind: 'token' }>['token'], at: Date): Promise<void> {
    const { services, partner, partnerActor: actor } = this.#deps;
    const { tokens } = services.identity;
    const known = await tokens.list(services.db.kysely, partner.partnerId, { revoked: true });
    if (known.some(({ label }) => label === token.label)) return;
    const { label, scopes } = token;
    await services.db.inTransaction((tx) => tokens.issue(tx, partner, { label, scopes }, { actor, at }));
  }

  async #move(step: Movement, at: Date): Promise<void> {
    const { done } = this.#deps;
    if (done.has(step.reference)) return;
    const { currency } = this.#customer(step.customer);
    const masterId = await this.#masterId(currency);
    let result = await this.#post(step, masterId, at);
    if (result.outcome === 'refused' && result.reason === 'insufficient_balance') {
      await this.#payIn(step.reference, currency, at);
      result = await this.#post(step, masterId, at);
    }
    if (result.outcome !== 'posted')
      throw new Error(`The movement ${step.reference} was not posted: ${JSON.stringify(result, replacer)}`);
    const { transfer } = result;
    done.set(step.reference, transfer.id);
    if (transfer.debitAccountId === masterId && transfer.debitBalanceAfter < LOW_MASTER)
      await this.#payIn(step.reference, currency, at);
  }

  async #masterId(currency: string): Promise<string> {
    const id = await this.#deps.services.wallets.masters.find(this.#deps.partner.partnerId, currency);
    if (id === null) throw new Error(`The sandbox has no master account in ${currency}.`);
    return id;
  }

  /** The partner pays the operator, who funds its master account. */
  async #payIn(after: string, currency: string, at: Date): Promise<void> {
    const { services, demo, partner, operator: actor } = this.#deps;
    const reference = `NEFT-${after.slice(REFERENCE_PREFIX.length)}`;
    const payment = { amount: PAYMENT, currency, reference, reason: 'Payment received' };
    await services.db.inTransaction((tx) =>
      demo.partners.fund(tx, partner.partnerId, payment, { actor, at }),
    );
  }

  #post(step: Movement, masterId: string, at: Date): Promise<CommandResult> {
    const { demo, partner, partnerActor: actor, done } = this.#deps;
    const { partnerId } = partner;
    const { authId, walletAccountId, currency } = this.#customer(step.customer);
    const { kind, amount, reference, description } = step;
    const action = {
      transfer: 'balance.transferred',
      reclaim: 'balance.reclaimed',
      reversal: 'balance.reversed',
    };
    const audit = toAuditRow({
      partnerId,
      at,
      actor,
      action: action[kind],
      objectType: 'account',
      objectId: authId,
      changes: [{ field: 'amount', from: null, to: amount }],
    });
    const common = { partnerId, id: uuidv7(at), at, audit, reference, description };
    const command: LedgerCommand =
      kind === 'reversal'
        ? { ...common, kind, reverses: done.get(step.reverses) ?? '', amount }
        : {
            ...common,
            kind: 'transfer',
            code: kind,
            debitAccountId: kind === 'transfer' ? masterId : walletAccountId,
            creditAccountId: kind === 'transfer' ? walletAccountId : masterId,
            currency,
            amount,
          };
    return demo.ledger.submit(command);
  }
}

function replacer(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
