import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { startTestApp } from '../../test/app.ts';
import { registerCallCommands } from './index.ts';

const app = await startTestApp();

/** Runs a command line and gives what it prints. */
async function portal(...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  const program = new Command().exitOverride();
  registerCallCommands(program, {
    services: async () => app.services,
    print: (text) => {
      lines.push(text);
    },
  });
  await program.parseAsync(args, { from: 'user' });
  return lines;
}

async function account(rupees: number) {
  const partner = await app.partner({ mode: 'test' });
  const customer = await app.customer(partner);
  const at = `/api/v1/partner/accounts/${customer.authId}`;
  const post = (url: string, auth: Readonly<Record<string, string>>, body: object) =>
    app.request('POST', url, { auth, body });
  await post(`${at}/transfer-balance`, partner.auth, { amount: rupees, currency: 'INR' });
  await post(`/api/v1/Account/${customer.authId}/trunks`, customer.auth, { name: 'Office' });
  await post(`${at}/approved-clis`, partner.auth, { e164: '+912235678900' });
  return { partner, customer };
}

const call = (authId: string, seconds: number, ...more: string[]) =>
  portal(
    'call',
    'simulate',
    '--account',
    authId,
    '--to',
    '+919876543210',
    '--seconds',
    String(seconds),
    ...more,
  );

describe('a simulated call', () => {
  it('ends by itself when the money is gone, and the next one is refused with a reason', async () => {
    const { partner, customer } = await account(5);
    const lines = await call(customer.authId, 7_200);
    const text = lines.join('\n');
    expect(text).toMatch(/authorise allowed: ₹\d+\.\d\d held for \d+ s, simulated carrier/);
    expect(text).toMatch(/extend {4}at \d+ s: granted up to \d+ s/);
    expect(text).toMatch(/not granted \(insufficient_balance\)/);
    expect(text).toMatch(/end {7}ALLOTTED_TIMEOUT/);
    const { wallet } = await app.services.customers.balance(partner.partnerId, customer.authId);
    expect(wallet.held).toBe(0n);
    expect(wallet.balance).toBeGreaterThanOrEqual(0n);
    expect(wallet.balance).toBeLessThan(100_000n);
    app.clock.advanceMs(1_000);
    const next = await call(customer.authId, 7_200, '--json');
    const answer = JSON.parse(next.join('')) as Record<string, unknown>;
    expect(answer).toMatchObject({ refused: 'insufficient_balance', talk_seconds: 0, cost: 0 });
  });

  it('that nobody answers costs what its tier says of such calls, and is a record', async () => {
    const { customer } = await account(5);
    const [json = ''] = await call(customer.authId, 20, '--no-answer', '--json');
    expect(JSON.parse(json)).toMatchObject({ refused: null, talk_seconds: 0, cost: 0.02, balance: 4.98 });
  });

  it('needs an account, and a trunk of it', async () => {
    await expect(call('MA_ZZZZZZZZ', 10)).rejects.toThrow('No such account.');
    const partner = await app.partner({ mode: 'test' });
    const customer = await app.customer(partner);
    await expect(call(customer.authId, 10)).rejects.toThrow('no enabled trunk that calls out');
  });
});
