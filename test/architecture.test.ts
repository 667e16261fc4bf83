import { describe, expect, it } from '@jest/globals';
import { transformSync } from 'esbuild';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const ROOT = resolve(__dirname, '..');

/** The house, from the ground up. A file may import from its own folder and from lower floors. */
const FLOORS: Readonly<Record<string, number>> = {
  imports: 0,
  'src/kernel': 0,
  'src/api': 1,
  'src/argocd': 2,
  'src/constructs': 3,
  'src/overlays': 3,
  'src/checks': 3,
  'src/diff': 3,
  'src/delivery': 3,
  'src/plan': 4,
  'src/render': 5,
  'src/reports': 5,
  'src/index.ts': 6,
  'src/testing.ts': 7,
  'src/systems': 7,
  'src/cli': 8,
  'src/main.ts': 9,
};

/** Floors that touch nothing outside their arguments. */
const PURE = ['imports', 'src/kernel', 'src/api', 'src/constructs', 'src/checks', 'src/diff', 'src/argocd', 'src/plan', 'src/reports'];
/** The only file of `src/overlays` that reads the disk. */
const READS_DISK = ['src/overlays/load.ts'];
const IMPURE_MODULES = /^(node:)?(fs|fs\/promises|child_process|net|http|https|http2|dgram|tls|os|process|worker_threads|cluster|timers|dns|readline)$/;
const IMPURE_CODE = /(?<![-\w.])(process\.|Date\.now|new Date\(\)|Math\.random|performance\.now|setTimeout|setInterval|randomUUID|randomBytes|fetch\()/;
/** Their result changes with the machine's locale or time zone. */
const LOCALE_CODE = /\b(localeCompare|toLocale\w+|Intl\.)/;

interface Import {
  readonly file: string;
  readonly specifier: string;
}

const files = ['src', 'imports'].flatMap((folder) => sources(join(ROOT, folder)));
const code = files.filter((file) => !/\.(test|spec)\.ts$/.test(file) && !file.includes('test-support'));
const imports: Import[] = code.flatMap((file) =>
  [...read(file).matchAll(/^\s*(?:import|export)\b[^'";]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm)].map((match) => ({
    file,
    specifier: (match[1] ?? match[2] ?? match[3])!,
  })),
);

describe('the house', () => {
  it('has a floor for every source file', () => {
    expect(code.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  it('is looked at as a whole', () => {
    expect(code.length).toBeGreaterThan(20);
    expect(imports.length).toBeGreaterThan(60);
  });

  it('has imports that go down only, never sideways between folders', () => {
    const wrong = imports.filter(({ file, specifier }) => {
      if (!specifier.startsWith('.')) return false;
      const from = roomOf(file)!;
      const to = roomOf(relative(ROOT, resolve(ROOT, dirname(file), specifier)).split(sep).join('/'));
      return to === undefined || (from !== to && FLOORS[to]! >= FLOORS[from]!);
    });
    expect(wrong).toEqual([]);
  });

  it('lets systems see the public API and nothing else of ours', () => {
    const wrong = imports.filter(({ file, specifier }) => {
      if (roomOf(file) !== 'src/systems' || !specifier.startsWith('.')) return false;
      const to = relative(ROOT, resolve(ROOT, dirname(file), specifier)).split(sep).join('/');
      return to !== 'src/index.ts' && roomOf(to) !== 'src/systems';
    });
    expect(wrong).toEqual([]);
  });

  it('imports our files with their extension, so that node, swc, esbuild and tsc agree on them', () => {
    expect(imports.filter(({ specifier }) => specifier.startsWith('.') && !/\.(ts|json)$/.test(specifier))).toEqual([]);
  });

  it('has no barrels but the two public ones', () => {
    const barrels = code.filter((file) => !file.startsWith('imports/') && /^export (\*|\{[^}]*\}) from/m.test(read(file)));
    expect(barrels.sort()).toEqual(['src/index.ts', 'src/testing.ts']);
  });
});

describe('the short way', () => {
  it('reaches nothing but our own files and modules of node', () => {
    const found = new Set(['src/cli/quick.ts']);
    const packages: Import[] = [];
    for (const file of found) {
      for (const specifier of loadedBy(file)) {
        if (specifier.startsWith('.')) found.add(relative(ROOT, resolve(ROOT, dirname(file), specifier)).split(sep).join('/'));
        else if (!specifier.startsWith('node:')) packages.push({ file, specifier });
      }
    }
    expect(packages).toEqual([]);
    expect(found.size).toBeGreaterThan(20);
    expect([...found].filter((file) => /^src\/(systems|constructs|checks|render|main\.ts)/.test(file))).toEqual([]);
    // The way that is looked along finds libraries where there are some.
    expect(loadedBy('src/overlays/waivers.ts')).toContain('zod');
  });

  it('is the only one to recall, with slipway synth: who judges or compares needs whole manifests', () => {
    expect(code.filter((file) => file.startsWith('src/cli/') && /\bmemory\b/.test(withoutComments(read(file)))).sort()).toEqual(['src/cli/ahead/render-in-threads.ts', 'src/cli/cache/keep-index.ts', 'src/cli/cache/remembering.ts', 'src/cli/cache/render-few.ts', 'src/cli/commands/synth.ts']);
    expect(code.filter((file) => /\bbeginRemembering\(/.test(withoutComments(read(file)))).sort()).toEqual(['src/cli/cache/remembering.ts', 'src/cli/commands/synth.ts']);
  });
});

describe('the pure floors', () => {
  const pure = code.filter((file) => PURE.includes(roomOf(file)!) || (roomOf(file) === 'src/overlays' && !READS_DISK.includes(file)));

  it('import no module that reaches outside', () => {
    const reaching = imports.filter(({ file, specifier }) => pure.includes(file) && IMPURE_MODULES.test(specifier));
    expect(reaching).toEqual([]);
  });

  it('keep what parts of a system share in the system: what a WeakMap holds beside it, V8 keeps until it collects everything', () => {
    expect(pure.filter((file) => file.startsWith('src/constructs/') && /\bnew Weak(Map|Set)\b/.test(withoutComments(read(file))))).toEqual([]);
  });

  it('use no process, clock or random source', () => {
    expect(pure.filter((file) => IMPURE_CODE.test(withoutComments(read(file))))).toEqual([]);
  });
});

describe('every floor', () => {
  it('gives the same bytes in every locale', () => {
    // It asks which names there are, and writes nothing by them.
    expect(code.filter((file) => LOCALE_CODE.test(withoutComments(read(file))))).toEqual(['src/overlays/time-zone.ts']);
  });

  // V8 keeps one byte a character of a bundle in ASCII, and two of any other. esbuild writes strings so by itself, but no patterns and raw texts.
  it('is bundled in ASCII: patterns and raw texts write other characters as \\u2192', () => {
    const options = { loader: 'ts', minifyWhitespace: true, legalComments: 'none' } as const;
    expect(code.filter((file) => /[^\0-\x7f]/.test(read(file)) && /[^\0-\x7f]/.test(transformSync(read(file), options).code)).map((file) => relative(ROOT, file))).toEqual([]);
  });

  it('names its files in kebab case and holds no drawer for odds and ends', () => {
    const names = code.filter((file) => file.startsWith('src/')).map((file) => file.split('/').pop()!);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name))).toEqual([]);
    expect(code.filter((file) => /(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.ts$)/.test(file))).toEqual([]);
  });
});

/** What a file loads as soon as it is loaded itself: what is imported for its types alone is not. */
function loadedBy(file: string): string[] {
  return [...read(file).matchAll(/^(?:import|export)\s+(?!type\b)([^'";]*?)\s*\bfrom\s+'([^']+)'|^import\s+'([^']+)'/gm)]
    .filter(([, names = '']) => !/^\{(\s*type [^,{}]+,?)+\s*\}$/.test(names))
    .map((match) => (match[2] ?? match[3])!);
}

function roomOf(file: string): string | undefined {
  if (FLOORS[file] !== undefined) return file;
  const room = Object.keys(FLOORS).find((name) => file.startsWith(`${name}/`));
  return room;
}

function sources(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return sources(path);
      return name.endsWith('.ts') ? [relative(ROOT, path).split(sep).join('/')] : [];
    });
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
