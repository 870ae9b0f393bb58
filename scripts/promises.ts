import { writeFileSync } from 'node:fs';
import { guideFile, withPromises } from '../spec/sources/promises-table.ts';

writeFileSync(guideFile, withPromises());
console.log('src/sources/README.md has the promises that the core computes.');
