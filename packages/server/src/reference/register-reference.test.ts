import Fastify, { type FastifyInstance } from 'fastify';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from './html.ts';
import { markdown } from './markdown.ts';
import { operationsOf } from './llms-txt.ts';
import { buildOpenApi } from './openapi.ts';
import { COMMITTED_REFERENCE } from './reference-config.ts';
import { registerReference } from './register-reference.ts';
import { sampleSurfaces } from './test-harness.ts';

const document = buildOpenApi({
  surfaces: sampleSurfaces,
  config: { ...COMMITTED_REFERENCE, serverUrl: 'https://portal.test', operatorName: 'Bits & "Bobs"' },
});
let app: FastifyInstance;
let page: string;

beforeAll(async () => {
  app = Fastify();
  registerReference(app, { describe: () => document });
  page = (await app.inject('/reference')).body;
});
afterAll(() => app.close());

describe('the reference page', () => {
  it('asks nobody but its own server for anything, and everything it asks for is there', async () => {
    const asked = [...page.matchAll(/(?:src|href)="([^"#][^"]*)"/g)].map(([, url = '']) => url);
    expect(asked.length).toBeGreaterThan(4);
    for (const url of asked) {
      expect(url).toMatch(/^\/[^/]/);
      expect((await app.inject(url)).statusCode).toBe(200);
    }
    const css = (await app.inject('/reference/reference.css')).body;
    expect(css).not.toMatch(/url\(|@import/);
    expect((await app.inject('/reference/reference.js')).body).not.toMatch(/fetch\(|import\(|https?:/);
  });

  it('works under a policy that allows nothing inline', async () => {
    const policy = (await app.inject('/reference')).headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(page).not.toMatch(/<style|style="|<script>|\son\w+="/);
  });

  it('has every operation with an anchor, its path, samples in two languages and both versions', () => {
    for (const { path, operation } of operationsOf(document)) {
      expect(page).toContain(`id="${operation.operationId}"`);
      expect(page).toContain(`href="#${operation.operationId}"`);
      expect(page).toContain(`https://portal.test${path.split('{')[0] ?? ''}`);
    }
    expect(page).toContain('portal.accounts.transferBalance(&#39;MA_ZKITB8Z2&#39;');
    expect(page).toContain('{\n  name: &quot;Acme&#39;s&quot;,\n  password: &#39;Sunny-day-7&#39;,\n});');
    expect(page).toContain(String.raw`&quot;Acme&#39;\&#39;&#39;s&quot;`);
    expect(page).toContain('Idempotency-Key: $(uuidgen)');
    expect(page).toContain('data-version="2026-05-12"');
  });

  it('prints money as the server prints it in each version', () => {
    expect(page).toContain('<span class="n">1300.00</span>');
    expect(page).toContain('&quot;1300.00000&quot;');
  });

  it('every anchor leads somewhere and stands once', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target = ''] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  it('escapes what is put into it', () => {
    expect(page).toContain('Bits &amp; &quot;Bobs&quot;');
    expect(html`<p title="${'"<x>'}">${['<b>', html`<i>ok</i>`]}</p>`.text).toBe(
      '<p title="&quot;&lt;x&gt;">&lt;b&gt;<i>ok</i></p>',
    );
    expect(markdown('<img src=x> `<b>` [x](javascript:alert) **a*b**').text).toBe(
      '<p>&lt;img src=x&gt; <code>&lt;b&gt;</code> [x](javascript:alert) <strong>a*b</strong></p>',
    );
  });

  it('is sent compressed to whom it suits, and not at all to whom has it', async () => {
    const packed = await app.inject({ url: '/reference', headers: { 'accept-encoding': 'gzip, br' } });
    expect(packed.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(page);
    const etag = String(packed.headers.etag);
    const again = await app.inject({ url: '/reference', headers: { 'if-none-match': etag } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });
});

describe('for programs', () => {
  it('/openapi.json is the document with the address of this server', async () => {
    const answer = await app.inject('/openapi.json');
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.json()).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://portal.test' }] });
  });

  it('/llms.txt has title, summary and a line for every section and operation', async () => {
    const { body, headers } = await app.inject('/llms.txt');
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toMatch(/^# Partner Portal API\n\n> .+\n/);
    for (const { method, path, operation } of operationsOf(document)) {
      expect(body).toContain(
        `- [${method} ${path}](https://portal.test/reference#${operation.operationId}): `,
      );
    }
    expect(body).toContain('(https://portal.test/reference#repeating-a-request-safely)');
  });
});
