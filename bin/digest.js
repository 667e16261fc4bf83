'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

/** @param {string | Uint8Array} content */
function digest(content) {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * The digest of a file's content; empty, which no content has, when it cannot be read.
 * @param {string} file
 */
function digestFile(file) {
  try {
    return digest(fs.readFileSync(file));
  } catch {
    return '';
  }
}

/** What a build takes sources from, by its name. */
const SOURCE = /\.([cm]?[jt]sx?|json)$/;

/**
 * The digest of which sources, folders and links lie in a folder: one more may be another answer to an import, or be
 * checked though nothing imports it. Empty when it cannot be listed.
 * @param {string} folder
 * @param {boolean} alone whether folders in it are none of its business
 */
function digestFolder(folder, alone) {
  try {
    const entries = fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      if (entry.isSymbolicLink()) return alone ? [] : [`link ${entry.name} ${fs.readlinkSync(path.join(folder, entry.name))}`];
      if (entry.isDirectory()) return alone ? [] : [`folder ${entry.name}`];
      return SOURCE.test(entry.name) ? [`file ${entry.name}`] : [];
    });
    return digest(entries.sort().join('\0'));
  } catch {
    return '';
  }
}

/**
 * The digest of what an entry of the stamp names: a file, or with a slash at its end a folder. Of the base itself, in
 * which folders come by building and installing, the files count alone.
 * @param {string} base
 * @param {string} name relative to it
 */
function digestEntry(base, name) {
  const file = path.join(base, name);
  return name.endsWith('/') ? digestFolder(file, name === './') : digestFile(file);
}

module.exports = { digest, digestEntry };
