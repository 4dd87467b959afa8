import { languageOf } from './detect-language.ts'
import { normalizeText } from './normalize.ts'

/**
 * Word list: words that say that something is not so, or not yet. A sentence that leaves them out of the words that it rests
 * on may say the opposite. A list is right here as these are the few words that every sentence of a language denies and
 * wishes with, and as they only choose what a model looks at again: where nobody looks it is kept as unsure. So the list may
 * be wrong at times; a language that it lacks has fewer doubts.
 */
const DENIAL = words(
  String.raw`not? never none nobody nothing neither without cannot can.?t \p{L}+n.t (?:do|does|did|is|was|wo|would|have|has|had)nt aint
  nicht kein\p{L}* nie niemals nix nichts niemand ned nimma nimmer ohne niet geen nooit niets zonder
  inte ingen inget aldrig ikke aldri ingenting utan uden uten ei eivät emme koskaan
  nunca nada nadie ning[uú]n\p{L}* tampoco sin não nao ninguém nem sem non mai niente nessun\p{L}* senza
  pas jamais rien aucune? sans nu niciodată nimic nimeni fără
  nie nigdy nic nikt bez nikdy nikdo nemám nemá není nejsem не ни нет ничего никто никогда без ні немає ніколи
  δεν όχι μην ποτέ τίποτα χωρίς değil yok hiç asla \p{L}+m[ıiuü]yor\p{L}* \p{L}+m[ae]d[ıi]\p{L}* \p{L}+m[ae]z nem soha semmi nincs
  không chưa chẳng tidak bukan belum jangan nggak لا لم لن ليس\p{L}* مش مب\p{L}+ش नहीं नही मत לא אין`,
  String.raw`ない ません なかった 無理 不 没 沒 未 안\s 못 않 없 아니`,
)

const WISH = words(
  String.raw`want\p{L}* wanna gonna going.to plan\p{L}* hop(?:e|es|ing) may maybe might lets? let.s would id i.d will i.ll saving wish\p{L}* almost nearly if
  will wolle?n? woll?te[nt]? möchte\p{L}* vielleicht vllt werde fast falls würde\p{L}* hätte wil wilde zou misschien bijna
  vill vil ville skulle kanske måske nästan næsten haluan haluaisin aion ehkä melkein jos
  quier\p{L}* quisiera voy.a vamos.a será ojalá casi quizás? quero vou quiser talvez voglio vorrei vuole volevo forse
  veux veut voudrai\p{L}* vais peut-être presque vreau poate aproape dacă
  chc\p{L}* może prawie jeśli chci chtěl\p{L}* možná skoro хо(?:чу|чет|тел|че|тів)\p{L}* собира\p{L}* плани\p{L}* почти если может майже якщо
  θέλω θα ίσως αν σχεδόν ist[ie]yor\p{L}* belki eğer \p{L}+[ae]c[ae][ğk]\p{L}* akar\p{L}* szeretn\p{L}* talán majdnem
  muốn sẽ nếu mau ingin akan mungkin kalau hampir نفسي نفسنا عايز\p{L}* أريد سوف ممكن لو चाहता चाहती चाहते सोच शायद अगर רוצה`,
  `たい つもり 予定 かも 려고 거야 싶 예정 想 打算 也许 可能 如果 差点`,
)

/**
 * The beginnings of words for speaking and keeping in mind. What denies or supposes one of these says how something is told,
 * and nothing of what is told: "not gonna lie I love jazz", "vergiss nicht, ich wohne in Graz", "if I'm honest".
 */
const SPEAKING = `lie lying forget jok(?:e|ing) kidding doubt worry wrong cap honest frank
  verg[ie]ss witz scherz spaß zweifel sorge lüg gelogen ehrlich missversteh vergeet grap twijfel zorgen lieg eerlijk
  glöm glem skämt spøg tvivel tvil ljug lyver ärlig ærlig unohda vitsi valeht epäil rehelli
  olvid mient mentir broma duda preocup sincer honest esque[çc] minto brincadeira dúvida dimentic scherz dubbio mento onest
  oubli mens mentir blague déconn doute inquiète honnête uita glum[aă] îndoial sincer
  zapom żart kłam wątpi szczer zapome sranda žert pochyb upřímn забуд забыва вру шут сомнен честн жарт сумнів чесн
  ξεχν ψέμα πλάκα αμφιβολ ειλικριν unut yalan şaka şüphe dürüst felejt vicc hazud kétség őszint
  quên đùa lupa bohong bercanda ragu jujur تنس كذب مزح شك भूल मज़ाक झूठ शक ईमानदार שכח צחוק ספק`.split(/\s+/u)
