import type { Source } from '../edge/source.ts';
import { loans } from './loans.ts';

/** Every source, by the name that selects it. A bundle that was built for one source holds that one alone. */
export const everySource: Readonly<Record<string, Source>> = { loans };

/** The source that is meant unless another is named. */
export const defaultSource = 'loans';
