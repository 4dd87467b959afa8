import type { CommandGroup } from '../interactions/command.ts'
import { stateCommand } from './state-command.ts'

/** `/server-memory on|off`: whether anything is kept of what is said in a server. */
export const serverMemoryCommands: CommandGroup = {
  isForEverybody: true,

  commands: [
    stateCommand('server-memory', 'serverMemory', ['on', 'off'], async (state, context) => {
      await context.serverSettings.setMemoryOff(context.guild, state === 'off')
      return context.texts.serverMemory[state]
    }),
  ],
}
