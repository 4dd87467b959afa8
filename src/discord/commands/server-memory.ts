import type { CommandGroup } from '../interactions/command.ts'
import { onOffCommand } from './on-off-command.ts'

/** `/server-memory on|off`: whether anything is kept of what is said in a server. */
export const serverMemoryCommands: CommandGroup = {
  isForEverybody: true,

  commands: [
    onOffCommand('server-memory', 'serverMemory', 'ManageGuild', async (isOn, { guild, serverSettings, texts }) => {
      await serverSettings.setMemoryOff(guild, !isOn)
      return isOn ? texts.serverMemory.on : texts.serverMemory.off
    }),
  ],
}
