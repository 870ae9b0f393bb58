import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { findFaults } from './cloudformation/find-faults.ts';
import { findWidePolicies } from './cloudformation/find-wide-policies.ts';
import { readTemplate } from './cloudformation/read-template.ts';

const connector = await readFile('scripts/deploy/template.yaml', 'utf8');
const github = await readFile('scripts/deploy/github.yaml', 'utf8');

for (const [name, text] of [['template.yaml', connector], ['github.yaml', github]] as const) {
  test(`${name} says nothing that AWS’s description of its resources does not know`, () => {
    assert.deepEqual(findFaults(readTemplate(text)), []);
  });

  test(`No policy of ${name} allows more than it names`, () => {
    assert.deepEqual(findWidePolicies(readTemplate(text)), []);
  });
}

/** A change of the template, and what has to be found then. */
const broken: readonly [string, string, string, RegExp][] = [
  ['a property is misspelled', 'Timeout: !Ref', 'TimeOut: !Ref', /^Function\.TimeOut: no such property$/],
  ['a required property is left out', 'Role: !GetAtt FunctionRole.Arn', '', /^Function\.Role: it is required and missing$/],
  ['a nested property is misspelled', 'SSEAlgorithm', 'Algorithm', /ServerSideEncryptionByDefault\.Algorithm: no such property$/],
  ['a type does not exist', 'AWS::Lambda::Alias', 'AWS::Lambda::Name', /AWS::Lambda::Name is no type of resource$/],
  ['a list is no list', 'Architectures: [arm64]', 'Architectures: arm64', /Architectures: it is no list$/],
  ['a number is a text', 'DaysAfterInitiation: 1', "DaysAfterInitiation: 'one'", /it is no whole number$/],
  ['a reference names nothing', '!Ref CodeKey', '!Ref CodeName', /CodeName is neither a parameter nor a resource$/],
  ['an attribute does not exist', '!GetAtt FivetranRole.Arn', '!GetAtt FivetranRole.ARN', /FivetranRole\.ARN is no attribute$/],
  ['a substitution names nothing', "'${Function}:live'", "'${Functions}:live'", /Functions is neither/],
  ['a condition does not exist', 'Condition: HasBucket', 'Condition: WithBucket', /WithBucket is no condition$/],
];

for (const [what, from, to, fault] of broken) {
  test(`A template is refused when ${what}`, () => {
    assert.ok(findFaults(readTemplate(changed(connector, from, to))).some((found) => fault.test(found)));
  });
}

/** A change of a template that lets someone do more. */
const wide: readonly [string, string, string, string][] = [
  ['Fivetran may call every function', connector, 'Resource: [!Ref Alias, !GetAtt Function.Arn]', "Resource: '*'"],
  ['Fivetran may do anything with the function', connector, 'Action: lambda:InvokeFunction', 'Action: lambda:*'],
  ['Fivetran may call functions of that name', connector, '!GetAtt Function.Arn]', "!Sub '${Function.Arn}*']"],
  ['Fivetran may do anything with the objects', connector, '[s3:GetObject, s3:DeleteObject]', "['s3:*']"],
  ['Fivetran may read every bucket', connector, "Resource: !Sub '${Bucket.Arn}/*'", "Resource: 'arn:aws:s3:::*'"],
  ['any account may take the role', connector, "'arn:aws:iam::834469178297:root'", "'*'"],
  ['the function may write every log', connector, 'Resource: !GetAtt LogGroup.Arn', "Resource: 'arn:aws:logs:*:*:*'"],
  ['a managed policy is attached', connector, 'Description: Lets Fivetran call the connector.', 'ManagedPolicyArns: [arn:aws:iam::aws:policy/PowerUserAccess]'],
  ['IAM refuses the version of a policy', connector, "Version: '2012-10-17'", "Version: '2022-07-13'"],
  ['all but one action is allowed', connector, 'Action: lambda:InvokeFunction', 'NotAction: lambda:DeleteFunction'],
  ['a deploy may change every function', github, "function:${FunctionName}'", "function:*'"],
  ['a deploy may write a whole bucket', github, '${CodeBucket}/connector/*', '${CodeBucket}*'],
];

for (const [what, text, from, to] of wide) {
  test(`A template is refused when ${what}`, () => {
    assert.notDeepEqual(findWidePolicies(readTemplate(changed(text, from, to))), []);
  });
}

test('Fivetran’s role is for Fivetran’s account, with the External ID, and calls this function alone', () => {
  const { Properties } = readTemplate(connector).Resources['FivetranRole'] ?? {};
  const [trust] = statements(Properties?.['AssumeRolePolicyDocument']);
  assert.deepEqual(trust, {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::834469178297:root' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
  });
  const policies = Properties?.['Policies'];
  assert.ok(Array.isArray(policies));
  assert.deepEqual(policies[0], {
    PolicyName: 'call',
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: [{ Ref: 'Alias' }, { 'Fn::GetAtt': ['Function', 'Arn'] }] }],
    },
  });
});

test('The outputs are what Fivetran’s form asks for, and each has a line in the guide', async () => {
  const guide = await readFile('scripts/deploy/README.md', 'utf8');
  const outputs = Object.keys(readTemplate(connector).Outputs);
  assert.deepEqual(outputs.toSorted(), ['Bucket', 'ExternalId', 'Function', 'FunctionArn', 'Region', 'RoleArn']);
  for (const output of outputs) assert.match(guide, new RegExp(`^\\|.*\`${output}\``, 'm'), `the guide has no line for ${output}`);
});

function statements(policy: unknown): readonly unknown[] {
  assert.ok(typeof policy === 'object' && policy !== null && 'Statement' in policy && Array.isArray(policy.Statement));
  return policy.Statement;
}

/** The text with every place changed, of which there has to be one. */
function changed(text: string, from: string, to: string): string {
  assert.ok(text.includes(from), `the template does not say ${from}`);
  return text.replaceAll(from, to);
}
