import { describe, expect, it } from '@jest/globals';
import { type Environments, parseEnvironments } from './environments.ts';
import { layerOfText, textOf } from './test-support.ts';

const ENVIRONMENT = `environments:
  dev:
    cluster: { name: dev }
    kubernetes: "1.34"
    zones: [zone-a]
    domain: dev.acme.example
    apiServer: { cidrs: [10.0.0.10/32] }
    probeImage: ghcr.io/acme/probe:8.11.1@sha256:${'8'.repeat(64)}
`;
const REPOSITORY = 'https://git.acme.example/gitops.git';

function parse(top: string, environment = '', defaults = ''): Environments {
  return parseEnvironments(layerOfText('overlays/environments.yaml', `schema: slipway.environments/v1\n${top}\n${defaults}${ENVIRONMENT}${environment}`));
}

describe('the GitOps repository', () => {
  it('may be left out', () => {
    const { gitops, argocd, problems } = parse('');
    expect(textOf(problems)).toBe('');
    expect([gitops, argocd]).toEqual([undefined, { namespace: 'argocd', kinds: [], kindsOf: {} }]);
  });

  it('has documented defaults', () => {
    expect(parse(`gitops: { repository: ${REPOSITORY} }`).gitops).toEqual({ repository: REPOSITORY, branch: 'main', ledger: 'slipway-ledger' });
  });

  it.each(['https://git.acme.example:8443/team/gitops', 'ssh://git@git.acme.example:22/gitops.git', 'git@git.acme.example:team/gitops.git', 'https://git.acme.example/~team/gitops'])('may lie at %s', (repository) => {
    expect(parse(`gitops: { repository: "${repository}" }`).gitops?.repository).toBe(repository);
  });

  it.each<[string, string, string]>([
    ['no address', 'branch: main', '"repository" is missing'],
    ['an address in the clear', 'repository: http://git.acme.example/gitops.git', 'it is not encrypted\n  allowed: https://host/path'],
    ['a user in the address', 'repository: https://ci@git.acme.example/gitops.git', 'it holds a user or a password'],
    ['a pattern', 'repository: https://git.acme.example/*', 'is not the address of a git repository'],
    ['an alternative', 'repository: "https://git.acme.example/{a,b}"', 'is not the address of a git repository'],
    ['a negation', 'repository: "!https://git.acme.example/a"', 'is not the address of a git repository'],
    ['a template', 'repository: "https://git.acme.example/{{ .system }}"', 'is not the address of a git repository'],
    ['an option', 'repository: "--upload-pack=/bin/sh"', 'is not the address of a git repository'],
    ['another transport', 'repository: "ext::sh -c true"', 'is not the address of a git repository'],
    ['a host that is an option', 'repository: "ssh://-oProxyCommand=x/gitops"', 'is not the address of a git repository'],
    ['a path that is an option', 'repository: "git@git.acme.example:-x"', 'is not the address of a git repository'],
    ['two lines', 'repository: "https://git.acme.example/a\\nb"', 'is not the address of a git repository'],
    ['a whole ref', `repository: ${REPOSITORY}, branch: refs/heads/live`, 'it is a whole ref\n'],
    ['a branch that is an option', `repository: ${REPOSITORY}, branch: -f`, '"-f" is not a branch'],
    ['a branch with two dots', `repository: ${REPOSITORY}, branch: a..b`, '"a..b" is not a branch'],
    ['a branch that ends in .lock', `repository: ${REPOSITORY}, branch: a/b.lock`, '"a/b.lock" is not a branch'],
    ['a hidden branch', `repository: ${REPOSITORY}, branch: a/.b`, '"a/.b" is not a branch'],
    ['HEAD', `repository: ${REPOSITORY}, branch: HEAD`, '"HEAD" is not a branch'],
    ['one branch for both', `repository: ${REPOSITORY}, ledger: main`, 'the branches "main" and "main" cannot stand beside each other'],
    ['a branch below the other', `repository: ${REPOSITORY}, ledger: main/ledger`, 'cannot stand beside each other\n  allowed: two branches, neither below the other'],
    ['an unknown key', `repository: ${REPOSITORY}, brunch: main`, 'did you mean "branch"?'],
    ['an idle removal', `repository: ${REPOSITORY}, branch: null`, 'null removes nothing here'],
  ])('refuses %s', (_name, text, expected) => {
    expect(textOf(parse(`gitops: { ${text} }`).problems)).toContain(expected);
  });

  it('is refused without a password in the message', () => {
    const text = textOf(parse('gitops: { repository: "https://ci:hunter2secret@git.acme.example/gitops.git" }').problems);
    expect(text).toContain('it holds a user or a password');
    expect(text).not.toContain('hunter2secret');
  });
});

describe('Argo CD in the environments', () => {
  it('may permit kinds that systems add', () => {
    expect(parse('argocd: { namespace: gitops, kinds: [batch/CronJob, PersistentVolumeClaim], kindsOf: { shop: [rbac.authorization.k8s.io/Role] } }').argocd).toEqual({
      namespace: 'gitops',
      kindsOf: { shop: [{ group: 'rbac.authorization.k8s.io', kind: 'Role' }] },
      kinds: [
        { group: 'batch', kind: 'CronJob' },
        { group: '', kind: 'PersistentVolumeClaim' },
      ],
    });
  });

  it('has windows and subscriptions in each environment, or in the defaults of all', () => {
    const { environments, problems } = parse('', '    argocd: { syncWindows: [{ schedule: "@daily", duration: 90m }] }\n', 'defaults: { argocd: { notifications: [{ trigger: on-sync-failed, service: slack, recipients: [deployments] }] } }\n');
    expect(textOf(problems)).toBe('');
    expect(environments[0]!.argocd).toEqual({
      syncWindows: [{ schedule: '0 0 * * *', duration: '1h30m', timeZone: 'UTC' }],
      notifications: [{ trigger: 'on-sync-failed', service: 'slack', recipients: ['deployments'] }],
    });
  });

  it.each<[string, string, string]>([
    ['days, which Argo CD does not know', 'syncWindows: [{ schedule: "0 18 * * 5", duration: 2d }]', 'days are not known here\n  allowed: whole numbers with h, m, s'],
    ['a schedule with seconds', 'syncWindows: [{ schedule: "0 0 18 * * 5", duration: 2h }]', 'there are no seconds'],
    ['an abbreviation of a time zone', 'syncWindows: [{ schedule: "0 18 * * 5", duration: 2h, timeZone: CET }]', '"CET" is not a time zone'],
    ['a window that allows', 'syncWindows: [{ kind: allow, schedule: "0 18 * * 5", duration: 2h }]', 'unknown key "kind"'],
    ['a list in one recipient', 'notifications: [{ trigger: on-deployed, service: slack, recipients: [a;b] }]', '"a;b" is not a recipient'],
    ['a trigger that would end the key', 'notifications: [{ trigger: "on.deployed", service: slack }]', '"on.deployed" is not a name'],
  ])('refuses %s', (_name, text, expected) => {
    expect(textOf(parse('', `    argocd: { ${text} }\n`).problems)).toContain(expected);
  });

  it.each(['cronjob', 'batch/v1/CronJob', '*/*', 'batch/*', 'Cron Job'])('refuses the kind %s', (kind) => {
    expect(textOf(parse(`argocd: { kinds: ["${kind}"] }`).problems)).toContain('is not a kind');
  });
});
