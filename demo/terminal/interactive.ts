import { createInterface } from 'node:readline'
import type { ReadStream, WriteStream } from 'node:tty'
import { ApplicationCommandType } from 'discord-api-types/v10'
import type { Loopback } from '../../fake-discord/loopback.ts'
import { TOURIST } from '../tour/steps.ts'
import type { BotProcess } from '../world/bot-process.ts'
import { complete } from './complete.ts'
import { Feed } from './feed.ts'
import { namesIn, placeName, placesOf } from './places.ts'
import type { Line } from './render/text.ts'
import { Session } from './session.ts'
import { act } from './talk.ts'
import { openTour } from './tour.ts'
import { TtyScreen } from './tty-screen.ts'

export interface Terminal {
  readonly discord: Loopback
  readonly bot: BotProcess
  readonly input: ReadStream
  readonly output: WriteStream
  readonly greeting: readonly Line[]
  readonly modelQuietMs?: (() => number) | undefined
  /** Whether it begins with the tour. */
  readonly tours: boolean
  readonly signal: AbortSignal
  /** Takes what shows lines beside the talk, such as errors of the log. */
  readonly onScreen: (tell: (lines: readonly Line[]) => void) => void
}

/** Lets somebody talk at a terminal; resolves when they want to end, with the feed that shows what is still under way. */
export async function talkInteractively(terminal: Terminal): Promise<Feed> {
  const { discord, bot, input, output, tours, signal } = terminal
  const session = new Session(discord)
  const readline = createInterface({
    input,
    output,
    signal,
    completer: (line: string, tell: (error: null, found: [string[], string]) => void) => {
      const known = complete(line, choices(discord, session))
      // What the bot offers comes where nothing else is known; a command that is only half typed offers nothing.
      const found = known[0].length > 0 ? Promise.resolve(known) : session.offers(line).catch(() => known)
      void found.then(offered => tell(null, offered ?? known))
    },
  })
  const screen = new TtyScreen(readline, output)
  const feed = new Feed(discord, screen, session.seat, terminal.modelQuietMs)
  terminal.onScreen(lines => screen.tell(lines))
  let isClosed = false
  const prompt = () => {
    if (isClosed) return
    readline.setPrompt(session.prompt)
    readline.prompt(true)
  }
  readline.setPrompt(session.prompt)
  screen.tell(terminal.greeting)

  const talk = { session, feed, screen }
  const tourist = discord.user(TOURIST).id
  const tour = openTour({ ...talk, bot, tourist, onMove: prompt })
  if (tours) void tour.start()

  const { promise: closed, resolve } = Promise.withResolvers<void>()
  readline.on('close', () => {
    isClosed = true
    resolve()
  })
  readline.on('SIGINT', () => readline.close())
  readline.on('line', line => {
    screen.entered(line)
    const wanted = session.read(line)
    if (wanted.kind === 'quit') return readline.close()
    if (wanted.kind === 'tour') void tour.start()
    else if (wanted.kind === 'nothing') tour.goOn()
    else tour.hold()
    // Nothing waits for the bot: people may go on typing while it answers.
    void act(wanted, talk).then(prompt)
    prompt()
  })
  await closed
  screen.end()
  return feed
}

function choices(discord: Loopback, session: Session) {
  const commands = [...discord.commands(), ...discord.commands(discord.guild.id)]
  const ofType = (wanted: ApplicationCommandType) => commands.filter(({ type }) => type === wanted)
  return {
    users: namesIn(discord).users.map(({ name }) => name),
    places: placesOf(discord, session.person).map(placeName),
    commands: ofType(ApplicationCommandType.ChatInput),
    menus: ofType(ApplicationCommandType.Message).map(({ name }) => name),
  }
}
