import { type Json } from '../../kernel/manifest.ts';
import { emitYaml } from '../../kernel/yaml-emitter.ts';
import { CHART_MARK, type ChartFile } from './chart-source.ts';
import { ABSENT, type ChartValue, defaultOf, valueTree } from './chart-values.ts';
import { type Condition } from './template-node.ts';
import { valuesSchema } from './values-schema.ts';
import { GLOBAL, type ValuePath } from './value-path.ts';

/** All that the charts of a system are. */
export interface Charts {
  readonly system: string;
  readonly environments: readonly string[];
  /** The components that are charts, and what turns them on where they are not everywhere. */
  readonly switches: ReadonlyMap<string, Condition | undefined>;
  /** Where the image of a component is, of those whose own value it is not. */
  readonly imagesElsewhere: ReadonlyMap<string, ValuePath>;
  readonly values: readonly ChartValue[];
  readonly templates: readonly ChartFile[];
}

/** Of the charts alone; which release runs is told by the values. */
const CHART_VERSION = '0.1.0';

/** Every file of the umbrella chart and of the charts in it, by path. */
export function chartFiles({ system, environments, switches, imagesElsewhere, values, templates }: Charts): ChartFile[] {
  const files: ChartFile[] = templates.map(({ path, text }) => ({ path, text: `{{- /* ${CHART_MARK}; a change here is lost. */ -}}\n${text}` }));
  const components = [...switches.keys()].sort();
  files.push({ path: 'Chart.yaml', text: chartYaml(system, `All of ${system}: its components as charts, and what they share.`, components.map((name) => dependency(name, switches.get(name)))) });
  files.push({ path: 'values.yaml', text: valuesYaml(`Defaults: those of ${environments[0]!} where every environment has a value. values-<environment>.yaml says all of them.`, values, defaultOf) });
  files.push({ path: 'values.schema.json', text: valuesSchema(values, { title: `Values of ${system}`, nested: components, imagesElsewhere, optional: () => false }) });
  for (const environment of environments) {
    files.push({ path: `values-${environment}.yaml`, text: valuesYaml(`What makes this chart render ${environment}.`, values, ({ byEnvironment }) => byEnvironment.get(environment) ?? ABSENT) });
  }
  for (const component of components) {
    const folder = `charts/${component}`;
    const texts = templates.filter(({ path }) => path.startsWith(`${folder}/`)).map(({ text }) => text);
    const isRead = ({ path }: ChartValue): boolean => path[0] === component || texts.some((text) => text.includes(`.Values.${path.join('.')} `) || text.includes(`.Values.${path.join('.')})`));
    const own = values.filter(({ path }) => path[0] === component || path[0] === GLOBAL).map((value) => ({ ...value, path: value.path[0] === GLOBAL ? value.path : value.path.slice(1), isRead: isRead(value) }));
    files.push({ path: `${folder}/Chart.yaml`, text: chartYaml(component, `The component ${component} of ${system}.`, []) });
    files.push({ path: `${folder}/values.yaml`, text: valuesYaml('Defaults; values.yaml of the umbrella chart says the same.', own.filter((value) => value.isRead), defaultOf) });
    const image = imagesElsewhere.get(component);
    const read = new Set(own.filter((value) => value.isRead).map(({ path }) => path.join('.')));
    files.push({ path: `${folder}/values.schema.json`, text: valuesSchema(own, { title: `Values of ${component} of ${system}`, nested: [], imagesElsewhere: new Map(image === undefined ? [] : [['', image]]), optional: ({ path }) => !read.has(path.join('.')) }) });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function chartYaml(name: string, description: string, dependencies: readonly { [key: string]: Json }[]): string {
  return `# ${CHART_MARK}; a change here is lost.\n${emitYaml({ apiVersion: 'v2', name, description, type: 'application', version: CHART_VERSION, ...(dependencies.length === 0 ? {} : { dependencies }) })}`;
}

function dependency(name: string, condition: Condition | undefined): { [key: string]: Json } {
  return { name, version: CHART_VERSION, ...(condition === undefined ? {} : { condition: condition.path.join('.') }) };
}

function valuesYaml(says: string, values: readonly ChartValue[], pick: (value: ChartValue) => Json | typeof ABSENT): string {
  return `# ${CHART_MARK}; a change here is lost.\n# ${says}\n${emitYaml(valueTree(values, pick))}`;
}
