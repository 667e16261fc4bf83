import { describe, expect, it } from '@jest/globals';
import { CIDR, DIRECTORY, DNS_LABEL, FILE_NAME, HOST_AND_PORT, HOST_NAME, HTTPS_URL, PINNED_IMAGE, PORT, PROMETHEUS_DURATION, VARIABLE_NAME } from './prop-format.ts';

const digest = `sha256:${'a'.repeat(64)}`;

const TABLE = [
  [DNS_LABEL, ['a', 'web', 'web-2', '2web'], ['', '-web', 'web-', 'Web', 'a.b', 'a'.repeat(64), 'web\n']],
  [HOST_NAME, ['acme.example', 'a', 'a.b-c.d'], ['', '*.acme.example', 'a..b', 'Acme.example', 'a.b.', `${'a.'.repeat(127)}ab`]],
  [VARIABLE_NAME, ['A', '_A1', 'database_url'], ['', '1A', 'A-B', 'A.B', 'A B', '__proto__']],
  [FILE_NAME, ['a', '.env', 'a.b-c_D'], ['', '.', '..', '..data', 'a/b', 'a b', '__proto__']],
  [DIRECTORY, ['/etc', '/etc/shop-2/x.d', '/.well'], ['', '/', 'etc', '/etc/', '/etc/../x', '/a:b', '/./x']],
  [PINNED_IMAGE, [`postgres@${digest}`, `ghcr.io/acme/postgres:17.5@${digest}`, `localhost:5000/a:1@${digest}`], ['postgres', 'postgres:17', `postgres@sha256:abc`, `@${digest}`, `Postgres@${digest}`]],
  [CIDR, ['10.0.0.0/8'], ['10.0.0.1/8', 10]],
  [PORT, [1, 65535], [0, 65536, 1.5, '80']],
  [PROMETHEUS_DURATION, ['5m', '1h30m', '90s', '500ms'], ['', '5', '5 m', 'm', '30s1h']],
  [HTTPS_URL, ['https://a.example', 'https://a.example/b?c#d'], ['http://a.example', 'https://', 'https://a b']],
  [HOST_AND_PORT, ['db.acme.example:5432'], ['db', 'db:0', 'db:99999', ':5432', 'https://db:5432']],
] as const;

describe.each(TABLE.map(([format, good, bad]) => ({ name: format.what, format, good, bad })))('$name', ({ format, good, bad }) => {
  it.each([...good])('may be %p', (value) => expect(format.accepts(value)).toBe(true));
  it.each([...bad])('may not be %p', (value) => expect(format.accepts(value)).toBe(false));
});
