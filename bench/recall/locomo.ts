import { readJson } from './read-json.ts'

/** Something said in a talk, in order; `id` names it within the talk. */
export interface Said {
  readonly id: string
  readonly speaker: string
  readonly text: string
  readonly saidAt: number
  /** Which session it belongs to: what stands before or after in another one is not its neighbour. */
  readonly session: string
}

/** A talk and what is asked about it; `gold` names what answers a question. */
export interface Talk {
  readonly name: string
  readonly said: readonly Said[]
  readonly questions: readonly { readonly text: string; readonly gold: readonly string[] }[]
}

interface LocomoTurn {
  readonly speaker: string
  readonly dia_id: string
  readonly text: string
  readonly blip_caption?: string
}

interface LocomoTalk {
  readonly sample_id: string
  readonly conversation: Readonly<Record<string, string | readonly LocomoTurn[]>>
  readonly qa: readonly { readonly question: string; readonly evidence: readonly string[]; readonly category: number }[]
}

/** Category 5 asks for what was never said. */
const ANSWERABLE = 4

/**
 * LoCoMo (Maharana et al. 2024, https://github.com/snap-research/locomo, CC BY-NC 4.0): every turn of both speakers,
 * with the caption of the picture it shows, and the questions of categories 1 to 4 that name evidence.
 */
export function readLocomo(path: string): readonly Talk[] {
  return (readJson(path) as readonly LocomoTalk[]).map(({ sample_id, conversation, qa }) => {
    const said = Object.entries(conversation).flatMap(([session, turns]) =>
      typeof turns === 'string' ? [] : turns.map((turn, at) => saidIn(session, turn, conversation, at)),
    )
    const ids = new Set(said.map(({ id }) => id))
    const questions = qa
      .filter(({ category }) => category <= ANSWERABLE)
      .map(({ question, evidence }) => ({ text: question, gold: goldOf(evidence).filter(id => ids.has(id)) }))
      .filter(({ gold }) => gold.length > 0)
    return { name: sample_id, said: said.toSorted((a, b) => a.saidAt - b.saidAt), questions }
  })
}

function saidIn(session: string, turn: LocomoTurn, conversation: LocomoTalk['conversation'], at: number): Said {
  const caption = turn.blip_caption === undefined ? '' : ` [photo: ${turn.blip_caption}]`
  return {
    id: turn.dia_id.replace(':', '-'),
    speaker: turn.speaker,
    text: `${turn.text}${caption}`,
    saidAt: dateOf(String(conversation[`${session}_date_time`])) + at * 1000,
    session,
  }
}

/** `1:56 pm on 8 May, 2023` */
function dateOf(text: string): number {
  const [time, day] = text.split(' on ')
  return Date.parse(`${day} ${time} UTC`)
}

/** `D8:6; D9:17` names two, `D30:05` is `D30:5`; ids here are written `D30-5`. */
function goldOf(evidence: readonly string[]): string[] {
  const ids = evidence.flatMap(text =>
    [...text.matchAll(/D(\d+):(\d+)/gu)].map(([, a, b]) => `D${Number(a)}-${Number(b)}`),
  )
  return [...new Set(ids)]
}
