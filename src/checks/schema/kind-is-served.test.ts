import { describe, expect, it } from '@jest/globals';
import { packedSchemas } from '../../api/schema/test-support.ts';
import { readBySchema } from './schema-findings.ts';
import { messages, said } from './test-support.ts';

const object = (apiVersion: unknown, kind: unknown) => ({ apiVersion, kind, metadata: { name: 'a' } });
const fixOf = (manifest: unknown) => readBySchema(manifest, packedSchemas(36)).findings.map(({ finding }) => finding.fix);

describe('kind-is-served', () => {
  it.each<[string, unknown, string]>([
    ['no apiVersion', { kind: 'Pod' }, 'apiVersion: Required value: apiVersion must say what the object is, it is missing'],
    ['an empty kind', object('v1', ''), 'kind: Required value: kind must say what the object is, it is empty'],
    ['a kind that is null', object('v1', null), 'kind: Required value: kind must say what the object is, got null'],
    ['a list for a version', object(['v1'], 'Pod'), 'apiVersion: Required value: apiVersion must say what the object is, got a list'],
    ['a version that went long ago', object('extensions/v1beta1', 'Deployment'), 'apiVersion: "Deployment" of "extensions/v1beta1" is not served since Kubernetes 1.16'],
    ['a version that went lately', object('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema'), 'apiVersion: Kubernetes 1.36 doesn\'t serve "FlowSchema" of "flowcontrol.apiserver.k8s.io/v1beta3", which 1.28 to 1.31 do'],
    ['a version that never was', object('apps/v2', 'Deployment'), 'apiVersion: no matches for kind "Deployment" of "apps/v2"; Deployment is served as apps/v1'],
    ['a core kind in a group', object('core/v1', 'Service'), 'apiVersion: no matches for kind "Service" of "core/v1"; Service is served as v1'],
    ['a kind that is misspelt', object('apps/v1', 'Deploymnet'), 'kind: no matches for kind "Deploymnet" of "apps/v1", did you mean Deployment of apps/v1?'],
    ['a kind of nobody', object('v1', 'Zzzzzzzz'), 'kind: no matches for kind "Zzzzzzzz" of "v1"'],
    ['a kind of what every object has', object('v1', 'constructor'), 'kind: no matches for kind "constructor" of "v1"'],
  ])('refuses %s', (_name, manifest, message) => {
    expect(messages(manifest)).toEqual([message]);
  });

  it('says what to type instead', () => {
    expect(fixOf(object('policy/v1beta1', 'PodDisruptionBudget'))).toEqual(['apiVersion: policy/v1']);
    expect(fixOf(object('extensions/v1beta1', 'Ingress'))).toEqual(['apiVersion: networking.k8s.io/v1']);
    expect(fixOf(object('apps/v1', 'Deploymnet'))).toEqual(['kind: Deployment']);
  });

  it('depends on the minor', () => {
    const manifest = object('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema');
    expect(said(manifest, { minor: 31 })).toEqual(['apiVersion version-is-current']);
    expect(said(manifest, { minor: 32 })).toEqual(['apiVersion kind-is-served']);
  });
});

describe('kind-is-checked', () => {
  it.each<[string, unknown, RegExp]>([
    ['a custom resource of nobody here', object('acme.example/v1', 'Thing'), /^kind: not checked by a schema: no schema here describes "Thing"/],
    ['a version that the release known here leaves out', object('external-secrets.io/v1beta1', 'ExternalSecret'), /external-secrets v2\.9\.0, whose schemas are known here, doesn't serve/],
    ['what nobody keeps in files', object('v1', 'Event'), /nobody keeps objects of this kind in files/],
  ])('says so of %s, and no more', (_name, manifest, message) => {
    expect(said(manifest)).toEqual(['kind kind-is-checked']);
    expect(messages(manifest)[0]).toMatch(message);
  });
});

describe('version-is-current', () => {
  it.each<[string, unknown, number, readonly string[]]>([
    ['a version on its way out', object('networking.k8s.io/v1beta1', 'ServiceCIDR'), 34, ['apiVersion: networking.k8s.io/v1beta1 ServiceCIDR is deprecated since Kubernetes 1.34, gone in 1.37; use networking.k8s.io/v1']],
    ['the same one before that', object('networking.k8s.io/v1beta1', 'ServiceCIDR'), 33, []],
    ['a kind that stays but should not be used', object('v1', 'Endpoints'), 36, ['apiVersion: v1 Endpoints is deprecated since Kubernetes 1.33; use discovery.k8s.io/v1 EndpointSlice']],
    ['a deprecated version of a custom resource', { ...object('secrets-store.csi.x-k8s.io/v1alpha1', 'SecretProviderClass'), spec: {} }, 36, ['apiVersion: secrets-store.csi.x-k8s.io/v1alpha1 is deprecated. Use secrets-store.csi.x-k8s.io/v1 instead.']],
    ['a current version', object('apps/v1', 'Deployment'), 36, []],
  ])('says of %s', (_name, manifest, minor, expected) => {
    expect(messages(manifest, { minor })).toEqual(expected);
  });
});
