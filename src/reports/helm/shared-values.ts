import { type Json } from '../../kernel/manifest.ts';
import { type ChartSource, SYSTEM_COMPONENT, type Variants } from './chart-source.ts';
import { type ChartValues } from './chart-values.ts';
import { hostValues } from './hosts.ts';
import { ownOf } from './json-kind.ts';
import { instanceOf, type PairedObject } from './paired-objects.ts';
import { type ReleaseValues, releaseValues } from './release-values.ts';
import { type StandIn } from './stand-in.ts';
import { GLOBAL, valueKey } from './value-path.ts';

/** The values that many objects of a system read. */
export interface SharedValues {
  readonly release: ReleaseValues;
  /** The names that components are reached by from outside. */
  readonly hosts: readonly StandIn[];
  readonly namespace: StandIn;
  readonly instance: StandIn;
  /** Names of objects that end in a hash of their content, where others refer to them. */
  readonly names: readonly StandIn[];
}

/** Finds the values that many objects read, before any object is looked at on its own, so that they have the plainest paths. */
export function sharedValues(source: ChartSource, objects: readonly PairedObject[], values: ChartValues): SharedValues {
  const release = releaseValues(source, objects, values);
  const hosts = hostValues(objects, values);
  const first = (pick: (manifests: ChartSource['environments'][number]['manifests']) => string | undefined): Variants<string> =>
    new Map(source.environments.flatMap(({ name, manifests }): [string, string][] => {
      const text = pick(manifests);
      return text === undefined ? [] : [[name, text]];
    }));
  const namespaces = first((manifests) => manifests.map(({ metadata }) => metadata.namespace).find((namespace) => namespace !== undefined));
  const instances = first((manifests) => manifests.map(instanceOf).find((instance) => instance !== undefined));
  const standIn = (key: string, texts: Variants<string>): StandIn => ({ path: texts.size === 0 ? [GLOBAL, key] : values.place([[GLOBAL, key]], texts, DNS_LABEL), texts, beside: 'prefix' });
  return { release, hosts, namespace: standIn('namespace', namespaces), instance: standIn('instance', instances), names: hashedNames(source, objects, values) };
}

const DNS_LABEL: Readonly<Record<string, Json>> = { type: 'string', pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$', maxLength: 63 };

/** Names that differ between environments and stand in other objects, too. */
function hashedNames({ environments }: ChartSource, objects: readonly PairedObject[], values: ChartValues): StandIn[] {
  const texts = new Map(environments.map(({ name, manifests }) => [name, manifests.map((manifest) => JSON.stringify(manifest))]));
  return objects.flatMap(({ kind, component, name, manifests }): StandIn[] => {
    const names = new Map([...manifests].map(([environment, manifest]) => [environment, manifest.metadata.name]));
    if (new Set(names.values()).size < 2 || component === SYSTEM_COMPONENT && ownOf([...manifests.values()][0]!.metadata, 'namespace') === undefined) return [];
    const isShared = [...names].some(([environment, own]) => texts.get(environment)!.filter((text) => text.includes(own)).length > 1);
    if (!isShared) return [];
    const key = valueKey(name);
    return [{ path: values.place([[GLOBAL, 'names', key], [GLOBAL, 'names', `${valueKey(kind)}${key}`]], names, { type: 'string', minLength: 1 }), texts: names, beside: 'name' }];
  });
}
