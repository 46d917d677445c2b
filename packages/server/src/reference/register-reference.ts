import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { OpenApiDocument } from './document.ts';
import { llmsTxt } from './llms-txt.ts';
import { referencePage } from './page.ts';

/** The page asks its own server for a stylesheet, a script and an icon, and nobody for anything else. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
  readonly etag: string;
}

/** What is asked for is printed and compressed once, on the first request: a server that nobody reads starts sooner. */
function once(type: string, print: () => string): () => Asset {
  let made: Asset | undefined;
  return () => (made ??= asset(type, print()));
}

function asset(type: string, text: string): Asset {
  const plain = Buffer.from(text);
  return {
    type: `${type}; charset=utf-8`,
    plain,
    gzip: gzipSync(plain),
    brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } }),
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"`,
  };
}

function file(name: string): string {
  return readFileSync(join(import.meta.dirname, 'assets', name), 'utf8');
}

/** Serves `/reference` (the page), `/openapi.json` and `/llms.txt`. They are public and need no network but this server. */
export function registerReference(
  app: FastifyInstance,
  { describe }: { describe: () => OpenApiDocument },
): void {
  let described: OpenApiDocument | undefined;
  const document = (): OpenApiDocument => (described ??= describe());
  const assets: Readonly<Record<string, () => Asset>> = {
    '/reference': once('text/html', () => referencePage(document())),
    '/reference/reference.css': once('text/css', () => file('reference.css')),
    '/reference/reference.js': once('text/javascript', () => file('reference.js')),
    '/reference/icon.svg': once('image/svg+xml', () => file('icon.svg')),
    '/openapi.json': once('application/json', () => JSON.stringify(document())),
    '/llms.txt': once('text/plain', () => llmsTxt(document())),
  };
  for (const [path, content] of Object.entries(assets)) {
    app.get(path, async (request, reply) => send(content(), request, reply));
  }
}

async function send(content: Asset, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.headers({
    'content-type': content.type,
    'content-security-policy': PAGE_POLICY,
    'cache-control': 'no-cache',
    etag: content.etag,
    vary: 'accept-encoding',
  });
  if (request.headers['if-none-match'] === content.etag) return reply.code(304).send();
  const accepted = request.headers['accept-encoding'] ?? '';
  if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(content.brotli);
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(content.gzip);
  return reply.send(content.plain);
}
