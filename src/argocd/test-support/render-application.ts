import { load } from 'js-yaml';
import { emitYaml } from '../../kernel/yaml-emitter.ts';
import { type Json, type Manifest } from '../../kernel/manifest.ts';
import { type ApplicationInput } from '../application-input.ts';

type Value = Json | undefined;
interface Template {
  readonly metadata: { readonly finalizers?: readonly string[] };
}

/**
 * The Application that Argo CD makes of an ApplicationSet and one generator input, or undefined
 * where the selector passes over it. As there: strings are Go templates of which a missing key is an
 * error, the patch is YAML, empty strings are left out, and there is a finalizer unless resources
 * are preserved.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/GoTemplate/
 */
export function renderApplication(applicationSet: Manifest, input: ApplicationInput & Record<string, Json>): Manifest | undefined {
  const spec = applicationSet['spec'] as {
    generators: readonly [{ selector: { matchLabels: Record<string, string> } }];
    template: Template;
    templatePatch: string;
    syncPolicy?: { preserveResourcesOnDeletion?: boolean };
  };
  // Read as Argo CD reads it: from the file.
  const parameters = load(emitYaml(input)) as Record<string, Json>;
  if (Object.entries(spec.generators[0].selector.matchLabels).some(([key, value]) => String(parameters[key]) !== value)) return undefined;
  const filled = replaced(spec.template as unknown as Json, parameters) as unknown as Manifest & Template;
  const patch = load(execute(spec.templatePatch, parameters)) as Json;
  const patched = merged(filled as unknown as Json, patch) as unknown as Manifest & Template;
  const preserved = spec.syncPolicy?.preserveResourcesOnDeletion === true;
  const finalizers = patched.metadata.finalizers ?? (preserved ? [] : ['resources-finalizer.argocd.argoproj.io']);
  return { ...patched, apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { ...patched.metadata, ...(finalizers.length === 0 ? {} : { finalizers }) } };
}

function replaced(template: Json, parameters: Json): Value {
  if (typeof template === 'string') return execute(template, parameters) || undefined;
  if (Array.isArray(template)) return template.map((item) => replaced(item as Json, parameters)!);
  if (typeof template !== 'object' || template === null) return template;
  const entries = Object.entries(template).map(([key, value]) => [execute(key, parameters), replaced(value, parameters)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** The part of Go's templates that the ApplicationSets use: a path, and a path as JSON. */
function execute(template: string, parameters: Json): string {
  const text = template.replace(/\{\{ (\.[A-Za-z.]+)( \| toJson)? \}\}/g, (_whole, path: string, asJson?: string) => {
    const value = path.slice(1).split('.').reduce<Json>((at, key) => {
      if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) throw new Error(`map has no entry for key "${key}"`);
      return (at as Record<string, Json>)[key]!;
    }, parameters);
    if (asJson !== undefined) return JSON.stringify(value);
    if (typeof value === 'object') throw new Error(`${path} is no text`);
    return String(value);
  });
  if (text.includes('{{ ')) throw new Error(`cannot read the template ${template}`);
  return text;
}

function merged(base: Json, patch: Json): Json {
  if (typeof base !== 'object' || typeof patch !== 'object' || base === null || patch === null || Array.isArray(base) || Array.isArray(patch)) return patch;
  const result: Record<string, Json> = { ...(base as Record<string, Json>) };
  for (const [key, value] of Object.entries(patch)) result[key] = Object.hasOwn(result, key) ? merged(result[key]!, value) : value;
  return result;
}
