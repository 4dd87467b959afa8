import type { APIMessageTopLevelComponent } from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import { turnNameOf } from '../../../memory/turns.ts'
import type { CoveringSummary, Fact, MessageId, Turn, TurnName, UserId } from '../../../memory/types.ts'
import type { View } from '../../interactions/command.ts'
import { actionRow, button, createCustomId, textDisplay } from '../../interactions/components.ts'
import { escapeLine, formatScope, moment, type ReadingPlace } from '../../interactions/format.ts'
import { messageUrl } from '../../interactions/message-links.ts'
import type { AnswerExplanation, Ingredient } from './explanation.ts'

/** With a heading they stay under the 40 components and 4,000 characters that a message may have. */
const INGREDIENTS_PER_PAGE = 5
const MAX_LENGTHS = { text: 240, quote: 140, badge: 80, said: 380 }

export interface WhyViewContext {
  readonly user: UserId
  readonly texts: Texts
  readonly at: ReadingPlace
}

/** A page of what went into an answer, each with where it comes from and what can be done about it; pages from 1. */
export function whyPanel(why: AnswerExplanation, page: number, showing: WhyViewContext): View {
  const { ingredients } = why
  const pages = Math.max(1, Math.ceil(ingredients.length / INGREDIENTS_PER_PAGE))
  const number = Math.min(Math.max(1, page), pages)
  return {
    components: [
      textDisplay(explanationHeading(why, { number, pages }, showing).join('\n')),
      ...ingredients
        .slice((number - 1) * INGREDIENTS_PER_PAGE, number * INGREDIENTS_PER_PAGE)
        .flatMap(ingredient => renderIngredient(ingredient, why, showing)),
      ...(pages === 1 ? [] : [navigation(why, { number, pages }, showing)]),
    ],
  }
}

interface Page {
  readonly number: number
  readonly pages: number
}

function explanationHeading(
  why: AnswerExplanation,
  { number, pages }: Page,
  { texts }: WhyViewContext,
): readonly string[] {
  const { ingredients, missing, lookups } = why
  const count = (kind: Ingredient['kind']) => ingredients.filter(one => one.kind === kind).length
  const counted = [
    [count('fact'), texts.why.facts],
    [count('segment'), texts.why.segments],
    [count('turn'), texts.why.turns],
    [lookups, texts.why.lookups],
  ] as const
  const parts = counted.filter(([n]) => n > 0).map(([n, told]) => told(n))
  const since = [
    [missing.facts, texts.why.goneFacts],
    [missing.segments, texts.why.goneSegments],
    [missing.turns, texts.why.goneTurns],
  ] as const
  const link = why.answer === undefined ? [] : [linkToMessage(why, why.answer)]
  return [
    `## ${texts.why.title}`,
    `-# ${texts.why.answer([...link, moment(why.saidAt, 'f')].join(' · '))}`,
    parts.length === 0 ? texts.why.nothing : `${texts.why.wentIn} ${parts.join(' · ')}`,
    texts.why.alsoYourMessage,
    ...since.filter(([n]) => n > 0).map(([n, told]) => `-# ${told(n)}`),
    ...(pages === 1 ? [] : [`-# ${texts.know.page(number, pages)}`]),
  ]
}

function renderIngredient(
  ingredient: Ingredient,
  why: AnswerExplanation,
  showing: WhyViewContext,
): readonly APIMessageTopLevelComponent[] {
  switch (ingredient.kind) {
    case 'fact':
      return renderFact(ingredient.fact, ingredient.isPast, showing)
    case 'segment':
      return renderSummary(ingredient.segment, why, showing)
    case 'turn':
      return renderTurn(ingredient.turn, ingredient.isEdited, why, showing)
  }
}

/** Of one that is past its source stands here alone: elsewhere only what holds still is shown. */
function renderFact(fact: Fact, isPast: boolean, { user, texts, at }: WhyViewContext) {
  const { id, scope, saidAt, quote, guild, channel, sources, asked } = fact
  const badge = escapeLine(formatScope(scope, texts, at), MAX_LENGTHS.badge)
  const source = asked === 'command' ? texts.why.byCommand : messageUrl({ guild, channel, message: sources[0] })
  const about = [moment(saidAt), badge, ...(isPast ? [texts.why.past] : []), source]
  return [
    textDisplay(
      [
        escapeLine(fact.text, MAX_LENGTHS.text),
        ...(quote === '' ? [] : [`> ${escapeLine(quote, MAX_LENGTHS.quote)}`]),
        `-# ${about.join(' · ')}`,
      ].join('\n'),
    ),
    actionRow(
      ...(isPast ? [] : [button(texts.know.source, createCustomId(user, 'know.source', id))]),
      button(texts.know.forget, createCustomId(user, 'forget.fact', id)),
    ),
  ]
}

function renderSummary(
  { id, text: words, from, to, covers }: CoveringSummary,
  why: AnswerExplanation,
  showing: WhyViewContext,
) {
  const { user, texts } = showing
  const first = covers.find(turn => turn.startsWith('q:'))
  const when = texts.why.summary(moment(from), moment(to))
  return [
    textDisplay(
      [
        when,
        `> ${escapeLine(words, MAX_LENGTHS.said)}`,
        ...(first === undefined ? [] : [`-# ${linkToMessage(why, first.slice(2))}`]),
      ].join('\n'),
    ),
    actionRow(button(texts.know.forget, createCustomId(user, 'why.segment', why.question.channel, id))),
  ]
}

function renderTurn(turn: Turn, isEdited: boolean, why: AnswerExplanation, { user, texts }: WhyViewContext) {
  const isTheirs = turn.role === 'user'
  const when = moment(turn.saidAt, 'f')
  const message = isTheirs ? turn.id : turn.messages[0]
  const about = [
    ...(message === undefined ? [] : [linkToMessage(why, message)]),
    ...(isEdited ? [texts.why.edited] : []),
  ].join(' · ')
  return [
    textDisplay(
      [
        isTheirs ? texts.why.youSaid(when) : texts.why.iSaid(when),
        `> ${escapeLine(turn.text, MAX_LENGTHS.said)}`,
        ...(about === '' ? [] : [`-# ${about}`]),
      ].join('\n'),
    ),
    actionRow(
      button(texts.know.forget, createCustomId(user, 'why.turn', why.question.channel, turnCodeOf(turnNameOf(turn)))),
    ),
  ]
}

function navigation({ question }: AnswerExplanation, { number, pages }: Page, { user, texts }: WhyViewContext) {
  const to = (page: number) => createCustomId(user, 'why.page', question.channel, question.id, String(page))
  return actionRow(
    button(texts.know.previous, to(number - 1), { isOff: number === 1 }),
    button(texts.know.next, to(number + 1), { isOff: number === pages }),
  )
}

function linkToMessage({ guild, question }: AnswerExplanation, message: MessageId): string {
  return messageUrl({ guild, channel: question.channel, message })
}

/** The name of a turn as it stands in custom ids, which have colons of their own. */
function turnCodeOf(turn: TurnName): string {
  return turn.replace(':', '')
}

/** Undefined for what is none. */
export function parseTurnCode(code: string): TurnName | undefined {
  const { role, id } = /^(?<role>[qa])(?<id>\d{1,20})$/u.exec(code)?.groups ?? {}
  return id === undefined ? undefined : `${role === 'q' ? 'q' : 'a'}:${id}`
}
