import type { APIMessageTopLevelComponent } from 'discord.js'
import { nameOf } from '../../../memory/turn-names.ts'
import type { CoveringSegment, Fact, MessageId, Turn, TurnName, UserId } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { button, row, text } from '../components.ts'
import { customId } from '../custom-id.ts'
import type { View } from '../feature.ts'
import { urlOf } from '../links.ts'
import { moment } from '../moment.ts'
import { type ReadAt, scopeBadge } from '../scope-badge.ts'
import { shownWords } from '../shown-words.ts'
import type { Explained, Ingredient } from './explained.ts'

/** With a heading they stay under the 40 components and 4,000 characters that a message may have. */
const ON_A_PAGE = 5
const LONGEST = { text: 240, quote: 140, badge: 80, said: 380 }

export interface Showing {
  readonly user: UserId
  readonly texts: Texts
  readonly at: ReadAt
}

/** A page of what went into an answer, each with where it comes from and what can be done about it; pages from 1. */
export function whyPanel(why: Explained, page: number, showing: Showing): View {
  const { ingredients } = why
  const pages = Math.max(1, Math.ceil(ingredients.length / ON_A_PAGE))
  const number = Math.min(Math.max(1, page), pages)
  return {
    components: [
      text(heading(why, { number, pages }, showing).join('\n')),
      ...ingredients
        .slice((number - 1) * ON_A_PAGE, number * ON_A_PAGE)
        .flatMap(ingredient => shownIngredient(ingredient, why, showing)),
      ...(pages === 1 ? [] : [navigation(why, { number, pages }, showing)]),
    ],
  }
}

interface Page {
  readonly number: number
  readonly pages: number
}

function heading(why: Explained, { number, pages }: Page, { texts }: Showing): readonly string[] {
  const { ingredients, gone, lookups } = why
  const count = (kind: Ingredient['kind']) => ingredients.filter(one => one.kind === kind).length
  const counted = [
    [count('fact'), texts.why.facts],
    [count('segment'), texts.why.segments],
    [count('turn'), texts.why.turns],
    [lookups, texts.why.lookups],
  ] as const
  const parts = counted.filter(([n]) => n > 0).map(([n, told]) => told(n))
  const since = [
    [gone.facts, texts.why.goneFacts],
    [gone.segments, texts.why.goneSegments],
    [gone.turns, texts.why.goneTurns],
  ] as const
  const link = why.answer === undefined ? [] : [linkTo(why, why.answer)]
  return [
    `## ${texts.why.title}`,
    `-# ${texts.why.answer([...link, moment(why.saidAt, 'f')].join(' · '))}`,
    parts.length === 0 ? texts.why.nothing : `${texts.why.wentIn} ${parts.join(' · ')}`,
    texts.why.alsoYourMessage,
    ...since.filter(([n]) => n > 0).map(([n, told]) => `-# ${told(n)}`),
    ...(pages === 1 ? [] : [`-# ${texts.know.page(number, pages)}`]),
  ]
}

function shownIngredient(
  ingredient: Ingredient,
  why: Explained,
  showing: Showing,
): readonly APIMessageTopLevelComponent[] {
  switch (ingredient.kind) {
    case 'fact':
      return shownFact(ingredient.fact, ingredient.isPast, showing)
    case 'segment':
      return shownSegment(ingredient.segment, why, showing)
    case 'turn':
      return shownTurn(ingredient.turn, ingredient.isEdited, why, showing)
  }
}

/** Of one that is past its source stands here alone: elsewhere only what holds still is shown. */
function shownFact(fact: Fact, isPast: boolean, { user, texts, at }: Showing) {
  const { id, scope, saidAt, quote, guild, channel, sources, asked } = fact
  const badge = shownWords(scopeBadge(scope, texts, at), LONGEST.badge)
  const source = asked === 'command' ? texts.why.byCommand : urlOf({ guild, channel, message: sources[0] })
  const about = [moment(saidAt), badge, ...(isPast ? [texts.why.past] : []), source]
  return [
    text(
      [
        shownWords(fact.text, LONGEST.text),
        ...(quote === '' ? [] : [`> ${shownWords(quote, LONGEST.quote)}`]),
        `-# ${about.join(' · ')}`,
      ].join('\n'),
    ),
    row(
      ...(isPast ? [] : [button(texts.know.source, customId(user, 'know.source', id))]),
      button(texts.know.forget, customId(user, 'forget.fact', id)),
    ),
  ]
}

function shownSegment({ id, text: words, from, to, covers }: CoveringSegment, why: Explained, showing: Showing) {
  const { user, texts } = showing
  const first = covers.find(turn => turn.startsWith('q:'))
  const when = texts.why.summary(moment(from), moment(to))
  return [
    text(
      [
        when,
        `> ${shownWords(words, LONGEST.said)}`,
        ...(first === undefined ? [] : [`-# ${linkTo(why, first.slice(2))}`]),
      ].join('\n'),
    ),
    row(button(texts.know.forget, customId(user, 'why.segment', why.question.channel, id))),
  ]
}

function shownTurn(turn: Turn, isEdited: boolean, why: Explained, { user, texts }: Showing) {
  const isTheirs = turn.role === 'user'
  const when = moment(turn.saidAt, 'f')
  const message = isTheirs ? turn.id : turn.messages[0]
  const about = [
    ...(message === undefined ? [] : [linkTo(why, message)]),
    ...(isEdited ? [texts.why.edited] : []),
  ].join(' · ')
  return [
    text(
      [
        isTheirs ? texts.why.youSaid(when) : texts.why.iSaid(when),
        `> ${shownWords(turn.text, LONGEST.said)}`,
        ...(about === '' ? [] : [`-# ${about}`]),
      ].join('\n'),
    ),
    row(button(texts.know.forget, customId(user, 'why.turn', why.question.channel, codeOf(nameOf(turn))))),
  ]
}

function navigation({ question }: Explained, { number, pages }: Page, { user, texts }: Showing) {
  const to = (page: number) => customId(user, 'why.page', question.channel, question.id, String(page))
  return row(
    button(texts.know.previous, to(number - 1), { isOff: number === 1 }),
    button(texts.know.next, to(number + 1), { isOff: number === pages }),
  )
}

function linkTo({ guild, question }: Explained, message: MessageId): string {
  return urlOf({ guild, channel: question.channel, message })
}

/** The name of a turn as it stands in custom ids, which have colons of their own. */
function codeOf(turn: TurnName): string {
  return turn.replace(':', '')
}

/** Undefined for what is none. */
export function turnOfCode(code: string): TurnName | undefined {
  const { role, id } = /^(?<role>[qa])(?<id>\d{1,20})$/u.exec(code)?.groups ?? {}
  return id === undefined ? undefined : `${role === 'q' ? 'q' : 'a'}:${id}`
}
