import {
  isReference,
  mediaOf,
  resolve,
  word,
  type ApiResponse,
  type Json,
  type MediaType,
  type MediaTypes,
  type OpenApiDocument,
  type Operation,
  type Parameter,
  type Schema,
} from './document.ts';
import { Html, html } from './html.ts';
import { inline, markdown } from './markdown.ts';
import { prettyJson } from './page-json.ts';
import { field, fieldList } from './page-schema.ts';
import { curlSample, sdkSample } from './page-samples.ts';

export interface PlacedOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** One operation: what it is on the left, how it is called and what it answers on the right. */
export function operationArticle(document: OpenApiDocument, placed: PlacedOperation): Html {
  const { method, path, operation } = placed;
  const responses = Object.entries(operation.responses).map(([status, response]) => ({
    status,
    response: resolve<ApiResponse>(document, response),
    common: isReference(response),
  }));
  const successes = responses.filter(({ status }) => status.startsWith('2'));
  const errors = responses.filter(({ status }) => !status.startsWith('2'));
  return html`<article id="${operation.operationId}" class="operation" data-op="${operation.operationId}">
    <header>
      <h3><a class="anchor" href="#${operation.operationId}">${operation.summary}</a></h3>
      <p class="endpoint">
        <span class="method ${method.toLowerCase()}">${method}</span> <code>${pathWithBreaks(path)}</code>
      </p>
    </header>
    <div class="columns">
      <div class="about">
        ${markdown(operation.description)} ${requestPart(document, operation)}
        ${successes.map(({ status, response }) => successFields(document, status, response))}
        ${errorList(errors)}
      </div>
      <div class="samples">
        ${callSamples(document, placed)}
        ${successes.map(({ status, response }) => answerSamples(document, status, response))}
      </div>
    </div>
  </article>`;
}

function pathWithBreaks(path: string): Html {
  return html`${path.split('/').map((part, index) => (index === 0 ? part : html`/<wbr />${part}`))}`;
}

function requestPart(document: OpenApiDocument, operation: Operation): Html {
  const parameters = operation.parameters.map((one) => resolve<Parameter>(document, one));
  const shown: readonly (readonly [string, readonly Parameter[]])[] = [
    ['Path', parameters.filter((one) => one.in === 'path')],
    ['Query', parameters.filter((one) => one.in === 'query')],
    ['Headers', parameters.filter((one) => one.in === 'header' && one.name !== 'X-API-Version')],
  ];
  const body = operation.requestBody;
  return html`${shown.map(([title, list]) =>
    list.length === 0
      ? ''
      : html`<h4>${title}</h4>
          <dl class="fields">
            ${list.map((one) =>
              field(document, {
                name: one.name,
                schema: one.schema,
                required: one.required === true,
                description: one.description,
              }),
            )}
          </dl>`,
  )}${
    body === undefined
      ? ''
      : html`<h4>Body${body.required ? '' : html` <span class="optional">optional</span>`}</h4>
          ${bodyFields(document, body.content)}`
  }`;
}

/** The fields of a JSON body; of a file, what it has to hold. */
function bodyFields(document: OpenApiDocument, content: MediaTypes): Html {
  const json = content['application/json'];
  if (json !== undefined) return fieldList(document, json.schema);
  const file = mediaOf(content);
  return html`<p>
    <code>${file?.type ?? ''}</code> ${new Html(inline(file?.media.schema.description ?? ''))}
  </p>`;
}

/** Which schemas an answer may follow: one for all versions, or one each. */
function versionsOf(response: ApiResponse): readonly (readonly [string | null, Schema])[] {
  const versions = response['x-api-versions'];
  if (versions !== undefined) return Object.entries(versions);
  const media = response.content?.['application/json'];
  return media === undefined ? [] : [[null, media.schema]];
}

function successFields(document: OpenApiDocument, status: string, response: ApiResponse): Html {
  const versions = versionsOf(response);
  return html`<h4>Answer <span class="status ok">${status}</span></h4>
    <p>${new Html(inline(response.description))}</p>
    ${versions.map(
      ([version, schema]) =>
        html`<div ${versionMark(version)}>
          <details class="answer-fields">
            <summary>Fields${version === null ? '' : ` in version ${version}`}</summary>
            ${fieldList(document, schema)}
          </details>
        </div>`,
    )}`;
}

