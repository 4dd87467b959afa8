import type { Step } from './steps.ts'
import type { Facet } from './vocabulary.ts'

const say = (...told: readonly (readonly Facet[])[]) => told.map(told => ({ told, reply: 'now' }) as const)

/** Lives in which something went wrong once, by what has to hold in them. */
export const lives: Readonly<Record<string, readonly Step[]>> = {
  'an edit brings nothing back of what was said since a moment, though nothing tells of its turn any more': [
    { kind: 'say', place: 'dm', talk: say(['pet'], [], [], []) },
    { kind: 'say', place: 'dm', talk: say([], [], []) },
    { kind: 'learn' },
    { kind: 'deleteAnswer', which: 6 },
    { kind: 'forgetSince', which: 4 },
    { kind: 'editForgotten', which: 4, told: ['home'], isAnew: false },
    { kind: 'learn' },
  ],
  'what was said in a server can be edited still, though what took its place in a direct message was forgotten': [
    { kind: 'say', place: 'server', talk: say(['job'], [], []) },
    { kind: 'say', place: 'dm', talk: say(['job'], []) },
    { kind: 'learn' },
    { kind: 'forgetConversation', place: 'dm' },
    { kind: 'edit', which: 4, told: ['job', 'pet'], isAnew: true },
    { kind: 'learn' },
  ],
  'what is in doubt goes with its message, and its doubt with it': [
    { kind: 'say', place: 'server', talk: say(['home']) },
    { kind: 'learn' },
    { kind: 'say', place: 'dm', talk: say(['pet']) },
    { kind: 'learn' },
    { kind: 'deleteMessage', which: 1 },
  ],
  'a doubt goes with its own message': [
    { kind: 'say', place: 'dm', talk: say(['home']) },
    { kind: 'learn' },
    { kind: 'say', place: 'private', talk: say(['home'], ['pet']) },
    { kind: 'learn' },
    { kind: 'deleteMessage', which: 0 },
  ],
}
