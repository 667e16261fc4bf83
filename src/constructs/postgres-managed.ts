import { type Construct } from 'constructs';
import { quoted } from '../kernel/problem.ts';
import { type Dependency, type SecretFiles } from './dependency.ts';
import { ExternalSecrets } from './external-secrets.ts';
import { DEFAULT_POSTGRES_VARIABLES, type PostgresVariables, checkPostgresVariables, postgresVariables } from './postgres-connection.ts';
import { PropCheck } from './prop-check.ts';
import { CIDR, DNS_LABEL, HOST_AND_PORT, checkFormat, splitHostAndPort } from './prop-format.ts';
import { type SecretReference, checkReference } from './secret-reference.ts';
import { urlParameters, urlPart, urlText } from './url-template.ts';

/** Postgres that somebody else runs, such as a cloud. */
export interface ManagedPostgresProps {
  readonly form: 'managed';
  /** @default 'postgres' */
  readonly name?: string;
  /** `host:port`; the host is the one in the server's certificate. */
  readonly endpoint: string;
  /** Where the endpoint's addresses lie; at least one. */
  readonly cidrs: readonly string[];
  readonly database: string;
  /** The role, or where the store holds its name. */
  readonly user: string | { readonly from: SecretReference };
  readonly password: SecretReference;
  /** Anything weaker would accept a server in the middle. @default 'verify-full' */
  readonly sslMode?: 'verify-full';
  /** Certificate of the authority that signed the server's, in PEM. @default what the image trusts */
  readonly ca?: SecretReference;
  /** More parameters of the URL, such as `connect_timeout`. @default none */
  readonly urlParameters?: Readonly<Record<string, string>>;
  /** @default { url: 'DATABASE_URL' } */
  readonly variables?: PostgresVariables;
}

const CA_FILE = 'ca.crt';

/**
 * Makes nothing but the ExternalSecret. The URL is put together from its parts in the cluster, so
 * that `sslmode=verify-full` is certain without anybody seeing the password.
 *
 * @throws UserError with all that is wrong with the props
 */
export function managedPostgres(scope: Construct, id: string, props: ManagedPostgresProps): Dependency {
  const { name = 'postgres', variables = DEFAULT_POSTGRES_VARIABLES } = props;
  checkProps(name, variables, props);
  const { host, port } = splitHostAndPort(props.endpoint);
  const { user, password, ca, database } = props;
  const directory = `/etc/${name}`;
  const parameters = urlParameters({ ...props.urlParameters, sslmode: 'verify-full', ...(ca === undefined ? {} : { sslrootcert: `${directory}/${CA_FILE}` }) });
  const login = `${typeof user === 'string' ? urlText(user) : urlPart('user')}:${urlPart('password')}`;
  const secrets = new ExternalSecrets(scope, id, {
    name,
    component: name,
    keys: { password, ...(typeof user === 'string' ? {} : { user: user.from }), ...(ca === undefined ? {} : { [CA_FILE]: ca }) },
    composed: { url: `postgresql://${login}@${host}:${port}/${urlText(database)}${parameters}` },
    as: 'keys',
  });
  const files: SecretFiles[] = ca === undefined ? [] : [{ secret: secrets.secretName, directory, items: { [CA_FILE]: CA_FILE } }];
  return {
    name,
    variables: postgresVariables(variables, {
      url: secrets.variable('url'),
      host,
      port: String(port),
      database,
      user: typeof user === 'string' ? user : secrets.variable('user'),
      password: secrets.variable('password'),
      sslMode: 'verify-full',
    }),
    endpoints: [{ port, protocol: 'TCP', peer: { cidrs: props.cidrs } }],
    files,
  };
}

/** Parameters by which some driver or other would turn the verification off again. */
const TLS_PARAMETERS = /^(ssl|sslmode|sslaccept|gssencmode)$/i;

function checkProps(name: string, variables: PostgresVariables, props: ManagedPostgresProps): void {
  const check = new PropCheck(name);
  checkFormat(check, 'name', name, DNS_LABEL);
  checkFormat(check, 'endpoint', props.endpoint, HOST_AND_PORT);
  if (props.cidrs.length === 0) check.add('cidrs', 'no addresses, so nothing can be reached', { fix: `cidrs: [${CIDR.example}]` });
  props.cidrs.forEach((cidr, index) => checkFormat(check, `cidrs[${index}]`, cidr, CIDR));
  checkName(check, 'database', props.database);
  if (typeof props.user === 'string') checkName(check, 'user', props.user);
  else checkReference(check, 'user.from', props.user.from);
  checkReference(check, 'password', props.password);
  checkReference(check, 'ca', props.ca);
  const sslMode: string = props.sslMode ?? 'verify-full';
  if (sslMode !== 'verify-full') {
    check.add('sslMode', `${quoted(sslMode)} does not prove whose server answers`, { allowed: 'verify-full', fix: 'sslMode: verify-full' });
  }
  for (const parameter of Object.keys(props.urlParameters ?? {})) {
    if (!TLS_PARAMETERS.test(parameter) && (parameter !== 'sslrootcert' || props.ca === undefined)) continue;
    check.add(`urlParameters.${parameter}`, 'is set by slipway', { allowed: 'verify-full, with ca where the image does not know the authority', fix: 'remove it' });
  }
  checkPostgresVariables(check, variables);
  if (variables.url === undefined && variables.sslMode === undefined) {
    check.add('variables', 'neither url nor sslMode reaches the program, so nothing makes it verify the server', { fix: 'variables: { sslMode: PGSSLMODE, ... }' });
  }
  check.throwIfAny();
}

/** Whoever made the database named it, so any name will do that can be typed. */
function checkName(check: PropCheck, prop: string, name: string): void {
  if (/^[^\s\p{Cc}]{1,63}$/u.test(name)) return;
  check.add(prop, `${quoted(name)} is not a name`, { allowed: '1 to 63 characters without spaces', fix: `${prop}: shop` });
}
