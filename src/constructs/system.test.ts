import { describe, expect, it } from '@jest/globals';
import { App } from 'cdk8s';
import { exampleSystem } from './test-support.ts';
import { System } from './system.ts';

describe('System', () => {
  it('may have any name, even one that every object in JavaScript has', () => {
    const { target, release } = exampleSystem();
    const system = new System(new App(), 'constructor', { name: 'constructor', instance: 'constructor-dev', target, release });
    expect([system.systemName, system.namespaceName]).toEqual(['constructor', 'constructor-dev']);
  });
});
