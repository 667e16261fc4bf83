import { type Construct } from 'constructs';
import { quoted } from '../kernel/problem.ts';
import { type Dependency, type SecretFiles } from './dependency.ts';
import { ExternalSecrets } from './external-secrets.ts';
import { DEFAULT_POSTGRES_VARIABLES, type PostgresVariables, checkPostgresVariables, postgresVariables } from './postgres-connection.ts';
import { PropCheck } from './prop-check.ts';
import { CIDR, DIRECTORY, DNS_LABEL, FILE_NAME, HOST_AND_PORT, checkFormat, splitHostAndPort } from './prop-format.ts';
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
  /** Anything weaker would accept a server in the middle, and is refused. @default 'verify-full' */
  readonly sslMode?: string;
  /** Certificate of the authority that signed the server's, in PEM. @default what the image trusts */
  readonly ca?: SecretReference;
  /** Certificate and key that the program shows the server (mTLS), both in PEM. @default none: the password alone */
  readonly client?: { readonly certificate: SecretReference; readonly key: SecretReference } | undefined;
  /** Where the files are mounted, and what they are called. @default /etc/<name> with ca.crt, client.crt, client.key */
  readonly tlsFiles?: TlsFiles | undefined;
  /** Which rotation of the values this is; another one makes another Secret and rolls the pods. @default none */
  readonly rotation?: string | undefined;
  /** More parameters of the URL, such as `connect_timeout`. @default none */
  readonly urlParameters?: Readonly<Record<string, string>>;
  /** @default { url: 'DATABASE_URL' } */
  readonly variables?: PostgresVariables;
}

/** Files of the TLS connection, as a program expects them. */
export interface TlsFiles {
  /** @default '/etc/<name>' */
  readonly directory?: string | undefined;
  /** @default 'ca.crt' */
  readonly ca?: string | undefined;
  /** @default 'client.crt' */
  readonly certificate?: string | undefined;
  /** @default 'client.key' */
  readonly key?: string | undefined;
}

/**
 * Makes nothing but what fetches the secrets. The URL is put together from its parts in the cluster,
 * so that `sslmode=verify-full` is certain without anybody seeing the password. TLS files are
 * read-only and readable by the pod's group alone: libpq refuses a key that others can read.
 *
 * @see https://www.postgresql.org/docs/current/libpq-ssl.html
 *
 * @throws UserError with all that is wrong with the props
 */
export function managedPostgres(scope: Construct, id: string, props: ManagedPostgresProps): Dependency {
  const { name = 'postgres', variables = DEFAULT_POSTGRES_VARIABLES } = props;
  checkProps(name, variables, props);
  const { host, port } = splitHostAndPort(props.endpoint);
  const { user, password, ca, client, database, rotation } = props;
  const tls = tlsOf(name, props);
  const parameters = urlParameters({
    ...props.urlParameters,
    sslmode: 'verify-full',
    ...(ca === undefined ? {} : { sslrootcert: `${tls.directory}/${tls.ca}` }),
    ...(client === undefined ? {} : { sslcert: `${tls.directory}/${tls.certificate}`, sslkey: `${tls.directory}/${tls.key}` }),
  });
  const login = `${typeof user === 'string' ? urlText(user) : urlPart('user')}:${urlPart('password')}`;
  const material: Record<string, SecretReference> = { ...(ca === undefined ? {} : { [tls.ca]: ca }), ...(client === undefined ? {} : { [tls.certificate]: client.certificate, [tls.key]: client.key }) };
  const secrets = new ExternalSecrets(scope, id, {
    name,
    component: name,
    keys: { password, ...(typeof user === 'string' ? {} : { user: user.from }), ...material },
    composed: { url: `postgresql://${login}@${host}:${port}/${urlText(database)}${parameters}` },
    as: 'keys',
    rotation,
  });
  const names = Object.keys(material).sort();
  const files: SecretFiles[] = names.length === 0 ? [] : [{ secret: secrets.secretName, directory: tls.directory, items: Object.fromEntries(names.map((file) => [file, file])) }];
  return {
    name,
    variables: postgresVariables(variables, {
      // Asked for only where it is used: not every store can compose it.
      url: variables.url === undefined ? '' : secrets.variable('url'),
      host,
      port: String(port),
      database,
      user: typeof user === 'string' ? user : secrets.variable('user'),
      password: secrets.variable('password'),
      sslMode: 'verify-full',
      caFile: `${tls.directory}/${tls.ca}`,
      certificateFile: `${tls.directory}/${tls.certificate}`,
      keyFile: `${tls.directory}/${tls.key}`,
    }),
    endpoints: [{ port, protocol: 'TCP', peer: { cidrs: props.cidrs } }],
    files: [...secrets.files, ...files],
  };
}

