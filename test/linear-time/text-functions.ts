import { parseForgetTarget } from '../../src/discord/commands/forget/parse-target.ts'
import { parseTimeZone } from '../../src/discord/commands/privacy/time-zones.ts'
import { replaceMarkup } from '../../src/discord/incoming/content/markup.ts'
import { escapeLine, escapeText, truncateLine } from '../../src/discord/interactions/escape.ts'
import { findLinks, hideLinks } from '../../src/discord/outgoing/links.ts'
import { closeMarks } from '../../src/discord/outgoing/markdown/close-marks.ts'
import { splitAnswer } from '../../src/discord/outgoing/split-answer.ts'
import { splitMessage } from '../../src/discord/outgoing/split-message.ts'
import { AnswerFilter } from '../../src/llm/answer-filter/answer-filter.ts'
import { readWrittenCalls } from '../../src/llm/answer-filter/written-calls.ts'
import { classify } from '../../src/llm/openai/errors/classify.ts'
import { withoutEcho } from '../../src/llm/openai/errors/echo.ts'
import { contextIn, pictureLimitsIn } from '../../src/llm/openai/errors/stated-limits.ts'
import { waitAskedFor } from '../../src/llm/openai/errors/wait.ts'
import { en } from '../../src/locales/en.ts'
import { readableForm } from '../../src/memory/content/readable-form.ts'
import { sentencesOf } from '../../src/memory/content/sentences.ts'
import { joinSplitWords } from '../../src/memory/content/split-words.ts'
import { findFactOfNote } from '../../src/memory/editing/correct.ts'
import { toStorableText } from '../../src/memory/editing/remember.ts'
import { createMentionIndex, entityNames, mentionsFact } from '../../src/memory/forgetting/mentions.ts'
import { entityLine } from '../../src/memory/knowledge/entities.ts'
import { normalizeRelation } from '../../src/memory/knowledge/entity-matching.ts'
import { normalizeFacet } from '../../src/memory/knowledge/facets.ts'
import { sentenceKey } from '../../src/memory/knowledge/facts.ts'
import { cleanText } from '../../src/memory/text/clean.ts'
import { canBeSpellingOf, foldWords, isAbbreviatedIn, isNameIn } from '../../src/memory/text/compare-names.ts'
import { withoutConversationSecrets } from '../../src/memory/text/conversation-secrets.ts'
import { findDates } from '../../src/memory/text/dates/find-dates.ts'
import { isInOtherCalendar } from '../../src/memory/text/dates/other-calendars.ts'
import { tellsTime } from '../../src/memory/text/dates/times.ts'
import { likelyLanguages } from '../../src/memory/text/detect-language.ts'
import { foldText, withoutLeet, withoutSpacing } from '../../src/memory/text/fold.ts'
import * as insertedNames from '../../src/memory/text/inserted-names.ts'
import { languageLabel } from '../../src/memory/text/language.ts'
import { locateQuote } from '../../src/memory/text/locate-quote.ts'
import { normalizeText, occursIn, toSingleLine, trimEnding } from '../../src/memory/text/normalize.ts'
import { claimedNumbers, possibleNumbers } from '../../src/memory/text/numbers/numbers.ts'
import { isInstruction, tellsOfBot } from '../../src/memory/text/prompt-injection.ts'
import { findBeginnings, findCapitalizedNames, findNamesInValue } from '../../src/memory/text/proper-nouns.ts'
import { droppedQualifiers, isDenial, omitsDenial } from '../../src/memory/text/qualifiers.ts'
import { isMeaningfulQuote, isQuoteOf, ownPiecesOf, ownTextOf } from '../../src/memory/text/quotes.ts'
import { toStoredSentence } from '../../src/memory/text/second-person/restore.ts'
import { toSecondPerson } from '../../src/memory/text/second-person/second-person.ts'
import { mentionsSecretInUserText, redactSecrets } from '../../src/memory/text/secrets.ts'
import { findFacetWords } from '../../src/memory/text/sentences/facet-words.ts'
import { findAntecedent, hasOpenSubject } from '../../src/memory/text/sentences/open-subject.ts'
import { sentenceParts } from '../../src/memory/text/sentences/sentence-parts.ts'
import { isStopWord, keywordsIn, wordsOf } from '../../src/memory/text/words.ts'
import { findJsonObject } from '../../src/prompt/format/find-json-object.ts'
import { quote, sanitizeName } from '../../src/prompt/format/quote.ts'
import { findSaidSentences } from '../../src/prompt/sorting/sentences.ts'
import { toldStatus } from '../../src/prompt/sorting/told-status.ts'

const today = Date.UTC(2026, 10, 20) / 86_400_000
const half = (text: string) => text.slice(0, text.length / 2)

