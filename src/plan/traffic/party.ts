import { containersOfPod } from '../../checks/containers-of.ts';
import { type PodParty } from '../../checks/declared-calls.ts';
import { at, type Fields, fieldsAt, listAt, textAt } from '../../checks/field.ts';
import { operatorPods } from '../../checks/operator-pods.ts';
import { inKeyOrder } from '../../kernel/in-key-order.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { podsIn } from '../release-set.ts';

const PARTIES = new WeakMap<Manifest, { readonly namespace: string; readonly parties: readonly PodParty[] }>();

/**
 * The pods that an object makes, as policies and meshes see them: one for each sort of them.
 *
 * @param namespace of an object that names none
 */
export function partiesOf(owner: Manifest, namespace: string): readonly PodParty[] {
  let known = PARTIES.get(owner);
  if (known?.namespace !== namespace) PARTIES.set(owner, (known = { namespace, parties: made(owner, textAt(owner, 'metadata', 'namespace') ?? namespace) }));
  return known.parties;
}

function made(owner: Manifest, namespace: string): readonly PodParty[] {
  const name = `${owner.kind} ${owner.metadata.name}`;
  const pods = podsIn(owner).map((pod): PodParty => {
    const ports = containersOfPod(pod).flatMap(({ container }) => listAt(container, 'ports').flatMap((port): (readonly [string, number])[] => {
      const [called, number] = [textAt(port, 'name'), at(port, 'containerPort')];
      return called === undefined || typeof number !== 'number' ? [] : [[called, number]];
    }));
    const labels = fieldsAt(pod.metadata, 'labels');
    return { namespace, labels, ports: new Map(ports), name, pod: { ...pod, owner, namespace }, likeness: likenessOf(labels, ports) };
  });
  return pods.length > 0 ? pods : operatorPods(owner).map(({ labels }) => ({ namespace, labels, name, likeness: likenessOf(labels, []) }));
}

/** The same for pods that network policies cannot tell apart. */
function likenessOf(labels: Fields, ports: readonly (readonly [string, number])[]): string {
  return JSON.stringify([inKeyOrder(labels), ports]);
}
