/**
 * Beginnings by which the keys and tokens of services are known. Facts of two lists, which name most of them alike: the
 * default rules of gitleaks (config/gitleaks.toml, version of 2026-07-22, https://github.com/gitleaks/gitleaks) and the
 * patterns of GitHub's secret scanning (https://docs.github.com/code-security/reference/secret-security/supported-secret-scanning-patterns).
 */
const KEY_BEGINNINGS = `
  sk- sk_ rk_ pk_live_ pk_test_ sk-ant- sk-or- gsk_ pplx- xai- r8_ hf_ nvapi- fw_ tgp_v1_ jina_ lsv2_ sk-lf- pk-lf- AIza ya29. 1// GOCSPX-
  ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- glrt- glptt- gldt- glft- glimt- glagent- gloas- glsoat- glcbt- glffct- GR1348941
  npm_ pypi- rubygems_ CLOJARS_ oy2 cio dckr_pat_ dckr_oat_ dp.pt. dp.st. doo_v1_ dop_v1_ dor_v1_ hvs. hvb. hvr. figd_ figo_
  xoxa- xoxb- xoxe. xoxe- xoxo- xoxp- xoxr- xoxs- xoxd- xapp- whsec_ shpat_ shpca_ shppa_ shpss_ sq0atp- sq0csp- EAAA SG. xkeysib- xsmtpsib-
  key- pubkey- lin_api_ lin_oauth_ ntn_ secret_ tfp_ PMAK- PMAT- pscale_tkn_ pscale_pw_ pscale_oauth_ sbp_ sb_secret_ supabase_ nfp_
  vcp_ vc_ fo1_ fm1r_ fm1a_ fm2_ dapi dose glc_ glsa_ eyJrIjoi sntrys_ sntryu_ phc_ phx_ pul- pnu_ rdme_ NRAK- NRII- NRAL- NRJS- API-
  LTAI AKCp cmVmd ATATT3 ATCTT3 ATBB AQVN YCAJE t1. EZAK EZTK shippo_live_ shippo_test_ duffel_live_ duffel_test_ FLWSECK- FLWSECK_TEST- FLWPUBK_TEST-
  live_ test_ access-sandbox- access-production- p8e- ops_eyJ A3- ABSK bedrock-api-key- sgp_ squ_ sqp_ sqa_ tk-us- fio-u- dt0c01. dt0s01.
  b_ rdme_ settlemint_ sm_aat_ sm_pat_ sm_sat_ ion_ jfrog_ prv_ ps_ tvly- exa_ e2b_ fc- ctx7sk- apify_api_ EAAM EAAC EAAG IGQ cfut_
  age-secret-key-1 nsec1 xprv yprv zprv tprv ed25519: aiven_ AVNS_ civo_ hcloud_ rpa_ tskey-auth- tskey-api- cl_ pat. sat. cpk_ plivo_
  waka_ wakatime_ postman_ trello_ ATTA asana_ amzn.oa2- amzn1. Atza| Atzr| mfa.
`
  .trim()
  .split(/\s+/u)

/** Such a beginning, with as much behind it as looks like a key: whether it is one, `looksRandom` decides. */
export const BEGINNING_OF_KEY = new RegExp(
  String.raw`(?<![\p{L}\p{N}_])(?<beginning>${KEY_BEGINNINGS.toSorted((a, b) => b.length - a.length)
    .map(RegExp.escape)
    .join('|')})(?<rest>[\w.~+/=-]{8,})`,
  'giu',
)

/** Forms that are none but a key's, each with its source. */
export const KEY_FORMS: readonly RegExp[] = [
  /-----BEGIN[ A-Z0-9_-]{0,60}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,20000}?(?:-----END[ A-Z0-9_-]{0,60}PRIVATE KEY(?: BLOCK)?-----|(?![\s\S]))/gu,
  /(?<![A-Z0-9])(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/gu, // AWS access keys (gitleaks: aws-access-token)
  /(?<![\w.~-])[\w~.]{3}\dQ~[\w~.-]{31,34}/gu, // Azure client secrets (gitleaks: azure-ad-client-secret)
  /(?<![\p{L}\p{N}])[A-Za-z0-9]{4}8Q~[\w~.-]{30,40}/gu, // the same, of older tenants
  /(?<![\w-])[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/gu, // Discord's bot tokens (GitHub: discord_bot_token)
  /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/gu, // JSON web tokens (RFC 7519)
  /(?<![\w-])FlyV1\s{1,3}fm\w{1,3}_[\w+/=,.-]{20,}/gu, // Fly.io's tokens with their scheme (fly.io, Access tokens)
  /(?<!\d)\d{8,10}:[\w-]{30,}/gu, // Telegram's bots (gitleaks: telegram-bot-api-token)
  /(?<![\w-])[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{40,}/gu, // Terraform Cloud (gitleaks: hashicorp-tf-api-token)
  /(?<![\w-])[a-f0-9]{32}-us\d{1,2}(?![\w-])/gu, // Mailchimp (gitleaks: mailchimp-api-key)
  /(?<![A-Za-z0-9])SK[0-9a-fA-F]{32}(?![A-Za-z0-9])/gu, // Twilio (gitleaks: twilio-api-key)
  /(?<![A-Za-z0-9])(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}(?![A-Z0-9-])/gu, // Windows and Office product keys: five groups of five
  /(?<![\d-])\d{6}(?:-\d{6}){7}(?![\d-])/gu, // BitLocker's recovery keys: eight groups of six digits (Microsoft, BitLocker recovery)
  /(?<![A-Z0-9-])(?=[A-Z-]{0,28}\d)(?:[A-Z0-9]{4}-){5}[A-Z0-9]{4}(?![A-Z0-9-])/gu, // FileVault's: six groups of four (Apple, Platform Deployment)
  /https?:\/\/(?:\w{1,20}\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{10,20}\/[\w-]+/gu,
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/+-]{20,}/gu, // gitleaks: slack-webhook-url
  /[\w-]{1,60}\.webhook\.office\.com\/webhookb2\/[\w@/-]{20,}/gu, // gitleaks: microsoft-teams-webhook
  /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,100}:[^\s/@]{1,200}@/giu, // a password in an address (RFC 3986, userinfo)
  /(?<=[?&#;](?:access_token|auth|token|key|api_?key|secret|password|passwd|pwd|sig|signature|client_secret|x-amz-signature)=)[^\s&#]{6,}/giu,
  /(?<=otpauth:\/\/\S{0,200}secret=)[A-Z2-7]{8,}/giu, // TOTP seeds in an address (Google Authenticator, Key URI Format)
  /(?<=\bbearer\s{1,3})(?=\S{0,200}\d)[\w.~+/-]{16,}=*/giu, // RFC 6750
  /(?<=\b[Bb]asic\s{1,3})(?=\S{0,200}[A-Z])(?=\S{0,200}[\d=])[A-Za-z0-9+/]{8,}={0,2}(?![\w+/=])/gu, // RFC 7617
  /(?<=\$(?:2[aby]\$\d\d|argon2id?|[156])\$)[\w./$,=+-]{20,}/gu, // hashed passwords (crypt)
]
