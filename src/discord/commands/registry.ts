import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord.js'
import type { CommandGroup } from '../interactions/command.ts'
import { accessCommands } from './access/command.ts'
import { answerAgainCommands } from './answer-again.ts'
import { beginAnewCommands } from './begin-anew.ts'
import { diagnoseCommands } from './diagnose.ts'
import { forgetCommands } from './forget/command.ts'
import { helpCommands, helpForAdminsCommands } from './help.ts'
import { listenCommands } from './listen.ts'
import { modelCommands } from './model.ts'
import { privacyCommands } from './privacy/command.ts'
import { rememberCommands, undoRememberCommands } from './remember/command.ts'
import { serverMemoryCommands } from './server-memory.ts'
import { settingsCommands } from './settings/command.ts'
import { exportCommands, importCommands } from './transfer/command.ts'
import { usageCommands } from './usage.ts'
import { keepItCommands, whatDoYouKnowCommands } from './what-do-you-know/command.ts'
import { whyCommands } from './why/command.ts'

/** Everything people can do, in the order in which Discord is told of it. */
export const commandGroups: readonly CommandGroup[] = [
  helpCommands,
  helpForAdminsCommands,
  listenCommands,
  answerAgainCommands,
  beginAnewCommands,
  forgetCommands,
  whatDoYouKnowCommands,
  keepItCommands,
  rememberCommands,
  undoRememberCommands,
  privacyCommands,
  exportCommands,
  importCommands,
  whyCommands,
  settingsCommands,
  serverMemoryCommands,
  diagnoseCommands,
  usageCommands,
  accessCommands,
  modelCommands,
]

/** All commands as Discord is told of them at each start; telling it twice changes nothing. */
export const commandDefinitions: RESTPutAPIApplicationCommandsJSONBody = commandGroups
  .flatMap(({ commands = [], messageCommands = [] }) => [...commands, ...messageCommands])
  .map(({ definition }) => definition)
