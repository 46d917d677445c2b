import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileParser } from '../platform/http/index.ts';
import { UpdateTrunkBody } from './contract.ts';
import { openedBy, openersOf, pickTrunk } from './opened-trunks.ts';
import { TRUNK_DEFAULTS, destinationFaults, readTrunk, settleTransport } from './read-trunk.ts';
import { readSipTarget, readSipUri } from './sip-uri.ts';
import { readSourceNetwork } from './source-network.ts';
import type { SipCredential, Trunk } from './trunk.ts';

const RULES = { sipDomain: 'sip.example.net', allowLocal: false };
const LOCAL = { ...RULES, allowLocal: true };

describe('a SIP URI', () => {
  it.each([
    ['sip:pbx.example.com', 'sip:pbx.example.com', null],
    ['SIP:1000@PBX.Example.com:5080', 'sip:1000@pbx.example.com:5080', null],
    ['sips:pbx.example.com', 'sips:pbx.example.com', 'tls'],
    ['sip:pbx.example.com;transport=TCP', 'sip:pbx.example.com;transport=TCP', 'tcp'],
    ['sip:+919431538535@8.8.8.8;user=phone', 'sip:+919431538535@8.8.8.8;user=phone', null],
  ])('is %s', (text, uri, transport) => {
    expect(readSipUri(text, RULES)).toMatchObject({ uri, transport });
  });

  it.each([
    '',
    'pbx.example.com',
    'tel:+919431538535',
    'sip:',
    'sip:user:secret@pbx.example.com',
    'sip:pbx.example.com?Subject=x',
    'sip:pbx.example.com:0',
    'sip:pbx.example.com:65536',
    'sip:pbx..example.com',
    'sip:-pbx.example.com',
    'sip:pbx.example.com;transport=sctp',
    'sip:pbx.example.com;transport=tcp;transport=udp',
    'sip:pbx.example.com;maddr=10.0.0.1',
    'sips:pbx.example.com;transport=udp',
    'sip:[::1]',
    'sip:localhost',
    'sip:127.0.0.1',
    'sip:10.1.1.1:5060',
    'sip:169.254.169.254',
    'sip:pbx.internal',
    'sip:256.1.1.1',
    'sip:abc.sip.example.net',
    'sip:SIP.example.net',
    'sip:a b@pbx.example.com',
  ])('is not %j', (text) => {
    expect(readSipUri(text, RULES)).toHaveProperty('problem');
  });

  it('may lead nearby where that is allowed, but never back to the platform', () => {
    for (const host of ['10.1.1.1', 'localhost', 'pbx.internal'])
      expect(readSipTarget(host, LOCAL), host).toMatchObject({ host });
    for (const host of ['1.sip.example.net', '0.0.0.0', '239.1.1.1'])
      expect(readSipTarget(host, LOCAL), host).toHaveProperty('problem');
  });
});

describe('source addresses', () => {
  it.each([
    ['8.8.4.4', '8.8.4.4'],
    ['8.8.4.4/32', '8.8.4.4'],
    [' 8.8.4.0/24 ', '8.8.4.0/24'],
    ['8.8.4.8/29', '8.8.4.8/29'],
  ])('are %s', (input, text) => {
    expect(readSourceNetwork(input, RULES)).toMatchObject({ text });
  });

  it.each([
    ['0.0.0.0/0', 'smaller'],
    ['8.8.0.0/16', 'smaller'],
    ['8.8.4.4/24', '8.8.4.0/24'],
    ['10.0.0.1', 'public'],
    ['203.0.113.7', 'public'],
    ['192.0.2.0/24', 'public'],
    ['198.51.100.1', 'public'],
    ['127.0.0.1', 'public'],
    ['224.0.0.1', 'public'],
    ['2001:db8::1', 'IPv4'],
    ['pbx.example.com', 'IPv4'],
  ])('are not %s', (input, why) => {
    const read = readSourceNetwork(input, RULES);
    expect('problem' in read && read.problem).toContain(why);
  });

  it('that are private or documentation are fine in a sandbox, but multicast is nobody’s there either', () => {
    for (const input of ['10.0.0.1', '203.0.113.0/24', '127.0.0.1'])
      expect(readSourceNetwork(input, LOCAL), input).toHaveProperty('network');
    for (const input of ['0.0.0.0', '224.0.0.1', '255.255.255.255'])
      expect(readSourceNetwork(input, LOCAL), input).toHaveProperty('problem');
  });
});

