import type { TourState } from '../tour/state.ts'
import { TOURIST, type TourAct } from '../tour/steps.ts'
import { Tour, type TourPort } from '../tour/tour.ts'
import type { BotProcess } from '../world/bot-process.ts'
import { act, type Talk } from './talk.ts'

export interface TerminalTour extends Talk {
  readonly bot: BotProcess
  /** Of the tour's person. */
  readonly tourist: string
  /** Between a step and the next, for somebody to read; milliseconds. */
  readonly readMs?: number
  /** Somebody else sits there now, or elsewhere. */
  readonly onMove: () => void
}

/** The tour at a terminal: its steps are lines as somebody would type them. */
export function openTour({ bot, tourist, readMs, onMove, ...talk }: TerminalTour): Tour {
  const type = async (line: string) => {
    talk.screen.tell([{ text: `${talk.session.prompt}${line}` }])
    const hasReacted = await act(talk.session.read(line), talk)
    onMove()
    if (!hasReacted) throw new Error('The bot did not do that, so the tour has ended here.')
  }
  const port: TourPort = {
    async perform({ place, act }) {
      if (talk.session.person.id !== tourist) await type(`:user ${TOURIST}`)
      if (talk.session.placeName !== place) await type(`:place ${place}`)
      if (act.kind === 'restart') await restart(bot, talk)
      else for (const line of linesOf(act, talk)) await type(line)
    },
  }
  return new Tour({ bot, port, tourist, readMs, onState: state => tell(state, talk) })
}

async function restart(bot: BotProcess, { screen }: Talk): Promise<void> {
  const { pid } = bot.state
  screen.tell([{ text: `(The bot’s process, ${pid}, finishes what it has in hand and ends.)`, dim: true }])
  await bot.restart()
  screen.tell([{ text: `(Another one, ${bot.state.pid}, has begun, and is connected.)`, dim: true }])
}

function* linesOf(act: Exclude<TourAct, { kind: 'restart' }>, { session }: Talk): Generator<string> {
  switch (act.kind) {
    case 'command':
      yield [`/${act.name}`, ...Object.values(act.options)].join(' ')
      break
    case 'message-menu':
      yield `:menu "${act.name}"`
      break
    case 'confirm':
      yield `:click ${session.numberOf(act.button)}`
      yield act.words
      break
    default:
      yield act.text
  }
}

function tell({ is, step, steps, line }: TourState, { screen }: Talk): void {
  const lines: Record<TourState['is'], string> = {
    running: `— Tour, ${step} of ${steps}: ${line} —`,
    held: `(${line} Enter goes on with it.)`,
    over: `— ${line} —`,
  }
  screen.tell([{ text: '' }, { text: lines[is] }])
}
