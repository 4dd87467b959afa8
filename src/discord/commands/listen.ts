import type { CommandContext, CommandGroup, View } from '../interactions/command.ts'
import { onOffCommand } from './on-off-command.ts'

/** `/listen on|off`: whether the bot answers every message of a channel. */
export const listenCommands: CommandGroup = {
  commands: [onOffCommand('listen', 'listen', 'ManageChannels', setListened)],
}

async function setListened(isOn: boolean, context: CommandContext): Promise<View> {
  const { channel, listenedChannels, hasMessageContent } = context
  const { listen } = context.texts
  if (isOn && !hasMessageContent) return listen.needsIntent
  await listenedChannels.setMode(channel, isOn ? 'everything' : 'mentions')
  return isOn ? listen.on : listen.off
}
