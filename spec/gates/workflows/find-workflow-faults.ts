import { parse } from 'yaml';
import { isRecord } from '../cloudformation/is-record.ts';

/** What makes a workflow unsafe: see each message. */
export function findWorkflowFaults(text: string): string[] {
  const workflow: unknown = parse(text);
  if (!isRecord(workflow)) return ['it is no object'];
  return [...faultsOfText(text), ...faultsOfWorkflow(workflow)];
}

function faultsOfText(text: string): string[] {
  const unpinned = [...text.matchAll(/uses: (.*)/g)]
    .map(([, used = '']) => used)
    .filter((used) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used))
    .map((used) => `${used}: an action is pinned by its commit, with its version beside it`);
  const target = text.includes('pull_request_target') ? ['pull_request_target runs what a fork wrote with our rights'] : [];
  const keys = /aws-(access-key-id|secret-access-key)/.test(text) ? ['a stored key of AWS'] : [];
  return [...unpinned, ...target, ...keys];
}

function faultsOfWorkflow(workflow: Readonly<Record<string, unknown>>): string[] {
  const { permissions, concurrency, jobs } = workflow;
  return [
    ...(isRecord(permissions) ? [] : ['no permissions are set']),
    ...(isRecord(permissions) && Object.values(permissions).includes('write') ? ['a right to write in the whole workflow'] : []),
    ...(isRecord(concurrency) && typeof concurrency['group'] === 'string' ? [] : ['no concurrency group is set']),
    ...(isRecord(jobs) ? Object.entries(jobs).flatMap(([name, job]) => faultsOfJob(name, job, permissions)) : ['no jobs']),
  ];
}

function faultsOfJob(name: string, job: unknown, inherited: unknown): string[] {
  if (!isRecord(job)) return [`${name}: it is no object`];
  const nothingInherited = isRecord(inherited) && Object.keys(inherited).length === 0;
  const steps: readonly unknown[] = Array.isArray(job['steps']) ? job['steps'] : [];
  return [
    ...(typeof job['timeout-minutes'] === 'number' ? [] : [`${name}: no timeout`]),
    ...(nothingInherited && !isRecord(job['permissions']) ? [`${name}: no permissions of its own`] : []),
    ...steps.flatMap((step) => (isRecord(step) ? faultsOfStep(step) : ['a step is no object'])).map((fault) => `${name}: ${fault}`),
  ];
}

function faultsOfStep({ uses, run, with: given }: Readonly<Record<string, unknown>>): string[] {
  const isCheckout = typeof uses === 'string' && uses.startsWith('actions/checkout@');
  const keeps = isCheckout && !(isRecord(given) && given['persist-credentials'] === false);
  const pasted = typeof run === 'string' ? [...run.matchAll(/\$\{\{([^}]*)\}\}/g)].map(([, expression = '']) => expression.trim()) : [];
  return [
    ...(keeps ? ['the checkout leaves its credentials behind'] : []),
    // What stands in the workflow itself is as safe as the rest of it; anything else comes through the environment.
    ...pasted.filter((expression) => !expression.startsWith('matrix.')).map((expression) => `${expression} is pasted into a shell`),
  ];
}
