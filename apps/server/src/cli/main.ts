import { runCommandLine } from './run.ts';

// Images and reports are nobody else's to read.
process.umask(0o077);
const exitCode = await runCommandLine(process.argv.slice(2), process.env, {
  print: (text) => void process.stdout.write(`${text}\n`),
  say: (line) => void process.stderr.write(`${line}\n`),
});
process.exit(exitCode);
