import type { Feed } from './feed.ts'

/** Typing is shown after 0.6 s, or an answer is there before: so long silent, the bot has nothing to say. */
const SILENT_MS = 2000
/** Longer than the bot itself waits for a model, with all its tries. */
const LATE_MS = 180_000

/** `silent`: the bot did nothing; `late`: it is not done yet. */
export type Reaction = 'done' | 'silent' | 'late'

/** Waits from now on until what the bot does is done, or nothing comes. */
export function waitForReaction(feed: Feed): Promise<Reaction> {
  return new Promise(resolve => {
    const end = (how: Reaction) => {
      clearTimeout(silence)
      clearTimeout(lateness)
      stop()
      resolve(how)
    }
    const stop = feed.watch(() => {
      clearTimeout(silence)
      if (!feed.isBusy) end('done')
    })
    const silence = setTimeout(end, SILENT_MS, 'silent')
    const lateness = setTimeout(end, LATE_MS, 'late')
  })
}
