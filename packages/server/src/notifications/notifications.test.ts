import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { createSealer } from '../platform/crypto/index.ts';
import { createFileMail } from './file-mail.ts';
import {
  MAIL_TOPIC,
  composeMail,
  createMailPort,
  createMailQueue,
  isMailAddress,
  mailHandler,
  type Mail,
} from './index.ts';
import { parseMailbox } from './mail-address.ts';

const at = new Date('2026-03-25T10:00:00.123Z');
const from = { name: 'Vobiz', address: 'desk@operator.example' };
const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

function mail(change: Partial<Mail> = {}): Mail {
  const content = composeMail({
    subject: 'Hello',
    signature: 'Vobiz',
    parts: [{ kind: 'text', text: 'A line.' }],
  });
  return {
    id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b01',
    at,
    to: { name: 'Asha Rao', address: 'asha@acme.example' },
    ...content,
    ...change,
  };
}

async function scratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'portal-mail-'));
  cleanUp.push(() => rm(directory, { recursive: true }));
  return directory;
}

interface Received {
  readonly from: string;
  readonly to: string[];
  readonly source: string;
}

async function smtpServer(
  options: { refuse?: boolean } = {},
): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: false,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, done) => {
      if (auth.username === 'portal' && auth.password === 'p@ss word') done(null, { user: 'portal' });
      else done(new Error('wrong'));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (options.refuse === true) {
          done(Object.assign(new Error('try later'), { responseCode: 451 }));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((to) => to.address),
          source: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  );
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://portal:${encodeURIComponent('p@ss word')}@127.0.0.1:${port}`, received };
}

function headersOf(source: string): string {
  return source.slice(0, source.search(/\r?\n\r?\n/));
}

describe('by SMTP', () => {
  test('a mail reaches a real server, with its sender, receiver, both bodies and its name', async () => {
    const { url, received } = await smtpServer();
    const port = createMailPort({
      smtpUrl: url,
      mailFrom: 'Vobiz <desk@operator.example>',
      dataDir: '/nowhere',
    });
    cleanUp.unshift(() => port.close());
    await port.send(mail());
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ from: 'desk@operator.example', to: ['asha@acme.example'] });
    const { source } = received[0]!;
    expect(source).toContain('From: Vobiz <desk@operator.example>');
    expect(source).toContain('To: Asha Rao <asha@acme.example>');
    expect(source).toContain('Message-ID: <0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b01@operator.example>');
    expect(source).toContain('Date: Wed, 25 Mar 2026 10:00:00 +0000');
    expect(source).toContain('Content-Type: text/plain');
    expect(source).toContain('Content-Type: text/html');
  });

  test('a server that refuses makes the sending fail, so that it is tried again', async () => {
    const { url, received } = await smtpServer({ refuse: true });
    const port = createMailPort({ smtpUrl: url, mailFrom: 'desk@operator.example', dataDir: '/nowhere' });
    cleanUp.unshift(() => port.close());
    await expect(port.send(mail())).rejects.toThrow();
    expect(received).toEqual([]);
  });

  test('line breaks in names and subjects add no header and no receiver', async () => {
    const { url, received } = await smtpServer();
    const port = createMailPort({ smtpUrl: url, mailFrom: 'desk@operator.example', dataDir: '/nowhere' });
    cleanUp.unshift(() => port.close());
    await port.send(
      mail({
        subject: 'Hi\r\nBcc: victim@x.example\r\n\r\nbody',
        to: { name: 'A\nBcc: victim@x.example, b@x.example <c@x.example>', address: 'asha@acme.example' },
      }),
    );
    expect(received[0]!.to).toEqual(['asha@acme.example']);
    expect(headersOf(received[0]!.source)).not.toMatch(/^bcc:/im);
    expect(received[0]!.source.match(/^subject:/gim)).toHaveLength(1);
  });
});

