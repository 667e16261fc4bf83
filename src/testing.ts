/** What tests of systems need beside the public API: `import { renderAll } from 'slipway/testing'`. */
export { renderAll, type RenderOptions } from './render/render-all.ts';
export { type RenderedFile, type RenderedPair } from './render/render-pair.ts';
export { type Manifest } from './kernel/manifest.ts';
