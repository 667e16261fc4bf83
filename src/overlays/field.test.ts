import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { kubernetesMinor, percentage, podCount, wholeNumber } from './field-choice.ts';
import { cronSchedule } from './field-cron.ts';
import { bucketPath, foreignName, retention, sqlName } from './field-database.ts';
import { duration, longDuration } from './field-duration.ts';
import { imageDigest, imageName, imageReference, imageRegistry, isInRegistry } from './field-image.ts';
import { labelKey, labelValue } from './field-label.ts';
import { dnsLabel, hostName, objectName, variableName } from './field-name.ts';
import { cidr, endpoint, httpPath, httpsUrl, isWithinDomain, port } from './field-network.ts';
import { cpuQuantity, memoryQuantity, quantity, storageQuantity } from './field-quantity.ts';
import { secretReference } from './field-secret-reference.ts';
import { type FieldIssue, fieldNotes } from './field.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** What is refused, the words of the reason, and the fix where the value itself suggests one. */
type Rejected = readonly [value: unknown, because?: string | undefined, fix?: string];

interface FieldTable {
  readonly field: z.ZodType;
  /** Accepted values, and what code reads where it differs. */
  readonly accepts: readonly (readonly [unknown, unknown?])[];
  readonly rejects: readonly Rejected[];
}

const long = (length: number): string => 'a'.repeat(length);

