// biome-ignore-all lint/security/noSecrets: words without spaces look like keys to it
/*
 * How a sentence is told, where its words say so: supposed ("if I lived in Rome, I would…") or in jest ("I live on Mars, jk"). Word list:
 * a model that sorts sentences in a word tells neither, and what is kept in a person's own words is read as sure. Only forms that suppose
 * something untrue are here: "if I eat nuts, I get a rash" is true. In the languages of the catalogues.
 */

/** In each language what supposes, and what has to be said with it. */
const SUPPOSED: readonly (readonly RegExp[])[] = [
  [
    /\bif (?:(?:only|ever) )?(?:i|we|you|he|she|they|it|my \w{1,20}|our \w{1,20})(?: (?:only|ever|really|just))? (?:were|was|had|lived|could|knew|spoke|won|got|went|came|did|\w{2,20}ed)\b/iu,
    /\b(?:would|wouldn['’]t|could|might)\b|\b\w{1,20}['’]d\b/iu,
  ],
  [/\b(?:imagine|suppose|pretend|let['’]s say) (?:that )?(?:i|we|you)\b/iu],
  [
    /(?<!\p{L})(?:wenn|falls|angenommen)(?!\p{L})|^\s{0,9}(?:hätte|wäre|könnte) (?:ich|wir)(?!\p{L})/iu,
    /(?<!\p{L})(?:würde|wäre|hätte|könnte|käme|ginge|wüsste)(?:n|st|t)?(?!\p{L})/iu,
  ],
  [
    /(?<!\p{L})s(?:i |['’])(?:j['’]|je |tu |ils? |elles? |on |nous |vous )(?:n['’]|ne |y |en |l['’])?\p{L}{0,20}(?:ais|ait|ions|iez|aient)(?!\p{L})/iu,
    /\p{L}r(?:ais|ait|ions|iez|aient)(?!\p{L})/iu,
  ],
  [
    /(?<!\p{L})si (?:(?:yo|no|me|te|se|mi \p{L}{1,20}) )?\p{L}{1,20}(?:iera|(?<=\p{L}{2})ara|iese|(?<=\p{L}{2})ase|fuera|viera)(?:s|n)?(?!\p{L})/iu,
    /\p{L}ría(?:s|n|mos)?(?!\p{L})/iu,
  ],
  [/もし(?!よ|か)/u, /[ただ]ら|なら|れば/u],
  [/假如|假设|假設|倘若|(?:如果|要是)我(?:是|住)/u, /会|會|就|要|能|可以/u],
]

/** What takes back what was said just before. */
const TAKEN_BACK = [
  String.raw`(?<!not |no |n['’]t )\b(?:just|only) (?:kidding|joking)\b|\bi(?:['’]m| am) (?:kidding|joking)\b(?! about)|(?<=^|[\s,.!…(])j\/?k(?=$|[\s,.!)])|(?<=\s)\/[sj](?=$|\s)`,
  String.raw`(?<!\p{L})(?<!kein |kein großer |ohne )(?:nur |war nur |bloß |kleiner )(?:ein )?(?:scherz|spaß|witz)(?!\p{L})|(?<!kein |ohne )(?:scherz|spaß)[!.]{0,9}$|mache? nur (?:spaß|scherze|witze)`,
  String.raw`\bje (?:rigole|plaisante|déconne|blague)|(?<!ce n['’])\bc['’](?:est|était) (?:une blague|pour rire)`,
  String.raw`(?<!no )\b(?:es|era) (?:una )?broma|(?<!no )\bestoy bromeando|(?<!no )\b(?:es|era) coña`,
  '冗談(?:です|だ|だよ|ですよ|だけど)?[!！。wｗ笑]{0,9}$|なんちゃって|(?:うそ|嘘|ウソ)(?:です|だよ|ぴょん)?[!！。wｗ笑]{0,9}$',
  '(?<![不没沒别別是])(?:开玩笑|開玩笑)|[骗騙逗]你的',
].join('|')
const SAID_IN_JEST = new RegExp(TAKEN_BACK, 'iu')
const TAKEN_BACK_BEHIND = new RegExp(String.raw`^[\s.!…,;()。！-]{0,20}(?:${TAKEN_BACK})`, 'iu')
const LONGEST_BEHIND = 40

/** "I'm the Pope lol": who laughs at being the one and only is not; the youngest may be. */
const LAUGH =
  /(?:(?<!\p{L})(?:lol|lmao|rofl|xd|mdr|ptdr|(?:ha){2,9}h?|(?:he){2,9}|(?:ja){2,9})|[😂🤣😜🤪😝])[\s.!…)😂🤣😜🤪😝]{0,20}$/iu
const THE_ONE = [
  /^\P{L}{0,9}i(?:['’]m| am) the (?!\p{L}{1,20}est\b|one\b|only\b|first\b|second\b|third\b|last\b|middle\b|most\b|proud\b|new\b)/iu,
  /^\P{L}{0,9}ich bin (?:der|die|das) (?!\p{L}{1,20}ste[nrs]?(?!\p{L})|einzige|neue)/iu,
  /^\P{L}{0,9}je suis (?:l[ea] |l['’])(?!plus|seule?|premi|derni|aîné|cadet|benjam|nouve)/iu,
  /^\P{L}{0,9}(?:yo )?soy (?:el|la) (?!más|mayor|menor|únic|primer|últim|nuev)/iu,
] as const

/** How a sentence is told, by its own words and those `behind` it; undefined where it seems to be meant as it is said. */
export function toldStatus(sentence: string, behind: string): 'supposed' | 'joked' | undefined {
  if (SAID_IN_JEST.test(sentence) || TAKEN_BACK_BEHIND.test(behind.slice(0, LONGEST_BEHIND))) return 'joked'
  if (LAUGH.test(sentence) && THE_ONE.some(pattern => pattern.test(sentence))) return 'joked'
  return SUPPOSED.some(patterns => patterns.every(pattern => pattern.test(sentence))) ? 'supposed' : undefined
}
