import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What an edit makes of a file: its new text or bytes, the change of a line, or no file at all. */
export type Edit =
  | { readonly text: string | Uint8Array }
  /** The first text is replaced by the second; it must be there. */
  | { readonly replace: readonly [from: string, to: string] }
  | { readonly remove: true }
  | { readonly link: string }
  | { readonly folder: true };

/** Overlays with one thing wrong in them, and what a user must read about it. */
export interface BrokenOverlay {
  /** What is wrong, in words. */
  readonly name: string;
  /** Edits to the demo overlays, by path from the project root. */
  readonly edits: Readonly<Record<string, Edit>>;
  readonly file: string;
  /** Line of the problem; absent where it is about the file as a whole. */
  readonly line?: number;
  /** Parts of the message or of what is allowed. */
  readonly says: readonly string[];
  /** Part of the fix. */
  readonly fix: string;
  /** What must appear nowhere in the output. */
  readonly hides?: string;
}

const ENVIRONMENTS = 'overlays/environments.yaml';
const BASE = 'overlays/shop/base.yaml';
const DEV = 'overlays/shop/dev.yaml';
const PRODUCTION = 'overlays/shop/production.yaml';
const RELEASE = 'overlays/shop/production.release.yaml';

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

/** Nine to the ninth values, if references were followed. */
const BOMB = [
  'schema: slipway.overlay/v1',
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[index]}`).join(', ')}]`),
  '',
].join('\n');

/** A credential in the form of its maker, which opens nothing. */
const AWS_KEY = `AKIA${'ABCDEFGHIJKLMNOP'}`;
const WEB_TOKEN = `eyJ${'hbGciOiJub25lIn0'}.eyJ${'zdWIiOiJub2JvZHkifQ'}.`;

