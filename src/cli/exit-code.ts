/** How the command line ends, for scripts. Each is listed in `--help`. */
export const exitCode = {
  fine: 0,
  bug: 1,
  /** As a test that fails ends. */
  apiDiffers: 1,
  usage: 2,
  functionFailed: 3,
  ruleBroken: 4,
  warehouse: 5,
  /** 128 + SIGINT, as shells count it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

const meanings: Readonly<Record<keyof typeof exitCode, string>> = {
  fine: 'done',
  bug: 'a fault of this program itself',
  apiDiffers: 'check found that the API does not do what its source declares',
  usage: 'the command, its options, the secrets, the settings or the AWS credentials are wrong; nothing was changed',
  functionFailed: 'the function ended with an error, or AWS could not call it just then; the warehouse stands as the last good answer left it',
  ruleBroken: "an answer breaks a rule of Fivetran's protocol; it was not stored",
  warehouse: 'the warehouse file cannot be used; nothing was stored by halves',
  interrupted: 'ended by Ctrl-C; every answer before is stored, and the next sync goes on from there',
};

/** The list for `--help`. */
export const exitCodesHelp = [
  'Exit codes:',
  ...Object.entries(exitCode).map(([name, code]) => `  ${String(code).padStart(3)}  ${meanings[name as keyof typeof exitCode]}`),
].join('\n');
