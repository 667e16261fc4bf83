import { quoted } from '../kernel/problem.ts';
import { type Probe, type ProbeTimings, checkProbe } from './probe.ts';
import { type PropCheck } from './prop-check.ts';

/** How a workload tells which version serves. */
export type Version =
  | { readonly by: 'header'; readonly name: string }
  | { readonly by: 'json'; readonly path: string }
  | { readonly by: 'none' };

/** Makes versions. Whichever is chosen, the program finds its own version in the variable `RELEASE`. */
export const Version = {
  /** A response header of the readiness endpoint holds the version: `X-Release`. */
  header: (name: string): Version => ({ by: 'header', name }),
  /** A string in the readiness endpoint's JSON body holds the version: `release.version`. */
  json: (path: string): Version => ({ by: 'json', path }),
  /**
   * The program does not tell. What Kubernetes observed is the proof: Argo CD leaves the workloads'
   * wave only once every replica runs the new template and is available.
   */
  none: { by: 'none' } as Version,
};

/** When a workload is ready for traffic, and which version then serves. */
export interface Ready extends ProbeTimings {
  /** Path of the readiness endpoint. */
  readonly path: string;
  /** @default Version.none */
  readonly version: Version;
}

/** What a readiness endpoint may say beyond its path. */
export interface ReadyOptions extends ProbeTimings {
  /** @default Version.none */
  readonly version?: Version | undefined;
}

/** Makes readiness. */
export const Ready = {
  /** `GET path` on the workload's port: 200 to 399 means ready. */
  http: (path: string, options: ReadyOptions = {}): Ready => ({ ...options, path, version: options.version ?? Version.none }),
};

/** The readiness endpoint as a probe. */
export function readyProbe({ version: _version, ...probe }: Ready): Probe {
  return { ...probe, kind: 'http' };
}

/** Notes what is wrong with a readiness endpoint. */
export function checkReady(check: PropCheck, ready: Ready): void {
  checkProbe(check, readyProbe(ready), 'readiness');
  const { version } = ready;
  // Both go to curl and to a shell pattern as they are, so nothing but plain words may pass.
  if (version.by === 'header' && !/^[A-Za-z0-9-]{1,100}$/.test(version.name)) {
    check.add('version.name', `${quoted(version.name)} is not the name of a header`, {
      allowed: 'letters, digits and hyphens',
      fix: "Version.header('X-Release')",
    });
  }
  if (version.by === 'json' && !/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(version.path)) {
    check.add('version.path', `${quoted(version.path)} is not a path into a JSON object`, {
      allowed: 'keys of letters, digits, underscores and hyphens, joined by dots',
      fix: "Version.json('release.version')",
    });
  }
}
