import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { isRecord } from './is-record.ts';
import type { Template } from './read-template.ts';

/** AWS's own description of every type of resource, its properties and its attributes. */
const database = loadAwsServiceSpecSync();

type Described = ReturnType<typeof database.all<'resource'>>[number];
type PropertyType = Described['properties'][string]['type'];

/**
 * Where a template says something that AWS's description of its resources does not know: a type, a property, a value of
 * the wrong kind, a property left out that is required, or a name that refers to nothing.
 */
export function findFaults(template: Template): string[] {
  const faults: string[] = [];
  for (const [name, resource] of Object.entries(template.Resources)) {
    const described = describedType(resource.Type);
    if (described === undefined) faults.push(`${name}: ${resource.Type} is no type of resource`);
    else faults.push(...faultsOfObject(resource.Properties, described.properties, name));
    faults.push(...faultsOfNames(resource.Properties, template, name));
    if (resource.Condition !== undefined) faults.push(...faultsOfCondition(resource.Condition, template, name));
  }
  for (const part of ['Outputs', 'Conditions'] as const) faults.push(...faultsOfNames(template[part], template, part));
  return faults;
}

function describedType(type: string): Described | undefined {
  return database.lookup('resource', 'cloudFormationType', 'equals', type)[0];
}

function faultsOfObject(value: Readonly<Record<string, unknown>>, properties: Described['properties'], at: string): string[] {
  const missing = Object.entries(properties)
    .filter(([name, { required }]) => required === true && !Object.hasOwn(value, name))
    .map(([name]) => `${at}.${name}: it is required and missing`);
  const wrong = Object.entries(value).flatMap(([name, given]) => {
    const property = properties[name];
    return property === undefined ? [`${at}.${name}: no such property`] : faultsOfValue(given, property.type, `${at}.${name}`);
  });
  return [...missing, ...wrong];
}

function faultsOfValue(value: unknown, type: PropertyType, at: string): string[] {
  if (isRecord(value)) {
    const [[name, argument] = []] = Object.entries(value);
    if (name === 'Fn::If' && Array.isArray(argument)) return argument.slice(1).flatMap((branch) => faultsOfValue(branch, type, at));
    // What a reference or a function gives is known only when the stack is made.
    if (name === 'Ref' || name?.startsWith('Fn::') === true) return [];
  }
  switch (type.type) {
    case 'array':
      if (!Array.isArray(value)) return [`${at}: it is no list`];
      return value.flatMap((element, nth) => faultsOfValue(element, type.element, `${at}.${String(nth)}`));
    case 'ref':
      if (!isRecord(value)) return [`${at}: it is no object`];
      return faultsOfObject(value, database.get('typeDefinition', type.reference.$ref).properties, at);
    case 'map':
      return isRecord(value) ? Object.entries(value).flatMap(([name, given]) => faultsOfValue(given, type.element, `${at}.${name}`)) : [`${at}: it is no object`];
    case 'union': {
      const faults = type.types.map((one) => faultsOfValue(value, one, at));
      return faults.some((of) => of.length === 0) ? [] : faults.flat();
    }
    case 'string':
      if (typeof value !== 'string') return [`${at}: it is no text`];
      return type.allowedValues === undefined || type.allowedValues.includes(value) ? [] : [`${at}: '${value}' is not allowed`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${at}: it is no whole number`];
    case 'number':
      return typeof value === 'number' ? [] : [`${at}: it is no number`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at}: it is neither true nor false`];
    default:
      return [];
  }
}

/** Every `Ref`, `Fn::GetAtt`, `Fn::Sub` and `Fn::If` in a value has to name something that is there. */
function faultsOfNames(value: unknown, template: Template, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap((element, nth) => faultsOfNames(element, template, `${at}.${String(nth)}`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, argument]) => {
    if (name === 'Ref') return faultsOfReference(String(argument), template, at);
    if (name === 'Fn::GetAtt' && Array.isArray(argument)) return faultsOfReference(argument.join('.'), template, at);
    if (name === 'Fn::Sub' && typeof argument === 'string') {
      return [...argument.matchAll(/\$\{([^!}]+)\}/g)].flatMap(([, named = '']) => faultsOfReference(named, template, at));
    }
    const ofCondition = name === 'Fn::If' && Array.isArray(argument) ? faultsOfCondition(String(argument[0]), template, at) : [];
    return [...ofCondition, ...faultsOfNames(argument, template, `${at}.${name}`)];
  });
}

function faultsOfReference(reference: string, { Parameters, Resources }: Template, at: string): string[] {
  const [name = '', ...attribute] = reference.split('.');
  const resource = Resources[name];
  if (attribute.length === 0) {
    const known = name.startsWith('AWS::') || Object.hasOwn(Parameters, name) || resource !== undefined;
    return known ? [] : [`${at}: ${name} is neither a parameter nor a resource`];
  }
  const attributes = resource === undefined ? {} : (describedType(resource.Type)?.attributes ?? {});
  return Object.hasOwn(attributes, attribute.join('.')) ? [] : [`${at}: ${reference} is no attribute`];
}

function faultsOfCondition(name: string, { Conditions }: Template, at: string): string[] {
  return Object.hasOwn(Conditions, name) ? [] : [`${at}: ${name} is no condition`];
}
