import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, container, deployment, hookJob, PINNED } from '../test-support/manifests.ts';
import { imageIsOfRelease } from './image-is-of-release.ts';

const release = configMap('shop-release', { commit: '1'.repeat(40), version: 'v1.0.0', 'image.app': PINNED });
const of = (image: string) => deployment({ containers: [container({ image })] });

describeRule(imageIsOfRelease, {
  accepts: {
    'the image of the release': [release, deployment(), hookJob('shop-migrate')],
    'an image that the release does not hold': [release, of(`registry.example:5000/redis@sha256:${'c'.repeat(64)}`)],
    'a set without a release': of('ghcr.io/acme/shop-app:v0.9.0'),
    'a release of another shape': [configMap('shop-release', { 'image.app': 7, other: PINNED }), of('ghcr.io/acme/shop-app:v0.9.0')],
  },
  rejects: {
    'another version of it': [[release, of(`ghcr.io/acme/shop-app:v0.9.0@sha256:${'b'.repeat(64)}`)], ['spec.template.spec.containers[0].image']],
    'a migrator of another digest': [
      [release, hookJob('shop-migrate', { pod: { initContainers: [container({ image: `ghcr.io/acme/shop-app@sha256:${'b'.repeat(64)}` })] } })],
      ['spec.template.spec.initContainers[0].image'],
    ],
  },
});
