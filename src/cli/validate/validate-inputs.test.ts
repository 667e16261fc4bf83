import { describe, expect, it } from '@jest/globals';
import { type Environment } from '../../overlays/environment.ts';
import { type Waiver } from '../../overlays/waivers.ts';
import { briefly, validateText } from './test-support.ts';

const object = (kind: string, name: string, rest = '', labels = '') => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: shop-dev\n${labels === '' ? '' : `  labels: { ${labels} }\n`}${rest}`;
const OURS = 'app.kubernetes.io/managed-by: slipway, app.kubernetes.io/instance: shop-dev, app.kubernetes.io/part-of: shop';
const HOST_PORT = object('Pod', 'web', 'spec:\n  containers:\n    - name: web\n      image: ghcr.io/acme/web:v1\n      ports:\n        - containerPort: 80\n          hostPort: 80\n');
const waiver: Waiver = { rule: 'no-host-port', object: { kind: 'Pod', name: 'web' }, reason: 'it is a proxy', owner: 'platform@acme.example', expires: '2026-12-31', file: 'overlays/waivers.yaml', line: 3, column: 5 };
const found = (report: ReturnType<typeof validateText>) => report.findings.map(({ rule }) => rule.id);

describe('objects that slipway rendered', () => {
  it('are judged by every family, known by their label', () => {
    expect(found(validateText({ 'a.yaml': object('Secret', 'a', 'type: Opaque\n', OURS) }))).toContain('no-secret-object');
    expect(found(validateText({ 'a.yaml': object('Secret', 'a', 'type: Opaque\n') }))).not.toContain('no-secret-object');
  });

  it('belong to the pair that their labels name', () => {
    const { findings } = validateText({ 'a.yaml': object('Secret', 'a', 'type: Opaque\n', OURS) });
    expect(findings[0]).toMatchObject({ environment: 'dev', system: 'shop' });
  });

  it('are judged pair by pair', () => {
    const two = ['dev', 'production'].map((env) => object('ConfigMap', 'a', 'data: { a: b }\n', OURS.replace('shop-dev', `shop-${env}`))).join('---\n');
    expect(found(validateText({ 'a.yaml': two }, { rules: ['one-object-per-identity'] }))).toEqual([]);
    expect(found(validateText({ 'a.yaml': `${two}---\n${two}` }, { rules: ['one-object-per-identity'] })).length).toBeGreaterThan(0);
  });
});

describe('two systems of one cluster', () => {
  const environments = () => new Map([['dev', { name: 'dev', cluster: { name: 'dev' }, target: { kubernetes: '1.34', zones: [], nodePools: {} } } as unknown as Environment]]);
  const ingress = (system: string, host: string) =>
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  namespace: ${system}-dev\n  labels: { ${OURS.replaceAll('shop', system)} }\nspec:\n  rules:\n    - host: ${host}\n`;

  it('claim no host both, and each is told where it does', () => {
    const { findings } = validateText({ 'dev/bar.yaml': ingress('bar', 'a.acme.example'), 'dev/shop.yaml': ingress('shop', 'a.acme.example') }, { environments, rules: ['claim-is-of-one-system'] });
    expect(findings).toMatchObject([{ file: 'dev/shop.yaml', line: 9, column: 13, system: 'shop', path: 'spec.rules[0].host', message: expect.stringContaining('"a.acme.example" is that of dev/bar as well') }]);
    expect(found(validateText({ 'dev/bar.yaml': ingress('bar', 'a.acme.example'), 'dev/shop.yaml': ingress('shop', 'b.acme.example') }, { environments, rules: ['claim-is-of-one-system'] }))).toEqual([]);
  });
});

