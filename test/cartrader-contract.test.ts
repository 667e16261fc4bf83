import { afterAll, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseContract } from '../src/delivery/release/contract.ts';
import { type Problem, UserError } from '../src/kernel/problem.ts';
import { loadOverlays, type OverlayPair } from '../src/overlays/load.ts';
import { contractDocument } from '../src/render/contract-document.ts';
import { pairContracts, renderPair } from '../src/render/render-pair.ts';
import { cartrader } from '../src/systems/cartrader/build.ts';

const SOURCE = join(__dirname, '../overlays');
const copy = mkdtempSync(join(tmpdir(), 'slipway-cartrader-'));
cpSync(join(SOURCE, 'environments.yaml'), join(copy, 'overlays/environments.yaml'));
cpSync(join(SOURCE, 'cartrader'), join(copy, 'overlays/cartrader'), { recursive: true });
afterAll(() => rmSync(copy, { recursive: true }));

/** The overlays of staging, the one that wins first. */
const FILES = ['staging.yaml', 'base.yaml'] as const;
type Texts = Readonly<Record<(typeof FILES)[number], string>>;
const WHOLE: Texts = { 'staging.yaml': readFileSync(join(SOURCE, 'cartrader/staging.yaml'), 'utf8'), 'base.yaml': readFileSync(join(SOURCE, 'cartrader/base.yaml'), 'utf8') };

/** What is done to the overlays of a service. */
interface Break {
  readonly variable: string;
  /** What stands there afterwards; absent: nothing sets it. */
  readonly value?: string;
  /** Whether what stood there before goes first. */
  readonly moves?: boolean;
}

/** The variable, or the reference to its secret, is another one; or one that was not there. */
const says = (variable: string, value: string): Break => ({ variable, value });
/** Nothing sets it any more. */
const lacks = (variable: string): Break => ({ variable });
/** What was a reference into the secret store stands in the overlay itself. */
const tells = (variable: string, value: string): Break => ({ variable, value, moves: true });

const anyClear = /a secret stands here in the clear|is secret, and env sets it in the clear/;
const unset = /requires \w+, and nothing sets it/;
const refused = /the program refuses/;
const unknown = /the program does not know/;
const twice = /is set twice/;
const noReference = /not a reference into the secret store/;
const noText = /is not text/;

