import { Option, type Command } from 'commander';
import { accessKinds, formats, strategyNames } from './description.ts';

/** What the flags of `init` say, and what is asked where they say nothing. All are texts, as they were typed. */
export type InitOptions = {
  readonly sample?: string;
  readonly path?: string;
  readonly query: readonly string[];
  readonly table?: string;
  readonly key?: string;
  readonly access?: string;
  readonly accessName?: string;
  readonly strategy?: string;
  readonly items?: string;
  readonly total?: string;
  readonly counts?: string;
  readonly stamp?: string;
  readonly from?: string;
  readonly until?: string;
  readonly format?: string;
  readonly bounds?: string;
  readonly grainMs?: string;
  readonly list?: string;
  readonly pageNumber?: string;
  readonly pageOffset?: string;
  readonly firstPage?: string;
  readonly pageSize?: string;
  readonly sizeMax?: string;
  readonly next?: string;
  readonly tokenParameter?: string;
  readonly tokenEnds?: string;
  readonly keyParameter?: string;
  readonly snapshot?: true;
  readonly acceptLoss?: true;
  readonly directory: string;
};

export function addInitOptions(command: Command): Command {
  return command
    .option('--sample <file>', 'a response of the list as JSON: what stands where is guessed from it, and its first item becomes the example')
    .option('--path <path>', "the list's path below the base URL, such as /v1/orders")
    .addOption(new Option('--query <key=value>', 'a query parameter of every request, such as sort=id; may be repeated').argParser(collect).default([], 'none'))
    .option('--table <name>', 'the table that its rows go to')
    .option('--key <field>', 'the field of an item that tells rows apart')
    .addOption(new Option('--access <kind>', 'how a request shows who asks').choices([...accessKinds]))
    .option('--access-name <name>', 'the header or query parameter that carries the key, for --access header and query')
    .addOption(new Option('--strategy <name>', 'how the list is read').choices([...strategyNames]))
    .option('--items <place>', "where the list of items stands in the body, such as data.items; '.' is the body itself")
    .option('--total <place>', 'where the number of rows stands, such as page.total or header:X-Total-Count')
    .addOption(new Option('--counts <how>', 'how the API counts: in one statement with the rows, in another one, or not at all').choices(['exact', 'apart', 'none']))
    .option('--stamp <place>', "where an item's modification time stands, such as updated_at")
    .option('--from <parameter>', "the query parameter of a window's beginning, such as updated_from or since")
    .option('--until <parameter>', "the query parameter of a window's end; left out where the API only knows 'changed since'")
    .addOption(new Option('--format <format>', "how a window's bound is written").choices([...formats]))
    .addOption(new Option('--bounds <bounds>', 'whether the API includes its bounds').choices(['[)', '[]', '()', '(]']))
    .option('--grain-ms <ms>', 'the finest difference between two stamps, in milliseconds')
    .addOption(new Option('--list <kind>', 'without a window: rows are only ever added at the end, or all are read in every sync').choices(['appended', 'whole']))
    .option('--page-number <parameter>', 'the query parameter of the page number')
    .option('--page-offset <parameter>', 'the query parameter of the rows to pass over, where there are no page numbers')
    .addOption(new Option('--first-page <number>', 'the number of the first page').choices(['0', '1']))
    .option('--page-size <parameter>', 'the query parameter of the page size')
    .option('--size-max <rows>', 'the largest page that the API gives')
    .option('--next <place>', 'where the token of the next page stands: next, header:X-Next or link:next')
    .option('--token-parameter <parameter>', 'the query parameter of the token; left out where it is a URL')
    .addOption(new Option('--token-ends <how>', 'every token is new and none ends; the last one comes again; one for the whole session').choices(['fresh', 'sameAtEnd', 'session']))
    .option('--key-parameter <parameter>', 'the query parameter of the key behind which a page begins')
    .option('--snapshot', 'with --list whole: what the list no longer holds was deleted')
    .option('--accept-loss', 'accept that the stream can lose rows, where nothing better is possible')
    .option('--directory <directory>', 'where the project is', '.');
}

function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}
