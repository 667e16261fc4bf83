import { type GRPCAction, type HTTPGetAction, type LifecycleHandler, type Probe, type TCPSocketAction } from '../../../../../imports/kubernetes.ts';
import { type Finding } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { forbidden, notSupported, required } from '../../field-error.ts';
import { httpHeaderNameErrors } from '../../syntax/http-header-name.ts';
import { portErrors } from '../../syntax/port.ts';

/** What a probe or hook does, in the order in which the API server takes the first for the one that counts. */
export const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const satisfies readonly (keyof Probe)[];

/** What a hook does, likewise. */
export const HOOK_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'] as const satisfies readonly (keyof LifecycleHandler)[];

/** What is wrong with the number of handlers of a probe or hook. */
export function* oneHandlerFindings(given: readonly string[], path: string): Iterable<Finding> {
  const [first, ...more] = given;
  if (first === undefined) yield required(path, 'must specify a handler type');
  for (const handler of more) yield forbidden(`${path}.${handler}`, 'may not specify more than 1 handler type');
}

/** What is wrong with the handler that counts. */
export function* handlerFindings({ exec, httpGet, tcpSocket, grpc }: Pick<Probe, (typeof PROBE_HANDLERS)[number]>, path: string): Iterable<Finding> {
  if (exec !== undefined) {
    if ((exec.command ?? []).length === 0) yield required(`${path}.exec.command`, 'say what to run');
  } else if (httpGet !== undefined) yield* httpFindings(httpGet, `${path}.httpGet`);
  else if (tcpSocket !== undefined) yield* portFindings(tcpSocket, `${path}.tcpSocket`);
  else if (grpc !== undefined) yield* portFindings(grpc, `${path}.grpc`);
}

const SCHEMES: readonly string[] = ['HTTP', 'HTTPS'];

function* httpFindings(get: Partial<HTTPGetAction>, path: string): Iterable<Finding> {
  const { scheme = 'HTTP', httpHeaders } = get;
  yield* portFindings(get, path);
  if (!SCHEMES.includes(scheme)) yield notSupported(`${path}.scheme`, scheme, SCHEMES);
  for (const { item: { name = '' } } of itemsOf(httpHeaders, '')) yield* eachInvalid(`${path}.httpHeaders`, name, httpHeaderNameErrors(name));
}

function* portFindings({ port = 0 }: Partial<TCPSocketAction | GRPCAction>, path: string): Iterable<Finding> {
  yield* eachInvalid(`${path}.port`, port, portErrors(port));
}
