import { type Construct } from 'constructs';
import { type Endpoint } from './dependency.ts';
import { INTERNET } from './external-endpoint.ts';
import { ExternalSecrets } from './external-secrets.ts';
import { DEFAULT_KAFKA_VARIABLES, type KafkaDependency, type KafkaVariables, checkKafkaVariables, kafkaDependency } from './kafka-connection.ts';
import { PropCheck } from './prop-check.ts';
import { CIDR, DNS_LABEL, HOST_AND_PORT, checkFormat, splitHostAndPort } from './prop-format.ts';
import { type SecretReference, checkReference } from './secret-reference.ts';

/** Kafka that somebody else runs: Amazon MSK, Confluent Cloud. */
export interface ManagedKafkaProps {
  readonly form: 'managed';
  /** @default 'kafka' */
  readonly name?: string | undefined;
  /** `host:port` of brokers that tell the others, at least one. */
  readonly bootstrap: readonly string[];
  /** Where all brokers lie, not those of `bootstrap` alone; at least one block. */
  readonly cidrs: readonly string[];
  /** Whether the connection is encrypted. @default true */
  readonly tls?: boolean | undefined;
  /** How programs log in. @default not at all: the network says who may */
  readonly login?: KafkaLogin | undefined;
  /** Certificate of the brokers' authority. @default what the image trusts */
  readonly ca?: SecretReference | undefined;
  /** @default {@link DEFAULT_KAFKA_VARIABLES} */
  readonly variables?: KafkaVariables | undefined;
}

/**
 * By name and password, as Confluent (`PLAIN`) and MSK (`SCRAM-SHA-512`) do, or by the identity of the
 * pods in the cloud, which their ServiceAccounts carry and programs sign with.
 *
 * @see https://docs.aws.amazon.com/msk/latest/developerguide/kafka_apis_iam.html
 */
export type KafkaLogin =
  | {
      readonly by: 'password';
      /** @default 'SCRAM-SHA-512' */
      readonly mechanism?: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512' | undefined;
      readonly user: SecretReference;
      readonly password: SecretReference;
    }
  | {
      readonly by: 'identity';
      /** Where the cloud gives out identities, on port 443. @default the internet, without private ranges */
      readonly cidrs?: readonly string[] | undefined;
    };

/** Makes nothing but what fetches the secrets. @throws UserError with all that is wrong with the props */
export function managedKafka(scope: Construct, id: string, props: ManagedKafkaProps): KafkaDependency {
  const { name = 'kafka', bootstrap, cidrs, tls = true, login, ca, variables = DEFAULT_KAFKA_VARIABLES } = props;
  checkProps(name, variables, props);
  const credentials = login?.by === 'password' ? { user: login.user, password: login.password } : undefined;
  const keys = credentials === undefined ? undefined : new ExternalSecrets(scope, id, { name, component: name, keys: credentials, as: 'keys' });
  const directory = `/etc/${name}`;
  const authority = ca === undefined ? undefined : new ExternalSecrets(scope, `${id}-ca`, { name: `${name}-ca`, component: name, keys: { [CA_FILE]: ca }, as: { directory } });
  const ports = [...new Set(bootstrap.map((each) => splitHostAndPort(each).port))].sort((a, b) => a - b);
  const endpoints: Endpoint[] = ports.map((port) => ({ port, protocol: 'TCP', peer: { cidrs } }));
  if (login?.by === 'identity') endpoints.push({ port: 443, protocol: 'TCP', peer: login.cidrs === undefined ? INTERNET : { cidrs: login.cidrs } });
  return kafkaDependency({
    name,
    names: variables,
    values: {
      bootstrap: bootstrap.join(','),
      securityProtocol: login === undefined ? (tls ? 'SSL' : 'PLAINTEXT') : 'SASL_SSL',
      ...(login === undefined ? {} : { saslMechanism: login.by === 'identity' ? 'AWS_MSK_IAM' : (login.mechanism ?? 'SCRAM-SHA-512') }),
      ...(keys === undefined ? {} : { user: keys.variable('user'), password: keys.variable('password') }),
      ...(authority === undefined ? {} : { caFile: `${directory}/${CA_FILE}` }),
    },
    endpoints,
    files: [...(keys?.files ?? []), ...(authority?.files ?? [])],
  });
}

const CA_FILE = 'ca.crt';
const MECHANISMS: readonly unknown[] = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'];

function checkProps(name: string, variables: KafkaVariables, { bootstrap, cidrs, tls, login, ca }: ManagedKafkaProps): void {
  const check = new PropCheck(name);
  checkFormat(check, 'name', name, DNS_LABEL);
  if (bootstrap.length === 0) check.add('bootstrap', 'no broker, so nothing can be reached', { fix: 'bootstrap: [b-1.kafka.acme.example:9096]' });
  bootstrap.forEach((each, index) => checkFormat(check, `bootstrap[${index}]`, each, HOST_AND_PORT));
  checkBlocks(check, 'cidrs', cidrs);
  checkReference(check, 'ca', ca);
  if (ca !== undefined && tls === false) check.add('ca', 'nothing is verified where nothing is encrypted', { allowed: 'tls, or no ca', fix: 'tls: true' });
  checkKafkaVariables(check, variables);
  if (login !== undefined && tls === false) check.add('tls', 'whoever logs in would do so in the clear', { allowed: 'tls, or no login', fix: 'tls: true' });
  if (login?.by === 'password') {
    checkReference(check, 'login.user', login.user);
    checkReference(check, 'login.password', login.password);
    if (login.mechanism !== undefined && !MECHANISMS.includes(login.mechanism)) check.add('login.mechanism', 'is not known', { allowed: MECHANISMS.join(', '), fix: 'mechanism: SCRAM-SHA-512' });
  } else if (login?.cidrs !== undefined) checkBlocks(check, 'login.cidrs', login.cidrs);
  check.throwIfAny();
}

function checkBlocks(check: PropCheck, prop: string, cidrs: readonly string[]): void {
  if (cidrs.length === 0) check.add(prop, 'no addresses, so nothing can be reached', { fix: `cidrs: [${CIDR.example}]` });
  cidrs.forEach((cidr, index) => checkFormat(check, `${prop}[${index}]`, cidr, CIDR));
}
