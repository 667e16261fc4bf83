import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { type Bundle, bundleId, bundleOf } from './bundle.ts';
import { canonicalJson } from './canonical-json.ts';

const bundle: Bundle = {
  system: 'shop',
  definition: 'd'.repeat(40),
  version: '0123456',
  source: { repository: 'https://git.acme.example/shop', commit: 'c'.repeat(40) },
  images: { migrator: { name: 'ghcr.io/acme/shop-migrator', digest: `sha256:${'2'.repeat(64)}`, version: '0e12345' }, app: { name: 'ghcr.io/acme/shop-app', digest: `sha256:${'1'.repeat(64)}`, version: '0123456' } },
};

describe('the id of a bundle', () => {
  it('is the hash that docs/formats.md describes', () => {
    const text =
      `{"definition":"${'d'.repeat(40)}","images":{"app":{"digest":"sha256:${'1'.repeat(64)}","name":"ghcr.io/acme/shop-app","version":"0123456"},` +
      `"migrator":{"digest":"sha256:${'2'.repeat(64)}","name":"ghcr.io/acme/shop-migrator","version":"0e12345"}},` +
      `"source":{"commit":"${'c'.repeat(40)}","repository":"https://git.acme.example/shop"},"system":"shop","version":"0123456"}`;
    expect(bundleId(bundle)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('changes with every part, and with nothing else', () => {
    const others: Bundle[] = [
      { ...bundle, system: 'shop2' },
      { ...bundle, definition: 'e'.repeat(40) },
      { ...bundle, version: '123456' },
      { ...bundle, source: { ...bundle.source, commit: 'e'.repeat(40) } },
      { ...bundle, source: { ...bundle.source, repository: 'https://git.acme.example/other' } },
      { ...bundle, images: { app: bundle.images['app']! } },
      ...(['name', 'digest', 'version'] as const).map((key) => ({ ...bundle, images: { ...bundle.images, app: { ...bundle.images['app']!, [key]: 'x' } } })),
    ];
    const ids = [bundle, ...others].map(bundleId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(bundleId({ ...bundle, images: Object.fromEntries(Object.entries(bundle.images).reverse()), comment: 'more' } as Bundle)).toBe(bundleId(bundle));
  });

  it('takes the effective version of every image', () => {
    const release = { version: 'v2', commit: 'c'.repeat(40), repository: 'https://git.acme.example/shop', images: { app: { name: 'a', digest: 'd' }, old: { name: 'o', digest: 'd', version: 'v1' } } };
    const made = bundleOf('shop', 'd'.repeat(40), release);
    expect(made.images).toEqual({ app: { name: 'a', digest: 'd', version: 'v2' }, old: { name: 'o', digest: 'd', version: 'v1' } });
    expect(bundleId(made)).toBe(bundleId(bundleOf('shop', 'd'.repeat(40), { ...release, images: { ...release.images, app: { ...release.images.app, version: 'v2' } } })));
  });
});

describe('canonical JSON', () => {
  it('is the same text whatever the order of keys was, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 4 }).filter(isCanonicalisable), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(value);
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });

  it('keeps a key called __proto__', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"x":1}}'))).toBe('{"__proto__":{"x":1},"b":1}');
  });

  for (const [name, value] of Object.entries({ 'a fraction': 0.5, 'a number beyond 2^53': 2 ** 60, 'minus zero': -0, 'half a character': '\ud800', 'half a character in a key': { '\udc00': 1 }, 'a function': () => 1, 'infinity': Infinity })) {
    it(`has none for ${name}`, () => {
      expect(() => canonicalJson([value])).toThrow(TypeError);
    });
  }
});

function isCanonicalisable(value: unknown): boolean {
  try {
    canonicalJson(value);
    return true;
  } catch {
    return false;
  }
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, item]) => [key, reversed(item)]));
}
