import type { LentAttachments } from './attachments.ts'
import type { DiscordFile } from './content/files.ts'
import type { IncomingQuestion, MessageContext } from './parse-message.ts'

/**
 * Several messages of one person in one channel as one question: the last of them, with the words and the files of all, oldest
 * first. What stands around the first and the last of them stands around it.
 */
export function joinQuestions(questions: readonly [IncomingQuestion, ...IncomingQuestion[]]): IncomingQuestion {
  const [first] = questions
  const last = questions.at(-1) ?? first
  if (questions.length === 1) return first
  const earlier = questions.slice(0, -1)
  return {
    ...last,
    text: questions
      .map(({ text }) => text)
      .filter(Boolean)
      .join('\n'),
    companions: earlier.map(({ question: { id, user, channel } }) => ({ id, user, channel })),
    mayBeSilent: questions.every(({ mayBeSilent }) => mayBeSilent),
    readContext: () => readContexts(questions),
    borrowAttachments: (referred, signal) => borrowAll(questions, referred, signal),
  }
}

async function readContexts(questions: readonly IncomingQuestion[]): Promise<MessageContext> {
  const contexts = await Promise.all(questions.map(question => question.readContext()))
  const ids = new Set(questions.map(({ id }) => id))
  return {
    async readReferred(signal) {
      const all = await Promise.all(contexts.map(context => context.readReferred(signal)))
      // What one of them replies to can be another of them, which is there already.
      const isOther = ({ id }: { readonly id: string }) => !ids.has(id)
      return {
        replyChain: all.flatMap(({ replyChain }) => replyChain.filter(isOther)),
        shown: all.flatMap(({ shown }) => shown),
        starter: all.at(-1)?.starter.filter(isOther) ?? [],
        linked: all.flatMap(({ linked }) => linked.filter(isOther)),
        spoken: all.flatMap(({ spoken }) => spoken),
        files: all.flatMap(({ files }) => files),
      }
    },
    async readTalk(begunAfter) {
      const talk = (await contexts.at(-1)?.readTalk(begunAfter)) ?? []
      return talk.filter(({ messages }) => !messages.some(id => ids.has(id)))
    },
  }
}

async function borrowAll(
  questions: readonly IncomingQuestion[],
  referred: readonly DiscordFile[],
  signal: AbortSignal,
): Promise<LentAttachments> {
  const lent: LentAttachments[] = []
  try {
    // One after the other: they share the room that all files may take.
    for (const [index, question] of questions.entries())
      lent.push(await question.borrowAttachments(index === questions.length - 1 ? referred : [], signal))
  } catch (error) {
    for (const { release } of lent) release()
    throw error
  }
  return {
    attachments: lent.flatMap(({ attachments }) => attachments),
    release() {
      for (const { release } of lent) release()
    },
  }
}
