import { type Manifest } from '../../kernel/manifest.ts';
import { isJsonMap } from './json-kind.ts';
import { type TemplateEntry, type TemplateNode } from './template-node.ts';
import { GLOBAL, type ValuePath } from './value-path.ts';

/** Whose hooks the Jobs are: Argo CD's, as in `dist`, or Helm's. */
export const HELM_HOOKS: ValuePath = [GLOBAL, 'hooks'];

const HOOK = 'argocd.argoproj.io/hook';
const WAVE = 'argocd.argoproj.io/sync-wave';

/** An object's template with what makes it a hook of Helm where the values ask for it; any object but a hook of Argo CD as it is. */
export function withHelmHooks(node: TemplateNode, manifest: Manifest): { readonly node: TemplateNode; readonly hooked: boolean } {
  const { annotations = {} } = manifest.metadata;
  const hook = Object.hasOwn(annotations, HOOK) ? annotations[HOOK] : undefined;
  if (hook === undefined || node.kind !== 'map' || !isJsonMap(annotations)) return { node, hooked: false };
  const wave = Number(Object.hasOwn(annotations, WAVE) ? annotations[WAVE] : '0');
  const entries = Object.entries({ 'helm.sh/hook': helmHook(hook, wave), 'helm.sh/hook-delete-policy': 'before-hook-creation', 'helm.sh/hook-weight': String(wave) }).map(
    ([key, value]): TemplateEntry => ({ key, node: { kind: 'literal', value }, when: { path: HELM_HOOKS, is: 'equal', to: 'helm' } }),
  );
  const into = (parent: TemplateNode, [step, ...rest]: readonly string[]): TemplateNode => {
    if (parent.kind !== 'map') throw new Error('annotations are a map');
    if (step === undefined) return { kind: 'map', entries: [...parent.entries, ...entries] };
    return { kind: 'map', entries: parent.entries.map((entry) => (entry.key === step ? { ...entry, node: into(entry.node, rest) } : entry)) };
  };
  return { node: into(node, ['metadata', 'annotations']), hooked: true };
}

/**
 * What comes before the workloads' wave runs before an upgrade, but after the first installation,
 * which makes what it needs; what comes later runs after both.
 *
 * @see https://helm.sh/docs/topics/charts_hooks/
 */
function helmHook(hook: string, wave: number): string {
  if (hook === 'PreSync') return 'pre-install,pre-upgrade';
  return hook === 'Sync' && wave < 0 ? 'post-install,pre-upgrade' : 'post-install,post-upgrade';
}
