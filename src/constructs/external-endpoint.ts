import { Construct } from 'constructs';
import { type Dependency, type Endpoint } from './dependency.ts';
import { PropCheck } from './prop-check.ts';
import { CIDR, DNS_LABEL, PORT, checkFormat } from './prop-format.ts';
import { type CidrPeer } from './target.ts';
import { type Variables } from './variable.ts';

/** A service outside of the cluster. */
export interface ExternalEndpointProps {
  /** What its edges call it: `smtp`, `ai`. */
  readonly name: string;
  /** @default 443 */
  readonly port?: number;
  /** Its addresses, where they are known. @default the internet, without private and link-local ranges */
  readonly cidrs?: readonly string[];
  /** Variables that its users get; secret ones are better told by ExternalSecrets. @default none */
  readonly variables?: Variables;
}

/**
 * What a workload calls outside of the cluster. A network policy knows addresses, not names, so a
 * service whose addresses change is reached through the whole internet on its one port; the cluster's
 * own ranges and the cloud's metadata service stay shut even then.
 */
export class ExternalEndpoint extends Construct implements Dependency {
  readonly name: string;
  readonly variables: Variables;
  readonly endpoints: readonly Endpoint[];

  constructor(scope: Construct, id: string, { name, port = 443, cidrs, variables = {} }: ExternalEndpointProps) {
    super(scope, id);
    const check = new PropCheck(name);
    checkFormat(check, 'name', name, DNS_LABEL);
    checkFormat(check, 'port', port, PORT);
    if (cidrs?.length === 0) check.add('cidrs', 'no addresses, so nothing can be reached', { fix: 'leave cidrs out for the internet' });
    cidrs?.forEach((cidr, index) => checkFormat(check, `cidrs[${index}]`, cidr, CIDR));
    check.throwIfAny();
    this.name = name;
    this.variables = variables;
    this.endpoints = [{ port, protocol: 'TCP', peer: cidrs === undefined ? INTERNET : { cidrs } }];
  }
}

/**
 * Every public IPv4 address. Left out are the private ranges, that of carrier-grade NAT (some clouds
 * give it to pods), loopback, and link-local with the metadata service of the clouds.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
 */
export const INTERNET: CidrPeer = {
  cidrs: ['0.0.0.0/0'],
  except: ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
};
