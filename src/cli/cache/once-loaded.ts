import fs from 'node:fs';
import { replace, tellOf } from './replace.ts';

/** Modules of node that take milliseconds to load, and which most definitions never use. */
type Seldom = 'child_process' | 'fs/promises';

/**
 * Does something to a module of node as soon as somebody loads it; at once, where it is loaded.
 *
 * @param watch gives back what undoes it
 * @returns what undoes all of it
 */
export function onceLoaded(name: Seldom, watch: (module: object) => () => void): () => void {
  const restore: (() => void)[] = [];
  let isWatched = false;
  const begin = (): void => {
    if (isWatched) return;
    isWatched = true;
    restore.push(watch(process.getBuiltinModule(`node:${name}`)));
  };
  if (isLoaded(name)) begin();
  else restore.push(...waysToLoad(name, begin));
  return () => {
    for (const each of restore.reverse()) each();
  };
}

/** Where node does not say, it counts as loaded. */
function isLoaded(name: Seldom): boolean {
  const { moduleLoadList: loaded } = process as { readonly moduleLoadList?: readonly string[] };
  return loaded?.includes(`NativeModule ${name === 'fs/promises' ? 'internal/fs/promises' : name}`) !== false;
}

/** Tells of each way in which code that is no ES module gets at it. */
function waysToLoad(name: Seldom, onLoad: () => void): (() => void)[] {
  const asked = ([id]: readonly unknown[]): void => {
    if (id === name || id === `node:${name}`) onLoad();
  };
  const ways = [tellOf(process.getBuiltinModule('node:module'), ['_load'], asked), tellOf(process, ['getBuiltinModule'], asked)];
  const own = Object.getOwnPropertyDescriptor(fs, 'promises');
  if (name !== 'fs/promises' || own?.get === undefined) return ways;
  const get = (): unknown => {
    onLoad();
    return Reflect.apply(own.get!, fs, []);
  };
  return [...ways, replace(fs, 'promises', { get, enumerable: own.enumerable === true })];
}
