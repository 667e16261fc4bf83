import { describe, expect, it } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, put, tree } from '../dist/test-support.ts';
import { makeFiles } from './make-files.ts';
import { repositoryPackageJson } from './package-json.ts';
import { addToRegistry } from './registry.ts';
import { parseSystemName } from './system-name.ts';
import { fillTemplate } from './template.ts';

describe('a system\'s name', () => {
  const accepted: Record<string, [string, string]> = {
    'a word': ['shop', 'shop'],
    'several words': ['price-feed', 'priceFeed'],
    'digits inside': ['web-3-tier', 'web3Tier'],
    'a keyword': ['default', 'defaultSystem'],
    'what the registry is called': ['systems', 'systemsSystem'],
    'what a system imports': ['define-system', 'defineSystemSystem'],
    'the name of what a system exports beside it': ['overlay', 'overlaySystem'],
    'as long as it may be': ['a'.repeat(40), 'a'.repeat(40)],
  };
  for (const [what, [name, identifier]] of Object.entries(accepted)) {
    it(`may be ${what}`, () => expect(parseSystemName(name)).toEqual({ name, identifier }));
  }
  const refused: Record<string, [string, string | undefined]> = {
    'upper case': ['Shop', 'shop'],
    'a digit first': ['3shop', 'shop'],
    'a way out of the folder': ['../shop', 'shop'],
    'a space': ['my shop', 'my-shop'],
    'nothing': ['', undefined],
    'nothing but signs': ['---', undefined],
    'a prototype key': ['__proto__', 'proto'],
    'what every object has': ['constructor', 'constructor-system'],
    'too long a name': ['a'.repeat(41), 'a'.repeat(40)],
    'a control character': ['sh\u001bop', 'sh-op'],
  };
  for (const [what, [name, near]] of Object.entries(refused)) {
    it(`must not have ${what}`, () => expect(() => parseSystemName(name)).toThrow(expect.objectContaining({ problems: [near === undefined ? expect.not.objectContaining({ fix: expect.anything() }) : expect.objectContaining({ fix: near })] })));
  }
});

describe('a template', () => {
  it('is filled in, in names and texts, and nothing else in it is touched', inFolder((folder) => {
    put(folder, { 'dot-github/x.yml': '${{ matrix.__SYSTEM__ }} __dirname __OTHER__', '__SYSTEM__/a.ts': '__SYSTEM____IDENTIFIER__' });
    expect([...fillTemplate(folder, { __SYSTEM__: 'shop', __IDENTIFIER__: '$&' })]).toEqual([
      ['shop/a.ts', 'shop$&'],
      ['.github/x.yml', '${{ matrix.shop }} __dirname __OTHER__'],
    ]);
  }));
});

describe('making files', () => {
  it('makes and replaces', inFolder((folder) => {
    put(folder, { 'list': 'old' });
    makeFiles(folder, new Map([['a/b/c', '1'], ['d', '2']]), new Map([['list', 'new']]));
    expect(tree(folder)).toEqual({ 'a/b/c': '1', d: '2', list: 'new' });
  }));

  it('overwrites nothing, and names everything that is in the way', inFolder((folder) => {
    put(folder, { a: 'mine', 'b/c': 'mine' });
    expect(() => makeFiles(folder, new Map([['a', ''], ['b', ''], ['d', '']]))).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ file: 'a' }), expect.objectContaining({ file: 'b' })] }));
    expect(tree(folder)).toEqual({ a: 'mine', 'b/c': 'mine' });
  }));

  it('takes back what it made when a later file cannot be made', inFolder((folder) => {
    put(folder, { file: 'mine' });
    expect(() => makeFiles(folder, new Map([['new/a', ''], ['file/b', '']]))).toThrow('ENOTDIR');
    mkdirSync(join(folder, 'list'));
    expect(() => makeFiles(folder, new Map([['new/a', '']]), new Map([['list', '']]))).toThrow('EISDIR');
    expect(tree(folder)).toEqual({ file: 'mine', 'list/': '' });
  }));
});

describe('the package.json of a new repository', () => {
  const slipway = {
    version: '0.1.0',
    engines: { node: '>=20.19' },
    dependencies: { cdk8s: '2.0.0', 'cdk8s-plus-28': '2.5.6', constructs: '10.0.0', zod: '4.0.0' },
    devDependencies: { '@jest/globals': '30.0.0', '@swc/core': '1.0.0', '@swc/jest': '0.2.0', '@types/node': '20.0.0', 'cdk8s-cli': '2.1.0', jest: '30.0.0', typescript: '7.0.0' },
  };

  it('pins everything to what slipway is tested with', () => {
    const made = JSON.parse(repositoryPackageJson('shop', {}, slipway));
    expect(made).toMatchObject({ name: 'shop', private: true, dependencies: { slipway: '0.1.0', zod: '4.0.0' }, devDependencies: { 'cdk8s-cli': '2.1.0' } });
    expect(Object.values({ ...made.dependencies, ...made.devDependencies }).filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
  });

  it('keeps where slipway was installed from, and whatever else stands there', () => {
    const present = { name: 'mine', license: 'MIT', scripts: { test: 'echo "Error: no test specified" && exit 1', build: 'mine' }, dependencies: { slipway: 'file:../slipway-0.1.0.tgz', zod: '4.9.9' } };
    expect(JSON.parse(repositoryPackageJson('shop', present, slipway))).toMatchObject({
      name: 'mine',
      license: 'MIT',
      scripts: { test: 'jest', build: 'mine', synth: 'slipway synth' },
      dependencies: { slipway: 'file:../slipway-0.1.0.tgz', zod: '4.9.9' },
    });
  });

  it('moves slipway to the dependencies when it was installed as a tool', () => {
    const made = JSON.parse(repositoryPackageJson('shop', { devDependencies: { slipway: 'file:x.tgz' } }, slipway));
    expect([made.dependencies.slipway, made.devDependencies.slipway]).toEqual(['file:x.tgz', undefined]);
  });
});

describe('the registry', () => {
  const one = "import { type SystemDefinition } from 'slipway';\nimport { shop } from './shop/build.ts';\n\n/** All. */\nexport const systems: readonly SystemDefinition[] = [shop];\n";

  it('gets one system more', () => {
    expect(addToRegistry(one, { name: 'price-feed', identifier: 'priceFeed' })).toBe(
      "import { type SystemDefinition } from 'slipway';\nimport { shop } from './shop/build.ts';\nimport { priceFeed } from './price-feed/build.ts';\n\n/** All. */\nexport const systems: readonly SystemDefinition[] = [shop, priceFeed];\n",
    );
  });

  it('gets the first one, and bears a list over several lines', () => {
    expect(addToRegistry(one.replace('[shop]', '[]'), { name: 'a', identifier: 'a' })).toContain('= [a];');
    expect(addToRegistry(one.replace('[shop]', '[\n  shop,\n]'), { name: 'a', identifier: 'a' })).toContain('= [shop, a];');
  });

  it('is refused, with the line to type, when it is of another form', () => {
    expect(() => addToRegistry('export const systems = load();', { name: 'a', identifier: 'a' })).toThrow("import { a } from './a/build.ts';");
  });
});
