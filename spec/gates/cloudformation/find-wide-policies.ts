import { isRecord } from './is-record.ts';
import type { Template } from './read-template.ts';

/** Objects have names that are known only when they are put: all in one bucket is the least that can be said. */
const objectsOfOneBucket = /^(\$\{Bucket\.Arn\}|arn:\$\{AWS::Partition\}:s3:::\$\{CodeBucket\}\/connector)\/\*$/;

/**
 * Where a policy of a template allows more than it names: a `*` in an action, a principal or a resource, or a managed
 * policy; also where its version is not the one that IAM accepts. What denies may deny everything.
 */
export function findWidePolicies({ Resources }: Template): string[] {
  return Object.entries(Resources).flatMap(([name, { Type, Properties }]) => {
    const managed = 'ManagedPolicyArns' in Properties ? [`${name}: a managed policy allows what stands elsewhere`] : [];
    const open = Type === 'AWS::Lambda::Permission' || Type === 'AWS::Lambda::Url' ? [`${name}: it opens the function to others`] : [];
    return [...managed, ...open, ...policiesIn(Properties, name).flatMap(({ at, policy }) => faultsOfPolicy(policy, at))];
  });
}

type Found = { readonly at: string; readonly policy: Readonly<Record<string, unknown>> };

function policiesIn(value: unknown, at: string): Found[] {
  if (Array.isArray(value)) return value.flatMap((element, nth) => policiesIn(element, `${at}.${String(nth)}`));
  if (!isRecord(value)) return [];
  if ('Statement' in value) return [{ at, policy: value }];
  return Object.entries(value).flatMap(([name, given]) => policiesIn(given, `${at}.${name}`));
}

function faultsOfPolicy({ Version, Statement }: Found['policy'], at: string): string[] {
  const version = Version === '2012-10-17' ? [] : [`${at}: IAM refuses the version ${String(Version)}`];
  if (!Array.isArray(Statement)) return [...version, `${at}: its statements are no list`];
  return [...version, ...Statement.flatMap((statement) => faultsOfStatement(statement, at))];
}

function faultsOfStatement(statement: unknown, at: string): string[] {
  if (!isRecord(statement)) return [`${at}: a statement is no object`];
  if (statement['Effect'] === 'Deny') return [];
  if ('NotAction' in statement || 'NotResource' in statement || 'NotPrincipal' in statement) return [`${at}: it allows all but what it names`];
  const faults = (['Action', 'Principal', 'Resource'] as const).flatMap((name) =>
    textsIn(statement[name])
      .filter((text) => text.includes('*') && !(name === 'Resource' && objectsOfOneBucket.test(text)))
      .map((text) => `${at}: '${text}' as ${name}`),
  );
  const isTrust = 'Principal' in statement;
  return isTrust || 'Resource' in statement ? faults : [...faults, `${at}: it names no resource`];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isRecord(value) ? Object.values(value).flatMap(textsIn) : [];
}
