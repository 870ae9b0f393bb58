import { parse, type CollectionTag, type ScalarTag } from 'yaml';
import { isRecord } from './is-record.ts';

/** A CloudFormation template, its short tags (`!Ref`) spelled out (`{Ref: …}`). */
export type Template = {
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
};

export type Resource = {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
};

/** Reads a template. Throws where it is no YAML, or a resource has no type. */
export function readTemplate(text: string): Template {
  const root: unknown = parse(text, { customTags: [...scalarTags(), ...listTags()], uniqueKeys: true });
  if (!isRecord(root)) throw new Error('a template is an object');
  const part = (name: string): Record<string, unknown> => {
    const value = root[name];
    return isRecord(value) ? value : {};
  };
  return {
    Parameters: part('Parameters'),
    Conditions: part('Conditions'),
    Resources: Object.fromEntries(Object.entries(part('Resources')).map(([name, value]) => [name, resource(name, value)])),
    Outputs: part('Outputs'),
  };
}

function resource(name: string, value: unknown): Resource {
  if (!isRecord(value) || typeof value['Type'] !== 'string') throw new Error(`resource ${name} has no type`);
  const { Type, Properties, Condition } = value;
  return {
    Type,
    Properties: isRecord(Properties) ? Properties : {},
    ...(typeof Condition === 'string' ? { Condition } : {}),
  };
}

function scalarTags(): ScalarTag[] {
  return ['Ref', 'Sub', 'GetAtt', 'Condition'].map((name) => ({
    tag: `!${name}`,
    resolve: (text) => ({ [longName(name)]: name === 'GetAtt' ? text.split('.') : text }),
  }));
}

function listTags(): CollectionTag[] {
  return ['If', 'Equals', 'Not', 'And', 'Or', 'Join', 'Sub'].map((name) => ({
    tag: `!${name}`,
    collection: 'seq',
    resolve: (seq) => ({ [longName(name)]: seq.toJSON() as unknown }),
  }));
}

function longName(name: string): string {
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}
