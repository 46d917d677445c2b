import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Content {
  readonly content?: Readonly<Record<string, { readonly examples?: Readonly<Record<string, unknown>> }>>;
}
interface Operation {
  readonly operationId: string;
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly $ref?: string }>>;
}

const path = join(import.meta.dirname, '../../../../packages/sdk/openapi.json');
const document = JSON.parse(readFileSync(path, 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Content>> };
};

function resolved(answer: Operation['responses'][string]): Content {
  const name = answer.$ref?.replace('#/components/responses/', '');
  return name === undefined ? answer : document.components.responses[name]!;
}

it('every request and every answer of the API is shown by an example, of each of its media types', () => {
  const shown: string[] = [];
  const lacking: string[] = [];
  const look = (what: string, { content = {} }: Content): void => {
    for (const [type, { examples = {} }] of Object.entries(content)) {
      (Object.keys(examples).length > 0 ? shown : lacking).push(`${what} ${type}`);
    }
  };
  for (const operation of Object.values(document.paths).flatMap((item) => Object.values(item))) {
    const { operationId, requestBody, responses } = operation;
    look(`${operationId} request`, requestBody ?? {});
    for (const [status, answer] of Object.entries(responses))
      look(`${operationId} ${status}`, resolved(answer));
  }
  expect(lacking).toEqual([]);
  expect(shown).toContain('downloadExport 200 application/gzip');
  expect(shown).toContain('getRunway 200 text/csv');
});
