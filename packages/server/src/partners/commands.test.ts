import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { uuidv7 } from '../platform/ids/index.ts';
import { registerPartnerCommands } from './index.ts';
import { harness, nextEmail } from '../../test/partners-harness.ts';

const { db, clock, partners } = await harness();

/** Runs a command line; answers what it printed. */
async function portal(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const program = new Command('portal').exitOverride().configureOutput({ writeErr: () => undefined });
  registerPartnerCommands(program, {
    services: async () => ({ partners, db, clock }),
    print: (text) => void lines.push(text),
  });
  for (const command of program.commands.flatMap((group) => [group, ...group.commands]))
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  await program.parseAsync(args, { from: 'user' });
  return lines.join('\n');
}

const json = async (...args: string[]): Promise<Record<string, unknown>> =>
  JSON.parse(await portal(...args, '--json')) as Record<string, unknown>;

async function newPartner(...args: string[]): Promise<string> {
  return (await json('partner', 'create', '--name', 'Acme', '--email', nextEmail(), ...args))[
    'auth_id'
  ] as string;
}

describe('portal partner', () => {
  test('create prints the ids and the first token, as JSON and for people', async () => {
    const made = await json(
      'partner',
      'create',
      '--name',
      'Acme',
      '--email',
      nextEmail(),
      '--starting-balance',
      '48250.00',
      '--credit-limit',
      '100',
      '--can-view-cdrs',
      'no',
    );
    expect(made).toMatchObject({
      name: 'Acme',
      can_view_cdrs: false,
      can_create_accounts: true,
      master_accounts: [{ currency: 'INR', balance: 48250, credit_limit: 100, available_balance: 48350 }],
    });
    expect(made['id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(made['auth_id']).toMatch(/^partner-[a-z0-9]{8}$/);
    expect(made['token']).toMatch(/^sk_live_/);
    const text = await portal('partner', 'create', '--name', 'Acme', '--email', nextEmail());
    expect(text).toMatch(/X-Auth-ID +partner-/);
    expect(text).toMatch(/X-Auth-Token +sk_live_/);
  });

  test('create names every wrong option at once', async () => {
    await expect(
      portal(
        'partner',
        'create',
        '--name',
        ' ',
        '--email',
        'a@b, c@d',
        '--country',
        'xx',
        '--starting-balance',
        '1.000001',
      ),
    ).rejects.toThrow(/--name: .*\n--email: .*\n--country: .*\n--starting-balance: .*5 decimals/s);
    await expect(
      portal(
        'partner',
        'create',
        '--name',
        '',
        '--email',
        'a@b.example',
        '--default-pricing-tier-id',
        uuidv7(),
      ),
    ).rejects.toThrow(/--name: .*\n--default-pricing-tier-id: /s);
    await expect(portal('partner', 'create', '--name', 'x')).rejects.toThrow(/required option '--email/);
    await expect(
      portal('partner', 'create', '--name', 'x', '--email', nextEmail(), '--can-view-cdrs', 'maybe'),
    ).rejects.toThrow(/yes or no/);
  });

  test('list, show and set', async () => {
    const id = await newPartner('--company', 'Listed Ltd');
    expect(await json('partner', 'list', '--search', id)).toMatchObject({
      total: 1,
      partners: [{ auth_id: id }],
    });
    expect(await portal('partner', 'list', '--search', id)).toMatch(
      /^ID +NAME .*\npartner-\w+ +Acme .*₹0\.00 +0\/1000\n1 in all$/s,
    );
    expect(await portal('partner', 'show', id)).toContain('Listed Ltd');
    expect(
      await json(
        'partner',
        'set',
        id,
        '--gstin',
        '27AAPFU0939F1ZV',
        '--gst-status',
        'active',
        '--tds-percentage',
        '2.5',
        '--max-accounts',
        '5',
        '--reason',
        'x',
      ),
    ).toMatchObject({
      gstin: '27AAPFU0939F1ZV',
      gst_status: 'active',
      tds_percentage: 2.5,
      max_accounts: 5,
      version: 2,
    });
    await expect(portal('partner', 'set', id, '--gstin', 'nonsense')).rejects.toThrow('--gstin');
  });

  test('fund, adjust and credit-limit', async () => {
    const id = await newPartner();
    expect(
      await json('partner', 'fund', id, '--amount', '100.5', '--reference', 'UTR', '--reason', 'bank'),
    ).toMatchObject({ code: 'funding', amount: 100.5, balance_after: 100.5 });
    expect(
      await portal('partner', 'adjust', id, '--amount=-0.50', '--reference', 'T', '--reason', 'x'),
    ).toMatch(/^adjustment -₹0\.50: the master balance is ₹100\.00 \(txn_[0-9a-f]{32}\)$/);
    expect(await json('partner', 'credit-limit', id, '--amount', '20')).toMatchObject({
      master_accounts: [{ credit_limit: 20, available_balance: 120 }],
    });
    expect(await json('partner', 'open-master', id, 'USD')).toMatchObject({
      master_accounts: [{ currency: 'INR' }, { currency: 'USD' }],
    });
    await expect(portal('partner', 'fund', id, '--amount', '1', '--reference', 'UTR')).rejects.toThrow(
      /required option '--reason/,
    );
  });

  test('suspend, resume and close', async () => {
    const id = await newPartner();
    expect(await json('partner', 'suspend', id, '--reason', 'unpaid')).toMatchObject({ status: 'suspended' });
    expect(await json('partner', 'resume', id)).toMatchObject({ status: 'active' });
    expect(await json('partner', 'close', id, '--reason', 'over')).toMatchObject({ status: 'closed' });
    await expect(portal('partner', 'resume', id)).rejects.toMatchObject({ code: 'partner_closed' });
  });
});

describe('portal access-request', () => {
  async function ask(): Promise<string> {
    const application = {
      name: 'Asha',
      company: 'Clinic',
      email: nextEmail(),
      phone: '+919876543210',
      country: 'IN',
      useCase: '',
      expectedTraffic: '',
      startingCredit: '',
      message: '',
    };
    const applicant = { ip: `192.0.2.${Math.floor(Math.random() * 250)}`, userAgent: null, at: clock.now() };
    return (await db.inTransaction((tx) => partners.submitAccessRequest(tx, application, applicant)))
      .reference;
  }

  test('list, show and approve', async () => {
    const reference = await ask();
    expect(await json('access-request', 'list', '--search', reference)).toMatchObject({
      total: 1,
      access_requests: [{ status: 'new', overdue: false }],
    });
    expect(await portal('access-request', 'show', reference)).toContain('Clinic');
    const approved = await json(
      'access-request',
      'approve',
      reference,
      '--starting-balance',
      '10',
      '--max-accounts',
      '3',
    );
    expect(approved).toMatchObject({
      access_request: { status: 'approved' },
      welcome_url: expect.stringContaining('https://') as string,
    });
    const partner = approved['partner'] as { auth_id: string };
    expect(await json('partner', 'show', partner.auth_id)).toMatchObject({
      max_accounts: 3,
      master_accounts: [{ balance: 10 }],
    });
  });

  test('take and decline', async () => {
    const reference = await ask();
    expect(await json('access-request', 'take', reference)).toMatchObject({ status: 'in_review' });
    expect(await json('access-request', 'decline', reference, '--reason', 'no')).toMatchObject({
      status: 'declined',
      decline_reason: 'no',
    });
    expect(await portal('access-request', 'list')).toContain(reference);
  });
});