/** Every way of breaking the demo overlays that is refused. */
export const brokenOverlays: readonly BrokenOverlay[] = [
  // Keys and types.
  changed('an unknown key', PRODUCTION, ['redis:\n', 'colour: blue\nredis:\n'], { line: 18, says: ['unknown key "colour"', 'app, postgres, redis, rateLimitBackend'], fix: 'delete the line' }),
  changed('a mistyped key', PRODUCTION, ['instances: 3', 'instancs: 3'], { line: 11, says: ['unknown key, did you mean "instances"?'], fix: 'instances: 3' }),
  changed('a mistyped key deep in a file that others share', BASE, ['memory: 512Mi', 'memroy: 512Mi'], { line: 4, says: ['did you mean "memory"?', 'cpu, memory, ephemeralStorage'], fix: 'memory: 512Mi' }),
  changed('the key "__proto__"', PRODUCTION, ['redis:\n', '__proto__: { polluted: true }\nredis:\n'], { line: 18, says: ['no key may be called "__proto__"'], fix: 'delete the line' }),
  changed('the key "__proto__" among labels', ENVIRONMENTS, ['secretStore: { name: vault, refreshInterval: 1h }', 'nodePools: { __proto__: { labels: {} } }'], { line: 30, says: ['no key may be called "__proto__"'], fix: 'delete the line' }),
  changed('a map where text belongs', PRODUCTION, ['host: shop.acme.example', 'host: { name: shop.acme.example }'], { line: 3, says: ['is not a host name'], fix: 'host: ' }),
  changed('text where a map belongs', PRODUCTION, ['scale: { min: 3, max: 12, cpu: 70% }', 'scale: big'], { line: 4, says: ['"big" is not a map of keys and values'], fix: 'scale: { min: ' }),
  changed('text where a number belongs', PRODUCTION, ['instances: 3', 'instances: "3"'], { line: 11, says: ['"3"', 'text, not a number', '1 to 9'], fix: 'instances: 3' }),
  changed('a number out of range', PRODUCTION, ['instances: 3', 'instances: 30'], { line: 11, says: ['30 is not a whole number', '1 to 9'], fix: 'instances: 9' }),
  changed('a missing key', PRODUCTION, ['  endpoint: redis.acme.example:6379\n', ''], { line: 18, says: ['"endpoint" is missing', PRODUCTION], fix: 'endpoint: redis.acme.example:6379' }),
  changed('an unknown form', PRODUCTION, ['form: cnpg', 'form: cngp'], { line: 9, says: ['"cngp"', 'in-cluster, cnpg, managed'], fix: 'form: cnpg' }),
  changed('a value that is none of those allowed', BASE, ['rateLimitBackend: redis', 'rateLimitBackend: reddis'], { line: 5, says: ['"reddis"', 'redis, memory'], fix: 'rateLimitBackend: redis' }),
  changed('a key of another form', PRODUCTION, ['form: managed', 'form: in-cluster'], { line: 20, says: ['unknown key "endpoint"'], fix: 'delete the line' }),
  changed('a removal of what nobody set', PRODUCTION, ['instances: 3', 'instances: 3\n  walStorage: null'], { line: 12, says: ['null removes nothing'], fix: 'delete the line' }),

  // Values of the domain.
  changed('a quantity with a wrong unit', PRODUCTION, ['memory: 1Gi', 'memory: 1GB'], { line: 7, says: ['"1GB" is not a quantity of memory', 'Ki, Mi, Gi, Ti'], fix: 'memory: 1Gi' }),
  changed('memory in thousandths of a byte', PRODUCTION, ['memory: 1Gi', 'memory: 512m'], { line: 7, says: ['"512m"', 'a fraction of a byte'], fix: 'memory: 512Mi' }),
  changed('a limit below the request', PRODUCTION, ['memory: 1Gi', 'memory: 1Gi\n    limits: { memory: 512Mi }'], { line: 8, says: ['the limit 512Mi is below the request 1Gi'], fix: 'memory: 1Gi' }),
  changed('a floating tag', DEV, [`@${digest('5')}`, ''], { line: 7, says: ['"docker.io/library/postgres:17.5"', 'pinned by digest', 'a tag can be moved'], fix: 'docker.io/library/postgres:17.5@sha256:' }),
  changed('a cut digest', RELEASE, [digest('a'), 'sha256:aaaa'], { line: 9, says: ['"sha256:aaaa" is not an image digest', '64 hex digits'], fix: 'digest: "sha256:' }),
  changed('a missing digest', RELEASE, [`    digest: ${digest('b')}\n`, ''], { line: 10, says: ['"digest" is missing'], fix: 'digest: "sha256:' }),
  changed('a tag in the name of an image', RELEASE, ['shop-app', 'shop-app:v1.2.3'], { line: 8, says: ['a tag can be moved'], fix: 'name: ghcr.io/acme/shop-app' }),
  changed('a host name with a scheme', PRODUCTION, ['host: shop.acme.example', 'host: https://shop.acme.example/'], { line: 3, says: ['it has a scheme'], fix: 'host: shop.acme.example' }),
  changed('a percentage without its sign', PRODUCTION, ['cpu: 70%', 'cpu: 70'], { line: 4, says: ['70 is not a percentage', 'the "%" is missing'], fix: 'cpu: 70%' }),
  changed('a cron schedule of an hour that no day has', PRODUCTION, ['"0 2 * * *"', '"0 24 * * *"'], { line: 15, says: ['"0 24 * * *" is not a cron schedule', 'the hour is not 0 to 23'], fix: 'schedule: "0 2 * * *"' }),
  changed('a time to keep backups in years', PRODUCTION, ['schedule: "0 2 * * *"', 'schedule: "0 2 * * *"\n    keep: 1y'], { line: 16, says: ['"1y" is not a time to keep backups'], fix: 'keep: 30d' }),
  changed('a CIDR block with bits after its prefix', PRODUCTION, ['cidrs: [10.30.8.0/24]', 'cidrs: [10.30.8.7/24]'], { line: 21, says: ['"10.30.8.7/24"', 'no network address'], fix: 'cidrs: [10.30.8.0/24]' }),
  changed('an endpoint without a port', PRODUCTION, ['redis.acme.example:6379', 'redis.acme.example'], { line: 20, says: ['"redis.acme.example" is not an endpoint', 'the port is missing'], fix: 'endpoint: redis.acme.example:6379' }),
  changed('a port that no host has', ENVIRONMENTS, ['port: 6443', 'port: 64430000'], { line: 28, says: ['64430000 is not a port', '1 to 65535'], fix: 'port: 8080' }),
  changed('a duration without a unit', ENVIRONMENTS, ['refreshInterval: 1h', 'refreshInterval: 60'], { line: 30, says: ['60 is not a duration', 'the unit is missing'], fix: 'refreshInterval: 1m' }),
  changed('a Kubernetes minor that slipway does not know', ENVIRONMENTS, ['kubernetes: "1.34"\n    zones: [zone-a]', 'kubernetes: "1.99"\n    zones: [zone-a]'], { line: 7, says: ['"1.99"', '"1.28" to "1.36"'], fix: 'kubernetes: "1.36"' }),
  changed('a reference to a secret that is none', DEV, ['shop/postgres#password', 'shop/postgres'], { line: 8, says: ['a reference into the secret store', 'path#property'], fix: 'password: shop/runtime#password' }),

  changed('two zones of one name', ENVIRONMENTS, ['zones: [zone-a, zone-b]', 'zones: [zone-a, zone-a]'], { line: 16, says: ['"zone-a" stands in the list already'], fix: 'zones: [zone-a]' }),
  changed('a time zone that there is not', ENVIRONMENTS, ['cluster: { name: staging }', 'cluster: { name: staging }\n    argocd: { syncWindows: [{ schedule: "0 18 * * 5", duration: 62h, timeZone: Europe/Berlim }] }'], { line: 15, says: ['"Europe/Berlim" is not a time zone: did you mean Europe/Berlin?'], fix: 'timeZone: Europe/Berlin' }),
  changed('an address of no system', ENVIRONMENTS, ['cluster: { name: staging }', 'cluster: { name: staging }\n    readyUrls: { shpo: https://shop.acme.example }'], { line: 15, says: ['there is no system "shpo", did you mean "shop"?'], fix: 'shop: https://shop.acme.example' }),
  changed('an attester of no environment', ENVIRONMENTS, ['environments:\n', `attesters:\n  ci: { keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}"], checks: [e2e], environments: [moon] }\nenvironments:\n`], { line: 4, says: ['there is no environment "moon"', 'dev, production, staging'], fix: 'delete the attester ci   (or name an environment that there is)' }),

  // Several values at once, and the target.
  changed('a minimum above the maximum', PRODUCTION, ['min: 3, max: 12', 'min: 13, max: 12'], { line: 4, says: ['min 13 is above max 12'], fix: 'min: 12' }),
  changed('replicas beside an autoscaler', PRODUCTION, ['  resources:\n', '  replicas: 4\n  resources:\n'], { line: 5, says: ['4 replicas are asked for'], fix: 'replicas: null' }),
  changed('a value that a rule forbids where releases run', PRODUCTION, ['redis:\n', 'rateLimitBackend: memory\nredis:\n'], { line: 18, says: ['"memory" is not allowed where releases run'], fix: 'rateLimitBackend: redis' }),
  changed("a host outside of the target's domain", PRODUCTION, ['shop.acme.example', 'shop.other.example'], { line: 3, says: ['"shop.other.example" lies outside', 'acme.example'], fix: 'host: shop.acme.example' }),

  // Secrets.
  changed('a password in the clear', DEV, ['shop/postgres#password', 'correct-horse-battery'], { line: 8, says: ['not shown'], fix: 'password: ', hides: 'correct-horse' }),
  changed('a password under a key of nobody', PRODUCTION, ['redis:\n', 'smtpPassword: correct-horse\nredis:\n'], { line: 18, says: ['in the clear'], fix: 'secret store', hides: 'correct-horse' }),
  changed('an ambiguous password', PRODUCTION, ['redis:\n', 'smtpPassword: 0123456\nredis:\n'], { line: 18, says: ['not shown'], hides: '0123456', fix: 'put it into the secret store' }),
  changed('an access key', PRODUCTION, ['destination: s3://acme-backups/shop', `destination: ${AWS_KEY}`], { line: 16, says: ['an AWS access key', 'in the clear'], hides: AWS_KEY, fix: 'make a new secret' }),
  changed('a token in a comment', PRODUCTION, ['redis:\n', `# old: ${WEB_TOKEN}\nredis:\n`], { line: 18, says: ['a JSON web token', 'in the clear'], hides: WEB_TOKEN, fix: 'make a new secret' }),
  changed('a token that no parser can read', PRODUCTION, ['redis:\n', `\tcolour: ${WEB_TOKEN}\nredis:\n`], { line: 18, says: ['a JSON web token'], hides: WEB_TOKEN, fix: 'put it into the secret store' }),
  changed('an address with a password', PRODUCTION, ['redis.acme.example:6379', 'redis://user:correct-horse@redis.acme.example:6379'], { line: 20, says: ['an address with a password'], hides: 'correct-horse', fix: 'make a new secret' }),

  // YAML.
  changed('a key that stands twice', PRODUCTION, ['instances: 3', 'instances: 3\n  instances: 5'], { line: 12, says: ['"instances"', 'a second time', 'line 11'], fix: 'leave one of the two out' }),
  changed('a scalar that parsers read differently', PRODUCTION, ['instances: 3', 'replication: yes'], { line: 11, says: ['"yes"', 'read differently'], fix: 'replication: "yes"' }),
  changed('a version that would lose its zero', ENVIRONMENTS, ['kubernetes: "1.34"\n    zones: [zone-a]', 'kubernetes: 1.30\n    zones: [zone-a]'], { line: 7, says: ['"1.30"'], fix: 'kubernetes: "1.30"' }),
  changed('a version that is a number', RELEASE, ['version: sha-4f1c9d2', 'version: 4012'], { line: 2, says: ['4012 is not a version', 'it must be quoted'], fix: 'version: "4012"' }),
  changed('an anchor', PRODUCTION, ['instances: 3', 'instances: &three 3'], { line: 11, says: ['the anchor "&three" is not allowed'], fix: 'instances: 3' }),
  changed('a reference', PRODUCTION, ['instances: 3', 'instances: *three'], { line: 11, says: ['the reference "*three" is not allowed'], fix: 'write the value in the place of "*three"' }),
  changed('a merge key', PRODUCTION, ['  instances: 3', '  <<: { instances: 3 }'], { line: 11, says: ['the merge key "<<" is not allowed'], fix: 'delete the line, and write the keys here that it would bring' }),
  changed('a tag', PRODUCTION, ['instances: 3', 'instances: !!int 3'], { line: 11, says: ['the tag "!!int" is not allowed'], fix: 'instances: 3' }),
  changed('a scalar that may be a switch', PRODUCTION, ['instances: 3', 'replication: on'], { line: 11, says: ['"on"', 'true, or "on" for the text'], fix: 'replication: "on"   # or: true' }),
  changed('a number with zeros in front', PRODUCTION, ['instances: 3', 'instances: 03'], { line: 11, says: ['3 for the number'], fix: '# or: 3' }),
  changed('a bracket of several lines that is never closed', PRODUCTION, ['scale: { min: 3, max: 12, cpu: 70% }', 'scale: { min: 3,\n    max: 12, cpu: 70%'], { line: 4, says: ['the { that is opened here'], fix: 'scale: { min: 3}' }),
  changed('a quote that is never closed', PRODUCTION, ['host: shop.acme.example', 'host: "shop.acme.example'], { line: 3, says: ['the " that is opened here'], fix: 'host: "shop.acme.example"' }),
  changed('a no-break space that indents', PRODUCTION, ['  instances: 3', '\u00a0 instances: 3'], { line: 11, says: ['U+00A0'], fix: '  instances: 3' }),
  changed('a key that is a list', PRODUCTION, ['  instances: 3', '  ? [a]\n  : 3'], { line: 11, says: ['a key must be text'], fix: 'key: value' }),
  changed('a tab', PRODUCTION, ['  instances: 3', '\tinstances: 3'], { line: 11, says: ['a tab indents the line'], fix: 'instances: 3' }),
  changed('a bracket that is never closed', PRODUCTION, ['cidrs: [10.30.8.0/24]', 'cidrs: [10.30.8.0/24'], { says: ['not closed'], fix: 'cidrs: [10.30.8.0/24]' }),
  changed('a byte-order mark in the middle', PRODUCTION, ['redis:\n', '\ufeffredis:\n'], { line: 18, says: ['U+FEFF'], fix: 'or leave it out' }),
  changed('a mark of writing direction', PRODUCTION, ['host: shop', 'host: \u202eshop'], { line: 3, says: ['U+202E'], fix: 'or leave it out' }),
  replaced('an empty file', PRODUCTION, '', { line: 1, says: ['the file is empty'], fix: 'write "key: value" lines, or delete the file' }),
  replaced('empty environments', ENVIRONMENTS, '', { line: 1, says: ['the file is empty'], fix: 'schema: slipway.environments/v1' }),
  replaced('environments without any', ENVIRONMENTS, 'schema: slipway.environments/v1\nenvironments: {}\n', { line: 2, says: ['no environment is named, and overlays/shop is for some'], fix: 'environments: { dev: ' }),
  replaced('a file of comments', PRODUCTION, '# nothing yet\n', { says: ['the file is empty'], fix: 'write "key: value" lines, or delete the file' }),
  replaced('a list', PRODUCTION, '- app\n', { line: 1, says: ['the file must be a map'], fix: 'write "key: value" lines' }),
  replaced('two documents', PRODUCTION, 'schema: slipway.overlay/v1\n---\nschema: slipway.overlay/v1\n', { line: 2, says: ['a second document'], fix: 'delete it, or move it to a file of its own' }),
  replaced('a file of 10 MB', PRODUCTION, `schema: slipway.overlay/v1\n${'# padding\n'.repeat(1_048_576)}`, { says: ['larger than 1048576 bytes'], fix: 'split the file' }),
  replaced('a YAML bomb', PRODUCTION, BOMB, { line: 2, says: ['the anchor "&a" is not allowed'], fix: 'a: [x, x, x, x, x, x, x, x, x]' }),
  replaced('maps ten thousand deep', PRODUCTION, `schema: slipway.overlay/v1\na: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`, { line: 2, says: ['nested more than 64 deep'], fix: 'leave out what is deeper than 64 levels' }),
  replaced('bytes that are no UTF-8', PRODUCTION, Buffer.from('schema: slipway.overlay/v1\napp: "\xff\xfe"\n', 'latin1'), { line: 2, says: ['not valid UTF-8'], fix: 'save the file as UTF-8' }),
  replaced('UTF-16', PRODUCTION, Buffer.from('\ufeffschema: slipway.overlay/v1\n', 'utf16le'), { line: 1, says: ['UTF-16'], fix: 'save the file as UTF-8' }),

  // The line that names the format.
  changed('a format of another version', PRODUCTION, ['slipway.overlay/v1', 'slipway.overlay/v2'], { line: 1, says: ['"slipway.overlay/v2" is no format of this file'], fix: 'schema: slipway.overlay/v1' }),
  changed('no format', PRODUCTION, ['schema: slipway.overlay/v1\n', ''], { line: 1, says: ['names the format is missing'], fix: 'schema: slipway.overlay/v1' }),
  changed('environments of another version', ENVIRONMENTS, ['slipway.environments/v1', 'slipway.environments/v9'], { line: 2, says: ['"slipway.environments/v9"'], fix: 'schema: slipway.environments/v1' }),
  changed('a release of another version', RELEASE, ['slipway.release/v1', 'slipway.release/v0'], { line: 1, says: ['"slipway.release/v0"'], fix: 'schema: slipway.release/v1' }),

  // Environments and releases.
  changed('an environment called argocd', ENVIRONMENTS, ['  dev:\n', '  argocd:\n'], { line: 4, says: ['no environment may be called "argocd"'], fix: 'argocd-cluster:' }),
  changed('an environment whose name is no DNS label', ENVIRONMENTS, ['  dev:\n', '  Dev_1:\n'], { line: 4, says: ['"Dev_1" is not a DNS label'], fix: 'dev-1:' }),
  changed('a stage with the name of an environment', ENVIRONMENTS, ['cluster: { name: staging }', 'cluster: { name: staging }\n    stage: production'], { line: 15, says: ['has the name of an environment'], fix: 'rename the stage or the environment production' }),
  changed('a promotion from nowhere', ENVIRONMENTS, ['from: staging', 'from: stagign'], { line: 31, says: ['there is no stage "stagign"', 'allowed: dev, staging'], fix: 'from: staging' }),
  changed('a requirement that nobody knows', ENVIRONMENTS, ['requires: [ready, approvals: 2', 'requires: [redy, approvals: 2'], { line: 31, says: ['"redy"', 'ready, e2e, ci, signed-tag'], fix: 'ready' }),
  changed('an image that the system does not run', RELEASE, ['  migrator:\n', '  migrater:\n'], { line: 10, says: ['runs no image "migrater"', 'did you mean "migrator"?', 'app, migrator'], fix: 'migrator:' }),
  changed('a missing image', 'overlays/shop/staging.release.yaml', [`  migrator:\n    name: ghcr.io/acme/shop-migrator\n    digest: ${digest('b')}\n`, ''], { line: 6, says: ['lacks the image "migrator"'], fix: 'migrator: {' }),
  changed('an abbreviated commit', RELEASE, ['4f1c9d20123456789abcdef0123456789abcdef0', '4f1c9d2'], { line: 5, says: ['"4f1c9d2" is not a commit', 'abbreviated'], fix: 'commit: "<40 hex digits>"' }),

  // Files and folders.
  { name: 'no environments', edits: { [ENVIRONMENTS]: { remove: true } }, file: ENVIRONMENTS, says: ['is missing'], fix: 'add it, or run slipway in the folder that holds overlays/' },
  { name: 'no release', edits: { [RELEASE]: { remove: true } }, file: RELEASE, says: ['the release file is missing'], fix: RELEASE },
  { name: 'a release of no environment', edits: { [PRODUCTION]: { remove: true } }, file: RELEASE, says: ['production.yaml is missing'], fix: PRODUCTION },
  { name: 'a file of no environment', edits: { 'overlays/shop/prodution.yaml': { text: 'schema: slipway.overlay/v1\n' } }, file: 'overlays/shop/prodution.yaml', says: ['did you mean "production.yaml"?'], fix: 'production.yaml' },
  { name: 'another ending', edits: { [PRODUCTION]: { remove: true }, [RELEASE]: { remove: true }, 'overlays/shop/production.yml': { text: 'schema: slipway.overlay/v1\n' } }, file: 'overlays/shop/production.yml', says: ['did you mean "production.yaml"?'], fix: 'rename it to production.yaml' },
  beside('another ending beside the file itself', 'overlays/shop/production.yml', 'did you mean "production.yaml"?', 'delete it, or move what it says to production.yaml'),
  beside('a release of an environment that is like another in its ending alone', 'overlays/shop/qa.release.yaml', 'belongs to no environment\n', 'or delete or move the file'),
  beside('a note beside an overlay', 'overlays/shop/production.real', 'belongs to no environment\n', 'or delete or move the file'),
  beside('a mistyped release beside the release', 'overlays/shop/production.relase.yaml', 'did you mean "production.release.yaml"?', 'delete it, or move what it says to production.release.yaml'),
  beside('environments with another ending', 'overlays/environments.yml', 'did you mean "environments.yaml"?', 'delete it, or move what it says to environments.yaml'),
  { name: 'a folder of no system', edits: { 'overlays/shpo/base.yaml': { text: 'schema: slipway.overlay/v1\n' } }, file: 'overlays/shpo', says: ['no system', 'did you mean "shop"?'], fix: 'move its files to overlays/shop, or delete the folder' },
  { name: 'a folder where a file belongs', edits: { [PRODUCTION]: { folder: true } }, file: PRODUCTION, says: ['a folder, not a file'], fix: 'delete or move it' },
  { name: 'a link out of the folder', edits: { [PRODUCTION]: { link: '/etc/passwd' } }, file: PRODUCTION, says: ['a symbolic link'], hides: 'root:', fix: 'put a copy of the file in its place' },
  { name: 'a link to another overlay', edits: { [PRODUCTION]: { link: 'staging.yaml' } }, file: PRODUCTION, says: ['a symbolic link'], fix: 'a copy' },
  { name: 'a link to nothing', edits: { [ENVIRONMENTS]: { link: 'nowhere.yaml' } }, file: ENVIRONMENTS, says: ['a symbolic link'], fix: 'put a copy of the file in its place' },
  { name: 'a linked folder', edits: { 'overlays/shop2': { link: 'shop' } }, file: 'overlays/shop2', says: ['a symbolic link'], fix: 'put a copy of the file in its place' },
];

