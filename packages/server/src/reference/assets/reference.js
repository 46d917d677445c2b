/* global document, localStorage, matchMedia, innerWidth, innerHeight, scrollBy, CSS, navigator, getSelection, IntersectionObserver */
// Behaviour of the reference page. Without it everything can still be read.
const root = document.documentElement;
const nav = document.getElementById('nav');
const search = document.getElementById('search');
const menu = document.querySelector('.menu');
const links = [...nav.querySelectorAll('a[href^="#"]')];

/** Storage may be switched off; choices are then kept for this page alone. */
const memory = {
  get: (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set: (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Nothing depends on it.
    }
  },
};

// Light or dark
const theme = memory.get('reference-theme');
if (theme) root.dataset.theme = theme;
document.querySelector('.theme').addEventListener('click', () => {
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  memory.set('reference-theme', root.dataset.theme);
});

// API version: one choice for the whole page
const choices = [...document.querySelectorAll('[data-choose-version]')];
function chooseVersion(version) {
  const stay = document.elementFromPoint(innerWidth - 30, 120)?.closest('article');
  const before = stay?.getBoundingClientRect().top;
  for (const button of choices)
    button.setAttribute('aria-checked', String(button.dataset.chooseVersion === version));
  for (const part of document.querySelectorAll('[data-version]'))
    part.hidden = part.dataset.version !== version;
  if (stay) scrollBy(0, stay.getBoundingClientRect().top - before);
  memory.set('reference-version', version);
}
for (const button of choices)
  button.addEventListener('click', () => chooseVersion(button.dataset.chooseVersion));
const known = choices.map((button) => button.dataset.chooseVersion);
chooseVersion(known.includes(memory.get('reference-version')) ? memory.get('reference-version') : known[0]);

// Language of the samples: one choice for the whole page
function chooseTab(name) {
  for (const figure of document.querySelectorAll('[data-tabs]')) {
    for (const tab of figure.querySelectorAll('[data-tab]'))
      tab.setAttribute('aria-selected', String(tab.dataset.tab === name));
    for (const panel of figure.querySelectorAll('[data-panel]')) panel.hidden = panel.dataset.panel !== name;
  }
  memory.set('reference-language', name);
}
const language = memory.get('reference-language');
if (language && document.querySelector(`[data-tab="${CSS.escape(language)}"]`)) chooseTab(language);

document.addEventListener('click', async (event) => {
  const tab = event.target.closest('[data-tab]');
  if (tab) {
    // The clicked sample stays where it is while those above it change their height.
    const before = tab.getBoundingClientRect().top;
    chooseTab(tab.dataset.tab);
    scrollBy(0, tab.getBoundingClientRect().top - before);
  }
  const copy = event.target.closest('[data-copy]');
  if (copy) {
    const code = copy.closest('.sample').querySelector('pre:not([hidden])');
    try {
      await navigator.clipboard.writeText(code.textContent);
      copy.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(code);
      copy.textContent = 'Selected';
    }
    setTimeout(() => (copy.textContent = 'Copy'), 1500);
  }
});

// Contents as a drawer on narrow screens
function drawer(open) {
  nav.classList.toggle('open', open);
  menu.setAttribute('aria-expanded', String(open));
}
menu.addEventListener('click', () => drawer(!nav.classList.contains('open')));
nav.addEventListener('click', (event) => {
  if (event.target.closest('a')) drawer(false);
});
document.getElementById('content').addEventListener('click', () => drawer(false));

// Search: titles and paths first, then everything that is said of an operation
let index;
function buildIndex() {
  return links.map((link) => {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const part = target?.closest('.operation, .part') ?? target;
    const head = `${link.textContent} ${part?.querySelector('.endpoint')?.textContent ?? ''} ${link.hash.slice(1)}`;
    return { link, head: head.toLowerCase(), text: (part?.textContent ?? '').toLowerCase() };
  });
}
function find() {
  index ??= buildIndex();
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const inHead = index.filter((entry) => words.every((word) => entry.head.includes(word)));
  const inText = index.filter((entry) => words.every((word) => entry.text.includes(word)));
  const hits = new Set((inHead.length > 0 ? [...inHead, ...inText] : inText).map((entry) => entry.link));
  const strong = new Set(inHead.map((entry) => entry.link));
  for (const { link } of index) {
    link.parentElement.hidden = words.length > 0 && !hits.has(link);
    link.classList.remove('marked');
  }
  for (const list of nav.querySelectorAll('ul')) {
    const empty = ![...list.children].some((item) => !item.hidden);
    list.hidden = empty;
    if (list.previousElementSibling?.tagName === 'H3') list.previousElementSibling.hidden = empty;
  }
  for (const group of nav.querySelectorAll('.nav-group'))
    group.hidden = ![...group.querySelectorAll('li')].some((item) => !item.hidden);
  document.getElementById('nothing').hidden = words.length === 0 || hits.size > 0;
  if (words.length > 0) mark(links.find((link) => strong.has(link)) ?? links.find((link) => hits.has(link)));
}
function shown() {
  return links.filter((link) => !link.parentElement.hidden);
}
function mark(link) {
  nav.querySelector('.marked')?.classList.remove('marked');
  link?.classList.add('marked');
  link?.scrollIntoView({ block: 'nearest' });
}
search.addEventListener('input', find);
search.addEventListener('keydown', (event) => {
  const list = shown();
  const at = list.findIndex((link) => link.classList.contains('marked'));
  if (event.key === 'ArrowDown') mark(list[Math.min(at + 1, list.length - 1)]);
  else if (event.key === 'ArrowUp') mark(list[Math.max(at - 1, 0)]);
  else if (event.key === 'Enter') list[Math.max(at, 0)]?.click();
  else if (event.key === 'Escape') {
    search.value = '';
    find();
    search.blur();
  } else return;
  event.preventDefault();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') drawer(false);
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, textarea')) return;
  event.preventDefault();
  drawer(true);
  search.focus();
});

// Where the reader is
const places = new Map(
  links.map((link) => {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return [target?.closest('.operation, .part') ?? target, link];
  }),
);
const seen = new Set();
const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target);
    const first = [...places.keys()].find((place) => seen.has(place));
    if (!first) return;
    nav.querySelector('[aria-current]')?.removeAttribute('aria-current');
    const link = places.get(first);
    link.setAttribute('aria-current', 'true');
    if (search.value === '') {
      const box = link.getBoundingClientRect();
      if (box.top < 60 || box.bottom > innerHeight) link.scrollIntoView({ block: 'nearest' });
    }
  },
  { rootMargin: '-110px 0px -60% 0px' },
);
for (const place of places.keys()) if (place) watcher.observe(place);
