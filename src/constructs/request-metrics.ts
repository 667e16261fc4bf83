import { quoted } from '../kernel/problem.ts';
import { type PropCheck } from './prop-check.ts';

/** What a program calls its metrics of requests; the defaults are what most libraries do. */
export interface RequestMetrics {
  /** Counter of requests. @default 'http_requests_total' */
  readonly requests?: string | undefined;
  /** Its label that holds the status. @default 'status' */
  readonly status?: string | undefined;
  /** Regular expression, of Prometheus, of the statuses that are errors. @default '5..' */
  readonly errors?: string | undefined;
  /** Histogram of durations in seconds, without `_bucket`. @default 'http_request_duration_seconds' */
  readonly duration?: string | undefined;
}

/** The names, nothing left to defaults. */
export type KnownMetrics = { readonly [Name in keyof RequestMetrics]-?: string };

/** The names with the defaults for those that are left out. */
export function knownMetrics({ requests, status, errors, duration }: RequestMetrics = {}): KnownMetrics {
  return { requests: requests ?? 'http_requests_total', status: status ?? 'status', errors: errors ?? '5..', duration: duration ?? 'http_request_duration_seconds' };
}

/** Notes names that Prometheus does not take, and an expression that would end the text it stands in. */
export function checkMetrics(check: PropCheck, metrics: RequestMetrics = {}): void {
  const { requests, status, errors, duration } = knownMetrics(metrics);
  for (const [prop, name] of Object.entries({ requests, duration })) {
    if (!/^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$/.test(name)) check.add(prop, `${quoted(name)} is not the name of a metric`, { allowed: 'letters, digits, "_" and ":", no digit first', fix: `${prop}: http_requests_total` });
  }
  if (!/^[a-zA-Z_][a-zA-Z0-9_]{0,199}$/.test(status)) check.add('status', `${quoted(status)} is not the name of a label`, { allowed: 'letters, digits and "_", no digit first', fix: 'status: status' });
  if (!/^[A-Za-z0-9_.|()[\]*+?^$-]{1,200}$/.test(errors)) check.add('errors', `${quoted(errors)} is not an expression over statuses`, { allowed: 'letters, digits and . | ( ) [ ] * + ? ^ $ -', fix: "errors: '5..'" });
}
