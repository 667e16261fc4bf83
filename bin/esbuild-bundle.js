'use strict';
// The entry and everything it imports, as one CommonJS function. For `slipway synth` that is without what other commands
// need, and beside it stands the short way through this command, which loads none of it (quick).

const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { Fault, installFix } = require('./failure.js');

/**
 * Bundles the place's entry. Calls of `import()` inside it stay lazy.
 * @param {import('./place.js').Place} place
 * @param {{ sourceMap?: boolean }} [options]
 * @returns {Promise<{ problems: object[], text: string, quick?: string, map: string, inputs: string[], folders: string[] }>} absolute paths: inputs, and the folders in which imports by path were looked for
 */
async function esbuildBundle(place, { sourceMap = false } = {}) {
  const esbuild = requireEsbuild(place);
  const read = new Set();
  const alone = place.kind === 'synth';
  try {
    const tsconfig = path.join(place.base, 'tsconfig.json');
    const result = await esbuild.build({
      absWorkingDir: place.base,
      entryPoints: { main: place.entry, ...(alone ? { quick: path.join(place.packageRoot, 'src', 'cli', 'quick.ts') } : {}) },
      outdir: place.folder,
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      // The text is read on every start; names stay, so that a stack is readable even without the map.
      minifyWhitespace: true,
      minifySyntax: true,
      legalComments: 'none',
      // vm.Script has no import(): what is left of it is node's own modules, which require() gets as well.
      supported: { 'dynamic-import': false },
      banner: { js: '(function (exports, require, module, __filename, __dirname, __slipwayAt) {' },
      footer: { js: '})' },
      sourcemap: sourceMap ? 'external' : false,
      sourcesContent: false,
      ...(fs.existsSync(tsconfig) ? { tsconfig } : {}),
      plugins: [ownFolder(place.folder, read), ...(alone ? [synthAlone(place.packageRoot)] : [])],
      logLevel: 'silent',
    });
    const output = (name) => result.outputFiles.find((file) => path.basename(file.path) === name)?.text;
    return {
      problems: [],
      text: output('main.js') ?? '',
      ...(alone ? { quick: output('quick.js') } : {}),
      map: output('main.js.map') ?? '',
      inputs: Object.keys(result.metafile.inputs).filter((file) => !file.startsWith(LEFT_OUT)).map((file) => path.resolve(place.base, file)),
      folders: foldersOf(place, result.metafile.inputs),
    };
  } catch (error) {
    if (!Array.isArray(error.errors) || error.errors.length === 0) throw withoutBinary(error, place);
    return { problems: error.errors.map(toProblem), text: '', map: '', inputs: [...read], folders: [] };
  } finally {
    // Else its process lives as long as ours.
    await esbuild.stop?.();
  }
}

/** What slipway imports lazily and `slipway synth` never uses: other commands, the watch, the plugin of cdk8s. */
const NOT_FOR_SYNTH = /^src[\\/]cli[\\/](commands[\\/](?!synth\.ts$)|watch[\\/]|validate-files\.ts$)/;
/** Where esbuild has what is left out, and the code of the error where it is used after all (see run.js). */
const LEFT_OUT = 'left-out';

/**
 * Leaves out what `slipway synth` never uses.
 * @param {string} packageRoot
 */
function synthAlone(packageRoot) {
  return {
    name: 'synth-alone',
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ kind, path: name, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const file = path.relative(packageRoot, path.resolve(resolveDir, name));
        return NOT_FOR_SYNTH.test(file) ? { path: file, namespace: LEFT_OUT } : undefined;
      });
      build.onLoad({ filter: /./, namespace: LEFT_OUT }, ({ path: file }) => ({ contents: `throw Object.assign(new Error(${JSON.stringify(`${file} is no part of the bundle for synth`)}), { code: '${LEFT_OUT}' });` }));
    },
  };
}

/**
 * Tells a file that asks where it lies (to read one beside it) where it lies, not where the bundle is: as seen from
 * there, so that a project may be moved or copied with its bundle.
 * @param {string} folder of the bundle
 * @param {Set<string>} read gets the path of every file that is read: where building fails, esbuild does not say
 */
function ownFolder(folder, read) {
  return {
    name: 'own-folder',
    setup(build) {
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path: file }) => {
        read.add(file);
        const text = await fs.promises.readFile(file, 'utf8');
        if (!/\b__(dirname|filename)\b/.test(text) || /^#!|\b(var|let|const)\s+__(dirname|filename)\b/.test(text)) return undefined;
        const seen = (place) => `__slipwayAt(${JSON.stringify(path.relative(folder, place).split(path.sep).join('/'))})`;
        const head = `var __filename = ${seen(file)}, __dirname = ${seen(path.dirname(file))}; `;
        return { contents: head + text, loader: loaderOf(file) };
      });
    },
  };
}

/**
 * Where imports by path lead, before links are followed.
 * @param {import('./place.js').Place} place
 * @param {Record<string, { imports: { original?: string }[] }>} inputs
 */
function foldersOf(place, inputs) {
  const folders = new Set();
  for (const [file, { imports }] of Object.entries(inputs)) {
    for (const { original = '' } of imports) {
      if (/^\.\.?(\/|$)/.test(original)) folders.add(path.dirname(path.resolve(place.base, path.dirname(file), original)));
    }
  }
  return [...folders];
}

/** @param {string} file */
function loaderOf(file) {
  return path.extname(file).replace(/^\.[cm]?/, '');
}

/** @param {import('./place.js').Place} place */
function requireEsbuild(place) {
  for (const from of [place.packageRoot, place.base]) {
    try {
      return createRequire(path.join(from, 'package.json'))('esbuild');
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new Fault([
    { message: `esbuild, which slipway builds with, is not installed in ${place.base}`, fix: installFix(place.base) },
  ]);
}

/**
 * esbuild's program comes as an optional dependency, one for each platform.
 * @param {Error} error
 * @param {import('./place.js').Place} place
 */
function withoutBinary(error, place) {
  if (!/@esbuild\/|esbuild for another platform|could not be found/.test(error.message)) return error;
  const [first] = error.message.split('\n');
  return new Fault([{ message: `esbuild has no program for this platform: ${first}`, fix: `${installFix(place.base)} --include=optional` }]);
}

/** @param {{ text: string, location: { file: string, line: number, column: number } | null }} error */
function toProblem({ text, location }) {
  if (location === null) return { message: text };
  return { file: location.file.split(path.sep).join('/'), line: location.line, column: location.column + 1, message: text };
}

module.exports = { esbuildBundle };