/** Writes files below a folder, with edits: `writeFiles(root, demoOverlays, broken.edits)`. */
export function writeFiles(root: string, files: Readonly<Record<string, string>>, edits: Readonly<Record<string, Edit>> = {}): void {
  for (const [path, text] of Object.entries(files)) write(root, path, text);
  for (const [path, edit] of Object.entries(edits)) {
    if ('replace' in edit) write(root, path, replaceIn(path, files[path] ?? '', edit.replace));
    else if ('text' in edit) write(root, path, edit.text);
    else rmSync(join(root, path), { force: true });
    if ('link' in edit) symlinkSync(edit.link, join(root, path));
    if ('folder' in edit) mkdirSync(join(root, path));
  }
}

function write(root: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function replaceIn(path: string, text: string, [from, to]: readonly [string, string]): string {
  if (!text.includes(from)) throw new Error(`${path} does not hold ${JSON.stringify(from)}`);
  return text.replace(from, () => to);
}

type Expected = Omit<BrokenOverlay, 'name' | 'edits' | 'file'>;

function changed(name: string, file: string, replace: readonly [string, string], expected: Expected): BrokenOverlay {
  return { name, edits: { [file]: { replace } }, file, ...expected };
}

/** A file too many, beside one that a rename would overwrite. */
function beside(name: string, file: string, says: string, fix: string): BrokenOverlay {
  return { name, edits: { [file]: { text: 'schema: slipway.overlay/v1\n' } }, file, says: [says], fix };
}

function replaced(name: string, file: string, text: string | Uint8Array, expected: Expected): BrokenOverlay {
  return { name, edits: { [file]: { text } }, file, ...expected };
}