describe('a description of a trunk', () => {
  const parse = compileParser(UpdateTrunkBody, 'body');
  const read = (body: Parameters<typeof readTrunk>[0]) => {
    const parsed = parse(body);
    const faults = [
      ...('faults' in parsed ? parsed.faults : []),
      ...destinationFaults(body.inbound_destination, RULES),
    ];
    return { patch: readTrunk(body, RULES), faults: faults.map(({ loc }) => loc[1]) };
  };

  it('means the same in each of its published forms', () => {
    const older = read({
      name: 'A',
      trunk_direction: 'inbound',
      trunk_status: 'disabled',
      concurrent_calls_limit: 7,
    });
    const newer = read({ name: 'A', trunk_type: 'INBOUND', enabled: false, max_concurrent_calls: 7 });
    expect(older.patch).toEqual(newer.patch);
    expect(older.patch).toEqual({
      name: 'A',
      direction: 'inbound',
      enabled: false,
      concurrentCallsLimit: 7,
    });
    const both = {
      trunk_direction: 'both',
      trunk_type: 'BOTH',
      trunk_status: 'active',
      enabled: true,
    } as const;
    expect(read(both)).toEqual({ patch: { direction: 'both', enabled: true }, faults: [] });
  });

  it('that contradicts itself is faulty, each contradiction named', () => {
    const { faults } = read({
      trunk_direction: 'inbound',
      trunk_type: 'OUTBOUND',
      trunk_status: 'enabled',
      enabled: false,
      concurrent_calls_limit: 1,
      max_concurrent_calls: 2,
      webhook_url: 'http://localhost/x',
      inbound_destination: 'sip:10.0.0.1',
    });
    expect(faults).toEqual([
      'trunk_type',
      'enabled',
      'max_concurrent_calls',
      'webhook_url',
      'inbound_destination',
    ]);
  });

  it('says nothing of what is absent, and null empties', () => {
    expect(read({}).patch).toEqual({});
    expect(read({ description: null, webhook_url: null, credential_uuid: null }).patch).toEqual({
      description: '',
      webhookUrl: null,
      credentialId: null,
    });
    expect(read({ inbound_destination: 'sip:100@pbx.example.com' }).patch).toEqual({
      inboundDestination: '100@pbx.example.com',
    });
  });

  it('that is secure is over TLS', () => {
    const settings = { ...TRUNK_DEFAULTS, name: 'A' };
    expect(settleTransport({ ...settings, secure: true }).transport).toBe('tls');
    expect(settleTransport(settings).transport).toBe('udp');
  });
});

describe('what opens a trunk', () => {
  const trunk = fc.record({
    trunkId: fc.uuid(),
    credentialId: fc.option(fc.constantFrom('c1', 'c2', 'c3'), { nil: null }),
    enabled: fc.boolean(),
    direction: fc.constantFrom('inbound', 'outbound', 'both'),
    domainLabel: fc.stringMatching(/^[0-9a-f]{8}$/),
  }) as unknown as fc.Arbitrary<Trunk>;
  const trunks = fc.uniqueArray(trunk, { selector: ({ domainLabel }) => domainLabel, maxLength: 8 });
  const all = ['c1', 'c2', 'c3'].map((id) => ({ id }) as SipCredential);

  it('is the same seen from either side', () => {
    fc.assert(
      fc.property(trunks, (some) => {
        for (const one of some)
          for (const { id } of all)
            expect(openedBy('credentialId', id, some).includes(one)).toBe(
              openersOf('credentialId', one, all, some).some((opener) => opener.id === id),
            );
      }),
    );
  });

  it('is what it names, and nothing else when it names something', () => {
    fc.assert(
      fc.property(trunks, (some) => {
        for (const one of some.filter(({ credentialId }) => credentialId !== null))
          expect(openersOf('credentialId', one, all, some).map(({ id }) => id)).toEqual([one.credentialId]);
      }),
    );
  });

  it('finds the trunk that the host names, else the only one, never a disabled or inbound one', () => {
    fc.assert(
      fc.property(trunks, fc.boolean(), (some, named) => {
        const usable = some.filter(({ enabled, direction }) => enabled && direction !== 'inbound');
        const [wanted] = some;
        const host =
          named && wanted !== undefined ? `${wanted.domainLabel}.SIP.example.net.` : 'sip.example.net';
        const picked = pickTrunk(some, host, 'sip.example.net');
        if (named && wanted !== undefined)
          expect(picked).toEqual(
            usable.includes(wanted) ? { outcome: 'found', trunk: wanted } : { outcome: 'none' },
          );
        else expect(picked.outcome).toBe(['none', 'found'][usable.length] ?? 'ambiguous');
      }),
    );
  });
});
