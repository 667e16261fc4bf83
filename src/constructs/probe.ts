import { type Probe as ApiProbe } from '../../imports/kubernetes.ts';
import { quoted } from '../kernel/problem.ts';
import { type PropCheck } from './prop-check.ts';

/** Timings of a probe; what is left out comes from {@link PROBE_TIMINGS}. */
export interface ProbeTimings {
  /** Seconds between two probes. */
  readonly periodSeconds?: number | undefined;
  /** Seconds after which an unanswered probe has failed; at most the period. */
  readonly timeoutSeconds?: number | undefined;
  /** Failures in a row until it counts. */
  readonly failureThreshold?: number | undefined;
}

/** What an HTTP probe may say beyond its path. */
export interface HttpProbeOptions extends ProbeTimings {
  /** @default the workload's port */
  readonly port?: number | undefined;
}

/** What a TCP probe may say. */
export interface TcpProbeOptions extends ProbeTimings {
  /** @default the workload's port */
  readonly port?: number | undefined;
}

/** A question the kubelet asks a container, or the stated absence of one. */
export type Probe = ProbeTimings &
  (
    | { readonly kind: 'http'; readonly path: string; readonly port?: number | undefined }
    | { readonly kind: 'tcp'; readonly port?: number | undefined }
    | { readonly kind: 'exec'; readonly command: readonly string[] }
    | { readonly kind: 'none'; readonly reason: string }
  );

/** Makes probes. */
export const Probe = {
  /** `GET path`; any answer from 200 to 399 passes. */
  http: (path: string, options: HttpProbeOptions = {}): Probe => ({ ...options, kind: 'http', path }),
  /** A connection to the port. It shows only that something listens. */
  tcp: (options: TcpProbeOptions = {}): Probe => ({ ...options, kind: 'tcp' }),
  /** A command inside the container; exit code 0 passes. */
  exec: (command: readonly string[], timings: ProbeTimings = {}): Probe => ({ ...timings, kind: 'exec', command }),
  /** No probe, and why none is right. */
  none: (reason: string): Probe => ({ kind: 'none', reason }),
};

/** What a probe decides about its container. */
export type ProbeRole = 'startup' | 'readiness' | 'liveness';

/** All timings of a probe, in seconds and failures. */
export type Timings = Readonly<Record<keyof ProbeTimings, number>>;

/**
 * Timings by role, chosen so that a slow moment never kills a container and a dead one is noticed:
 * start-up has two minutes, traffic stops after fifteen seconds without an answer, and a restart
 * takes a minute of silence. Liveness is slower than readiness on purpose: an overloaded pod must
 * first lose its traffic, and a restart would only move the load to the others.
 */
export const PROBE_TIMINGS: Readonly<Record<ProbeRole, Timings>> = {
  startup: { periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 60 },
  readiness: { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
  liveness: { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
};

/** The probe as the API takes it, every timing explicit; undefined where none is wanted. */
export function apiProbe(probe: Probe, role: ProbeRole, defaultPort: string): ApiProbe | undefined {
  if (probe.kind === 'none') return undefined;
  const defaults = PROBE_TIMINGS[role];
  return {
    ...handlerOf(probe, defaultPort),
    periodSeconds: probe.periodSeconds ?? defaults.periodSeconds,
    timeoutSeconds: probe.timeoutSeconds ?? Math.min(defaults.timeoutSeconds, probe.periodSeconds ?? Infinity),
    failureThreshold: probe.failureThreshold ?? defaults.failureThreshold,
    successThreshold: 1,
  };
}

/** The probe with the timings of another role: the start-up probe asks what the liveness probe asks. */
export function withoutTimings(probe: Probe): Probe {
  const { periodSeconds: _period, timeoutSeconds: _timeout, failureThreshold: _failures, ...question } = probe;
  return question;
}

/** How long a probe may fail until it counts, in seconds. */
export function patienceOf(probe: Probe, role: ProbeRole): number {
  if (probe.kind === 'none') return 0;
  const defaults = PROBE_TIMINGS[role];
  return (probe.periodSeconds ?? defaults.periodSeconds) * (probe.failureThreshold ?? defaults.failureThreshold);
}

/** Whether two probes of a workload ask the very same question; a port left out is its own. */
export function asksTheSame(a: Probe, b: Probe, defaultPort = 0): boolean {
  if (a.kind === 'none' || b.kind === 'none') return false;
  return JSON.stringify(handlerOf(a, defaultPort)) === JSON.stringify(handlerOf(b, defaultPort));
}

/** Notes what is wrong with a probe. */
export function checkProbe(check: PropCheck, probe: Probe, role: ProbeRole): void {
  if (probe.kind === 'http' && !/^\/[^\s\p{Cc}]*$/u.test(probe.path)) {
    check.add('path', `${quoted(probe.path)} is not a path`, { allowed: 'such as /api/health', fix: `path: ${/^\w[\w./-]*$/.test(probe.path) ? `/${probe.path}` : '/api/health'}` });
  }
  if (probe.kind === 'http' || probe.kind === 'tcp') check.range('port', probe.port, 1, 65535);
  if (probe.kind === 'exec' && probe.command.length === 0) {
    check.add('command', 'an empty command asks nothing', { allowed: 'a program and its arguments' });
  }
  if (probe.kind === 'none') {
    if (probe.reason.trim() === '') check.add('', 'no probe, and no reason why', { fix: "Probe.none('<why none is right>')" });
    return;
  }
  check.range('periodSeconds', probe.periodSeconds, 1, 3600);
  check.range('failureThreshold', probe.failureThreshold, 1, 1000);
  // A timeout longer than the period lets probes of a hanging container pile up.
  check.range('timeoutSeconds', probe.timeoutSeconds, 1, probe.periodSeconds ?? PROBE_TIMINGS[role].periodSeconds);
}

function handlerOf(probe: Exclude<Probe, { kind: 'none' }>, defaultPort: string | number): ApiProbe {
  switch (probe.kind) {
    case 'http':
      return { httpGet: { path: probe.path, port: probe.port ?? defaultPort, scheme: 'HTTP' } };
    case 'tcp':
      return { tcpSocket: { port: probe.port ?? defaultPort } };
    case 'exec':
      return { exec: { command: probe.command } };
  }
}
