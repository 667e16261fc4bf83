import { at, type Fields, textAt } from './field.ts';

/** A container's resources. */
interface Resources {
  readonly requests: Readonly<Record<string, unknown>>;
  readonly limits: Readonly<Record<string, unknown>>;
}

/**
 * The resources of the proxy that a mesh adds to a pod, as its annotations say; undefined where it gets
 * none, or one whose size only the mesh's own settings tell.
 *
 * @see https://istio.io/latest/docs/reference/config/annotations/
 * @see https://linkerd.io/2/reference/proxy-configuration/
 */
export function proxyResources(metadata: Fields): Resources | undefined {
  const annotation = (name: string): string | undefined => textAt(metadata, 'annotations', name);
  if (at(metadata, 'labels', 'sidecar.istio.io/inject') === 'true') {
    const of = (name: string): string | undefined => annotation(`sidecar.istio.io/${name}`);
    return known({ requests: { cpu: of('proxyCPU'), memory: of('proxyMemory') }, limits: { cpu: of('proxyCPULimit'), memory: of('proxyMemoryLimit') } });
  }
  if (annotation('linkerd.io/inject') === 'enabled') {
    const of = (name: string): string | undefined => annotation(`config.linkerd.io/proxy-${name}`);
    return known({ requests: { cpu: of('cpu-request'), memory: of('memory-request') }, limits: { cpu: of('cpu-limit'), memory: of('memory-limit') } });
  }
  return undefined;
}

function known(resources: Resources): Resources | undefined {
  return [resources.requests, resources.limits].some((amounts) => Object.values(amounts).some((amount) => amount !== undefined)) ? resources : undefined;
}