/** By key of the overlay: what is broken, and what is said of it. */
const BROKEN: Readonly<Record<string, readonly (readonly [what: string, broken: Break, message: RegExp])[]>> = {
  web: [
    ['a setting is missing', lacks('IMAGE_CDN_URL'), unset],
    ['a number is missing', lacks('SEARCH_PAGE_SIZE'), unset],
    ['a secret is missing', lacks('SESSION_SECRET'), unset],
    ['a number is a word', says('SEARCH_PAGE_SIZE', 'many'), refused],
    ['a number is too great', says('SEARCH_PAGE_SIZE', '"500"'), refused],
    ['a number is none of YAML in quotes', says('SEARCH_PAGE_SIZE', '24'), noText],
    ['a locale is none', says('DEFAULT_LOCALE', 'klingon'), refused],
    ['a switch says yes', says('FEATURE_FINANCING', '"yes"'), refused],
    ['an address has the wrong scheme', says('IMAGE_CDN_URL', 'http://images.cartrader.example'), refused],
    ['an address is empty', says('IMAGE_CDN_URL', '""'), refused],
    ['a mail address is none', says('CONTACT_EMAIL', 'cartrader.example'), refused],
    ['a secret is a setting', tells('SESSION_SECRET', 'hunter2hunter2hunter2hunter2hunter2'), anyClear],
    ['a secret is a setting that looks like none', tells('MAPS_API_KEY', 'maps'), anyClear],
    ['a secret stands where its reference belongs', says('SESSION_SECRET', 'hunter2hunter2hunter2hunter2hunter2'), noReference],
    ['a variable is misspelt', says('SEARCH_PAGESIZE', '"24"'), unknown],
    ['a port is set that the system sets', says('PORT', '"8080"'), twice],
  ],
  gateway: [
    ['a setting is missing', lacks('OIDC_ISSUER'), unset],
    ['a limit is missing', lacks('RATE_LIMIT_PER_MINUTE'), unset],
    ['a secret is missing', lacks('JWT_SECRET'), unset],
    ['a number is a word', says('REQUEST_TIMEOUT_MS', '5s'), refused],
    ['a number is too small', says('REQUEST_TIMEOUT_MS', '"5"'), refused],
    ['a number is a fraction', says('RATE_LIMIT_PER_MINUTE', '"0.5"'), refused],
    ['a number is negative', says('TRUSTED_PROXIES', '"-1"'), refused],
    ['a level is none', says('LOG_LEVEL', 'verbose'), refused],
    ['the issuer is not reached by https', says('OIDC_ISSUER', 'http://id.staging.acme.example'), refused],
    ['the issuer is a bare host', says('OIDC_ISSUER', 'id.staging.acme.example'), refused],
    ['an id is empty', says('OIDC_CLIENT_ID', '""'), refused],
    ['an id has capitals', says('OIDC_CLIENT_ID', 'CarTrader'), refused],
    ['a secret is a setting', tells('OIDC_CLIENT_SECRET', 'hunter2hunter2hunter2'), anyClear],
    ['a secret is a reference without a property', says('JWT_SECRET', 'cartrader/staging/gateway'), noReference],
    ['a variable is of another program', says('DATABASE_POOL_SIZE', '"10"'), unknown],
    ['an address is set that the edge brings', says('LISTINGS_URL', 'http://listings:4100'), twice],
  ],
  listings: [
    ['a setting is missing', lacks('MEDIA_BUCKET'), unset],
    ['a number is missing', lacks('DATABASE_POOL_SIZE'), unset],
    ['a secret is missing', lacks('VIN_LOOKUP_API_KEY'), unset],
    ['a number is a word', says('LISTING_EXPIRY_DAYS', 'never'), refused],
    ['a number is too great', says('DATABASE_POOL_SIZE', '"500"'), refused],
    ['a number is zero', says('MEDIA_MAX_UPLOAD_MB', '"0"'), refused],
    ['a currency is none', says('CURRENCY', 'euro'), refused],
    ['a bucket has a name that none has', says('MEDIA_BUCKET', 'Acme_Media'), refused],
    ['a bucket is empty', says('MEDIA_BUCKET', '""'), refused],
    ['an address has the wrong scheme', says('VIN_LOOKUP_URL', 'ftp://vin.partner.example/v2'), refused],
    ['a secret is a setting', tells('VIN_LOOKUP_API_KEY', 'hunter2hunter2hunter2'), anyClear],
    ['a secret stands where its reference belongs', says('VIN_LOOKUP_API_KEY', 'hunter2hunter2hunter2'), noReference],
    ['the database is named a second time', says('DATABASE_URL', 'postgresql://postgres:5432/cartrader'), twice],
    ['a variable is misspelt', says('LOGLEVEL', 'info'), unknown],
  ],
  pricingWorker: [
    ['a setting is missing', lacks('QUEUE_NAME'), unset],
    ['a model is missing', lacks('PRICE_MODEL'), unset],
    ['a secret is missing', lacks('MARKET_FEED_API_KEY'), unset],
    ['a number is a word', says('CONCURRENCY', 'auto'), refused],
    ['a number is too great', says('CONCURRENCY', '"1000"'), refused],
    ['a ratio is above one', says('PRICE_FLOOR_RATIO', '"60"'), refused],
    ['a ratio is zero', says('PRICE_FLOOR_RATIO', '"0"'), refused],
    ['a model is none', says('PRICE_MODEL', 'oracle'), refused],
    ['a time is out of range', says('REINDEX_EVERY_MINUTES', '"2000"'), refused],
    ['a queue has a name that none has', says('QUEUE_NAME', 'Pricing Jobs'), refused],
    ['an address has the wrong scheme', says('MARKET_FEED_URL', 'http://market.partner.example/prices'), refused],
    ['an address is empty', says('MARKET_FEED_URL', '""'), refused],
    ['a secret is a setting', tells('MARKET_FEED_API_KEY', 'hunter2hunter2hunter2'), anyClear],
    ['a variable is unknown', says('GPU', '"true"'), unknown],
    ['a number is none of YAML in quotes', says('CONCURRENCY', '4'), noText],
  ],
  healthCollector: [
    ['a setting is missing', lacks('CHECK_INTERVAL_SECONDS'), unset],
    ['a format is missing', lacks('REPORT_FORMAT'), unset],
    ['a secret is missing', lacks('ALERT_WEBHOOK_URL'), unset],
    ['a number is a duration', says('CHECK_INTERVAL_SECONDS', '30s'), refused],
    ['a number is too small', says('CHECK_INTERVAL_SECONDS', '"1"'), refused],
    ['a number is too great', says('CHECK_TIMEOUT_MS', '"60000"'), refused],
    ['a number is a fraction', says('FAILURES_BEFORE_ALERT', '"1.5"'), refused],
    ['a format is none', says('REPORT_FORMAT', 'xml'), refused],
    ['a ratio is out of range', says('OTEL_TRACES_SAMPLER_ARG', '"2"'), refused],
    ['a level is empty', says('LOG_LEVEL', '""'), refused],
    ['a sampler is none', says('OTEL_TRACES_SAMPLER', 'sometimes'), refused],
    ['an address that is secret is a setting', tells('ALERT_WEBHOOK_URL', 'https://hooks.acme.example/cartrader'), anyClear],
    ['the collector of logs is named a second time', says('LOKI_URL', 'http://loki:3100'), twice],
    ['a variable is unknown', says('CHECK_RETRIES', '"3"'), unknown],
  ],
  synthetic: [
    ['a setting is missing', lacks('JOURNEYS'), unset],
    ['a number is missing', lacks('VISITORS'), unset],
    ['a secret is missing', lacks('USER_PASSWORD'), unset],
    ['a number is a word', says('VISITORS', 'some'), refused],
    ['a number is too great', says('VISITORS', '"5000"'), refused],
    ['a share is above all', says('MAX_ERROR_PERCENT', '"101"'), refused],
    ['a time is out of range', says('MAX_LATENCY_MS', '"0"'), refused],
    ['a journey is none', says('JOURNEYS', 'search,fly'), refused],
    ['journeys are empty', says('JOURNEYS', '""'), refused],
    ['a mail address is none', says('USER_EMAIL', 'visitor'), refused],
    ['a password is a setting', tells('USER_PASSWORD', 'hunter2hunter2'), anyClear],
    ['a password stands where its reference belongs', says('USER_PASSWORD', 'hunter2hunter2'), noReference],
    ['a variable is unknown', says('TARGET', 'production'), unknown],
    ['an address is set that the edge brings', says('WEB_URL', 'http://web:3000'), twice],
  ],
};

