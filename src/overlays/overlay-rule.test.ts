import { describe, expect, it } from '@jest/globals';
import { merge } from './merge.ts';
import { type OverlayRule, applyRules, hostWithinDomain, stepsOf } from './overlay-rule.ts';
import { type TargetFacts } from './target-facts.ts';
import { layerOfText, textOf } from './test-support.ts';

const target = { domain: 'dev.acme.example', tier: 'development' } as TargetFacts;
const merged = merge([layerOfText('base.yaml', 'app:\n  scale: { min: 3 }\n'), layerOfText('dev.yaml', 'app:\n  host: shop.acme.example\n')]);
const values = { app: { host: 'shop.acme.example', scale: { min: 3 } } };

describe('a rule', () => {
  it.each<[string, OverlayRule<typeof values>, string]>([
    ['about a value, at the value', () => [{ path: 'app.scale.min', message: 'too many' }], 'base.yaml:2:17  app.scale.min\n  too many'],
    ['about a default, at what holds it', () => [{ path: 'app.scale.max', message: 'too many' }], 'base.yaml:2:3  app.scale.max'],
    ['with steps that hold dots', () => [{ path: ['app', 'a.b'], message: 'wrong' }], 'dev.yaml:1:1  app["a.b"]'],
    ['with all it has to say', () => [{ path: 'app', message: 'm', allowed: 'a', fix: 'f' }], '  m\n  allowed: a\n  fix: f'],
  ])('speaks %s', (_name, rule, expected) => {
    expect(textOf(applyRules([rule], values, target, merged))).toContain(expected);
  });

  it('may be a generator, and find several things or none', () => {
    const rule: OverlayRule<typeof values> = function* ({ app }, { tier }) {
      if (tier === 'release') yield { path: 'app', message: 'never here' };
      for (const key of Object.keys(app)) yield { path: `app.${key}`, message: key };
    };
    expect(applyRules([rule, () => []], values, target, merged).map(({ message }) => message)).toEqual(['host', 'scale']);
  });
});

describe('hostWithinDomain', () => {
  const rule = hostWithinDomain('app.host');
  const found = (host: unknown): string => textOf(applyRules([rule], { app: { host } }, target, merged));

  it.each([
    ['a host in the domain', 'shop.dev.acme.example'],
    ['the domain itself', 'dev.acme.example'],
    ['a host below a host', 'a.b.dev.acme.example'],
    ['no host', undefined],
  ])('accepts %s', (_name, host) => {
    expect(found(host)).toBe('');
  });

  it.each([
    ['another domain', 'shop.acme.example', 'host: shop.dev.acme.example'],
    ['a domain that ends alike', 'shop.notdev.acme.example', 'host: shop.dev.acme.example'],
  ])('refuses %s', (_name, host, fix) => {
    expect(found(host)).toContain(`dev.yaml:2:9  app.host\n  "${host}" lies outside the target's domain\n  allowed: dev.acme.example and names that end in .dev.acme.example\n  fix: ${fix}`);
  });
});

describe('stepsOf', () => {
  it.each([
    ['app.host', ['app', 'host']],
    ['zones[0].name', ['zones', 0, 'name']],
    ['a[1][2]', ['a', 1, 2]],
    ['', []],
  ])('of %s', (path, steps) => {
    expect(stepsOf(path)).toEqual(steps);
  });
});
