import { Construct } from 'constructs';
import { ImageValidatingPolicy, type ImageValidatingPolicyAttestors } from '../../imports/policies.kyverno.io/image-validating-policy.ts';
import { ClusterImagePolicy, type ClusterImagePolicyAuthorities, type ClusterImagePolicyMatch } from '../../imports/policy.sigstore.dev/cluster-image-policy.ts';
import { System } from './system.ts';
import { type ImagePolicy as ImagePolicyFacts } from './target.ts';
import { WAVE } from './wave.ts';

/**
 * Has the cluster look at the signatures of the system's own images, where the target says whose
 * they must be; elsewhere nothing. One signature of any of the keys or identities suffices.
 *
 * It revokes, so it stands in the last wave: it takes effect once the new release serves, and never
 * keeps a pod of the old one from restarting while the new one is on its way. Hence a new key is
 * added one release before the first image that it signs, and an old one is removed when neither the
 * running release nor one to go back to needs it.
 */
export class ImagePolicy extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const system = System.of(this);
    const { imagePolicy } = system.target;
    if (imagePolicy === undefined) return;
    const repositories = [...new Set(Object.values(system.release.images).map(({ name }) => name))].sort();
    if (repositories.length === 0) return;
    if (imagePolicy.engine === 'sigstore') addSigstore(this, system, imagePolicy, repositories);
    else addKyverno(this, system, imagePolicy, repositories);
  }
}

/**
 * The label that makes Sigstore's policy-controller look at a namespace; none where it is not asked to.
 *
 * @see https://docs.sigstore.dev/policy-controller/overview/#configure-policy-controller-admission-controller-for-namespaces
 */
export function imagePolicyLabels(imagePolicy: ImagePolicyFacts | undefined): Readonly<Record<string, string>> {
  return imagePolicy?.engine === 'sigstore' ? { 'policy.sigstore.dev/include': 'true' } : {};
}

/** Every kind of which policy-controller looks at the pods. @see https://docs.sigstore.dev/policy-controller/overview/ */
const SIGSTORE_KINDS: readonly (readonly [group: string, resource: string])[] = [
  ['', 'pods'],
  ['apps', 'daemonsets'],
  ['apps', 'deployments'],
  ['apps', 'replicasets'],
  ['apps', 'statefulsets'],
  ['batch', 'cronjobs'],
  ['batch', 'jobs'],
];

/**
 * Every policy that matches an image must be satisfied, so both are held to the instance by its
 * label: another installation in the cluster may run the same images under other keys. A controller
 * that refuses what no policy matches, which is its default, would refuse all other images of the
 * namespace from its first label on; the first of the two lets them be, early.
 */
function addSigstore(scope: Construct, system: System, { keys, identities }: ImagePolicyFacts, repositories: readonly string[]): void {
  const matchLabels = { 'app.kubernetes.io/instance': system.instance };
  const match: ClusterImagePolicyMatch[] = SIGSTORE_KINDS.map(([group, resource]) => ({ ...(group === '' ? {} : { group }), resource, selector: { matchLabels }, version: 'v1' }));
  new ClusterImagePolicy(scope, 'others', {
    metadata: system.metadata({ name: `${system.instance}-other-images`, wave: WAVE.foundation }),
    spec: { authorities: [{ name: 'any', static: { action: 'pass' } }], images: [{ glob: '**' }], match, mode: 'enforce' },
  });
  const authorities: ClusterImagePolicyAuthorities[] = [
    ...keys.map((data, index) => ({ key: { data, hashAlgorithm: 'sha256' }, name: `key-${index + 1}` })),
    ...identities.map(({ issuer, subject }, index) => ({
      ctlog: { url: REKOR },
      keyless: { identities: [{ issuer, subject }], url: 'https://fulcio.sigstore.dev' },
      name: `identity-${index + 1}`,
    })),
  ];
  new ClusterImagePolicy(scope, 'signatures', {
    metadata: system.metadata({ name: `${system.instance}-images`, wave: WAVE.last }),
    // A glob knows no "@", so it cannot end with the repository's name; within one instance nothing else starts with it.
    spec: { authorities, images: repositories.map((name) => ({ glob: `${name}*` })), match, mode: 'enforce' },
  });
}

const REKOR = 'https://rekor.sigstore.dev';

/** Lists of images that Kyverno finds in a pod. */
const IMAGE_LISTS = ['containers', 'initContainers', 'ephemeralContainers'];

/**
 * One policy over the namespace. Creation alone is looked at: controllers update running pods, to
 * take a finalizer off for instance, and an old pod must not be stuck for its signature.
 *
 * @see https://kyverno.io/docs/policy-types/image-validating-policy/
 */
function addKyverno(scope: Construct, system: System, { keys, identities }: ImagePolicyFacts, repositories: readonly string[]): void {
  const attestors: ImageValidatingPolicyAttestors[] = [
    ...keys.map((data, index) => ({ cosign: { key: { data, hashAlgorithm: 'sha256' } }, name: `key${index + 1}` })),
    ...identities.map(({ issuer, subject }, index) => ({ cosign: { ctlog: { url: REKOR }, keyless: { identities: [{ issuer, subject }] } }, name: `identity${index + 1}` })),
  ];
  const ours = repositories.flatMap((name) => [`${name}:`, `${name}@`]).map((start) => `image.startsWith(${JSON.stringify(start)})`).join(' || ');
  const any = `[${attestors.map(({ name }) => `attestors.${name}`).join(', ')}]`;
  new ImageValidatingPolicy(scope, 'signatures', {
    metadata: system.metadata({ name: `${system.instance}-images`, wave: WAVE.last }),
    spec: {
      attestors,
      failurePolicy: 'Fail',
      matchConstraints: {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': system.namespaceName } },
        resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
      },
      // Images of a release are written name:version@digest; the digest alone would do as well.
      matchImageReferences: repositories.flatMap((name) => [{ glob: `${name}:*` }, { glob: `${name}@*` }]),
      validationActions: ['Deny'],
      validations: IMAGE_LISTS.map((list) => ({
        // An image that is not matched counts no signature, and a mesh's proxy stands in the same pod.
        expression: `!has(images.${list}) || images.${list}.filter(image, ${ours}).all(image, verifyImageSignatures(image, ${any}) > 0)`,
        message: `an image of ${system.systemName} is not signed by anybody that this environment trusts`,
      })),
    },
  });
}
