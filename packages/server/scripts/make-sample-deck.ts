/**
 * Makes the deck that a fresh installation sells at: every country that has numbers, its mobile ones apart where they can
 * be told by their first digits. Prefixes come from libphonenumber's metadata, by trying numbers against it; prices are
 * invented, and every description says so. The same metadata makes the same file.
 *
 *   node packages/server/scripts/make-sample-deck.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import metadata from 'libphonenumber-js/metadata.max.json';

const FILE = join(import.meta.dirname, '../src/pricing/sample-deck.csv');
/** Digits behind the country code that are looked at; more where countries share one. */
const DEPTH = 3;
const SHARED_DEPTH = 4;
/** Numbers that are tried below each prefix. */
const TRIES = 400;

type Kind = 'fixed' | 'mobile';
type Pattern = readonly [pattern?: string, lengths?: readonly number[]] | 0;

interface Country {
  readonly code: string;
  readonly patterns: Readonly<Record<Kind, RegExp>>;
  readonly lengths: readonly number[];
  /** Where the country begins in a code that several share. */
  readonly leading: RegExp | null;
}

/** Fields of a country in the metadata, by their place. */
const [CALLING_CODE, , LENGTHS, LEADING, TYPES] = [0, 2, 3, 10, 11];

const regions = new Intl.DisplayNames(['en'], { type: 'region' });
let seed = 1;

/** Pseudo-random, the same each time. */
function random(below: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
}

function readCountry(code: string, fields: readonly unknown[]): Country {
  const general = fields[LENGTHS] as readonly number[];
  const types = (fields[TYPES] ?? []) as readonly Pattern[];
  const pattern = (index: number): RegExp => {
    const type = types[index];
    return new RegExp(`^(?:${type === undefined || type === 0 ? '(?!)' : (type[0] ?? '(?!)')})$`);
  };
  const leading = fields[LEADING];
  return {
    code,
    patterns: { fixed: pattern(0), mobile: pattern(1) },
    lengths: general,
    leading: typeof leading === 'string' ? new RegExp(`^(?:${leading})`) : null,
  };
}

/** Whose numbers of what kind begin with these national digits: `IN fixed`, `IN mobile` … */
function labelsBelow(countries: readonly Country[], prefix: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const country of countries) {
    for (const length of country.lengths) {
      if (length < prefix.length) continue;
      for (let attempt = 0; attempt < TRIES / country.lengths.length; attempt += 1) {
        let number = prefix;
        while (number.length < length) number += String(random(10));
        if (country.leading !== null && !country.leading.test(number)) continue;
        const mobile = country.patterns.mobile.test(number);
        const fixed = country.patterns.fixed.test(number);
        // Where the two cannot be told apart, as in North America, it is one price.
        if (!mobile && !fixed) continue;
        const label = `${country.code} ${fixed ? 'fixed' : 'mobile'}`;
        found.set(label, (found.get(label) ?? 0) + 1);
      }
    }
  }
  return found;
}

interface Row {
  readonly prefix: string;
  readonly label: string;
}

/** The fewest prefixes that tell the labels apart. */
function split(countries: readonly Country[], callingCode: string): Row[] {
  const main = `${countries[0]?.code ?? ''} fixed`;
  const depth = countries.length > 1 ? SHARED_DEPTH : DEPTH;
  const rows: Row[] = [{ prefix: callingCode, label: main }];
  const visit = (national: string, inherited: string): void => {
    const labels = labelsBelow(countries, national);
    if (labels.size === 0) return;
    const most = [...labels].sort((a, b) => b[1] - a[1])[0]?.[0] ?? inherited;
    const decided = labels.size === 1 || national.length === depth;
    const label = decided ? most : inherited;
    if (label !== inherited) rows.push({ prefix: callingCode + national, label });
    if (!decided) for (let digit = 0; digit < 10; digit += 1) visit(national + String(digit), label);
  };
  for (let digit = 0; digit < 10; digit += 1) visit(String(digit), main);
  return rows;
}

/** Ten children that all say the same are one parent that says it. */
function merged(rows: readonly Row[]): Row[] {
  const labels = new Map(rows.map((row) => [row.prefix, row.label]));
  for (let length = 15; length > 1; length -= 1) {
    const parents = new Set(
      [...labels.keys()].filter((one) => one.length === length).map((one) => one.slice(0, -1)),
    );
    for (const parent of parents) {
      const children = Array.from({ length: 10 }, (_, digit) => labels.get(`${parent}${String(digit)}`));
      const [first] = children;
      if (first === undefined || labels.has(parent) || children.some((one) => one !== first)) continue;
      for (let digit = 0; digit < 10; digit += 1) labels.delete(`${parent}${String(digit)}`);
      labels.set(parent, first);
    }
  }
  return [...labels].map(([prefix, label]) => ({ prefix, label }));
}

/** Invented, by the part of the world; mobile numbers half as much again. The home market is the published price. */
const ZONE_PRICES: Readonly<Record<string, number>> = {
  1: 0.9,
  2: 3.2,
  3: 1.6,
  4: 1.4,
  5: 2.4,
  6: 1.5,
  7: 2.1,
  8: 1.7,
  9: 1.9,
};
const HOME_PRICE = '0.45';

function priceOf(prefix: string, label: string): string {
  if (label.startsWith('IN ')) return HOME_PRICE;
  const zone = ZONE_PRICES[prefix[0] ?? ''] ?? 2;
  return (label.endsWith('mobile') ? zone * 1.5 : zone).toFixed(2);
}

function describe(label: string): string {
  const [country = '', kind] = label.split(' ');
  return `${regions.of(country) ?? country}${kind === 'mobile' ? ' mobile' : ''} (sample price)`;
}

/** Networks that belong to no country. */
const NETWORKS: Readonly<Record<string, string>> = {
  870: 'Inmarsat satellite',
  881: 'Global mobile satellite',
  882: 'International networks',
  883: 'International networks',
};

function quoted(text: string): string {
  return /[",]/.test(text) ? `"${text}"` : text;
}

const countries = metadata.countries as unknown as Readonly<Record<string, readonly unknown[]>>;
const callingCodes = metadata.country_calling_codes as Readonly<Record<string, readonly string[]>>;
const lines: string[] = [];
for (const [callingCode, codes] of Object.entries(callingCodes)) {
  const sharing = codes.flatMap((code) => {
    const fields = countries[code];
    return fields?.[CALLING_CODE] === callingCode ? [readCountry(code, fields)] : [];
  });
  for (const { prefix, label } of merged(split(sharing, callingCode))) {
    lines.push(`${prefix},${quoted(describe(label))},${priceOf(prefix, label)},0,60,60`);
  }
}
for (const [prefix, name] of Object.entries(NETWORKS))
  lines.push(`${prefix},${name} (sample price),45.00,0,60,60`);
lines.sort((a, b) => ((a.split(',')[0] ?? '') < (b.split(',')[0] ?? '') ? -1 : 1));
const head = 'prefix,description,rate_per_minute,connect_fee,initial_increment,next_increment';
writeFileSync(FILE, `${[head, ...lines].join('\n')}\n`);
console.log(`${String(lines.length)} prices in ${FILE}`);