const SPEAKING_WORD = new RegExp(`^(?:${SPEAKING.join('|')})`, 'u')
/** The same where no spaces part the words, with what denies them. */
const SPEAKING_UNSPACED =
  /忘れない|冗談じゃない|(?:嘘|うそ|ウソ)じゃない|別に隠さない|[别別]忘|不骗|不騙|不开玩笑|不開玩笑|不瞒|不瞞|잊지\s?(?:마|않)|(?:농담|거짓말)\s?아니/gu
/** So many words before such a word the one stands that denies it, or else behind it. */
const BEFORE = [1, 2, 3]
const BEHIND = [-1, -2]

/** A text without the denials and wishes that only say how something is told; `told`: of that a sentence tells itself. */
function withoutAsides(text: string, told: string): string {
  const said = text.replace(SPEAKING_UNSPACED, ' ').split(' ')
  const isSpeaking = (word: string) => {
    const stem = SPEAKING_WORD.exec(word.replace(/^[^\p{L}]+|^\p{L}['’]/u, ''))?.[0]
    return stem !== undefined && !told.includes(stem)
  }
  const isQualifier = (at: number) => DENIAL.test(said[at] ?? '') || WISH.test(said[at] ?? '')
  const asides = said.flatMap((word, at) => {
    const by = isSpeaking(word) ? [...BEFORE, ...BEHIND].find(distance => isQualifier(at - distance)) : undefined
    if (by === undefined) return []
    // "not gonna lie"
    return isQualifier(at - by - 1) ? [at - by, at - by - 1] : [at - by]
  })
  return said.filter((_, at) => !asides.includes(at)).join(' ')
}

/** Any of some words, whole where a script puts spaces between them; `unspaced`: anywhere. */
function words(list: string, unspaced: string): RegExp {
  const [whole, anywhere] = [list.replaceAll(String.raw`\p{L}*`, String.raw`[\p{L}\p{M}]*`), unspaced].map(text =>
    text.split(/\s+/u).join('|'),
  )
  return new RegExp(String.raw`(?<![\p{L}\p{M}])(?:${whole})(?![\p{L}\p{M}])|${anywhere}`, 'u')
}

/** Which kinds of such words a quote has, and a sentence that is made of it has not. */
export function droppedQualifiers(
  quote: string,
  sentence: string,
): { readonly denial: boolean; readonly wish: boolean } {
  const told = normalizeText(sentence)
  const said = withoutAsides(normalizeText(quote), told)
  return { denial: DENIAL.test(said) && !DENIAL.test(told), wish: WISH.test(said) && !WISH.test(told) }
}

/** Whether a sentence says that something is not so. */
export function isDenial(text: string): boolean {
  return DENIAL.test(normalizeText(text))
}

/** Whether a text tells what is wished, planned or supposed. */
export function isWish(text: string): boolean {
  return WISH.test(normalizeText(text))
}

/** The languages in which `no` before a verb denies it; elsewhere it is an answer, or another word (Polish). */
const DENYING_NO: ReadonlySet<string | undefined> = new Set(['es', 'ca', 'it', 'gl'])

/**
 * Whether a quote leaves out a word before it that denies it, as "live in Lisbon" of "I don't live in Lisbon": `surely`
 * where that is the word right before it, `perhaps` where it begins the clause, as answers do, or stands further away. English `no` there is an answer, which denies nothing: "no my coworker Sarah".
 */
export function omitsDenial(quote: string, own: readonly string[]): 'surely' | 'perhaps' | undefined {
  const said = normalizeText(quote)
  const piece = own.find(text => text.includes(said)) ?? ''
  const clause =
    piece
      .slice(0, Math.max(0, piece.indexOf(said)))
      .split(/[.,;:!?…。、！？\n]/u)
      .at(-1) ?? ''
  const before = withoutAsides(clause.trim(), '')
    .split(' ')
    .slice(-3)
    .filter(word => word !== '')
  const isDenying = (word: string) =>
    word === 'no' ? DENYING_NO.has(languageOf(`${word} ${said}`)) : DENIAL.test(word) && word !== ''
  if (!before.some(isDenying)) return undefined
  const isAnswer = before.length === 1
  return isDenying(before.at(-1) ?? '') && !isAnswer && !DENIED_BEHIND.test(said) ? 'surely' : 'perhaps'
}

/** Korean and Japanese deny behind the verb: what stands before it ends another clause. */
const DENIED_BEHIND = /[\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]/u
