import { directives } from '../input.ts'
import type { Line } from './text.ts'

/** What the demo runs with, as it is told at its start. */
export interface Setting {
  readonly model: string
  readonly memory: string
  readonly logFile: string
}

/** The first lines of the demo. */
export function introduction({ model, memory, logFile }: Setting): Line[] {
  return [
    { text: 'Keepsake demo: the real bot, on a small Discord of its own inside this terminal.' },
    { text: `Model: ${model}`, dim: true },
    { text: `Memory: ${memory}, kept for the next time. The bot’s log: ${logFile}`, dim: true },
    {
      text: 'You are Ada. Just type, or :tour, :user Bob, :place #general, :help, :quit. A / alone lists the bot’s commands.',
      dim: true,
    },
  ]
}

const explained: Readonly<Record<keyof typeof directives, string>> = {
  user: 'be somebody else: Ada (admin), Bob (staff), Cleo, Dan, or anyone new',
  place: 'go to DM, #general, #staff, or a thread',
  reply: 'reply to the bot’s last message',
  edit: 'change your last message',
  delete: 'delete your last message',
  click: 'use a button or a menu’s option by its number; several options of one menu: :click 2 3',
  cancel: 'close the form that the bot has opened',
  menu: 'use a command of the menu of the bot’s last message, e.g. :menu "Answer again"',
  mine: 'the same on your own last message, e.g. :mine "Remember this"',
  save: 'save the files of the bot’s last message that has any',
  language: 'set the language of your Discord: en-US, de, fr, es-ES, ja, zh-CN…',
  tour: 'a tour of a minute, as Emma; any line takes over, Enter goes on with it or to its next step',
  help: 'this list',
  quit: 'end; Ctrl-D and Ctrl-C do as well',
}

const COLUMN = 24

/** All that can be typed. */
export function help(): Line[] {
  const wants = (name: keyof typeof directives) =>
    directives[name] === '' ? `:${name}` : `:${name} <${directives[name]}>`
  const names = Object.keys(explained) as (keyof typeof directives)[]
  return [
    {
      text: `${'any text'.padEnd(COLUMN)}say it here; in a server’s channel the bot answers what mentions it: @Keepsake hi`,
    },
    { text: `${'/command …'.padEnd(COLUMN)}use a command of the bot’s as in Discord: /listen on; / alone lists them` },
    {
      text: `${'/command ?words'.padEnd(COLUMN)}what the bot offers for words in an option that completes itself; Tab does so too`,
    },
    ...names.map(name => ({ text: `${wants(name).padEnd(COLUMN)}${explained[name]}` })),
  ]
}

export const notAddressed: Line = {
  text: '(No answer: in a server’s channel the bot answers what mentions it, @Keepsake hi, or replies to it. /listen on makes it answer everything.)',
  dim: true,
}
export const deleted: Line = { text: '(Deleted; the bot forgets it as well.)', dim: true }
export const noReaction: Line = { text: '(The bot did nothing.)', dim: true }
export const tooLate: Line = { text: '(The bot is still not done; going on without waiting.)', dim: true }