describe('into files', () => {
  test('each mail is a whole .eml of its own, named by time, for its owner alone', async () => {
    const directory = join(await scratch(), 'mail');
    const port = createFileMail({ directory, from });
    await port.send(mail({ id: 'b', at: new Date('2026-03-25T10:00:01Z') }));
    await port.send(mail({ id: 'a' }));
    expect(await readdir(directory)).toEqual([
      '2026-03-25T10-00-00.123Z-a.eml',
      '2026-03-25T10-00-01.000Z-b.eml',
    ]);
    const path = join(directory, '2026-03-25T10-00-00.123Z-a.eml');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).toContain('To: Asha Rao <asha@acme.example>');
  });

  test('a repeated delivery is the same file', async () => {
    const directory = await scratch();
    const port = createFileMail({ directory, from });
    await Promise.all([port.send(mail()), port.send(mail()), port.send(mail())]);
    expect(await readdir(directory)).toHaveLength(1);
  });
});

describe('queued', () => {
  const sealer = createSealer(Buffer.alloc(32, 7));

  test('a mail of a transaction that fails is never sent; one that commits waits sealed', async () => {
    const db = await testDatabase();
    const queue = createMailQueue({ sealer });
    const queued = {
      partnerId: null,
      to: { name: 'Asha', address: 'asha@acme.example' },
      subject: 's',
      text: 'https://x/welcome#secret',
      html: '<p>h</p>',
    };
    await expect(
      db.inTransaction(async (tx) => {
        await queue.enqueue(tx, at, queued);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await db.inTransaction((tx) => queue.enqueue(tx, at, queued));
    const { rows } = await sql<{
      id: string;
      topic: string;
      payload: Record<string, unknown>;
    }>`SELECT id, topic, payload FROM outbox`.execute(db.kysely);
    expect(rows).toHaveLength(1);
    expect(rows[0]!.topic).toBe(MAIL_TOPIC);
    expect(JSON.stringify(rows[0]!.payload)).not.toContain('secret');
    const sent: Mail[] = [];
    const handler = mailHandler({
      sealer,
      port: { send: async (each) => void sent.push(each), close: async () => undefined },
    });
    await handler.handle({ id: rows[0]!.id, partnerId: null, payload: rows[0]!.payload });
    expect(sent[0]).toMatchObject({ id: rows[0]!.id, at, text: 'https://x/welcome#secret', to: queued.to });
  });
});

test('what strangers write is text in both bodies', () => {
  const { text, html, subject } = composeMail({
    subject: 'A\tB\u2028C',
    signature: 'V <b>',
    parts: [
      { kind: 'facts', facts: [['Name', '<script>alert(1)</script>\nPhone: 1']] },
      { kind: 'link', label: 'Go', url: 'https://x.example/?a=1&b="2"' },
    ],
  });
  expect(subject).toBe('A B C');
  expect(text).toContain('Name: <script>alert(1)</script> Phone: 1\n');
  expect(html).not.toContain('<script>');
  expect(html).toContain('href="https://x.example/?a=1&amp;b=&quot;2&quot;"');
});

test.each(['a@b.example', "o'neil+x@sub.b.example", 'desk@localhost'])('%s is an address', (text) => {
  expect(isMailAddress(text)).toBe(true);
});

test.each([
  '',
  'a',
  'a@',
  '@b',
  'a@b, c@d',
  'a@b\r\nBcc: c@d',
  '<a@b>',
  'a b@c.example',
  'a@b.example.',
  'x'.repeat(65) + '@b.example',
  '"a"@b.example',
])('%j is no address', (text) => {
  expect(isMailAddress(text)).toBe(false);
});

test('the configured sender is read with and without a name', () => {
  expect(parseMailbox('"Vobiz, Inc." <desk@x.example>')).toEqual({
    name: 'Vobiz, Inc.',
    address: 'desk@x.example',
  });
  expect(parseMailbox('desk@x.example')).toEqual({ name: null, address: 'desk@x.example' });
});
