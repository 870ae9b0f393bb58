import type { Catalog } from '../../src/core/catalog.ts';
import type { Connector } from '../../src/core/connector.ts';
import type { Options } from '../../src/core/options.ts';
import type { Response } from '../../src/core/response.ts';
import type { Answer } from '../../src/protocol/answer.ts';

/** What the laws judge: the rules of a sync, and how a response is printed as an answer to Fivetran. */
export type Judged = Connector & { readonly answer: (response: Response) => Answer };

/** An implementation, ours or a wrong one. It is built anew for every call, as in a Lambda that starts cold. */
export type Subject = (catalog: Catalog, options: Options) => Judged;
