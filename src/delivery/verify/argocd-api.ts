import { execFile } from 'node:child_process';
import { quoted, UserError, visible } from '../../kernel/problem.ts';
import { boundedGet, isLoopback } from './bounded-get.ts';
import { type Sight } from './observation.ts';

/** Longest wait for an answer; a refresh has Argo CD render and compare first. */
const ANSWER_MILLISECONDS = 30_000;
/** More than any Application has; it lists every resource. */
const MOST_BYTES = 16_777_216;

/** Where Argo CD's API is, and by what right it is asked. */
export interface ArgocdServer {
  /** `https://argocd.acme.example`, perhaps with a path; plain http on this machine only. */
  readonly server: string;
  /** Sent to that server and to nobody else, and never shown. */
  readonly token: string;
  /** Certificates that are trusted, PEM. @default those of node */
  readonly ca?: string | undefined;
}

/**
 * Looks at an Application by Argo CD's API. The first look asks it to compare anew, so that nobody
 * waits for the next poll of the repository.
 *
 * @throws UserError when the server's address or the token is none
 */
export function lookByApi({ server, token, ca }: ArgocdServer, application: string): () => Promise<Sight> {
  const base = addressOf(server);
  if (!/^[!-~]{1,8192}$/.test(token)) throw new UserError({ message: 'ARGOCD_AUTH_TOKEN is empty or no token (not shown)', fix: 'argocd account generate-token   (and put what it prints into ARGOCD_AUTH_TOKEN)' });
  checkName(application);
  let refresh = '?refresh=normal';
  return async () => {
    const url = new URL(`${base.pathname.replace(/\/$/, '')}/api/v1/applications/${application}${refresh}`, base);
    refresh = '';
    const answer = await boundedGet({ url, headers: { authorization: `Bearer ${token}` }, milliseconds: ANSWER_MILLISECONDS, bytes: MOST_BYTES, ca });
    if (answer.kind === 'none') return { kind: 'unreachable', message: answer.message };
    const { status, body, headers } = answer;
    if (status === 404) return { kind: 'absent', message: said(body) };
    if (status === 401) return { kind: 'denied', message: `the token is not accepted (${said(body)})` };
    // It answers so, too, about an Application that is not there.
    if (status === 403) return { kind: 'denied', message: `the token may not see it, or it is not there (${said(body)})` };
    if (status !== 200) return { kind: 'unreachable', message: `status ${status}` };
    if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) return { kind: 'unreachable', message: `it answers ${quoted(headers['content-type'] ?? 'nothing')}, not JSON: is this the address of Argo CD's API?` };
    return sightOf(body);
  };
}

/**
 * Looks at an Application by kubectl, with whatever right kubectl has.
 *
 * @param namespace where Applications lie
 */
export function lookByKubectl(application: string, namespace = 'argocd', program = 'kubectl'): () => Promise<Sight> {
  checkName(application);
  checkName(namespace);
  const words = ['get', 'applications.argoproj.io', application, '--namespace', namespace, '--output', 'json', '--request-timeout', `${ANSWER_MILLISECONDS / 1000}s`];
  return () =>
    new Promise((done, fail) => {
      execFile(program, words, { timeout: ANSWER_MILLISECONDS + 5000, maxBuffer: MOST_BYTES, encoding: 'utf8' }, (error, stdout, stderr) => {
        const last = visible(stderr.trim().split('\n').at(-1) ?? '').slice(0, 300);
        if (error === null) done(sightOf(stdout));
        else if (error.code === 'ENOENT') fail(new UserError({ message: 'kubectl is not installed', fix: 'install kubectl, or set ARGOCD_SERVER and ARGOCD_AUTH_TOKEN' }));
        else if (/\(NotFound\)/.test(stderr)) done({ kind: 'absent', message: last });
        else if (/\(Forbidden\)|\(Unauthorized\)|must be logged in/.test(stderr)) done({ kind: 'denied', message: last });
        else done({ kind: 'unreachable', message: last === '' ? 'kubectl failed' : last });
      });
    });
}

function addressOf(server: string): URL {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(server) ? server : `https://${server}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const allowed = 'https:// and a host, perhaps a port and a path; http:// on this machine only';
  const fix = 'ARGOCD_SERVER=https://argocd.acme.example';
  if (url === undefined || url.search !== '' || url.hash !== '') throw new UserError({ message: `${quoted(server.replace(/^.*@/s, '...@'))} is no address of Argo CD`, allowed, fix });
  if (url.username !== '' || url.password !== '') throw new UserError({ message: 'the address of Argo CD holds credentials (not shown)', allowed, fix });
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) throw new UserError({ message: `${quoted(url.origin)} would send the token where anybody on the way can read it`, allowed, fix });
  return url;
}

function checkName(name: string): void {
  if (!/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name)) throw new UserError({ message: `${quoted(name)} is no name of a Kubernetes object`, allowed: 'labels of a-z, 0-9 and "-", joined by dots' });
}

function sightOf(body: string): Sight {
  try {
    return { kind: 'application', application: JSON.parse(body) };
  } catch {
    return { kind: 'unreachable', message: 'it answers what is no JSON' };
  }
}

/** What Argo CD says is wrong, fit to be shown. */
function said(body: string): string {
  let message: unknown;
  try {
    message = (JSON.parse(body) as { error?: unknown } | null)?.error;
  } catch {
    message = undefined;
  }
  return typeof message === 'string' && message !== '' ? visible(message.slice(0, 200)) : 'no reason given';
}