describe('the environment of CarTrader', () => {
  it('is what its programs require', () => {
    expect(problemsOf(WHOLE)).toEqual([]);
  });

  it('is broken in at least ten ways for each of its services', () => {
    const services = pairContracts(cartrader, staging()).map(({ component }) => component);
    expect(Object.keys(BROKEN).map(kebab).sort()).toEqual(services.filter((service) => service !== 'migrate').sort());
    for (const [, ways] of Object.entries(BROKEN)) expect(new Set(ways.map(([what]) => what)).size).toBeGreaterThanOrEqual(10);
  });

  it.each<[string, string, Break, string]>([
    ['one of several words', 'listings', says('CURRENCY', 'euro'), 'CURRENCY: "EUR"'],
    ['the bound that a number passes', 'listings', says('DATABASE_POOL_SIZE', '"500"'), 'DATABASE_POOL_SIZE: "50"'],
    ['the same in quotes', 'pricingWorker', says('CONCURRENCY', '4'), 'CONCURRENCY: "4"'],
    ['a reference for a secret, as its neighbours are written', 'gateway', lacks('JWT_SECRET'), 'JWT_SECRET: cartrader/staging/gateway#jwt-secret   (below gateway.secrets.keys)'],
    ['what was meant by a duration', 'gateway', says('REQUEST_TIMEOUT_MS', '5s'), 'REQUEST_TIMEOUT_MS: "100"'],
    ['what was meant by capitals', 'gateway', says('OIDC_CLIENT_ID', 'CarTrader'), 'OIDC_CLIENT_ID: "cartrader"'],
    ['what was meant by a bare host', 'gateway', says('OIDC_ISSUER', 'id.staging.acme.example'), 'OIDC_ISSUER: "https://id.staging.acme.example"'],
    ['a mail address', 'web', says('CONTACT_EMAIL', 'nobody'), 'CONTACT_EMAIL: "name@acme.example"'],
    ['a place for what nothing sets', 'web', lacks('IMAGE_CDN_URL'), 'IMAGE_CDN_URL: "https://acme.example"   (below web.env)'],
  ])('is mended by the line that is named: %s', (_what, service, broken, fix) => {
    expect(problemsOf(edited(service, broken)).map((problem) => problem.fix)).toEqual([fix]);
  });

  it('is told of everywhere at once, and where another environment shows what is right, by that', () => {
    const files = (['staging.yaml', 'base.yaml'] as const).map((file) => [file, WHOLE[file]] as const);
    const broken = Object.fromEntries(files) as unknown as Record<(typeof FILES)[number], string>;
    broken['staging.yaml'] = broken['staging.yaml'].replace('SESSION_SECRET:', 'SESION_SECRET:').replace(/MEDIA_BUCKET: .*/, 'MEDIA_BUCKET: "?"').replace(/ +JWT_SECRET: .*\n/, '');
    const others = loadOverlays({ root: copy, systems: [cartrader], only: { environments: ['production'] } }).pairs;
    expect(problemsOf(broken, others).map(({ path, line, message, fix }) => [path, line, message, fix])).toEqual([
      ['staging/cartrader › listings.env.MEDIA_BUCKET', lineOf(broken['staging.yaml'], 'MEDIA_BUCKET'), 'the program refuses "?", which env sets', expect.stringMatching(/^MEDIA_BUCKET: "[a-z-]+" {3}\(as in production\)$/)],
      ['staging/cartrader › gateway.env.JWT_SECRET', lineOf(broken['staging.yaml'], 'gateway'), 'the program requires JWT_SECRET, and nothing sets it', 'JWT_SECRET: cartrader/staging/gateway#jwt-secret   (below gateway.secrets.keys)'],
      ['staging/cartrader › web.env.SESION_SECRET', lineOf(broken['staging.yaml'], 'SESION_SECRET'), expect.stringMatching(/did you mean SESSION_SECRET, which nothing sets\?$/), 'SESSION_SECRET: cartrader/staging/web#session-secret'],
    ]);
  });

  it('says of a host what is made of it', () => {
    const texts = { ...WHOLE, 'staging.yaml': WHOLE['staging.yaml'].replace('  host: cartrader.staging.acme.example\n', '') };
    expect(problemsOf(texts)).toMatchObject([{ file: 'overlays/cartrader/staging.yaml', path: 'web.host', message: expect.stringMatching(/^"host" is missing .*PUBLIC_URL/) }]);
  });

  describe.each(Object.keys(BROKEN))('of %s', (service) => {
    it.each(BROKEN[service]!.map(([what, broken, message]) => ({ what, broken, message })))('is refused where $what: $broken.variable', ({ broken, message }) => {
      const texts = edited(service, broken);
      const problems = problemsOf(texts);
      const wanted = placeIn(texts, service, broken);
      const found = problems.filter(({ path, file, line }) => `${file}:${line}` === wanted && path?.includes(broken.variable) === true && (path.includes(service) || path.includes(kebab(service))));
      expect({ wanted, problems: found.length > 0 ? 'there' : problems }).toEqual({ wanted, problems: 'there' });
      expect(found[0]!.message).toMatch(message);
      expect(found[0]!.fix ?? '').not.toBe('');
      expect(JSON.stringify(problems)).not.toContain('hunter2');
    });
  });
});

