import type { Environment } from '../../../config/read-settings.ts';
import { type Config, ConfigError, readClientConfig, readConfig } from '../../../config.ts';
import { diagnose } from '../../../db/connection/diagnose.ts';
import type { Command, ExitCode, Output } from '../command.ts';
import { checkDatabase, checkEmbedded } from '../doctor/check-database.ts';
import { checkLimits } from '../doctor/check-limits.ts';
import { checkService, checkWebhooks } from '../doctor/check-reach.ts';
import { type Finding, fine, wrong } from '../doctor/finding.ts';

export const doctor: Command = {
  summary: 'looks for what is wrong with this installation, and says what to do',
  takes: '',
  details: [
    'Run it with the settings of the service. It looks at them, at the database and its clock, at whether webhooks arrive,',
    'and at the limits of this machine. It asks the provider of each line whether it accepts the credentials. It changes',
    'nothing.',
    '',
    'The exit code is 1 when something is wrong; warnings alone leave it at 0.',
  ].join('\n'),
  options: {},
  words: [0, 0],
  async run(input): Promise<ExitCode> {
    const findings: Finding[] = [];
    const { options } = input;
    for await (const finding of examine(options.text('url'), options.environment)) {
      findings.push(finding);
      tell(input.out, finding);
    }
    const count = (is: Finding['is']) => findings.filter((finding) => finding.is === is).length;
    input.out.line(
      `\n${count('fine')} fine, ${count('warning')} warnings, ${count('wrong')} wrong`,
    );
    return count('wrong') > 0 ? 1 : 0;
  },
};

export async function* examine(
  url: string | undefined,
  environment: Environment,
): AsyncGenerator<Finding> {
  const configOrFinding = settingsOf(environment);
  if ('check' in configOrFinding) {
    // The settings have problems, so neither the database nor the webhooks can be checked.
    yield configOrFinding;
  } else {
    yield fine('settings', 'They are valid.');
    yield* examineDatabase(configOrFinding);
    yield await checkWebhooks(configOrFinding.publicUrl);
  }
  yield await checkService((url ?? readClientConfig(environment).url).replace(/\/$/, ''));
  yield* checkLimits();
}

function settingsOf(environment: Environment): Config | Finding {
  try {
    return readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return wrong(
      'settings',
      error.message,
      'Give doctor the settings of the service, and mend these.',
    );
  }
}

async function* examineDatabase(config: Config): AsyncGenerator<Finding> {
  const { database } = config;
  if (database.is === 'embedded') return yield checkEmbedded(database);
  const found = await diagnose(database.directUrl, database.schema ?? null);
  yield* checkDatabase(found, database);
  // Without tables (null) or lines, no provider can be asked.
  if (found.is !== 'answered' || !found.lines?.count) return;
  // Imported only here, because it loads the code of every provider.
  const { checkLines } = await import('../doctor/check-lines.ts');
  yield* checkLines(found.lines.first, config);
}

const signs = { fine: ['✓', 'green'], warning: ['!', 'yellow'], wrong: ['✗', 'red'] } as const;

function tell(out: Output, finding: Finding): void {
  const [sign, colour] = signs[finding.is];
  // With `--json` only the first prints, without it only the others.
  out.json(finding);
  out.line(`${out.paint(colour, sign)} ${finding.check}: ${finding.says}`);
  if (finding.todo) out.line(`    → ${finding.todo}`);
}