function tlsOf(name: string, { tlsFiles = {} }: ManagedPostgresProps): { readonly directory: string; readonly ca: string; readonly certificate: string; readonly key: string } {
  const { directory = `/etc/${name}`, ca = 'ca.crt', certificate = 'client.crt', key = 'client.key' } = tlsFiles;
  return { directory, ca, certificate, key };
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
  checkReference(check, 'client.certificate', props.client?.certificate);
  checkReference(check, 'client.key', props.client?.key);
  checkTlsFiles(check, name, props);
  const { sslMode = 'verify-full' } = props;
  if (sslMode !== 'verify-full') {
    check.add('sslMode', `${quoted(sslMode)} does not prove whose server answers`, { allowed: 'verify-full', fix: 'sslMode: verify-full' });
  }
  for (const parameter of Object.keys(props.urlParameters ?? {})) {
    const ours = (parameter === 'sslrootcert' && props.ca !== undefined) || (['sslcert', 'sslkey'].includes(parameter) && props.client !== undefined);
    if (!TLS_PARAMETERS.test(parameter) && !ours) continue;
    check.add(`urlParameters.${parameter}`, 'is set by slipway', { allowed: 'verify-full, with ca where the image does not know the authority', fix: 'remove it' });
  }
  checkPostgresVariables(check, variables, true);
  if (variables.url === undefined && variables.sslMode === undefined) {
    check.add('variables', 'neither url nor sslMode reaches the program, so nothing makes it verify the server', { fix: 'variables: { sslMode: PGSSLMODE, ... }' });
  }
  check.throwIfAny();
}

function checkTlsFiles(check: PropCheck, name: string, props: ManagedPostgresProps): void {
  const { directory, ca, certificate, key } = tlsOf(name, props);
  checkFormat(check, 'tlsFiles.directory', directory, DIRECTORY);
  for (const [prop, file] of Object.entries({ ca, certificate, key })) {
    checkFormat(check, `tlsFiles.${prop}`, file, FILE_NAME);
    if (RESERVED.includes(file)) check.add(`tlsFiles.${prop}`, `${quoted(file)} is the name of another value`, { allowed: 'another file name', fix: `${prop}: ${prop}.pem` });
  }
  if (new Set([ca, certificate, key]).size < 3) check.add('tlsFiles', 'two files have one name', { allowed: 'a name for each', fix: 'tlsFiles: { ca: ca.pem, certificate: client.pem, key: client-key.pem }' });
  const { variables = {}, ca: authority, client } = props;
  if (variables.caFile !== undefined && authority === undefined) check.add('variables.caFile', 'there is no such file', { allowed: 'ca, or no variable for it', fix: 'ca: shop/postgres#ca' });
  for (const part of ['certificateFile', 'keyFile'] as const) {
    if (variables[part] !== undefined && client === undefined) check.add(`variables.${part}`, 'there is no such file', { allowed: 'client, or no variable for it', fix: 'client: { certificate: shop/postgres#certificate, key: shop/postgres#key }' });
  }
}

/** Keys of the Secret that hold no file. */
const RESERVED = ['password', 'url', 'user'];

/** Whoever made the database named it, so any name will do that can be typed. */
function checkName(check: PropCheck, prop: string, name: string): void {
  if (/^[^\s\p{Cc}]{1,63}$/u.test(name)) return;
  check.add(prop, `${quoted(name)} is not a name`, { allowed: '1 to 63 characters without spaces', fix: `${prop}: shop` });
}
