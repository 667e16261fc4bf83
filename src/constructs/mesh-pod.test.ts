import { describe, expect, it } from '@jest/globals';
import { joinsMesh, meshPod } from './mesh-pod.ts';

const ISTIO_SIZE = { 'sidecar.istio.io/proxyCPU': '100m', 'sidecar.istio.io/proxyMemory': '128Mi', 'sidecar.istio.io/proxyMemoryLimit': '512Mi' };
const LINKERD_SIZE = { 'config.linkerd.io/proxy-cpu-request': '100m', 'config.linkerd.io/proxy-memory-limit': '512Mi', 'config.linkerd.io/proxy-memory-request': '128Mi' };
const linkerdNative = (on: string) => ({ 'config.alpha.linkerd.io/proxy-enable-native-sidecar': on, 'config.beta.linkerd.io/proxy-enable-native-sidecar': on, 'config.linkerd.io/proxy-enable-native-sidecar': on });
const web = { ends: false, delaySeconds: 10 };
const job = { ends: true, delaySeconds: 0 };

describe('what a pod template says to the mesh', () => {
  it.each([false, true])('is nothing where there is none, native sidecars %s', (nativeSidecars) => {
    expect(meshPod({ mesh: 'none', nativeSidecars }, web)).toEqual({ labels: {}, annotations: {}, volumes: [] });
    expect(joinsMesh({ mesh: 'none', nativeSidecars }, web)).toBe(false);
  });

  it('asks an ordinary proxy of Istio to start first and to end last', () => {
    const { labels, annotations } = meshPod({ mesh: 'istio', nativeSidecars: false }, web);
    expect(labels).toEqual({ 'sidecar.istio.io/inject': 'true' });
    expect(JSON.parse(annotations['proxy.istio.io/config']!)).toEqual({
      holdApplicationUntilProxyStarts: true,
      proxyMetadata: { EXIT_ON_ZERO_ACTIVE_CONNECTIONS: 'true', MINIMUM_DRAIN_DURATION: '15s' },
    });
    expect(annotations).toMatchObject({ ...ISTIO_SIZE, 'sidecar.istio.io/nativeSidecar': 'false', 'sidecar.istio.io/rewriteAppHTTPProbers': 'true' });
  });

  it('asks an ordinary proxy of Linkerd to start first and to end last', () => {
    expect(meshPod({ mesh: 'linkerd', nativeSidecars: false }, web)).toEqual({
      labels: {},
      annotations: {
        'config.alpha.linkerd.io/proxy-wait-before-exit-seconds': '15',
        'config.linkerd.io/default-inbound-policy': 'all-unauthenticated',
        'config.linkerd.io/proxy-await': 'enabled',
        // Linkerd 2.20 makes native sidecars unless told otherwise, and refuses them beside the wait.
        ...linkerdNative('false'),
        ...LINKERD_SIZE,
        'linkerd.io/inject': 'enabled',
      },
      volumes: [],
    });
  });

  it.each([
    ['istio', { ...ISTIO_SIZE, 'sidecar.istio.io/nativeSidecar': 'true', 'sidecar.istio.io/rewriteAppHTTPProbers': 'true' }],
    ['linkerd', { ...LINKERD_SIZE, ...linkerdNative('true'), 'config.linkerd.io/default-inbound-policy': 'all-unauthenticated', 'linkerd.io/inject': 'enabled' }],
  ] as const)('leaves the order to the kubelet where proxies of %s are native sidecars, of Jobs as well', (mesh, annotations) => {
    expect(meshPod({ mesh, nativeSidecars: true }, web).annotations).toEqual(annotations);
    expect(meshPod({ mesh, nativeSidecars: true }, job).annotations).toEqual(annotations);
  });

  it.each([
    ['istio', { labels: { 'sidecar.istio.io/inject': 'false' }, annotations: {}, volumes: [] }],
    ['linkerd', { labels: {}, annotations: { 'linkerd.io/inject': 'disabled' }, volumes: [] }],
  ] as const)('keeps a pod that ends by itself out of %s where its proxy would not end', (mesh, said) => {
    expect(meshPod({ mesh, nativeSidecars: false }, job)).toEqual(said);
  });
});