describe('the exported contract of CarTrader', () => {
  it.each(pairContracts(cartrader, staging()).map((each) => [each.component, each] as const))('is a contract that a release can hold: %s', (service, { contract }) => {
    const held = parseContract(JSON.stringify(contractDocument({ system: 'cartrader', service }, contract)), 'env.schema.json');
    expect(Object.keys(held).sort()).toEqual(Object.keys(contract.variables).sort());
    expect(Object.keys(held).filter((name) => held[name]!.secret === true).sort()).toEqual([...(contract.secrets ?? [])].sort());
  });
});

function staging(): OverlayPair {
  return loadOverlays({ root: copy, systems: [cartrader], only: { environments: ['staging'] } }).pairs[0]!;
}

function lineOf(text: string, key: string): number {
  return text.split('\n').findIndex((line) => line.trimStart().startsWith(`${key}:`)) + 1;
}

function problemsOf(texts: Texts, others: readonly OverlayPair[] = []): readonly Problem[] {
  for (const file of FILES) writeFileSync(join(copy, 'overlays/cartrader', file), texts[file]);
  try {
    renderPair(cartrader, staging(), others);
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  } finally {
    for (const file of FILES) writeFileSync(join(copy, 'overlays/cartrader', file), WHOLE[file]);
  }
}

