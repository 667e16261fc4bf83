import { quoted } from '../kernel/problem.ts';
import { type Dependency } from './dependency.ts';
import { PropCheck } from './prop-check.ts';
import { VARIABLE_NAME, checkFormat } from './prop-format.ts';
import { type Variable, type Variables } from './variable.ts';

/** Names of the variables that a program reads its connection from, by what each holds. */
export interface KafkaVariables {
  /** `host:port,host:port` of brokers that tell the others. */
  readonly bootstrap?: string | undefined;
  /** `PLAINTEXT`, `SSL` or `SASL_SSL`, as librdkafka and the Java client know it. */
  readonly securityProtocol?: string | undefined;
  /** `SCRAM-SHA-512`, `PLAIN` ...; only where somebody logs in. */
  readonly saslMechanism?: string | undefined;
  /** Only where somebody logs in by name and password. */
  readonly user?: string | undefined;
  /** Only where somebody logs in by name and password. */
  readonly password?: string | undefined;
  /** Path of the certificate of the brokers' authority; only where the image does not know it. */
  readonly caFile?: string | undefined;
}

/** One part of a connection. */
export type KafkaPart = keyof KafkaVariables;

const PARTS: readonly KafkaPart[] = ['bootstrap', 'securityProtocol', 'saslMechanism', 'user', 'password', 'caFile'];

/** What a program gets that asks for nothing else; parts that a form does not have are left out. */
export const DEFAULT_KAFKA_VARIABLES: KafkaVariables = {
  bootstrap: 'KAFKA_BOOTSTRAP',
  securityProtocol: 'KAFKA_SECURITY_PROTOCOL',
  saslMechanism: 'KAFKA_SASL_MECHANISM',
  user: 'KAFKA_USERNAME',
  password: 'KAFKA_PASSWORD',
  caFile: 'KAFKA_CA_FILE',
};

/** Kafka as a dependency; each consumer may know it by a prefix of its own. */
export interface KafkaDependency extends Dependency {
  /**
   * The same Kafka for a program whose variables begin with a prefix: `kafka.as('CHAT')` gives
   * `CHAT_KAFKA_BOOTSTRAP`.
   *
   * @throws UserError for a prefix that no variable can begin with
   */
  as(prefix: string): Dependency;
}

/** What a form of Kafka knows of the connection. */
export interface KafkaConnection extends Omit<Dependency, 'variables'> {
  readonly names: KafkaVariables;
  /** Values of the parts that it has. */
  readonly values: Readonly<Partial<Record<KafkaPart, Variable>>>;
}

/** The dependency that a form of Kafka is. */
export function kafkaDependency({ names, values, ...rest }: KafkaConnection): KafkaDependency {
  const variables = (prefix: string): Variables =>
    Object.fromEntries(PARTS.flatMap((part) => (names[part] === undefined || values[part] === undefined ? [] : [[`${prefix}${names[part]}`, values[part]]])));
  return {
    ...rest,
    variables: variables(''),
    as(prefix) {
      const check = new PropCheck(rest.name);
      checkFormat(check, 'as', prefix, VARIABLE_NAME);
      if (prefix.endsWith('_')) check.add('as', `${quoted(prefix)} ends in the "_" that is put behind it`, { fix: `kafka.as('${prefix.replace(/_+$/, '')}')` });
      check.throwIfAny();
      return { ...rest, variables: variables(`${prefix}_`) };
    },
  };
}

/** Notes names that are none or that two parts share. */
export function checkKafkaVariables(check: PropCheck, names: KafkaVariables): void {
  const seen = new Set<string>();
  for (const part of PARTS) {
    const name = names[part];
    if (name === undefined) continue;
    checkFormat(check, `variables.${part}`, name, VARIABLE_NAME);
    if (seen.has(name)) check.add(`variables.${part}`, `${quoted(name)} already holds another part`, { fix: `${part}: ${DEFAULT_KAFKA_VARIABLES[part]!}` });
    seen.add(name);
  }
}