const tables: Readonly<Record<string, FieldTable>> = {
  'an image name': {
    field: imageName,
    accepts: [['ghcr.io/acme/shop-app'], ['localhost:5000/shop'], ['registry.acme.example:5000/a/b_c/d__e/f.g'], ['docker.io/library/redis']],
    rejects: [
      ['ghcr.io/acme/shop:v1', 'a tag can be moved', 'ghcr.io/acme/shop'],
      [`ghcr.io/acme/shop@${digest}`, 'a key of its own', 'ghcr.io/acme/shop'],
      ['ghcr.io/Acme/shop', 'upper case', 'ghcr.io/acme/shop'],
      ['redis', 'the registry is missing', 'docker.io/library/redis'],
      ['acme/shop', 'the registry is missing', 'docker.io/acme/shop'],
      ['https://ghcr.io/acme/shop'],
      ['ghcr.io//shop'],
      ['ghcr.io/acme/shop/'],
      ['ghcr.io/acme/-shop'],
      [`ghcr.io/${long(260)}`, 'longer than 255'],
      [''],
      [7],
      [null],
    ],
  },
  'an image digest': {
    field: imageDigest,
    accepts: [[digest]],
    rejects: [[digest.toUpperCase()], [digest.slice(0, -1)], [`${digest}0`], [`sha512:${'0'.repeat(128)}`], ['latest'], [''], [{}]],
  },
  'an image pinned by digest': {
    field: imageReference,
    accepts: [[`ghcr.io/acme/probe@${digest}`], [`ghcr.io/acme/probe:8.11.1@${digest}`], [`localhost:5000/probe:a@${digest}`]],
    rejects: [
      ['ghcr.io/acme/probe:8.11.1', 'a tag can be moved', 'ghcr.io/acme/probe:8.11.1@sha256:<64 hex digits>'],
      ['ghcr.io/acme/probe', 'it has no digest', 'ghcr.io/acme/probe@sha256:<64 hex digits>'],
      ['localhost:5000/probe', 'it has no digest'],
      ['ghcr.io/acme/probe:latest@sha256:abc', 'the digest is not'],
      [`probe@${digest}`, 'the registry is missing'],
      [`ghcr.io/acme/probe:-x@${digest}`, 'the tag'],
      [`ghcr.io/acme/probe:@${digest}`, 'the tag'],
      [`ghcr.io/acme/probe@${digest}@${digest}`, 'the digest is not'],
      [42, 'quoted'],
    ],
  },
  'an image registry': {
    field: imageRegistry,
    accepts: [['ghcr.io/acme'], ['registry.acme.example:5000'], ['ghcr.io']],
    rejects: [['https://ghcr.io/acme/', 'a scheme', 'ghcr.io/acme'], ['ghcr.io/acme/', 'ends in', 'ghcr.io/acme'], ['acme'], ['']],
  },
  'a quantity': {
    field: quantity,
    accepts: [['0', '0'], [0, '0'], ['0.5', '500m'], ['1024Mi', '1Gi'], [2, '2'], ['1e3', '1e3'], ['100n', '100n']],
    rejects: [['1GB', undefined, '1Gi'], ['1 Gi', undefined, '1Gi'], ['lots'], [''], [[]], [null], [true], ['9'.repeat(40)]],
  },
  'a quantity of CPU': {
    field: cpuQuantity,
    accepts: [['500m', '500m'], ['0.5', '500m'], [2, '2'], ['1000m', '1']],
    rejects: [['1Gi', 'counted in cores'], ['0', 'less than 1m'], [0, 'less than 1m'], ['-1', 'less than 1m'], [5000, 'more than 1k'], ['2 cores', undefined, '2'], ['100u', 'less than 1m']],
  },
  'a quantity of memory': {
    field: memoryQuantity,
    accepts: [['512Mi', '512Mi'], ['1024Mi', '1Gi'], ['1G', '1G'], [1073741824, '1073741824'], ['1.5Gi', '1536Mi']],
    rejects: [
      ['1GB', undefined, '1Gi'],
      ['512m', 'a fraction of a byte', '512Mi'],
      ['512', 'less than 4Mi', '512Mi'],
      [512, 'less than 4Mi', '512Mi'],
      ['1Ki', 'less than 4Mi'],
      ['-1Gi', 'less than 4Mi'],
      ['1gib', undefined, '1Gi'],
    ],
  },
  'a quantity of storage': {
    field: storageQuantity,
    accepts: [['100Gi', '100Gi'], ['1Ti', '1Ti']],
    rejects: [['100', 'less than 1Mi', '100Mi'], ['10GB', undefined, '10Gi'], ['500m', 'a fraction of a byte', '500Mi']],
  },
  'a DNS label': {
    field: dnsLabel,
    accepts: [['shop'], ['a'], ['a-1'], ['0a'], [long(63)]],
    rejects: [['Shop', undefined, 'shop'], ['shop_api', undefined, 'shop-api'], ['-shop', undefined, 'shop'], ['shop.api', undefined, 'shop-api'], [long(64)], [''], ['__proto__', undefined, 'proto'], [7]],
  },
  'a host name': {
    field: hostName,
    accepts: [['shop.acme.example'], ['a.b'], ['1.acme.example'], ['xn--bcher-kva.example']],
    rejects: [
      ['shop', 'the domain is missing'],
      ['https://shop.acme.example/a?b', 'a scheme', 'shop.acme.example'],
      ['shop.acme.example/a', 'a path', 'shop.acme.example'],
      ['shop.acme.example:443', 'a port', 'shop.acme.example'],
      ['shop.acme.example.', 'ends in a dot', 'shop.acme.example'],
      ['Shop.acme.example', 'upper case', 'shop.acme.example'],
      ['shop_a.acme.example', '"_"', 'shop-a.acme.example'],
      ['*.acme.example', 'wildcard'],
      ['shop..example', 'empty'],
      [`${long(64)}.example`, 'longer than 63'],
      [`${`${long(60)}.`.repeat(5)}example`, 'longer than 253'],
      ['shop -a.example'],
      ['bücher.example'],
      [['shop.acme.example']],
    ],
  },
  'a Kubernetes name': {
    field: objectName,
    accepts: [['letsencrypt'], ['letsencrypt.prod'], [`${long(63)}.${long(63)}`]],
    rejects: [['Lets', 'upper case', 'lets'], ['a_b', '"_"', 'a-b'], [''], ['-a']],
  },
  'an environment variable name': {
    field: variableName,
    accepts: [['LOG_LEVEL'], ['_x'], ['a1']],
    rejects: [['1A'], ['A-B'], ['A B'], [''], ['A='], [1]],
  },
  'a port': {
    field: port,
    accepts: [[1], [8080], [65535]],
    rejects: [[0], [65536], [-1], [80.5], ['8080', 'text, not a number', '8080'], ['http'], [null], [Number.NaN]],
  },
  'a CIDR block': {
    field: cidr,
    accepts: [['10.0.0.0/8'], ['0.0.0.0/0'], ['10.1.2.3/32'], ['fd00::/8'], ['::/0'], ['2001:db8::1/128'], ['2001:DB8::/32']],
    rejects: [
      ['10.1.2.3/8', 'bits set after its prefix', '10.0.0.0/8'],
      ['2001:db8::1/64', 'bits set after its prefix', '2001:db8::/64'],
      ['10.0.0.1', 'the prefix is missing', '10.0.0.1/32'],
      ['fd00::1', 'the prefix is missing', 'fd00::1/128'],
      ['10.0.0.0/33', '0 to 32'],
      ['fd00::/129', '0 to 128'],
      ['10.0.0.0/08', '0 to 32'],
      ['10.0.0.0/-1', '0 to 32'],
      ['010.0.0.0/8'],
      ['256.0.0.0/8'],
      ['10.0.0/8'],
      ['fd00:::/8'],
      ['1:2:3:4:5:6:7:8:9/64'],
      ['1:2:3:4:5:6:7::8/64'.replace('::8', ':8::9')],
      ['fe80::1%eth0/64'],
      ['everything'],
      [''],
      [10],
    ],
  },
  'an HTTP path': {
    field: httpPath,
    accepts: [['/'], ['/api/ready'], ['/~a/%20']],
    rejects: [['api/ready', 'does not start with', '/api/ready'], ['https://a.example/ready', 'a scheme'], ['/a b'], ['/a?b'], ['/a#b'], ['/ä'], ['/a\n'], ['']],
  },
  'an https address': {
    field: httpsUrl,
    accepts: [['https://shop.acme.example'], ['https://shop.acme.example:8443/api/ready?x=1'], ['https://10.0.0.1:6443']],
    rejects: [
      ['http://shop.acme.example', 'not encrypted', 'https://shop.acme.example'],
      ['https://user@shop.acme.example'],
      ['https://shop.acme.example/#a'],
      ['https://shop acme.example'],
      ['https://'],
      ['https://shop:99999'],
      ['https://999.0.0.1'],
      ['ssh://git.acme.example'],
      ['shop.acme.example'],
    ],
  },
  'an endpoint': {
    field: endpoint,
    accepts: [['redis.acme.example:6379'], ['10.0.0.1:5432'], ['redis:1']],
    rejects: [
      ['redis.acme.example', 'the port is missing'],
      ['redis://redis.acme.example:6379/0', 'a scheme', 'redis.acme.example:6379'],
      ['redis.acme.example:0'],
      ['redis.acme.example:99999'],
      ['Redis.acme.example:6379'],
      ['999.0.0.1:80'],
      [':80'],
      ['a:b:1'],
    ],
  },
  'a label key': {
    field: labelKey,
    accepts: [['app'], ['app.kubernetes.io/name'], ['A_b.c-d'], [long(63)]],
    rejects: [['app.kubernetes.io/'], ['/name', 'the prefix'], ['Acme.example/name', 'the prefix'], [long(64), 'longer than 63'], ['-a'], ['a b'], [''], [`${long(254)}/a`, 'the prefix']],
  },
  'a label value': {
    field: labelValue,
    accepts: [[''], ['v1.2_3-a'], [long(63)]],
    rejects: [[long(64), 'longer than 63'], ['a b'], ['-a'], ['a.'], ['ä'], [true, 'quoted', '"true"'], [1, 'quoted', '"1"']],
  },
  'a cron schedule': {
    field: cronSchedule,
    accepts: [
      ['0 2 * * *', '0 2 * * *'],
      ['*/15 0-6,22-23 1,15 jan-mar MON-FRI', '*/15 0-6,22-23 1,15 jan-mar MON-FRI'],
      ['@daily', '0 0 * * *'],
      ['@weekly', '0 0 * * 0'],
      ['  0   2 * * ?  ', '0 2 * * ?'],
      ['0 0 29 2 *', '0 0 29 2 *'],
    ],
    rejects: [
      ['60 * * * *', 'the minute is not 0 to 59'],
      ['* 24 * * *', 'the hour is not 0 to 23'],
      ['* * 0 * *', 'the day of the month is not 1 to 31'],
      ['* * * 13 *', 'the month is not 1 to 12'],
      ['* * * * 7', 'the day of the week is not 0 to 6'],
      ['* * * foo *', 'the month is not 1 to 12'],
      ['10-5 * * * *', 'ends before it starts'],
      ['*/0 * * * *', 'the step of the minute'],
      ['*/99 * * * *', 'the step of the minute'],
      ['0 0 2 * * *', 'there are no seconds', '"0 2 * * *"'],
      ['0 0 31 2 *', 'no month has that day'],
      ['0 0 31 4,6 *', 'no month has that day'],
      ['* * * *', '4 parts, not five'],
      ['daily', 'one part, not five'],
      ['@reboot'],
      ['* * * * 1,'],
      ['-1 * * * *', 'the minute cannot be read'],
      [''],
      [5],
    ],
  },
  'a duration': {
    field: duration,
    accepts: [['30s', '30s'], ['90m', '1h30m'], ['1h30m', '1h30m']],
    rejects: [['30', undefined, '30s'], [60, 'the unit is missing', '1m'], ['1d', 'days are not known here', '24h'], ['1.5h', undefined, '1h30m'], ['0s', 'no time at all'], ['soon'], ['-5m'], [''], [null]],
  },
  'a duration with days': {
    field: longDuration,
    accepts: [['30d', '30d'], ['36h', '1d12h']],
    rejects: [['1w', undefined, '7d'], ['30 days', undefined, '30d'], [30, 'the unit is missing']],
  },
  'a Kubernetes minor': {
    field: kubernetesMinor,
    accepts: [['1.28'], ['1.30'], ['1.36']],
    rejects: [
      ['1.27', 'too old'],
      ['1.37', 'newer than this slipway'],
      ['v1.30', 'only the minor', '"1.30"'],
      ['1.30.4', 'only the minor', '"1.30"'],
      [1.34, 'quoted', '"1.34"'],
      [1.3, 'quoted'],
      ['1.030', 'only the minor', '"1.30"'],
      ['2.0'],
      ['latest'],
    ],
  },
  'a percentage': {
    field: percentage,
    accepts: [['1%'], ['70%'], ['100%']],
    rejects: [[70, 'the "%" is missing', '70%'], ['70', 'the "%" is missing', '70%'], [0.7, 'a fraction', '70%'], ['70.5%', 'not whole', '71%'], ['0%', 'out of range'], ['101%', 'out of range'], ['most'], ['070%', 'the "%" is missing']],
  },
  'a number of pods': {
    field: podCount,
    accepts: [[1], [10], ['25%']],
    rejects: [[0], ['0%'], ['2', 'text, not a number', '2'], [1.5], ['all'], [-1]],
  },
  'a whole number': {
    field: wholeNumber(1, 9),
    accepts: [[1], [9]],
    rejects: [[0, undefined, '1'], [10, undefined, '9'], [1.5], ['3', 'text, not a number', '3'], [true], [Number.POSITIVE_INFINITY]],
  },
  'a reference into the secret store': {
    field: secretReference,
    accepts: [
      ['shop/runtime#password', { key: 'shop/runtime', property: 'password' }],
      [{ key: 'shop/runtime' }, { key: 'shop/runtime' }],
      [{ key: 'shop/runtime', property: 'a' }, { key: 'shop/runtime', property: 'a' }],
    ],
    rejects: [['shop/runtime'], ['hunter2'], ['a#b#c'], ['#a'], ['a#'], ['a b#c'], [{}], [{ key: 'a', other: 'b' }], [{ key: '' }], [{ key: 'a', property: 1 }], [['a#b']], [5]],
  },
  'a plain name in SQL': { field: sqlName, accepts: [['shop'], ['_a1']], rejects: [['Shop'], ['shop-db'], ['1a'], [''], [long(64)], ['a"; drop']] },
  'a foreign name': { field: foreignName, accepts: [['Shop-DB'], ['größe']], rejects: [['a b'], [''], [long(64)], ['a\u0007']] },
  'a time to keep backups': { field: retention, accepts: [['30d'], ['4w'], ['6m']], rejects: [['1y'], ['0d'], ['30'], [30]] },
  'a place in an S3 store': { field: bucketPath, accepts: [['s3://acme-backups/shop'], ['s3://acme']], rejects: [['gs://acme/shop'], ['s3://A/b'], ['s3://'], ['/var/backups']] },
};

