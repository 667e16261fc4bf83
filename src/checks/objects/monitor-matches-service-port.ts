import { type Manifest } from '../../kernel/manifest.ts';
import { at, fieldsAt, listAt, textAt } from '../field.ts';
import { type ManifestSet, namespaceOf } from '../manifest-set.ts';
import { type Rule } from '../rule.ts';
import { selects } from '../../api/label-selector.ts';
import { describeSelector } from '../describe-selector.ts';
import { shown } from '../shown.ts';

export const monitorMatchesServicePort: Rule = {
  id: 'monitor-matches-service-port',
  severity: 'error',
  why: 'Prometheus finds nothing to scrape and says nothing about it, so that no alert of the system ever fires',
  source: 'https://prometheus-operator.dev/docs/developer/getting-started/#using-servicemonitors',
  kinds: ['monitoring.coreos.com/ServiceMonitor'],
  *check({ manifest, set }) {
    const services = servicesOf(manifest, set);
    if (services === undefined) return;
    if (services.length === 0) {
      yield {
        path: 'spec.selector',
        message: `no Service is selected by ${describeSelector(at(manifest, 'spec', 'selector'))}`,
        fix: 'repeat the labels of the Service, which are not its selector',
      };
      return;
    }
    const names = new Set(services.flatMap((service) => listAt(service, 'spec', 'ports').map((port) => at(port, 'name'))));
    const endpoints = listAt(manifest, 'spec', 'endpoints');
    for (let index = 0; index < endpoints.length; index++) {
      const port = textAt(endpoints[index], 'port');
      if (port === undefined || names.has(port)) continue;
      const known = [...names].filter((name) => typeof name === 'string');
      yield {
        path: `spec.endpoints[${index}].port`,
        message: `no selected Service has a port named ${shown(port)}`,
        ...(known.length === 0 ? {} : { fix: `one of ${known.map(shown).join(', ')}` }),
      };
    }
  },
};

/** The Services of the set that the monitor selects; undefined where it looks into other namespaces. */
function servicesOf(monitor: Manifest, set: ManifestSet): readonly Manifest[] | undefined {
  const where = fieldsAt(monitor, 'spec', 'namespaceSelector');
  const named = listAt(where, 'matchNames');
  if (at(where, 'any') === true || named.some((name) => name !== namespaceOf(monitor))) return undefined;
  const selector = at(monitor, 'spec', 'selector');
  return set.ofKind('/Service').filter((service) => namespaceOf(service) === namespaceOf(monitor) && selects(selector, fieldsAt(service, 'metadata', 'labels')));
}
