import { type Manifest } from '../kernel/manifest.ts';
import { listAt, textAt } from './field.ts';
import { type AddReference } from './reference.ts';

/** Every name that the fields of a VirtualService refer to. */
export function virtualService(manifest: Manifest, add: AddReference): void {
  listAt(manifest, 'spec', 'gateways').forEach((gateway, index) => {
    // The proxies beside the callers are no object.
    if (typeof gateway !== 'string' || gateway === 'mesh') return;
    const slash = gateway.indexOf('/');
    add(`spec.gateways[${index}]`, gateway.slice(slash + 1), 'networking.istio.io/Gateway', { namespace: slash === -1 ? undefined : gateway.slice(0, slash) });
  });
  for (const protocol of ['http', 'tcp', 'tls']) {
    listAt(manifest, 'spec', protocol).forEach((rule, index) => {
      const path = `spec.${protocol}[${index}]`;
      listAt(rule, 'route').forEach((route, place) => istioHost(add, `${path}.route[${place}].destination.host`, textAt(route, 'destination', 'host')));
      add(`${path}.delegate.name`, textAt(rule, 'delegate', 'name'), 'networking.istio.io/VirtualService', { namespace: textAt(rule, 'delegate', 'namespace') });
    });
  }
}

/** Every name that the fields of a DestinationRule refer to. */
export function destinationRule(manifest: Manifest, add: AddReference): void {
  istioHost(add, 'spec.host', textAt(manifest, 'spec', 'host'));
}

/** A Service by its name alone, or by `name.namespace.svc` and a domain; any other host is no Service of the cluster's. */
function istioHost(add: AddReference, path: string, host: string | undefined): void {
  const [name, namespace, svc] = (host ?? '').split('.');
  if (namespace === undefined || svc === 'svc') add(path, name === '' ? undefined : name, '/Service', { namespace });
}
