/** Says at the end which tests were skipped; a test's name carries the reason. */
module.exports = class SkipReporter {
  onRunComplete(_contexts, results) {
    const skipped = results.testResults.flatMap((file) => file.testResults.filter(({ status }) => status === 'pending'));
    if (skipped.length === 0) return;
    process.stderr.write(`\nSkipped, ${skipped.length}:\n${skipped.map(({ fullName }) => `  ${fullName}\n`).join('')}`);
  }
};