function edited(service: string, { variable, value, moves = false }: Break): Texts {
  const isIts = (line: string): boolean => line.trimStart().startsWith(`${variable}:`);
  const known = FILES.filter((file) => partOf(WHOLE, file, service).some(isIts));
  const gone = value === undefined || moves;
  const texts = Object.fromEntries(FILES.map((file) => [file, gone ? inPart(WHOLE, file, service, (lines) => lines.filter((line) => !isIts(line))) : WHOLE[file]])) as unknown as Texts;
  if (value === undefined) return texts;
  if (!gone && known.length > 0) return { ...texts, [known[0]!]: inPart(texts, known[0]!, service, (lines) => lines.map((line) => (isIts(line) ? line.replace(/:.*/, `: ${value}`) : line))) };
  const home = FILES.find((file) => partOf(texts, file, service).includes('  env:'))!;
  return { ...texts, [home]: inPart(texts, home, service, (lines) => lines.flatMap((line) => (line === '  env:' ? [line, `    ${variable}: ${value}`] : [line]))) };
}

/** Where it is said; or, where nothing says it, the service's own part of the file that says most. */
function placeIn(texts: Texts, service: string, { variable, value }: Break): string {
  for (const file of FILES) {
    const lines = texts[file].split('\n');
    const [from, to] = boundsOf(lines, service);
    const at = lines.findIndex((line, index) => index >= from && index < to && (value === undefined ? index === from : line.trim() === `${variable}: ${value}`));
    if (at >= 0) return `overlays/cartrader/${file}:${at + 1}`;
  }
  throw new Error(`${variable} is not in any file`);
}

function partOf(texts: Texts, file: (typeof FILES)[number], service: string): readonly string[] {
  const lines = texts[file].split('\n');
  return lines.slice(...boundsOf(lines, service));
}

function inPart(texts: Texts, file: (typeof FILES)[number], service: string, edit: (lines: readonly string[]) => readonly string[]): string {
  const lines = texts[file].split('\n');
  const [from, to] = boundsOf(lines, service);
  // A map that lost its last entry is an empty one.
  const part = edit(lines.slice(from, to)).map((line, index, all) => (/^ +(keys|env):$/.test(line) && !(all[index + 1] ?? '').startsWith(`${/^ +/.exec(line)![0]}  `) ? `${line} {}` : line));
  return [...lines.slice(0, from), ...part, ...lines.slice(to)].join('\n');
}

/** Lines of a service's part; none where the file says nothing of it. */
function boundsOf(lines: readonly string[], service: string): [from: number, to: number] {
  const from = lines.indexOf(`${service}:`);
  if (from === -1) return [0, 0];
  const to = lines.findIndex((line, index) => index > from && /^\S/.test(line));
  return [from, to === -1 ? lines.length : to];
}

function kebab(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
