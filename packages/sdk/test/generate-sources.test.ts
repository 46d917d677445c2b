import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Document, Operation } from '../scripts/document.ts';
import { generateSources } from '../scripts/generate-sources.ts';

function documentOf(operation: Partial<Operation>, path = '/api/v1/partner/things/{id}'): Document {
  return {
    info: { version: '2026-03-25' },
    components: {
      schemas: {
        Thing: {
          type: 'object',
          description: 'A thing.',
          properties: { id: { type: 'string' }, note: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
          required: ['id'],
        },
        'ListThingsResponse.2026-05-12': {
          type: 'object',
          properties: { things: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } } },
          required: ['things'],
        },
        ListThingsResponse: {
          type: 'object',
          properties: { things: { type: 'array', items: { $ref: '#/components/schemas/Thing' } } },
          required: ['things'],
        },
        Unused: { type: 'string' },
      },
    },
    paths: {
      [path]: {
        get: {
          operationId: 'readThing',
          summary: 'Read a thing',
          description: 'Reads.',
          parameters: [],
          responses: {},
          'x-sdk': 'partner.things.get',
          ...operation,
        },
      },
    },
  };
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const content = (name: string) => ({ 'application/json': { schema: ref(name) } });

describe('the generated client', () => {
  it('takes and gives files where the document says so', async () => {
    const csv = { 'text/csv': { schema: { type: 'string' } } };
    const sources = await generateSources(
      documentOf(
        { requestBody: { required: true, content: csv }, responses: { 200: { content: csv } } },
        '/api/v1/partner/things',
      ),
    );
    expect(sources['clients.ts']).toContain(
      'get(file: FileBody, options: RequestOptions = {}): ApiCall<string>',
    );
    expect(sources['clients.ts']).toContain("import type { FileBody } from '../operation.ts';");
    expect(sources['operations.ts']).toMatch(/upload: 'text\/csv',\s+download: 'text\/csv'/);
  });

  it('types a call by its path, body and answer', async () => {
    const sources = await generateSources(
      documentOf({
        parameters: [{ name: 'id', in: 'path', schema: { type: 'string' } }],
        requestBody: { required: false, content: content('Thing') },
        responses: { 200: { content: content('Thing') } },
        'x-idempotent': true,
      }),
    );
    expect(sources['clients.ts']).toContain(
      'get(id: string, body: Thing = {}, options: RequestOptions = {}): ApiCall<Thing>',
    );
    expect(sources['types.ts']).toContain(
      '/** A thing. */\nexport interface Thing {\n  readonly id: string;\n  readonly note?: string | null | undefined;\n}',
    );
    expect(sources['types.ts']).not.toContain('Unused');
    expect(sources['operations.ts']).toContain('idempotent: true');
  });

  it('walks a list by itself and gives its rows the type of the chosen version', async () => {
    const sources = await generateSources(
      documentOf({
        operationId: 'listThings',
        'x-sdk': 'partner.things.list',
        parameters: [{ name: 'cursor', in: 'query', schema: { type: 'string' } }],
        responses: {
          200: {
            'x-api-versions': {
              '2026-03-25': ref('ListThingsResponse'),
              '2026-05-12': ref('ListThingsResponse.2026-05-12'),
            },
          },
        },
      }),
    );
    expect(sources['clients.ts']).toContain(
      "PagedList<ListThingsAnswers[V]['things'][number], ListThingsAnswers[V]>",
    );
    expect(sources['types.ts']).toContain("readonly things: readonly ('a' | 'b')[];");
  });

  it("fills the account of the customer side in from the client's own credentials", async () => {
    const sources = await generateSources(
      documentOf({
        'x-sdk': 'customer.balance.get',
        parameters: [{ name: 'auth_id', in: 'path', schema: { type: 'string' } }],
      }),
    );
    expect(sources['clients.ts']).toContain('get(options: RequestOptions = {}): ApiCall<undefined>');
    expect(sources['clients.ts']).toContain('{ auth_id: options.authId }');
  });

  it('refuses a name it cannot make a method of', async () => {
    await expect(generateSources(documentOf({ 'x-sdk': 'partner' }))).rejects.toThrow(/expected client/);
    await expect(generateSources(documentOf({ 'x-sdk': 'nobody.things.get' }))).rejects.toThrow(/nobody/);
  });

  it('is committed as the committed document says', async () => {
    const root = join(import.meta.dirname, '..');
    const text = await readFile(join(root, 'openapi.json'), 'utf8');
    for (const [name, source] of Object.entries(await generateSources(JSON.parse(text) as Document))) {
      expect(await readFile(join(root, 'src/generated', name), 'utf8')).toBe(source);
    }
  });
});
