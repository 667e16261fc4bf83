import { type Manifest } from '../../kernel/manifest.ts';
import { type ChartValues } from './chart-values.ts';
import { along, isJsonList, ownOf } from './json-kind.ts';
import { type PairedObject } from './paired-objects.ts';
import { type StandIn } from './stand-in.ts';

/** A name of the Internet, with a wildcard perhaps; no Service of the cluster. */
const HOST = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** The names that components are reached by from outside, as a value of each: `host`, or `hosts.host1` and on. */
export function hostValues(objects: readonly PairedObject[], values: ChartValues): StandIn[] {
  const components = [...new Set(objects.map(({ component }) => component))].sort();
  return components.flatMap((component) => {
    const byEnvironment = new Map<string, string[]>();
    for (const { manifests } of objects.filter((object) => object.component === component)) {
      for (const [environment, manifest] of manifests) {
        const known = byEnvironment.get(environment) ?? [];
        for (const host of hostsOf(manifest)) if (!known.includes(host)) known.push(host);
        if (known.length > 0) byEnvironment.set(environment, known);
      }
    }
    const counts = new Set([...byEnvironment.values()].map((hosts) => hosts.length));
    // Where there are more of them in one place than in another, nobody can say which is which.
    if (counts.size !== 1) return [];
    const [count = 0] = counts;
    return Array.from({ length: count }, (_, index): StandIn => {
      const texts = new Map([...byEnvironment].map(([environment, hosts]) => [environment, hosts[index]!]));
      const path = values.place([count === 1 ? [component, 'host'] : [component, 'hosts', `host${index + 1}`]], texts, { type: 'string', pattern: HOST.source });
      return { path, texts, beside: 'host' };
    });
  });
}

function hostsOf(manifest: Manifest): string[] {
  const spec = along(manifest, 'spec');
  const rules = ownOf(spec, 'rules');
  const listeners = ownOf(spec, 'listeners');
  const servers = ownOf(spec, 'servers');
  const found = [
    ...(manifest.kind === 'Ingress' && isJsonList(rules) ? rules.map((rule) => ownOf(rule, 'host')) : []),
    ...listOf(ownOf(spec, 'hostnames')),
    ...(manifest.kind === 'VirtualService' ? listOf(ownOf(spec, 'hosts')) : []),
    ...(manifest.kind === 'Gateway' && isJsonList(listeners) ? listeners.map((listener) => ownOf(listener, 'hostname')) : []),
    ...(manifest.kind === 'Gateway' && isJsonList(servers) ? servers.flatMap((server) => listOf(ownOf(server, 'hosts'))) : []),
  ];
  return found.filter((host): host is string => typeof host === 'string' && HOST.test(host) && !host.endsWith('.local') && !host.endsWith('.svc'));
}

function listOf(value: unknown): readonly unknown[] {
  return isJsonList(value) ? value : [];
}