function versionMark(version: string | null): Html {
  return version === null ? html`` : html`data-version="${version}"`;
}

interface ErrorAnswers {
  readonly status: string;
  readonly response: ApiResponse;
  /** Every operation has it. */
  readonly common: boolean;
}

/** The errors of this operation in sight, those that all have folded behind them. */
function errorList(errors: readonly ErrorAnswers[]): Html {
  const own = errors.filter((error) => !error.common);
  const common = errors.filter((error) => error.common);
  return html`<h4>Errors</h4>
    ${
      own.length === 0
        ? ''
        : html`<ul class="errors">
            ${own.map(errorItems)}
          </ul>`
    }
    <details>
      <summary>${own.length === 0 ? 'Those of every operation' : 'And those of every operation'}</summary>
      <ul class="errors">
        ${common.map(errorItems)}
      </ul>
    </details>`;
}

function errorItems({ status, response }: ErrorAnswers): Html[] {
  return Object.entries(response.content?.['application/json']?.examples ?? {}).map(
    ([code, example]) =>
      html`<li>
        <details>
          <summary>
            <span class="status bad">${status}</span> <code>${code}</code>
            <span class="quiet">${example.summary ?? ''}</span>
          </summary>
          <pre class="code"><code>${JSON.stringify(example.value, null, 2)}</code></pre>
        </details>
      </li>`,
  );
}

function callSamples(document: OpenApiDocument, placed: PlacedOperation): Html {
  const samples = [
    ['curl', curlSample(document, placed)],
    ['TypeScript', sdkSample(document, placed)],
  ] as const;
  return html`<figure class="sample" data-tabs="language">
    <figcaption>
      <div role="tablist" aria-label="Language">
        ${samples.map(
          ([name], index) =>
            html`<button
              type="button"
              role="tab"
              data-tab="${name}"
              aria-selected="${index === 0 ? 'true' : 'false'}"
            >
              ${name}
            </button>`,
        )}
      </div>
      <button type="button" class="copy" data-copy>Copy</button>
    </figcaption>
    ${samples.map(
      ([name, text], index) =>
        html`<pre
          class="code"
          data-panel="${name}"
          ${index === 0 ? '' : html`hidden`}
        ><code>${text}</code></pre>`,
    )}
  </figure>`;
}

function answerSamples(document: OpenApiDocument, status: string, response: ApiResponse): Html {
  const { type, media } = mediaOf(response.content) ?? {};
  if (type !== undefined && type !== 'application/json') {
    const text = word(Object.values(media?.examples ?? {})[0]?.value ?? '');
    return html`<figure class="sample">
      <figcaption><span class="status ok">${status}</span> <code>${type}</code></figcaption>
      <pre class="code"><code>${text}</code></pre>
    </figure>`;
  }
  if (media === undefined) {
    return html`<figure class="sample">
      <figcaption><span class="status ok">${status}</span> no body</figcaption>
    </figure>`;
  }
  return html`${versionsOf(response).map(
    ([version, schema]) =>
      html`<figure class="sample" ${versionMark(version)}>
        <figcaption>
          <span
            ><span class="status ok">${status}</span>
            ${version === null ? 'Answer' : `Version ${version}`}</span
          >
          <button type="button" class="copy" data-copy>Copy</button>
        </figcaption>
        <pre class="code"><code>${answerText(document, media, version, schema)}</code></pre>
      </figure>`,
  )}`;
}

function answerText(
  document: OpenApiDocument,
  media: MediaType,
  version: string | null,
  schema: Schema,
): Html {
  const examples = media.examples ?? {};
  const value: Json = (version === null ? Object.values(examples)[0] : examples[version])?.value ?? null;
  const minDecimals = version === null || version === document.info.version ? 2 : 0;
  return prettyJson(value, schema, { document, minDecimals });
}
