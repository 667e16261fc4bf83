import { describe, expect, it } from '@jest/globals';
import { containerResourceNameErrors, isOvercommitAllowed, isWholeResource, quotaResourceNameErrors, resourceNameErrors } from './resource-name.ts';

describe('the name of a resource', () => {
  it.each([
    // name, anywhere, of a container, of a quota
    ['cpu', true, true, true],
    ['hugepages-2Mi', true, true, true],
    ['requests.hugepages-2Mi', true, false, true],
    ['storage', true, false, false],
    ['requests.storage', true, false, true],
    ['pods', true, false, true],
    ['services.loadbalancers', true, false, true],
    ['disk', false, false, false],
    ['shop.example/gpu', true, true, true],
    ['requests.shop.example/gpu', true, false, true],
    ['kubernetes.io/anything', true, true, true],
    ['count/deployments.apps', true, true, true],
    ['count/', false, false, false],
    [`${'a'.repeat(250)}.b/gpu`, true, false, true],
  ])('%s', (name, anywhere, ofContainer, ofQuota) => {
    expect(resourceNameErrors(name).length === 0).toBe(anywhere);
    expect(containerResourceNameErrors(name).length === 0).toBe(ofContainer);
    expect(quotaResourceNameErrors(name).length === 0).toBe(ofQuota);
  });
});

describe('isWholeResource', () => {
  it.each([['pods', true], ['shop.example/gpu', true], ['cpu', false], ['count/pods', true], ['requests.shop.example/gpu', false]])('of %s', (name, expected) => {
    expect(isWholeResource(name)).toBe(expected);
  });
});

describe('isOvercommitAllowed', () => {
  it.each([['cpu', true], ['hugepages-2Mi', false], ['shop.example/gpu', false]])('of %s', (name, expected) => {
    expect(isOvercommitAllowed(name)).toBe(expected);
  });
});
