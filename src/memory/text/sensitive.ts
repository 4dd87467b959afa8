/**
 * Word list, by matter: words that give a sensitive matter away, beside the model's own judgement. They are few and plain,
 * as each one that is too wide costs a memory. What counts: "protected health information, financial information, or other
 * sensitive information under applicable law" (Discord Developer Policy, Handle data with care), the traits that Discord's
 * Community Guidelines protect, and the special categories of the GDPR (articles 9 and 10).
 */
const SENSITIVE_WORDS: Readonly<Record<string, string>> = {
  health: String.raw`
    depression, depressed, anxiety disorder, bipolar, schizophreni\w*, autis\w+, adhd, ptsd, ocd, cancer,
    tumou?r, leuk[a]?emia, diabet\w+, epilep\w+, asthma, hiv, hepatitis, chlamydia, herpes,
    pregnan\w+, miscarriage, abortion, infertil\w+, antidepressants?, medication, prescri(?:bed|ption),
    diagnosed with, diagnosis, chemotherapy, therapist, psychiatrist, psychotherap\w+, disabilit\w+, (?:is|am|are|was) disabled,
    alcoholic, addiction, drug addict, rehab, suicid\w+, self-harm\w*, eating disorder, anorexi\w+, bulimi\w+,
    allerg\w+, surgery, depressionen, krebs, schwanger, behindert, depresión, cáncer,
    embarazad[ao], enceinte, うつ病, 妊娠, 癌, 糖尿病`,
  belief: String.raw`
    muslims?, islam\w*, christians, christianity,
    (?:is|am|are|a|as) (?:a )?(?:devout |practi[cs]ing )?christian, catholics?, catholicism,
    protestants?, orthodox (?:church|christian), evangelicals?, jewish, judaism, jews?, hindus?,
    hinduism, buddhis\w+, sikhs?, mormons?, atheis\w+, agnostics?, religio\w+, mosque, synagogue,
    (?:goes|go|went) to church, muslim[ae]?, jüdisch, katholisch, evangelisch, musulm[aá]n\w*,
    católic[ao], catholique, juif, juive`,
  orientation: String.raw`
    gay, lesbians?, bisexual\w*, homosexual\w*, heterosexual\w*, asexual\w*, pansexual\w*, queer,
    transgender, trans (?:wo)?man, transsexual\w*, non-?binary, lgbt\w*, sexual orientation,
    sex life, schwul, lesbisch, homosexuel\w*`,
  origin: String.raw`
    ethnic\w*, racial\w*, race is, skin colou?r, african[- ]american, caucasian, latin[oax], hispanic,
    indigenous, biracial, of mixed race, roma descent`,
  politics: String.raw`
    votes? for, voted (?:for|against), democrats?, republicans?,
    (?:is|am) (?:a )?(?:conservative|liberal|socialist|communist|libertarian|anarchist|fascist),
    political(?:ly)? (?:views?|affiliat\w+|party|left|right),
    supports? (?:trump|biden|harris|the afd|labour|the tories), trade union\w*, labou?r union,
    union (?:member|rep)\w*, member of (?:a|the) (?:party|union), gewerkschaft\w*, parteimitglied`,
  law: String.raw`
    undocumented, immigration status, visa (?:status|expired|overstay\w*), asylum, refugee, deport\w+,
    criminal record, convict\w*, felon\w*, arrested, in (?:prison|jail), on (?:probation|parole),
    charged with, vorbestraft, asyl`,
  money: String.raw`
    salary, earns? [$€£]?\d, income, in debt, debts, bankrupt\w*, credit score, bank balance, mortgage,
    net worth, gehalt, verschuldet, salario, salaire, 年収`,
  body: String.raw`
    fingerprints?, biometric\w*, genetic test\w*, dna test, raped?, sexual(?:ly)? (?:assault\w*|abus\w+),
    domestic (?:abuse|violence)`,
}

const LATIN = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${Object.values(SENSITIVE_WORDS)
    .flatMap(list => list.trim().split(/,\s+/u))
    .join('|')})(?![\p{L}\p{N}])`,
  'iu',
)
const EASTERN = /うつ病|妊娠|癌|糖尿病|宗教|逮捕|年収|抑郁|怀孕|癌症|宗教信仰/u

/** Whether a text tells something sensitive, which is not to be learned unless the user asks for it. */
export function isSensitive(text: string): boolean {
  const form = text.normalize('NFKC')
  return LATIN.test(form) || EASTERN.test(form)
}
