import { describe, expect, it } from '@jest/globals';
import { identityKey } from '../../kernel/manifest.ts';
import { deletionStep, type DeletionOptions } from './deletion.ts';
import { identityFor } from './task.ts';
import { NAMESPACE, objectOf } from './test-support/transcript.ts';

/** What is deleted at each look, until nothing more is; objects whose line ends in `!` never go. */
function deleted(lines: readonly string[], options: Partial<DeletionOptions> = {}): string[] {
  const stuck = new Set<string>();
  const live = new Map(lines.map((line) => {
    const object = objectOf(line.replace(/!$/, ''));
    const key = identityKey(identityFor(object, NAMESPACE));
    if (line.endsWith('!')) stuck.add(key);
    return [key, object] as const;
  }));
  const asked = new Set<string>();
  const told: string[] = [];
  for (let look = 0; look < 20; look++) {
    const step = deletionStep(live, (key) => asked.has(key), { finalizer: 'foreground', ...options });
    const names = (keys: readonly string[]): string => keys.map((key) => live.get(key)!.metadata.name).join(' ');
    if (step.step === 'done') return [...told, live.size === 0 ? 'done' : `done, left: ${names([...live.keys()])}`];
    if (step.step === 'wait') return [...told, `waits for ${step.why}: ${names(step.keys)}`];
    told.push(`${step.wave}: ${names(step.keys)}`);
    for (const key of step.keys) if (stuck.has(key)) asked.add(key); else live.delete(key);
  }
  return told;
}

describe('an Application that is deleted', () => {
  it.each<[string, readonly string[], Partial<DeletionOptions>, readonly string[]]>([
    ['takes the highest wave first, one at a time', ['ConfigMap a @-4', 'Deployment b', 'Service c', 'Ingress d @2'], {}, ['2: d', '0: b c', '-4: a', 'done']],
    ['goes on only when the wave is gone', ['ConfigMap a @-4', 'Ingress d @2!'], {}, ['2: d', 'waits for deletion: d']],
    ['leaves what is not to be deleted', ['PersistentVolumeClaim data opt=Prune=false,Delete=false', 'Deployment b @1'], {}, ['1: b', 'done, left: data']],
    ['leaves definitions', ['CustomResourceDefinition x defines=acme.example/Thing', 'Deployment b @1'], {}, ['1: b', 'done, left: x']],
    ["leaves what Helm's policy keeps", ['ConfigMap a keep=keep', 'Deployment b @1'], {}, ['1: b', 'done, left: a']],
    ['waits for a person before it touches anything', ['Namespace n opt=Prune=confirm,Delete=confirm', 'Deployment b @1'], {}, ['waits for confirmation: n']],
    ['goes on when the person agreed', ['Namespace n @-5 opt=Delete=confirm', 'Deployment b @1'], { confirmed: true }, ['1: b', '-5: n', 'done']],
    ['leaves all without a finalizer', ['Deployment b'], { finalizer: undefined }, ['done, left: b']],
    ["an object's own word counts before the Application's", ['ConfigMap a opt=Delete=true', 'ConfigMap b'], { deletePolicy: 'false' }, ['0: a', 'done, left: b']],
    ['deletes live hooks along', ['Job m @-1 hook=Sync', 'Deployment b'], {}, ['0: b', '-1: m', 'done']],
  ])('%s', (_name, lines, options, told) => {
    expect(deleted(lines, options)).toEqual(told);
  });
});
