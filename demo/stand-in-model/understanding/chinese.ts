import { anyOf, type Language } from './language.ts'

const PETS = anyOf('狗, 猫, 小狗, 小猫, 兔子, 仓鼠, 鹦鹉, 马, 乌龟')
const RELATION = anyOf(
  '妹妹, 弟弟, 姐姐, 哥哥, 妈妈, 爸爸, 老婆, 老公, 妻子, 丈夫, 女朋友, 男朋友, 女儿, 儿子, 奶奶, 爷爷, 外婆, 外公, 朋友, 室友, 同事, 老板',
)
const WORD = String.raw`[\p{sc=Han}\p{sc=Latin}\d]`
const JOBS = anyOf(
  '护士, 医生, 老师, 教师, 工程师, 程序员, 学生, 大学生, 研究生, 厨师, 律师, 司机, 警察, 记者, 设计师, 会计, 销售, 画家, 音乐家, 作家',
)

export const chinese: Language = {
  isSpokenIn: /^[^\p{sc=Hiragana}\p{sc=Katakana}]*\p{sc=Han}/u,
  unsaid:
    /[?？吗呢]\s*$|如果|要是|假如|可能|也许|大概|希望|想(?:要|去|养|当)|听说|据说|他说|她说|有人说|小说|电影|梦见|梦里|打算|差点|你|假装|什么|怎么|谁|哪|帮我|告诉我|写一/u,
  denial: /不|没|别|从未|无/u,
  strangers: /有个人|一个人|某人|主角|那个男|那个女/u,
  spellings: [],
  openings: /^(?:(?:你好|大家好|嗨|哈喽|对了|其实|嗯|哦|啊|那个|还有|然后|而且|但是|不过|因为)[，,。！!\s]*)+/u,
  endings: /(?:[\s。，,！!~～…]|哈+|了|呀|啊|哦|呢|啦|的|\p{Extended_Pictographic}|\uFE0F)+$/u,
  moment: /(?!)/u,
  joints: /(?!)/gu,
  slots: {
    Name: `${WORD}{1,8}`,
    Names: `${WORD}{1,8}?(?:和${WORD}{1,8})?`,
    Place: `${WORD}{1,10}?`,
    rest: '[^，。、]{1,30}',
    age: '1?\\d?\\d',
    count: '(?:[一二两三四五\\d]{1,2}[只条个匹])',
    pet: PETS,
    job: JOBS,
  },
  who: {
    user: '我',
    my: '我(?:的|家|家的)?',
    gap: '',
    relation: `(?:${RELATION}|${PETS})`,
    name: '(?!)',
    possessive: '的?',
    pronoun: '(?:她|他|它|它们)',
    whose: '(?:她|他|它|它们)的?',
    whom: '(?!)',
    mismatched: [],
    pets: new RegExp(`${PETS}$`, 'u'),
    theUser: '用户',
    theirs: relation => `用户的${relation}`,
  },
  corrections: [/^不是(?:在)?(?<old>[^，。]{1,20})[，,]?(?:是|而是)(?:在)?(?<new>[^，。]{1,20})$/u],
  ownWords: [[/我的?/gu, '自己的']],
  rules: [
    {
      when: '(?:我叫|我的名字叫|我的名字是|叫我){Name}',
      tells: '用户叫{Name}。',
      facet: 'name',
      value: 'Name',
      examples: [
        ['你好，我叫李明', '用户叫李明。'],
        ['大家好，我叫小红', '用户叫小红。'],
      ],
    },
    {
      when: '{who}(?:叫|名叫){Names}',
      tells: '{who}叫{Names}。',
      names: 'Names',
      examples: [['我妹妹叫小兰', '用户的妹妹叫小兰。']],
    },
    {
      when: '{whose}名字(?:叫|是){Names}',
      tells: '{who}叫{Names}。',
      names: 'Names',
      examples: [['我养了一条狗，它的名字叫旺财', '用户养了一条狗。', '用户的狗叫旺财。']],
    },
    {
      when: '(?<pronoun>)(?:名字)?叫{Names}',
      tells: '{who}叫{Names}。',
      names: 'Names',
      examples: [['我有两只猫，叫花花和点点', '用户养了两只猫。', '用户的猫叫花花和点点。']],
    },
    {
      when: '(?:{who})?(?:现在|目前)?(?:住在|住){Place}',
      tells: '{who}住在{Place}。',
      facet: 'home',
      value: 'Place',
      examples: [['我住在南京', '用户住在南京。'], ['我不住在南京'], ['如果我住在南京']],
    },
    {
      when: '(?:{who})?(?:来自{Place}|是(?<From>[\\p{sc=Han}]{2,6})人)',
      tells: '{who}来自{Place}{From}。',
      facet: 'origin',
      examples: [['我是湖南人', '用户来自湖南。']],
    },
    {
      when: '(?:{who})?(?:现在|目前)?在{Place}(?:工作|上班)',
      tells: '{who}在{Place}工作。',
      facet: 'employer',
      value: 'Place',
      examples: [['我爸爸在银行上班', '用户的爸爸在银行工作。']],
    },
    {
      when: '(?:{who})?(?:是|当)(?:一名|一个|个)?{job}',
      tells: '{who}是{job}。',
      facet: 'job',
      value: 'job',
      examples: [['我女朋友是护士', '用户的女朋友是护士。']],
    },
    {
      when: '(?:{who})?(?:今年)?{age}岁',
      tells: '{who}{age}岁。',
      facet: 'age',
      value: 'age',
      examples: [['我今年25岁', '用户25岁。']],
    },
    {
      when: '(?:我|我家|我们|我们家|家里)?(?:有|养了|养着|养)(?<many>{count})?{pet}',
      tells: '用户养了{many}{pet}。',
      introduces: 'pet',
      examples: [['我家有一只兔子', '用户养了一只兔子。'], ['我没有养狗']],
    },
    {
      when: '(?:{who})?(?<how>(?:很|最|特别|非常|超)?(?:喜欢|爱)(?:吃|喝|看|听|玩|打|去)?|讨厌|不(?:喜欢|爱)?(?:吃|喝)|不喜欢){rest}',
      tells: '{who}{how}{rest}。',
      kind: 'preference',
      examples: [
        ['我最喜欢吃火锅', '用户最喜欢吃火锅。'],
        ['我不喝咖啡', '用户不喝咖啡。'],
      ],
    },
    {
      when: '(?:{who})?对{rest}过敏',
      tells: '{who}对{rest}过敏。',
      examples: [['我对花生过敏', '用户对花生过敏。']],
    },
    {
      when: '(?:{who})?(?:在|正在)学(?:习)?{rest}',
      tells: '{who}在学{rest}。',
      examples: [['我在学日语', '用户在学日语。']],
    },
  ],
  noted: '我记住了：',
  recalled: '你跟我说过：',
  notUnderstood:
    '这个我没听懂：我只是一个按几条规则回答的替身。可以这样说：“我妹妹叫小兰”“我养了一只猫”“我住在南京”“我不吃辣”。设置 OPENAI_API_KEY 后就能和真正的模型聊天。',
}
