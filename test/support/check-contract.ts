import { contractProblems, current, printContract, readText, released } from './contract.ts';

const problems = await contractProblems(printContract(), {
  current: readText(current),
  released: readText(released),
  changelog: readText('CHANGELOG.md'),
});
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`${current} is what schema/ says, and breaks nothing of the last release`);