describe.each(Object.entries(tables))('the field of %s', (_name, { field, accepts, rejects }) => {
  it.each(accepts.map((row) => [JSON.stringify(row[0]), row] as const))('accepts %s', (_text, row) => {
    expect(field.parse(row[0])).toEqual(row.length === 2 ? row[1] : row[0]);
  });

  it.each(rejects.map((row) => [JSON.stringify(row[0]), row] as const))('refuses %s', (_text, [value, because, fix]) => {
    const issue = issueOf(field, value);
    expect(issue.what).toMatch(/^an? /);
    expect(issue.allowed.length).toBeGreaterThan(3);
    if (because !== undefined) expect(issue.because).toContain(because);
    if (fix !== undefined) expect(issue.fix).toBe(fix);
    // What is suggested must pass, but for what is only to be filled in.
    if (issue.fix !== undefined && !issue.fix.includes('<')) expect(field.safeParse(yamlOf(issue.fix)).success).toBe(true);
    // The reason goes into messages even where the value itself must not be shown.
    if (typeof value === 'string' && value.length > 12) expect(issue.because ?? '').not.toContain(value);
  });

  it('says of a missing value that it is missing', () => {
    expect(z.object({ key: field }).safeParse({}).error?.issues).toMatchObject([{ code: 'invalid_type', path: ['key'] }]);
  });

  it('has an example that passes, unless it must be filled in', () => {
    const { example } = fieldNotes.get(field)!;
    if (!example.includes('<')) expect(field.safeParse(yamlOf(example)).success).toBe(true);
    else expect(field.safeParse(yamlOf(example)).success).toBe(false);
  });
});

describe('a host name', () => {
  it.each([
    ['the domain itself', 'acme.example', true],
    ['a name in it', 'shop.acme.example', true],
    ['a name that only ends alike', 'evilacme.example', false],
    ['another domain', 'shop.other.example', false],
  ])('of %s lies in the domain or does not', (_name, host, within) => {
    expect(isWithinDomain(host, 'acme.example')).toBe(within);
  });
});

describe('an image', () => {
  it('lies in a registry by whole parts of its path', () => {
    expect(isInRegistry('ghcr.io/acme/shop', 'ghcr.io/acme')).toBe(true);
    expect(isInRegistry('ghcr.io/acme2/shop', 'ghcr.io/acme')).toBe(false);
  });
});

function issueOf(field: z.ZodType, value: unknown): FieldIssue {
  const issue = field.safeParse(value).error?.issues[0];
  if (issue?.code !== 'custom') throw new Error(`${JSON.stringify(value)} was not refused by the field itself`);
  return issue.params?.['field'] as FieldIssue;
}

/** The value of a scalar as it is typed, as far as examples and fixes go. */
function yamlOf(text: string): unknown {
  if (text.startsWith('"')) return JSON.parse(text);
  return /^[0-9]+$/.test(text) ? Number(text) : text;
}
