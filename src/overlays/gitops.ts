import { z } from 'zod';
import { type Problem, quoted } from '../kernel/problem.ts';
import { cronSchedule } from './field-cron.ts';
import { duration } from './field-duration.ts';
import { timeZone } from './field-time-zone.ts';
import { withExample, refuse, textField } from './field.ts';
import { dnsLabel } from './field-name.ts';
import { type Merged } from './merge.ts';
import { locate } from './locate.ts';

const PATH = String.raw`[A-Za-z0-9_~.][A-Za-z0-9._~+/-]{0,499}`;
const HOST = String.raw`[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?`;
const GIT_ADDRESS = new RegExp(`^(https://${HOST}(:[0-9]{1,5})?/${PATH}|ssh://([a-z_][a-z0-9_-]{0,31}@)?${HOST}(:[0-9]{1,5})?/${PATH}|[a-z_][a-z0-9_-]{0,31}@${HOST}:${PATH})$`);

/** Characters that Argo CD would read as a pattern have no place in it, and neither has a password. */
const gitAddress = textField({
  what: 'the address of a git repository',
  allowed: 'https://host/path, ssh://user@host/path or user@host:path, without a password',
  example: 'https://git.acme.example/gitops.git',
  pattern: GIT_ADDRESS,
  otherwise: (value) => {
    if (typeof value !== 'string') return refuse();
    if (/^https:\/\/[^/]*@/.test(value)) return refuse({ because: 'it holds a user or a password' });
    return value.startsWith('http://') ? refuse({ because: 'it is not encrypted', fix: `https://${value.slice('http://'.length)}` }) : refuse();
  },
});

/** @see https://git-scm.com/docs/git-check-ref-format */
const branchName = textField({
  what: 'a branch',
  allowed: 'letters, digits, "-", "_", "." and "/", with a letter or digit first',
  example: 'main',
  parse: (text) => {
    if (text.startsWith('refs/')) return refuse({ because: 'it is a whole ref', ...(text.startsWith('refs/heads/') ? { fix: text.slice('refs/heads/'.length) } : {}) });
    const parts = text.split('/');
    const bad = (part: string): boolean => !/^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/.test(part) || part.includes('..') || part.endsWith('.') || part.endsWith('.lock');
    return text.length > 200 || text === 'HEAD' || text.startsWith('-') || parts.some(bad) ? refuse() : text;
  },
});

const kindName = textField({
  what: 'a kind',
  allowed: 'the API group, "/" and the kind; the kind alone for the core group',
  example: 'batch/CronJob',
  pattern: /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Z][A-Za-z0-9]{0,62}$/,
}).transform((text) => {
  const [kind, group = ''] = text.split('/').reverse() as [string, string?];
  return { group, kind };
});

const line = textField({
  what: 'a line of text',
  allowed: '1 to 200 characters in one line',
  example: 'weekend',
  parse: (text) => (text.trim() !== '' && text.length <= 200 && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text) ? text : refuse()),
});

const serviceName = textField({
  what: 'a name of the notifications of Argo CD',
  allowed: 'letters, digits and "-"',
  example: 'on-sync-failed',
  pattern: /^[A-Za-z0-9]([A-Za-z0-9-]{0,22}[A-Za-z0-9])?$/,
});

const recipient = textField({
  what: 'a recipient',
  allowed: 'a name as the service knows it, without blanks and ";"',
  example: 'deployments',
  pattern: /^[^\s;\p{Cc}\p{Cf}]{1,200}$/u,
});

const syncWindow = z.strictObject({
  schedule: withExample(cronSchedule, '"0 18 * * 5"').describe('When it begins.'),
  duration: withExample(duration, '62h').describe('How long it lasts.'),
  timeZone: timeZone.default('UTC').describe('Time zone of the schedule.'),
  description: line.exactOptional().describe('What it is for, for people.'),
});

const notification = z.strictObject({
  trigger: serviceName.describe('Trigger: what is told.'),
  service: withExample(serviceName, 'slack').describe('Service that carries it.'),
  recipients: z.array(recipient).default([]).describe('Who hears of it; none where the service needs none.'),
});

/** The repository that manifests are published to. */
export const gitops = z.strictObject({
  repository: gitAddress.describe('Address of the GitOps repository, as Argo CD reads it.'),
  branch: branchName.default('main').describe('The branch Argo CD follows.'),
  ledger: withExample(branchName, 'slipway-ledger').default('slipway-ledger').describe('The branch that evidence lies on.'),
});

/** Argo CD, as a whole. */
export const argocd = z.strictObject({
  namespace: withExample(dnsLabel, 'argocd').default('argocd').describe('Namespace that Argo CD runs in.'),
  kinds: z.array(kindName).default([]).describe('Kinds that every system may render besides those of slipway\'s constructs. Keep one here until no cluster holds an object of it, or Argo CD will not remove them.'),
  kindsOf: z.record(dnsLabel, z.array(kindName).min(1)).default({}).describe('By system, kinds that it alone may render besides those: Roles of its own, for a restore drill.'),
});

/** Argo CD in one environment. */
export const environmentArgocd = z.strictObject({
  syncWindows: z.array(syncWindow).exactOptional().describe('Times in which Argo CD starts no sync by itself. Without it: the weekend, where releases must be approved; none elsewhere.'),
  notifications: z.array(notification).default([]).describe('Who hears of what.'),
});

/** The repository that manifests are published to. */
export type Gitops = z.output<typeof gitops>;
/** Argo CD, as a whole. */
export type ArgocdSettings = z.output<typeof argocd>;

/** The branches must be two, and git keeps none below another. */
export function gitopsProblems({ branch, ledger }: Gitops, whole: Merged): Problem[] {
  if (branch !== ledger && !branch.startsWith(`${ledger}/`) && !ledger.startsWith(`${branch}/`)) return [];
  return [{ ...locate(whole, ['gitops', 'ledger']), message: `the branches ${quoted(branch)} and ${quoted(ledger)} cannot stand beside each other`, allowed: 'two branches, neither below the other', fix: 'ledger: slipway-ledger' }];
}
