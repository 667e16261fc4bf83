import { load } from 'js-yaml';
import { type Json, type Manifest } from '../../../kernel/manifest.ts';
import { readManifests } from '../../../kernel/yaml-reader.ts';
import { type ChartFile } from '../chart-source.ts';
import { evaluateTemplate } from './template-evaluator.ts';

type Values = { readonly [key: string]: Json };

/** What `helm template -f values-<environment>.yaml` would render, without helm. */
export function renderedChart(files: readonly ChartFile[], environment: string, set: (values: Values) => Json = (values) => values): Manifest[] {
  const textOf = (path: string): Values => load(files.find((file) => file.path === path)!.text) as Values;
  const values = set(merged(textOf('values.yaml'), textOf(`values-${environment}.yaml`)) as Values) as Values;
  const { dependencies = [] } = textOf('Chart.yaml') as { dependencies?: readonly { name: string; condition?: string }[] };
  const off = new Set(dependencies.filter(({ condition }) => condition !== undefined && condition.split('.').reduce<Json | undefined>((at, step) => (at as Values)[step], values) === false).map(({ name }) => name));
  return files
    .filter(({ path }) => /(^|\/)templates\//.test(path))
    .flatMap(({ path, text }) => {
      const chart = /^charts\/([^/]+)\//.exec(path)?.[1];
      if (chart !== undefined && off.has(chart)) return [];
      const own = chart === undefined ? values : merged(textOf(`charts/${chart}/values.yaml`), { ...((values[chart] ?? {}) as Values), global: values['global'] ?? {} });
      return readManifests(evaluateTemplate(text, own), path).manifests.map(({ value }) => value);
    });
}

/** Maps merge, everything else is replaced, as Helm does it. */
function merged(base: Json, over: Json): Json {
  if (!isMap(base) || !isMap(over)) return over;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(keys.map((key) => [key, Object.hasOwn(over, key) ? (Object.hasOwn(base, key) ? merged(base[key]!, over[key]!) : over[key]!) : base[key]!]));
}

function isMap(value: Json): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
