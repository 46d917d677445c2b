import { API_VERSIONS } from '../platform/http/index.ts';
import type { OpenApiDocument } from './document.ts';
import { html, type Html } from './html.ts';
import { operationsOf } from './llms-txt.ts';
import { markdown, slug } from './markdown.ts';
import { operationArticle, type PlacedOperation } from './page-operation.ts';

/** The whole reference as one page that asks for nothing but its own stylesheet and script. */
export function referencePage(document: OpenApiDocument): string {
  const operations = operationsOf(document);
  const sections = guideSections(document.info.description);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="${document.info.summary}" />
        <title>${document.info.title}</title>
        <link rel="icon" href="/reference/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/reference/reference.css" />
        <script src="/reference/reference.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="bar">
          <button type="button" class="menu" aria-controls="nav" aria-expanded="false">Contents</button>
          <a class="brand" href="#content">${document.info.title}</a>
          <div class="versions" role="radiogroup" aria-label="API version">
            ${API_VERSIONS.map(
              (version, index) =>
                html`<button
                  type="button"
                  role="radio"
                  aria-checked="${index === 0 ? 'true' : 'false'}"
                  data-choose-version="${version}"
                >
                  ${version}
                </button>`,
            )}
          </div>
          <button
            type="button"
            class="theme"
            aria-label="Change between light and dark"
            title="Light or dark"
          >
            ◐
          </button>
        </header>
        <nav id="nav" aria-label="Contents">
          <input
            id="search"
            type="search"
            placeholder="Search  (press /)"
            aria-label="Search the reference"
            autocomplete="off"
            spellcheck="false"
          />
          <p id="nothing" class="quiet" hidden>Nothing found.</p>
          ${navigation(document, operations, sections)}
        </nav>
        <main id="content" tabindex="-1">
          <section class="guide">
            <h1>${document.info.title}</h1>
            <p class="quiet">
              ${document.servers[0]?.description ?? ''} · <code>${document.servers[0]?.url ?? ''}</code> ·
              <a href="/openapi.json">OpenAPI 3.1</a> · <a href="/llms.txt">llms.txt</a>
            </p>
            ${markdown(sections.intro)}
            ${sections.parts.map((part) => html`<section class="part" data-guide="${slug(part.title)}">${markdown(part.text)}</section>`)}
          </section>
          ${document['x-tagGroups'].map(
            (group) =>
              html`<section class="group">
                <h2 id="${slug(group.name)}">${group.name}</h2>
                ${group.tags.map((tag) => tagSection(document, tag, operations))}
              </section>`,
          )}
        </main>
      </body>
    </html> `.text;
}

interface Guide {
  readonly intro: string;
  readonly parts: readonly { readonly title: string; readonly text: string }[];
}

function guideSections(text: string): Guide {
  const [intro = '', ...parts] = text.split(/^(?=## )/m);
  return { intro, parts: parts.map((part) => ({ title: /^## (.+)$/m.exec(part)?.[1] ?? '', text: part })) };
}

function displayName(document: OpenApiDocument, tag: string): string {
  return document.tags.find((one) => one.name === tag)?.['x-displayName'] ?? tag;
}

function tagSection(document: OpenApiDocument, tag: string, operations: readonly PlacedOperation[]): Html {
  return html`<section class="tag">
    <h2 class="tag-title" id="${slug(tag)}">${displayName(document, tag)}</h2>
    ${operations
      .filter(({ operation }) => operation.tags.includes(tag))
      .map((placed) => operationArticle(document, placed))}
  </section>`;
}

function navigation(document: OpenApiDocument, operations: readonly PlacedOperation[], guide: Guide): Html {
  return html`<div class="nav-group">
      <h2>Guide</h2>
      <ul>
        ${guide.parts.map(({ title }) => html`<li><a href="#${slug(title)}">${title}</a></li>`)}
      </ul>
    </div>
    ${document['x-tagGroups'].map(
      (group) =>
        html`<div class="nav-group">
          <h2>${group.name}</h2>
          ${group.tags.map(
            (tag) =>
              html`<h3>${displayName(document, tag)}</h3>
                <ul>
                  ${operations
                    .filter(({ operation }) => operation.tags.includes(tag))
                    .map(
                      ({ method, operation }) =>
                        html`<li>
                          <a href="#${operation.operationId}"
                            ><span class="method ${method.toLowerCase()}">${method}</span>
                            <span>${operation.summary}</span></a
                          >
                        </li>`,
                    )}
                </ul>`,
          )}
        </div>`,
    )}`;
}