/** What is done with the words of people and of models, a function of one text each; by the name of the function. */
export const textFunctions: Readonly<Record<string, (text: string) => unknown>> = {
  cleanText,
  hasOpenSubject,
  findAntecedent: text => findAntecedent([text]),
  foldText,
  withoutLeet,
  withoutSpacing,
  normalizeText,
  toSingleLine,
  wordsOf,
  isStopWord,
  keywordsIn: text => keywordsIn(wordsOf(text)),
  trimEnding: text => trimEnding(text, /[.!]/u),
  replaceMarkup: text => replaceMarkup(text, { user: id => id, role: id => id, channel: id => id }),
  occursIn: text => occursIn(text.slice(0, 20), text),
  likelyLanguages,
  languageLabel,
  withoutConversationSecrets: text =>
    withoutConversationSecrets((['user', 'assistant', 'user'] as const).map(role => ({ role, text: half(text) }))),
  // `hasSecret` and `mentionsSecret` are parts of it.
  mentionsSecretInUserText,
  redactSecrets,
  readableForm,
  toSecondPerson: text => toSecondPerson(`The user likes ${text}`),
  toStoredSentence: text => toStoredSentence(`You like ${text}`, 'The user likes tea.') ?? '',
  joinSplitWords: text => joinSplitWords(text, word => word.length % 2 === 0),
  sentencesOf,
  isInstruction,
  tellsOfBot,
  findCapitalizedNames,
  findNamesInValue,
  findBeginnings,
  foldWords,
  isNameIn: text => isNameIn(text.slice(0, 100), foldWords(text)),
  isAbbreviatedIn: text => isAbbreviatedIn(text.slice(0, 100), text, foldWords(text)),
  canBeSpellingOf: text => canBeSpellingOf(text.slice(0, 100), half(text)),
  claimedNumbers,
  possibleNumbers,
  isDenial,
  findFacetWords,
  sentenceParts: text => sentenceParts(text, today * 86_400_000),
  droppedQualifiers: text => droppedQualifiers(text, half(text)),
  omitsDenial: text => omitsDenial('lisbon', [`${normalizeText(text)} lisbon`]),
  ownPiecesOf,
  ownTextOf,
  isMeaningfulQuote,
  isQuoteOf: text => isQuoteOf(half(text), [normalizeText(text)]),
  locateQuote: text => locateQuote(half(text), text),
  insertName: text => insertedNames.insertName('@', text),
  withPlainNames: insertedNames.withPlainNames,
  withoutInsertedNames: insertedNames.withoutInsertedNames,
  insertedNamesIn: insertedNames.insertedNamesIn,
  withoutNamesOf: text => insertedNames.withoutNamesOf(text, half(text)),
  nameOrNothing: insertedNames.nameOrNothing,
  titleOrNothing: insertedNames.titleOrNothing,
  findDates: text => findDates(text, today),
  tellsTime: text => tellsTime(text, '7:30'),
  isInOtherCalendar: text => isInOtherCalendar('2026-01-01', text),
  sentenceKey: text => sentenceKey({ text }),
  normalizeRelation,
  normalizeFacet,
  entityLine: text => entityLine({ ids: ['e'], isUser: false, name: text, aliases: [text], attributes: [], saidAt: 0 }),
  mentionsFact: text => mentionsFact(text, { text: 'The user lives in Lisbon.', quote: 'live in Lisbon' }),
  mentionsOfFact: text => mentionsFact('I live in Lisbon.', { text, quote: text }),
  createMentionIndex: text => createMentionIndex([text]).findMentions({ text: half(text), quote: half(text) }),
  entityNames: text =>
    entityNames([{ entity: 'e', field: 'name', value: text, scope: 'dm', saidAt: 0, sources: ['1'] }]),
  findFactOfNote: text => findFactOfNote(text, []),
  toStorableText,
  parseTimeZone,
  parseForgetTarget: text => parseForgetTarget(text, { channel: '1', now: 0 }, en),
  truncateLine: text => truncateLine(text, 100),
  escapeLine: text => escapeLine(text, 100),
  escapeText,
  findLinks,
  hideLinks: text => hideLinks(text, { known: new Set() }),
  splitMessage: text => splitMessage(text),
  splitAnswer: text => splitAnswer(text, { known: new Set() }),
  closeMarks: text => closeMarks(text),
  closeMarksOfGrowing: text => closeMarks(text, true),
  findJsonObject,
  findSaidSentences: text =>
    findSaidSentences({ turns: [{ number: 1, role: 'user', saidAt: 0, text }], learnFrom: [1] }),
  toldStatus: text => toldStatus(text, text),
  quote,
  sanitizeName,
  answerFilter(text) {
    const filter = new AnswerFilter({
      speakers: ['Keepsake', 'Ada'],
      said: [text],
      toolNames: ['remember'],
      beginsWithThoughts: false,
      holdsEchoes: true,
    })
    for (let at = 0; at < text.length; at += 200) filter.add(text.slice(at, at + 200))
    filter.end()
    return filter.text
  },
  readWrittenCalls: text => readWrittenCalls(text, ['remember']),
  classify: text => classify({ status: 400, codes: text, wording: text, retryAfterMs: 0 }),
  contextIn: text => contextIn({}, `token ${text}`),
  pictureLimitsIn,
  waitAskedFor: text => waitAskedFor(undefined, {}, text),
  withoutEcho: text => withoutEcho(text, [half(text)]),
}
