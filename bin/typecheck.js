'use strict';
// The project's own compiler, asked whether the types hold of what is rendered: by tsconfig.app.json
// where there is one, so that an error in a test does not stop a render, else by tsconfig.json.

const { execFile } = require('node:child_process');
const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { Fault, installFix } = require('./failure.js');

/**
 * Type-checks the project.
 * @param {import('./place.js').Place} place
 * @returns {Promise<{ problems: object[], inputs: string[] }>} inputs: absolute paths of the files that were checked
 */
async function typecheck(place) {
  const compiler = findCompiler(place);
  if (!fs.existsSync(path.join(place.base, 'tsconfig.json'))) {
    throw new Fault([
      {
        message: `${place.base} has no tsconfig.json, so its types cannot be checked`,
        fix: `echo '{ "extends": "slipway/tsconfig.base.json", "include": ["src"] }' > tsconfig.json`,
      },
    ]);
  }
  const app = path.join(place.base, 'tsconfig.app.json');
  const { failed, output } = await runCompiler(compiler, place.base, fs.existsSync(app) ? app : place.base);
  const { problems, files } = readOutput(output);
  if (failed && problems.length === 0) throw new Error(`tsc failed without saying where:\n${output.slice(-2000)}`);
  return { problems, inputs: files };
}

/**
 * What tsc printed: errors, each with its indented explanation, and the files it read.
 * @param {string} output
 */
function readOutput(output) {
  const problems = [];
  const files = [];
  for (const line of output.split(/\r?\n/)) {
    const at = /^(.+)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line);
    const nowhere = /^error (TS\d+): (.*)$/.exec(line);
    if (at !== null) {
      const [, file, row, column, code, message] = at;
      problems.push({ file, line: Number(row), column: Number(column), message: `${message} (${code})` });
    } else if (nowhere !== null) {
      problems.push({ file: 'tsconfig.json', message: `${nowhere[2]} (${nowhere[1]})` });
    } else if (/^\s+\S/.test(line) && problems.length > 0) {
      problems.at(-1).message += `\n${line.trim()}`;
    } else if (path.isAbsolute(line)) {
      files.push(path.normalize(line));
    }
  }
  return { problems, files };
}

/**
 * @param {string} compiler
 * @param {string} folder
 * @param {string} project
 * @returns {Promise<{ failed: boolean, output: string }>}
 */
function runCompiler(compiler, folder, project) {
  const args = [compiler, '--project', project, '--noEmit', '--pretty', 'false', '--listFiles'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 256 << 20 }, (error, stdout, stderr) => {
      // A number is the compiler's verdict; anything else means that it did not get that far.
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ failed: error !== null, output: `${stdout}${stderr}` });
    });
  });
}

/** @param {import('./place.js').Place} place */
function findCompiler(place) {
  for (const from of [place.base, place.packageRoot]) {
    try {
      const description = createRequire(path.join(from, 'package.json')).resolve('typescript/package.json');
      return path.join(path.dirname(description), JSON.parse(fs.readFileSync(description, 'utf8')).bin.tsc);
    } catch {
      // Not there, or a half of it: the next folder may have it whole.
    }
  }
  const listed = mentions(path.join(place.base, 'package.json'), 'typescript');
  throw new Fault([
    {
      message: `typescript, which checks the project's types, is not installed in ${place.base}`,
      fix: listed ? installFix(place.base) : 'npm install --save-dev typescript',
    },
  ]);
}

/**
 * @param {string} file
 * @param {string} word
 */
function mentions(file, word) {
  return fs.existsSync(file) && fs.readFileSync(file, 'utf8').includes(`"${word}"`);
}

module.exports = { typecheck };
