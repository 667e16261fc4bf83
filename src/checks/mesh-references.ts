import { type Manifest } from '../kernel/manifest.ts';
import { at, listAt, textAt } from './field.ts';
import { type AddReference } from './reference.ts';

/** It stands early, as all that lets callers in; the Server that it lets them in at closes the port, and stands last. */
export function meshAuthorization(manifest: Manifest, add: AddReference): void {
  const target = at(manifest, 'spec', 'targetRef');
  const name = textAt(target, 'name');
  if (at(target, 'kind') !== 'Namespace') add('spec.targetRef.name', name, `${textAt(target, 'group') ?? ''}/${textAt(target, 'kind') ?? ''}`, { order: 'any' });
  listAt(manifest, 'spec', 'requiredAuthenticationRefs').forEach((reference, index) => {
    const kind = `${textAt(reference, 'group') ?? ''}/${textAt(reference, 'kind') ?? ''}`;
    add(`spec.requiredAuthenticationRefs[${index}].name`, textAt(reference, 'name'), kind, { namespace: textAt(reference, 'namespace') });
  });
}

/** An account is named here as an identity, which needs no account to be there. */
export function meshIdentities(manifest: Manifest, add: AddReference): void {
  listAt(manifest, 'spec', 'identityRefs').forEach((reference, index) => {
    if (at(reference, 'kind') !== 'ServiceAccount') return;
    add(`spec.identityRefs[${index}].name`, textAt(reference, 'name'), '/ServiceAccount', { namespace: textAt(reference, 'namespace'), order: 'any' });
  });
}