describe('objects of anybody', () => {
  it('have warnings for what is no mistake to the API server', () => {
    const { findings } = validateText({ 'a.yaml': HOST_PORT });
    expect(findings.filter(({ rule }) => rule.id === 'no-host-port')).toMatchObject([{ severity: 'warning', file: 'a.yaml', line: 12, column: 21, path: 'spec.containers[0].ports[0].hostPort' }]);
  });

  it.each<[string, object, string | undefined]>([
    ['a level that holds it', { podSecurity: 'baseline' }, 'error'],
    ['a level that allows it', { podSecurity: 'privileged' }, undefined],
    ['its family', { rules: ['pod-security'] }, 'error'],
    ['the rule itself', { rules: ['no-host-port'] }, 'error'],
    ['all rules', { rules: ['all'] }, 'error'],
    ['another family', { rules: ['secrets'] }, undefined],
  ])('weigh what was asked for: %s', (_what, options, severity) => {
    expect(validateText({ 'a.yaml': HOST_PORT }, options).findings.find(({ rule }) => rule.id === 'no-host-port')?.severity).toBe(severity);
  });

  it('may have one identity twice, and each finding stands where its own object does', () => {
    const good = HOST_PORT.replace('          hostPort: 80\n', '');
    const { findings } = validateText({ 'dev.yaml': good, 'production.yaml': `# head\n${HOST_PORT}` }, { rules: ['no-host-port'] });
    expect(findings).toMatchObject([{ file: 'production.yaml', line: 13 }]);
  });
});

describe('a name that is none', () => {
  it.each(['secrts', 'no-host-prt'])('is refused with the nearest: --rules %s', (name) => {
    expect(() => validateText({}, { rules: [name] })).toThrow(/did you mean/);
  });
});

describe('what cannot be judged', () => {
  it('is told, with its line, and the rest is judged', () => {
    const report = validateText({ 'a.yaml': `${HOST_PORT}---\na: [\n`, 'b.yaml': '' }, { rules: ['no-host-port'] });
    expect(briefly(report)).toEqual(['no-host-port 12:21', 'file-is-readable 14:4', 'file-holds-object 1:1']);
    expect(report.judged).toMatchObject({ objects: 1, files: 2 });
  });

  it('is counted: what is no Kubernetes object', () => {
    expect(validateText({ 'dist/argocd/applications/dev/shop.yaml': 'a: b\n', 'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n' })).toMatchObject({
      findings: [],
      notChecked: [{ count: 1, what: expect.stringContaining('Kustomization') }, { count: 1, what: expect.stringContaining('ApplicationSet') }],
    });
  });
});

describe('waivers', () => {
  it('answer for what they name, and are told', () => {
    const report = validateText({ 'a.yaml': HOST_PORT }, { rules: ['no-host-port'], waivers: [waiver] });
    expect(report).toMatchObject({ findings: [], waived: [{ finding: { line: 12 }, waiver: { owner: 'platform@acme.example', expires: '2026-12-31' } }] });
  });

  it.each<[string, Partial<Waiver>]>([
    ['another rule', { rule: 'no-host-path' }],
    ['another kind', { object: { kind: 'Deployment', name: 'web' } }],
    ['another name', { object: { kind: 'Pod', name: 'web-*' } }],
    ['another namespace', { object: { kind: 'Pod', name: 'web', namespace: 'shop-production' } }],
    ['an environment, where none is known', { environments: ['dev'] }],
    ['a system, where none is known', { systems: ['shop'] }],
  ])('answer for nothing else, and are left over: %s', (_what, other) => {
    const report = validateText({ 'a.yaml': HOST_PORT }, { rules: ['no-host-port'], waivers: [{ ...waiver, ...other }] });
    expect(briefly(report)).toEqual(['no-host-port 12:21', 'waiver-is-used 3:5']);
  });

  it('hold through their last day', () => {
    const of = (today: string) => briefly(validateText({ 'a.yaml': HOST_PORT }, { rules: ['no-host-port'], waivers: [waiver], today }));
    expect(of('2026-12-31')).toEqual([]);
    expect(of('2027-01-01')).toEqual(['no-host-port 12:21', 'waiver-is-current 3:5']);
  });

  it('are not left over where only a part was judged', () => {
    expect(briefly(validateText({ 'a.yaml': object('ConfigMap', 'a', 'data: { a: b }\n') }, { rules: ['no-host-port'], waivers: [waiver], isWhole: false }))).toEqual([]);
  });
});
