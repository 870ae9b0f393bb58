import assert from 'node:assert/strict';
import { isJsonObject } from '../../src/core/json.ts';
import { parseJson } from '../../src/edge/json.ts';
import type { ConnectionSetup } from '../../src/emulator/build-event.ts';
import { callFunction, receiveAnswer } from '../../src/emulator/call-function.ts';
import { FunctionError } from '../../src/emulator/function-error.ts';
import { payloadBytesMax } from '../../src/emulator/rules/limits.ts';
import { readAnswer, type ReadAnswer } from '../../src/emulator/rules/read-answer.ts';
import { runSetupTest } from '../../src/emulator/setup-test.ts';
import type { FailureCode } from '../../src/core/failure.ts';
import { syncId } from './connection.ts';
import type { Use } from './interaction.ts';

const strictly = { lenient: false };

/** Takes in an answer by every rule of the stand-in, and looks at what a sync does with it. */
export function takeAnswer(look: (answer: ReadAnswer) => void): Use {
  return async (invoke, event) => {
    const { answer } = await callFunction(invoke, event, {}, strictly);
    look(answer);
  };
}

/** Takes in an answer whose rows went through S3: it holds the rest, and none of them. */
export function takeStoredAnswer(look: (answer: ReadAnswer) => void): Use {
  return async (invoke, event) => {
    const { json } = await receiveAnswer(invoke, event, payloadBytesMax, 'answer-fits');
    assert.ok(isJsonObject(json) && !('insert' in json) && !('delete' in json));
    look(readAnswer(json, strictly));
  };
}

/** Takes in the object that went through S3: rows, and nothing else. */
export function takeStoredObject(look: (rows: Pick<ReadAnswer, 'insert' | 'delete'>) => void): Use {
  return async (invoke, event) => {
    const invocation = await invoke(event);
    assert.equal(invocation.kind, 'answer');
    const json = parseJson(invocation.text);
    assert.ok(isJsonObject(json));
    assert.deepEqual(Object.keys(json).sort(), ['delete', 'insert']);
    look(readAnswer({ state: {}, ...json, hasMore: false }, strictly));
  };
}

/** Plays the setup test; an answer on which it has a remark is refused. */
export function takeSetupTest(setup: ConnectionSetup): Use {
  return async (invoke, event) => {
    const invokeOnce: typeof invoke = (sent) => {
      assert.equal(sent, event);
      return invoke(sent);
    };
    const sleep = (): Promise<void> => Promise.withResolvers<undefined>().promise;
    const { remarks } = await runSetupTest({ invoke: invokeOnce, setup, syncId, now: () => 0, sleep });
    assert.deepEqual(remarks, []);
  };
}

/** Takes in an error, which shows its code and ends the sync. */
export function takeError(code: FailureCode): Use {
  return async (invoke, event) => {
    await assert.rejects(callFunction(invoke, event, {}, strictly), (error) => {
      assert.ok(error instanceof FunctionError, String(error));
      assert.equal(error.errorType, code);
      return true;
    });
  };
}
