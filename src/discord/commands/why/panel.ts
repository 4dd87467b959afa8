import {
  type APIButtonComponentWithCustomId,
  type APIMessageTopLevelComponent,
  TimestampStyles,
  time,
} from 'discord.js'
import { withPlainNames } from '../../../memory/text/inserted-names.ts'
import { turnNameOf } from '../../../memory/turns.ts'
import type { CoveringSummary, Fact, MessageId, Turn, TurnName } from '../../../memory/types.ts'
import type { View, ViewContext } from '../../interactions/command.ts'
import { actionRow, button, customId, textDisplay } from '../../interactions/components.ts'
import { escapeLine } from '../../interactions/escape.ts'
import { factLabel, formatCounts, formatScope } from '../../interactions/format.ts'
import { messageUrl } from '../../interactions/message-links.ts'
import type { AnswerExplanation, Ingredient } from './explanation.ts'

/** With a heading, so many stay under the 40 components and 4,000 characters that a message may have. */
const INGREDIENTS_PER_PAGE = 5
const MAX_LENGTHS = { fact: 240, quote: 140, badge: 80, said: 380 }

interface Page {
  readonly number: number
  readonly pages: number
}

/** A page of what went into an answer, each with where it comes from and what can be done about it; pages from 1. */
export function whyPanel(why: AnswerExplanation, page: number, context: ViewContext): View {
  const { ingredients } = why
  const pages = Math.max(1, Math.ceil(ingredients.length / INGREDIENTS_PER_PAGE))
  const number = Math.min(Math.max(1, page), pages)
  return {
    components: [
      textDisplay(headingLines(why, { number, pages }, context).join('\n')),
      ...ingredients
        .slice((number - 1) * INGREDIENTS_PER_PAGE, number * INGREDIENTS_PER_PAGE)
        .flatMap(ingredient => renderIngredient(ingredient, why, context)),
      ...(pages === 1 ? [] : [navigationRow(why, { number, pages }, context)]),
    ],
  }
}

function headingLines(why: AnswerExplanation, { number, pages }: Page, { texts }: ViewContext): readonly string[] {
  const { ingredients, missing, lookups, answer, saidAt } = why
  const count = (kind: Ingredient['kind']) => ingredients.filter(one => one.kind === kind).length
  const counts = formatCounts([
    [count('fact'), texts.why.facts],
    [count('summary'), texts.why.segments],
    [count('turn'), texts.why.turns],
    [lookups, texts.why.lookups],
  ])
  const missingCounts = formatCounts([
    [missing.facts, texts.why.goneFacts],
    [missing.summaries, texts.why.goneSegments],
    [missing.turns, texts.why.goneTurns],
  ])
  const about = [
    ...(answer === undefined ? [] : [linkToMessage(why, answer)]),
    time(new Date(saidAt), TimestampStyles.LongDateShortTime),
  ]
  return [
    `## ${texts.why.title}`,
    `-# ${texts.why.answer(about.join(' · '))}`,
    counts.length === 0 ? texts.why.nothing : `${texts.why.wentIn} ${counts.join(' · ')}`,
    texts.why.alsoYourMessage,
    ...missingCounts.map(line => `-# ${line}`),
    ...(pages === 1 ? [] : [`-# ${texts.know.page(number, pages)}`]),
  ]
}

function renderIngredient(
  ingredient: Ingredient,
  why: AnswerExplanation,
  context: ViewContext,
): readonly APIMessageTopLevelComponent[] {
  switch (ingredient.kind) {
    case 'fact':
      return renderFact(ingredient.fact, ingredient.isPast, context)
    case 'summary':
      return renderSummary(ingredient.summary, why, context)
    case 'turn':
      return renderTurn(ingredient.turn, ingredient.isEdited, why, context)
  }
}

/** A superseded fact has no detail view, so its source is linked here alone. */
function renderFact(fact: Fact, isPast: boolean, context: ViewContext) {
  const { id, scope, saidAt, quote, guild, channel, sources, asked } = fact
  const { user, texts } = context
  const about = [
    time(new Date(saidAt), TimestampStyles.LongDate),
    escapeLine(formatScope(scope, context), MAX_LENGTHS.badge),
    ...(isPast ? [texts.why.past] : []),
    asked === 'command' ? texts.why.byCommand : messageUrl({ guild, channel, message: sources[0] }),
  ]
  const lines = [
    escapeLine(factLabel(fact), MAX_LENGTHS.fact),
    ...(quote === '' ? [] : [`> ${escapeLine(withPlainNames(quote), MAX_LENGTHS.quote)}`]),
    `-# ${about.join(' · ')}`,
  ]
  const source = button(texts.know.source, customId(user, 'know.source', id))
  return entry(lines, ...(isPast ? [] : [source]), button(texts.know.forget, customId(user, 'forget.fact', id)))
}

function renderSummary({ id, text, from, to, covers }: CoveringSummary, why: AnswerExplanation, context: ViewContext) {
  const { user, texts } = context
  const day = (at: number) => time(new Date(at), TimestampStyles.LongDate)
  const question = covers.find(turn => turn.startsWith('q:'))
  const lines = [
    texts.why.summary(day(from), day(to)),
    `> ${escapeLine(text, MAX_LENGTHS.said)}`,
    ...(question === undefined ? [] : [`-# ${linkToMessage(why, question.slice(2))}`]),
  ]
  return entry(lines, button(texts.know.forget, customId(user, 'why.segment', why.question.channel, id)))
}

function renderTurn(turn: Turn, isEdited: boolean, why: AnswerExplanation, { user, texts }: ViewContext) {
  const isQuestion = turn.role === 'user'
  const when = time(new Date(turn.saidAt), TimestampStyles.LongDateShortTime)
  const message = isQuestion ? turn.id : turn.messages[0]
  const about = [
    ...(message === undefined ? [] : [linkToMessage(why, message)]),
    ...(isEdited ? [texts.why.edited] : []),
  ]
  const lines = [
    isQuestion ? texts.why.youSaid(when) : texts.why.iSaid(when),
    `> ${escapeLine(turn.text, MAX_LENGTHS.said)}`,
    ...(about.length === 0 ? [] : [`-# ${about.join(' · ')}`]),
  ]
  // Custom ids have colons of their own, so the name of the turn stands in them without its colon.
  const code = turnNameOf(turn).replace(':', '')
  return entry(lines, button(texts.know.forget, customId(user, 'why.turn', why.question.channel, code)))
}

function entry(lines: readonly string[], ...buttons: APIButtonComponentWithCustomId[]) {
  return [textDisplay(lines.join('\n')), actionRow(...buttons)]
}

function navigationRow({ question }: AnswerExplanation, { number, pages }: Page, { user, texts }: ViewContext) {
  const to = (page: number) => customId(user, 'why.page', question.channel, question.id, String(page))
  return actionRow(
    button(texts.know.previous, to(number - 1), { disabled: number === 1 }),
    button(texts.know.next, to(number + 1), { disabled: number === pages }),
  )
}

function linkToMessage({ guild, question }: AnswerExplanation, message: MessageId): string {
  return messageUrl({ guild, channel: question.channel, message })
}

/** The name of a turn as it stands in custom ids, without its colon; undefined for anything else. */
export function parseTurnCode(code: string): TurnName | undefined {
  const { role, id } = /^(?<role>[qa])(?<id>\d{1,20})$/u.exec(code)?.groups ?? {}
  return id === undefined ? undefined : `${role === 'q' ? 'q' : 'a'}:${id}`
}
