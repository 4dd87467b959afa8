import type { CommandContext, CommandGroup, View } from '../interactions/command.ts'
import { stateCommand } from './state-command.ts'

/** What the states of `/listen` are in the settings of a channel. */
const MODES = { on: 'everything', worthwhile: 'worthwhile', off: 'mentions' } as const

/** `/listen on|worthwhile|off`: whether the bot answers every message of a channel, what is worthwhile, or mentions alone. */
export const listenCommands: CommandGroup = {
  commands: [stateCommand('listen', 'listen', ['on', 'worthwhile', 'off'], setMode)],
}

async function setMode(state: keyof typeof MODES, context: CommandContext): Promise<View> {
  const { channel, listenedChannels, hasMessageContent } = context
  const { listen } = context.texts
  if (state !== 'off' && !hasMessageContent) return listen.needsIntent
  await listenedChannels.setMode(channel, MODES[state])
  return listen[state]
}
