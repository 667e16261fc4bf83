import { type Construct } from 'constructs';
import { type Dependency } from './dependency.ts';
import { ExternalSecrets } from './external-secrets.ts';
import { PropCheck } from './prop-check.ts';
import { CIDR, DNS_LABEL, HOST_AND_PORT, checkFormat, splitHostAndPort } from './prop-format.ts';
import { DEFAULT_REDIS_VARIABLES, type RedisVariables, checkRedisVariables, redisVariables } from './redis-connection.ts';
import { type SecretReference, checkReference } from './secret-reference.ts';
import { urlPart, urlText } from './url-template.ts';

/** Redis that somebody else runs, such as a cloud. */
export interface ManagedRedisProps {
  readonly form: 'managed';
  /** @default 'redis' */
  readonly name?: string;
  /** `host:port` */
  readonly endpoint: string;
  /** Where the endpoint's addresses lie; at least one. */
  readonly cidrs: readonly string[];
  /** Whether the connection is encrypted: `rediss://`. @default true */
  readonly tls?: boolean;
  /** @default the server's default user */
  readonly user?: string;
  /** @default no password */
  readonly password?: SecretReference;
  /** Number of the database. @default 0 */
  readonly database?: number;
  /** @default { url: 'REDIS_URL' } */
  readonly variables?: RedisVariables;
}

/** Makes nothing but an ExternalSecret, where there is a password. @throws UserError with all that is wrong with the props */
export function managedRedis(scope: Construct, id: string, props: ManagedRedisProps): Dependency {
  const { name = 'redis', tls = true, user = '', password, database = 0, variables = DEFAULT_REDIS_VARIABLES } = props;
  checkProps(name, variables, props);
  const { host, port } = splitHostAndPort(props.endpoint);
  const scheme = tls ? 'rediss' : 'redis';
  const address = `${host}:${port}/${database}`;
  const secrets =
    password === undefined
      ? undefined
      : new ExternalSecrets(scope, id, {
          name,
          component: name,
          keys: { password },
          composed: { url: `${scheme}://${urlText(user)}:${urlPart('password')}@${address}` },
          as: 'keys',
        });
  return {
    name,
    variables: redisVariables(variables, {
      url: secrets === undefined ? `${scheme}://${address}` : variables.url === undefined ? '' : secrets.variable('url'),
      host,
      port: String(port),
      ...(secrets === undefined ? {} : { password: secrets.variable('password') }),
    }),
    endpoints: [{ port, protocol: 'TCP', peer: { cidrs: props.cidrs } }],
    files: secrets?.files ?? [],
  };
}

function checkProps(name: string, variables: RedisVariables, { endpoint, cidrs, tls, user, password, database }: ManagedRedisProps): void {
  const check = new PropCheck(name);
  checkFormat(check, 'name', name, DNS_LABEL);
  checkFormat(check, 'endpoint', endpoint, HOST_AND_PORT);
  if (cidrs.length === 0) check.add('cidrs', 'no addresses, so nothing can be reached', { fix: `cidrs: [${CIDR.example}]` });
  cidrs.forEach((cidr, index) => checkFormat(check, `cidrs[${index}]`, cidr, CIDR));
  checkReference(check, 'password', password);
  if (password !== undefined && tls === false) check.add('tls', 'the password would travel in the clear', { allowed: 'tls, or no password', fix: 'tls: true' });
  if (user !== undefined && password === undefined) check.add('user', 'a user without a password cannot log in', { fix: 'password: shop/redis#password' });
  check.range('database', database, 0, 15);
  checkRedisVariables(check, variables, password !== undefined);
  check.throwIfAny();
}
