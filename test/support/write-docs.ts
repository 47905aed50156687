import { current, printContract, writeText } from './contract.ts';
import { generatedParts, writePart } from './generated-docs.ts';

for (const part of generatedParts) {
  writePart(part);
  console.log(`${part.page} has the current table of ${part.name}`);
}
writeText(current, printContract());
console.log(`${current} is what schema/ says`);
