'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');

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

module.exports = { digest, digestFile };
