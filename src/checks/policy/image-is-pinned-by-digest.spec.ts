import { describeRule } from '../test-support/describe-rule.ts';
import { container, cronJob, deployment, object, podSpec, withContainer } from '../test-support/manifests.ts';
import { imageIsPinnedByDigest } from './image-is-pinned-by-digest.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const IMAGE = 'spec.template.spec.containers[0].image';

describeRule(imageIsPinnedByDigest, {
  accepts: {
    'a tag and a digest': withContainer({ image: `ghcr.io/acme/api:v1@${digest}` }),
    'a digest alone, from a registry with a port': withContainer({ image: `registry.example:5000/api@${digest}` }),
    'a Postgres cluster whose image the operator chooses': object('postgresql.cnpg.io/v1', 'Cluster', 'db'),
    'a Rollout that names a Deployment': object('argoproj.io/v1alpha1', 'Rollout', 'web', { spec: { workloadRef: { name: 'web' } } }),
  },
  rejects: {
    'a tag': [withContainer({ image: 'api:1.4' }), [IMAGE]],
    'nothing but a name': [withContainer({ image: 'api' }), [IMAGE]],
    'a digest that is too short': [withContainer({ image: 'api@sha256:abc' }), [IMAGE]],
    'no image': [withContainer({ image: undefined }), [IMAGE]],
    'an image that is no string': [withContainer({ image: 7 }), [IMAGE]],
    'an image with an escape in it': [withContainer({ image: 'a\u001b[31m:1' }), [IMAGE]],
    'an init container': [deployment({ initContainers: [container({ name: 'init', image: 'a:1' })] }), ['spec.template.spec.initContainers[0].image']],
    'an ephemeral container': [object('v1', 'Pod', 'x', { spec: podSpec({ ephemeralContainers: [container({ name: 'debug', image: 'a:1' })] }) }), ['spec.ephemeralContainers[0].image']],
    'a Postgres cluster': [object('postgresql.cnpg.io/v1', 'Cluster', 'db', { spec: { imageName: 'ghcr.io/cloudnative-pg/postgresql:17' } }), ['spec.imageName']],
    'a CronJob': [cronJob({ containers: [container({ image: 'a:1' })] }), ['spec.jobTemplate.spec.template.spec.containers[0].image']],
    'a Rollout': [object('argoproj.io/v1alpha1', 'Rollout', 'web', { spec: { template: { spec: podSpec({ containers: [container({ image: 'a:1' })] }) } } }), [IMAGE]],
  },
});
