import { describe, expect, it } from '@jest/globals';
import { App } from 'cdk8s';
import { exampleSystem, fixesOf, problemsOf } from './test-support.ts';
import { System } from './system.ts';

describe('System', () => {
  it.each([
    ['migratr', 'the release holds no image "migratr", did you mean "migrator"?', "system.image('migrator')"],
    ['worker', 'the release holds no image "worker"', 'add "worker" to the system\'s images, or ask for one of them'],
  ])('says which image was meant: %s', (name, message, fix) => {
    const { target, release } = exampleSystem();
    const images = { ...release.images, migrator: Object.values(release.images)[0]! };
    const system = new System(new App(), 'shop', { name: 'shop', instance: 'shop-dev', target, release: { ...release, images } });
    expect(problemsOf(() => system.image(name))).toEqual([`images.${name}: ${message}`]);
    expect(fixesOf(() => system.image(name))).toEqual([fix]);
  });

  it('may have any name, even one that every object in JavaScript has', () => {
    const { target, release } = exampleSystem();
    const system = new System(new App(), 'constructor', { name: 'constructor', instance: 'constructor-dev', target, release });
    expect([system.systemName, system.namespaceName]).toEqual(['constructor', 'constructor-dev']);
  });
});
