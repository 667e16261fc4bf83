import { type Json, fileNameOf, groupOf } from '../../kernel/manifest.ts';
import { UserError } from '../../kernel/problem.ts';
import { type ChartFile, type ChartSource, SYSTEM_COMPONENT } from './chart-source.ts';
import { chartFiles } from './chart-files.ts';
import { ChartValues } from './chart-values.ts';
import { imageElsewhere, isRunAbroad, mainObject, releaseImageOf } from './component-charts.ts';
import { HELM_HOOKS, withHelmHooks } from './helm-hooks.ts';
import { type JsonMap } from './json-kind.ts';
import { type PairedObject, pairedObjects } from './paired-objects.ts';
import { isRelease } from './release-values.ts';
import { type SharedValues, sharedValues } from './shared-values.ts';
import { buildTemplate } from './template-builder.ts';
import { type Condition } from './template-node.ts';
import { templateText } from './template-text.ts';
import { GLOBAL, type ValuePath, valueKey } from './value-path.ts';

/**
 * A system as Helm charts: an umbrella that holds what is the system's own, and in it a chart for
 * each component. With `values-<environment>.yaml` it renders what that environment's manifests are;
 * what is equal everywhere is literal text, the rest are values.
 *
 * @throws UserError when a component has a name that Helm keeps for itself
 */
export function chartsOf(source: ChartSource): ChartFile[] {
  const { system, environments } = source;
  const objects = pairedObjects(source);
  const components = [...new Set(objects.map(({ component }) => component))].sort();
  refuseReserved(system, components);
  const ambiguous = ambiguousKinds(objects);
  const values = new ChartValues();
  const shared = sharedValues(source, objects, values);
  const everywhere = environments.map(({ name }) => name);
  const files: ChartFile[] = [];
  const switches = new Map<string, Condition | undefined>();
  const imagesElsewhere = new Map<string, ValuePath>();
  for (const component of components) {
    const own = objects.filter((object) => object.component === component);
    const chart = hasChart(component, own, shared) ? component : undefined;
    const here = chart === undefined ? everywhere : everywhere.filter((environment) => own.some(({ manifests }) => manifests.has(environment)));
    if (chart !== undefined) switches.set(component, conditionOf([component], here, everywhere, values));
    const main = mainObject(own);
    const image = imageElsewhere(component, own, shared);
    if (image !== undefined) imagesElsewhere.set(component, image);
    for (const object of own) {
      const base = object === main || isOfMain(object, main) ? [component] : [component, ...objectKeys(object, component, ambiguous)];
      const [first] = object.manifests.values();
      const context = { values, shared, component, chart, base, isMain: base.length === 1, kind: object.kind, isRelease: isRelease(first!, system), image: releaseImageOf(object, shared, chart) };
      const condition = conditionOf([component, ...objectKeys(object, component, ambiguous)], [...object.manifests.keys()], here, values);
      const node = withHelmHooks(buildTemplate(context, object.manifests as ReadonlyMap<string, JsonMap>), first!);
      if (node.hooked) values.place([HELM_HOOKS], new Map<string, Json>(everywhere.map((environment) => [environment, 'argocd'])), { type: 'string', enum: ['argocd', 'helm'] });
      files.push({ path: `${chart === undefined ? '' : `charts/${chart}/`}templates/${fileNameOf({ ...first!, metadata: { ...first!.metadata, name: object.name } })}`, text: templateText(node.node, chart, condition) });
    }
  }
  return chartFiles({ system, environments: everywhere, switches, imagesElsewhere, values: values.all(), templates: files });
}

/** What runs nothing, or cannot be told without looking at other charts, stands in the umbrella. */
function hasChart(component: string, objects: readonly PairedObject[], shared: SharedValues): boolean {
  return component !== SYSTEM_COMPONENT && (mainObject(objects) !== undefined || objects.some(({ kind }) => kind === 'Service')) && !isRunAbroad(objects, shared);
}

/** Objects of one component that stand for each other, a Deployment here and a Rollout there, have their values in one place. */
function isOfMain(object: PairedObject, main: PairedObject | undefined): boolean {
  return main !== undefined && WORKLOADS.has(object.kind) && WORKLOADS.has(main.kind) && object.name === main.name && ![...object.manifests.keys()].some((environment) => main.manifests.has(environment));
}

const WORKLOADS = new Set(['Deployment', 'Rollout', 'StatefulSet', 'Cluster', 'Redis', 'Kafka']);

/** @param ambiguous kinds that more than one API group has: they are named with theirs */
function objectKeys({ kind, name, manifests }: PairedObject, component: string, ambiguous: ReadonlySet<string>): string[] {
  const lower = kind.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (start) => start.toLowerCase());
  const key = valueKey(ambiguous.has(kind) ? `${lower}.${groupOf([...manifests.values()][0]!.apiVersion)}` : lower);
  return name === component ? [key] : [key, valueKey(name)];
}

/** Kinds of one name in several API groups, as two meshes have an AuthorizationPolicy each. */
function ambiguousKinds(objects: readonly PairedObject[]): ReadonlySet<string> {
  const groups = new Map<string, Set<string>>();
  for (const { kind, manifests } of objects) {
    for (const { apiVersion } of manifests.values()) groups.set(kind, (groups.get(kind) ?? new Set()).add(groupOf(apiVersion)));
  }
  return new Set([...groups].filter(([, own]) => own.size > 1).map(([kind]) => kind));
}

/** Where something is only in some of the environments that come so far, a switch. */
function conditionOf(base: readonly string[], present: readonly string[], among: readonly string[], values: ChartValues): Condition | undefined {
  if (present.length === among.length) return undefined;
  return { path: values.place([[...base, 'enabled']], new Map<string, Json>(among.map((environment) => [environment, present.includes(environment)]))), is: 'true' };
}

function refuseReserved(system: string, components: readonly string[]): void {
  if (!components.includes(GLOBAL)) return;
  throw new UserError({ path: system, message: `the component ${GLOBAL} cannot be a chart: Helm keeps that name for what all charts of an umbrella see`, fix: 'give the component another name' });
}
