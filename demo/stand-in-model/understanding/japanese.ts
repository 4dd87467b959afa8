import { anyOf, type Language } from './language.ts'

const PETS = anyOf('犬, 猫, 子犬, 子猫, うさぎ, ウサギ, ハムスター, インコ, 馬, 亀')
const RELATION = anyOf(
  '妹, 弟, 姉, 兄, 母, 父, 妻, 夫, 彼女, 彼氏, 息子, 娘, 祖母, 祖父, 友達, 友人, 上司, 同僚, お母さん, お父さん, おばあちゃん, おじいちゃん',
)
const WORD = String.raw`[\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}ー\p{sc=Latin}\d]`

export const japanese: Language = {
  isSpokenIn: /[\p{sc=Hiragana}\p{sc=Katakana}]/u,
  unsaid:
    /[?？]\s*$|か[。]?$|もし|たら|れば|なら|たい|かも|だろう|でしょう|だって言|と言って|そうだ|らしい|つもり|小説|映画|漫画|夢で|あなた|君|きみ|教えて|して(?:ください|くれ)|のに|「/u,
  denial: /ない|ません|なかった|じゃな/u,
  strangers: /人が|男の人|女の人|誰か|主人公/u,
  spellings: [
    [/飼ってて|飼ってます|飼っています|飼っている/gu, '飼ってる'],
    [/住んでて|住んでます|住んでいます|住んでいる/gu, '住んでる'],
    [/働いてて|働いてます|働いています|働いている/gu, '働いてる'],
  ],
  openings:
    /^(?:(?:こんにちは|こんばんは|おはよう|やあ|どうも|ちなみに|あと|実は|えっと|うん|はい|いや|そして|でも|はじめまして)[、,！!\s]*)+/u,
  endings:
    /(?:[\s。、,！!ｗw笑~〜…]|なんです|なんだ|んです|んだ|です|だよ|だ|よ|ね|の|わ|\p{Extended_Pictographic}|\uFE0F)+$/u,
  moment: /(?!)/u,
  joints: /(?!)/gu,
  slots: {
    Name: `(?!(?:元気|眠|疲))${WORD}{1,12}?`,
    Names: `${WORD}{1,12}?(?:と${WORD}{1,12}?)?`,
    Place: `${WORD}{1,12}?`,
    rest: '[^、。はが]{1,30}',
    age: '1?\\d?\\d',
    count: '(?:[一二三四五\\d]{1,2}[匹頭羽人])',
    pet: PETS,
    job: `${WORD}{2,12}`,
  },
  who: {
    user: '(?:私|僕|俺|わたし|ぼく)',
    my: '(?:私の|僕の|俺の|うちの)',
    gap: '',
    relation: `(?:${RELATION}|${PETS})`,
    name: '(?!)',
    possessive: 'の',
    pronoun: '(?:彼女|彼|この子|その子)',
    whose: '(?:彼女の|彼の|この子の|その子の)',
    whom: '(?!)',
    mismatched: [],
    pets: new RegExp(`${PETS}$`, 'u'),
    theUser: 'ユーザー',
    theirs: relation => `ユーザーの${relation}`,
  },
  corrections: [/^(?<old>[^、。はが]{1,20})(?:じゃなくて|ではなく)[、]?(?<new>[^、。はが]{1,20})$/u],
  ownWords: [],
  rules: [
    {
      when: '(?:私|僕|俺|わたし)の名前は{Name}',
      tells: 'ユーザーの名前は{Name}です。',
      facet: 'name',
      value: 'Name',
      examples: [['私の名前は花子です', 'ユーザーの名前は花子です。']],
    },
    {
      when: '(?:(?:私|僕|俺|わたし)は)?{Name}(?:と申します|といいます|って言います|と言います)',
      tells: 'ユーザーの名前は{Name}です。',
      facet: 'name',
      value: 'Name',
      examples: [['健と申します', 'ユーザーの名前は健です。']],
    },
    {
      when: '(?<pronoun>)名前は{Names}',
      tells: '{who}の名前は{Names}です。',
      names: 'Names',
      examples: [['猫を飼ってる。名前はモモ', 'ユーザーは猫を飼っています。', 'ユーザーの猫の名前はモモです。']],
    },
    {
      when: '{whose}名前は{Names}',
      tells: '{who}の名前は{Names}です。',
      names: 'Names',
      examples: [['うちの犬の名前はハチです', 'ユーザーの犬の名前はハチです。']],
    },
    {
      when: '(?:{who}(?:は|も))?(?:今|いま)?(?:は)?{Place}に住んでる',
      tells: '{who}は{Place}に住んでいます。',
      facet: 'home',
      value: 'Place',
      examples: [
        ['京都に住んでます', 'ユーザーは京都に住んでいます。'],
        ['もし京都に住んでいたら'],
        ['京都に住んでいません'],
      ],
    },
    {
      when: '(?:{who}は)?{Place}(?:出身|から来ました)',
      tells: '{who}は{Place}出身です。',
      facet: 'origin',
      value: 'Place',
      examples: [['札幌出身です', 'ユーザーは札幌出身です。']],
    },
    {
      when: '(?:{who}は)?{Place}で働いてる',
      tells: '{who}は{Place}で働いています。',
      facet: 'employer',
      value: 'Place',
      examples: [['僕の妹は銀行で働いてる', 'ユーザーの妹は銀行で働いています。']],
    },
    {
      when: '(?:{who}は)?{age}歳',
      tells: '{who}は{age}歳です。',
      facet: 'age',
      value: 'age',
      examples: [['28歳です', 'ユーザーは28歳です。']],
    },
    {
      when: '(?:(?:うち|家|私|僕)(?:で|に)?は?)?{pet}を(?<many>{count})?(?:飼ってる|飼い始めた|飼い始めました)',
      tells: 'ユーザーは{pet}を{many}飼っています。',
      introduces: 'pet',
      examples: [
        ['猫を2匹飼っています', 'ユーザーは猫を2匹飼っています。'],
        ['犬を飼っていません'],
        ['もし犬を飼っていたら'],
      ],
    },
    {
      when: '(?:{who}は)?{rest}(?:が|は)(?<how>苦手|嫌い|大嫌い|だめ|ダメ)',
      tells: '{who}は{rest}が{how}です。',
      facet: 'dislikes',
      kind: 'preference',
      examples: [['納豆が苦手', 'ユーザーは納豆が苦手です。']],
    },
    {
      when: '(?:{who}は)?{rest}が(?<how>好き|大好き)',
      tells: '{who}は{rest}が{how}です。',
      facet: 'likes',
      kind: 'preference',
      examples: [['寿司が大好きです', 'ユーザーは寿司が大好きです。']],
    },
    {
      when: '(?:{who}の)?(?:仕事|職業)は{job}',
      tells: '{who}の仕事は{job}です。',
      facet: 'job',
      value: 'job',
      examples: [['仕事は看護師です', 'ユーザーの仕事は看護師です。']],
    },
    {
      when: '(?:{who}は)?{rest}アレルギー',
      tells: '{who}は{rest}アレルギーです。',
      examples: [['卵アレルギーです', 'ユーザーは卵アレルギーです。']],
    },
  ],
  noted: '覚えておきます：',
  recalled: 'こう言っていましたね：',
  notUnderstood:
    'わかりませんでした。私は簡単なルールで動く代役です。例えば「妹の名前はミアです」「犬を飼っています」「大阪に住んでいます」「オリーブが苦手です」ならわかります。OPENAI_API_KEY を設定すると、本物のモデルと話せます。',
}
