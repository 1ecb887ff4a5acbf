/** npm test [vitest filters]: everything, ending with the one line "N passed, N failed". With filters only the matching unit and server tests. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWebIfStale, environment, installIfNeeded, nodePath, ROOT, requireNode20, say } from './workspace.mjs';

const RESULTS = join(ROOT, '.tmp/test-results');

requireNode20();
installIfNeeded();
const filters = process.argv.slice(2);
if (filters.length === 0) await buildWebIfStale();
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

const outcomes = [runVitest()];
if (filters.length === 0) outcomes.push(runPlaywright());
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

function runVitest() {
  const file = join(RESULTS, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filters];
  const status = run('node_modules/vitest/vitest.mjs', args, {});
  const report = readReport(file);
  if (report === null) return { passed: 0, failed: 1 };
  // A file that does not even load has no failed test in it, but it failed.
  const broken = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed'),
  );
  return atLeastOneFailure(status, { passed: report.numPassedTests, failed: report.numFailedTests + broken.length });
}

function runPlaywright() {
  const file = join(RESULTS, 'playwright.json');
  const args = ['test', '-c', join(ROOT, 'e2e/playwright.config.ts'), '--reporter=list,json'];
  const status = run('node_modules/@playwright/test/cli.js', args, { PLAYWRIGHT_JSON_OUTPUT_NAME: file });
  const report = readReport(file);
  if (report === null) return { passed: 0, failed: 1 };
  // A test that needs a second try is not a passing one.
  const { expected, unexpected, flaky } = report.stats;
  return atLeastOneFailure(status, { passed: expected, failed: unexpected + flaky });
}

function run(program, args, variables) {
  const result = spawnSync(nodePath(), [join(ROOT, program), ...args], {
    cwd: ROOT,
    env: { ...environment(), ...variables },
    stdio: 'inherit',
  });
  if (result.error) say(`${program}: ${result.error.message}`);
  return result.status;
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** An unhandled error outside of any test ends the runner with a code and no failed test. */
function atLeastOneFailure(status, counts) {
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
