// biome-ignore-all lint/security/noSecrets: words that secrets are told with, and none of them
/**
 * Word list: the words with which people tell a secret, by what they are for, without accents, in some thirty languages. A
 * list is right here as most secrets look like any other word or number: only what stands beside "hunter2" or "4711" says
 * what it is, and nothing else may look at a text before its secrets are out, no model and no embedding of another host.
 */

/** What people call a secret before or after they tell it. Where spaces part the words, one stands between those here. */
export const SECRET_NAMES = {
  /** The secret is a word, or a few. */
  password: `
    password|passwords|pass word|passwd|passwort|passwoerter|passphrase|pass phrase|passcode|pass code|pwd|pw|psw|pswd|pass|wpa key|wpa2 key
    p/w|pword|passw|passwrd|psswd|wpa|wpa2|wpa3|psk|wifi pass|wi-fi pass|root pass|security answer|secret answer|security question answer|answer to my security question
    sicherheitsantwort|antwort auf die sicherheitsfrage|reponse secrete|reponse a la question secrete|respuesta secreta|respuesta de seguridad|resposta secreta|risposta segreta|beveiligingsantwoord|tajna odpowiedz|gizli cevap
    секретный ответ|контрольный ответ|ответ на контрольный вопрос|秘密の答え|秘密の質問の答え|安全问题答案|密保答案|보안 답변|보안 질문 답변
    wifi key|wi-fi key|wlan key|wlan schluessel|wlan schlussel|network key|master key|master password
    kennwort|losung|mot de passe|mots de passe|mdp|phrase secrete|cle wifi|cle wpa
    contrasena|contrasenas|clave|claves|senha|senhas|palavra-passe|palavra passe|parola d'ordine|parola chiave
    wachtwoord|wachtwoorden|haslo|hasla|heslo|hesla|salasana|losenord|losenordet|passord|passordet|adgangskode|adgangskoden|kodeord|jelszo|jelszavam|parola|parolam|sifre|sifrem|sifresi
    mat khau|kata sandi|kata laluan|kodikos|lozinka|sifra|geslo|slaptazodis|parole|parool|κωδικος|κωδικος προσβασης
    пароль|пароля|пароли|паролем|лозинка|парола|гасло|كلمة السر|كلمة المرور|الرقم السري|رمز المرور|گذرواژه|رمز عبور|סיסמה|סיסמא|הסיסמה|הסיסמא
    पासवर्ड|पासवर्ड़|পাসওয়ার্ড|পাসওয়ার্ড|கடவுச்சொல்|పాస్‌వర్డ్|పాస్వర్డ్|salasanani|salasanamme|رمز عبور|รหัสผ่าน|パスワード|パスコード|合言葉|密码|密碼|口令|密语|暗号|비밀번호|비번|암호`,
  /** The secret looks like one, as these words are said of much else. */
  login: `login|log in|logins|log-in|sign in|credentials|creds|zugangsdaten|anmeldedaten|identifiants|credenciales|credenziali|inloggegevens|dane logowania|логин|ログイン|登录|로그인`,
  /** The secret is a number of a few digits. */
  code: `
    pin|pin code|pin number|pincode|pins|atm code|otp|otp code|one-time code|one time code|one-time password|verification code
    verification pin|login code|sign-in code|2fa code|mfa code|sms code|auth code|authentication code|confirmation code|unlock code|lock code|door code|gate code
    one-time passcode|one time passcode|verification passcode|2fa|2fa pin|doorcode|gatecode|wiederherstellungscode|sicherungscode|ersatzcode|code de recuperation|code de secours|codigo de recuperacion|codigo de recuperacao|codice di recupero|herstelcode|kod odzyskiwania
    entry code|access code|alarm code|garage code|safe code|vault code|card code|combination|combo|lock combination|safe combination|keypad code|backup code|backup codes|recovery code|recovery codes
    kartenpin|geheimzahl|sicherheitscode|bestatigungscode|tan|tuercode|turcode|zugangscode|alarmcode|entsperrcode|zahlenkombination|kombination
    code secret|code pin|code confidentiel|code de securite|code de verification|code d'acces|code d'entree|digicode|code de la porte|code de l'immeuble|code du portail|code de l'alarme|code de ma carte|code carte|combinaison
    codigo de seguridad|codigo de verificacion|codigo de acceso|codigo de la puerta|codigo del porton|codigo de la alarma|codigo pin|combinacion|pin de la tarjeta
    codigo de seguranca|codigo de verificacao|codigo da porta|codigo do portao|codigo do alarme|codigo de acesso|codice di sicurezza|codice di verifica|codice della porta|codice di accesso|codice pin|combinazione
    pincode|beveiligingscode|toegangscode|deurcode|kod pin|kod do drzwi|kod dostepu|kod weryfikacyjny|pin kod|kapi kodu|dogrulama kodu
    пин|пин-код|пинкод|код подтверждения|код от двери|код домофона|код от карты|код карты|код от сейфа|код доступа|пiн|пін-код|رمز الدخول|رقم سري|الرقم السري|קוד כניסה|קוד סודי|קוד האימות|קוד הכניסה
    暗証番号|確認コード|認証コード|セキュリティコード|ワンタイムパスワード|ピンコード|验证码|驗證碼|安全码|门禁密码|取款密码|支付密码|인증번호|인증 번호|보안코드|현관 비번|ओटीपी|पिन|পিন|পিন কোড|رمز عبور|পিন নম্বর|הקוד הסודי|קוד הסודי|รหัสพิน|รหัส otp|ma pin|ma otp|kode pin|kode otp|kode verifikasi`,
  /** The secret is the three or four digits on a card. */
  cardCode: `
    cvv|cvc|cvv2|cvc2|csc|cid|security code|security digits|prufziffer|prufnummer|kartenprufnummer|kartenprufziffer|cryptogramme|cryptogramme visuel|codigo de seguridad|codigo de seguranca|codice di sicurezza|beveiligingscode|guvenlik kodu|kod cvv|код cvv|セキュリティコード|安全码|보안코드`,
  /** The secret is the number of a payment card, right or mistyped. */
  card: `
    card|debit card|bank card|visa|mastercard|maestro|amex|american express|karte|kreditkarte|bankkarte|ec-karte|girokarte|carte|carte bancaire|carte bleue|carte de credit|tarjeta|tarjeta de credito|tarjeta de debito|cartao|cartao de credito|carta|carta di credito|bancomat|kaart|creditcard|bankpas|karta|karta kredytowa|kart|kredi karti|kreditkort|bankkort|luottokortti|карта|карты|карту|картой|картка|כרטיס אשראי|كرت|البطاقة|बैंक कार्ड|कार्ड|บัตร|บัตรเครดิต|カード|クレジットカード|信用卡|银行卡|信用卡号|카드|신용카드|the ngan hang`,
  /** The secret is one of letters and digits, as machines make it. */
  token: `
    api key|api keys|apikey|api token|api secret|access key|access token|secret key|secret token|client secret|private key|auth token|bot token|refresh token|session token|bearer token|personal access token
    licen[cs]e key|product key|activation key|activation code|serial key|cd key|steam key|recovery key|encryption key|signing key|ssh key|webhook secret|app secret|otpauth secret|otpauth|totp secret|totp seed|totp|2fa secret|2fa seed|authenticator secret|authenticator key|authenticator seed|mfa secret
    api-schluessel|api-schlussel|api schlussel|lizenzschlussel|lizenzschluessel|produktschlussel|produktschluessel|aktivierungscode|geheimer schlussel|privater schlussel|token|secret|zugriffstoken
    cle api|cle d'api|cle d'acces|cle secrete|cle privee|cle de licence|cle produit|jeton|clave api|clave de api|clave secreta|clave privada|clave de licencia|clave del producto|chave api|chave de api|chave secreta|chave privada|chiave api|chiave segreta|chiave privata|chiave di licenza
    klucz api|klucz prywatny|klucz licencyjny|апи ключ|api ключ|ключ api|секретный ключ|приватный ключ|токен|лицензионный ключ|ключ лицензии|apiキー|シークレットキー|秘密鍵|トークン|アクセスキー|プロダクトキー|ライセンスキー|api密钥|密钥|私钥|令牌|激活码|序列号|api 키|비밀 키|토큰|시크릿`,
  /** Some words in a row. */
  phrase: `
    seed phrase|seed words|recovery phrase|recovery words|secret phrase|secret recovery phrase|backup phrase|backup words|wallet phrase|mnemonic|mnemonic phrase|wallet seed|metamask seed
    wiederherstellungsphrase|wiederherstellungsworter|seed-phrase|phrase de recuperation|phrase mnemonique|phrase seed|frase semilla|frase de recuperacion|palabras de recuperacion|frase semente|frase de recuperacao|frase di recupero|frase seed|herstelzin
    сид-фраза|сид фраза|мнемоническая фраза|фраза восстановления|シードフレーズ|リカバリーフレーズ|復元フレーズ|ニーモニック|助记词|助記詞|恢复短语|시드 구문|복구 구문|니모닉`,
  /** The number of a document or an account. */
  number: `
    passport|passport number|passport no|passport nr|passport #|护照|パスポート|여권|reisepass|reisepassnummer|passnummer|passeport|pasaporte|passaporte|passaporto|paspoort|numero de passeport|numero de pasaporte
    driver's licen[cs]e|drivers licen[cs]e|driving licen[cs]e|driver licen[cs]e|fuhrerschein|fuehrerschein|fuhrerscheinnummer|permis de conduire|carnet de conducir|carteira de motorista|patente
    social security|social security number|social security no|social|ssn|sin number|social insurance number|sin|tfn|tax file number|medicare|medicare card|cnpj|rut|cuit|cuil|pan|national insurance|national insurance number|nino|ni number|tax id|tax number|taxpayer id|tin|itin|ein|national id|national identity number|identity card|id card|id card number|id number|identity number|medicare number|nhs number|aadhaar|aadhar|pan card|pan number|medical record number|insurance number|policy number
    steuer-id|steuerid|steuernummer|steuer-identifikationsnummer|personalausweis|personalausweisnummer|ausweisnummer|sozialversicherungsnummer|sv-nummer|versichertennummer|versicherungsnummer|krankenversicherungsnummer|rentenversicherungsnummer|ahv-nummer|ahv nummer
    numero de securite sociale|numero de secu|num secu|n° secu|numero secu|carte d'identite|numero de carte d'identite|carte vitale|numero fiscal|dni|nie|nif|numero de la seguridad social|seguridad social|cedula|curp|rfc|cpf|rg|cnh|nis|titulo de eleitor|codice fiscale|carta d'identita|tessera sanitaria|bsn|burgerservicenummer|rijksregisternummer|pesel|dowod osobisty|numer dowodu|nip|rodne cislo|personnummer|personnumeret|cpr|cpr-nummer|fodselsnummer|henkilotunnus|tc kimlik|tc kimlik no|kimlik no|kimlik numarasi|cnp|egn|oib|jmbg|amka|αφμ|cccd|cmnd|nik|nomor ktp|ktp
    паспорт|номер паспорта|серия и номер паспорта|снилс|инн|номер снилс|رقم الهوية|رقم جواز السفر|الرقم القومي|תעודת זהות|מספר זהות|ת.ז|ת"ז|ת״ז|הת"ז|הת״ז|דרכון|पासपोर्ट नंबर|आधार नंबर|पैन नंबर
    マイナンバー|個人番号|パスポート番号|旅券番号|免許証番号|運転免許証番号|保険証番号|年金番号|身份证|身份证号|身份证号码|身分證|护照号|护照号码|護照號碼|社保号|주민등록번호|주민번호|여권번호|여권 번호|운전면허번호|เลขบัตรประชาชน|เลขประจำตัวประชาชน
    account number|account no|acct|acct number|acct no|bank account|bank account number|routing number|routing no|sort code|bsb|iban|bic|card number|credit card|credit card number|debit card|debit card number|card no
    kontonummer|bankleitzahl|kreditkartennummer|kartennummer|numero de compte|numero de carte|rib|numero de cuenta|numero de tarjeta|tarjeta|cbu|clabe|numero da conta|numero do cartao|conto corrente|numero di conto|numero di carta|rekeningnummer|numer konta|numer karty|номер карты|номер счета|расчетный счет|رقم الحساب|رقم البطاقة|מספר חשבון|מספר כרטיס|口座番号|カード番号|银行卡号|银行卡|卡号|账号|帳號|계좌번호|카드번호|카드 번호|खाता संख्या|เลขบัญชี`,
} as const

export type SecretKind = keyof typeof SECRET_NAMES

/** Words of a list, parted by commas, as alternatives of a pattern. */
function alternatives(list: string): string {
  return list.trim().split(/,\s+/u).map(RegExp.escape).join('|')
}

/** What a code can be called that opens something, and what it opens; both beside each other, with digits. */
export const PLAIN_CODE_NAMES = alternatives(`
  code, codes, kod, kodu, codigo, codice, kode, koodi, koden, kodas, κωδικος, код, кода, קוד, הקוד, رمز, كود,
  mã`)
export const LOCKS_BY_SPACES = alternatives(`
  gate, door, front door, garage, alarm, safe, vault, locker, building, entrance, house, apartment, flat,
  lobby, intercom, keypad, elevator, lift, phone, sim, card, bike lock, padlock, lock, suitcase, gym, office,
  tor, tur, haustur, garagentor, tresor, schloss, spind, buro, handy, karte, porte, portail, immeuble, coffre,
  coffre-fort, alarme, cadenas, telephone, carte, puerta, porton, alarma, caja fuerte, candado, edificio,
  telefono, tarjeta, porta, portao, cofre, cadeado, predio, cartao, cancello, cassaforte, portone, carta, deur,
  poort, kluis, slot, drzwi, brama, bramy, sejf, klatki, karty, kapi, kasa, kart, двери, подъезда, подъезд,
  домофона, домофон, сейфа, сейф, ворот, калитки, карты, телефона, дверь, דלת, שער, כספת, כרטיס, باب, الباب,
  البوابة, خزنة, البطاقة, pintu, brankas, cua`)
export const UNSPACED_CODE_NAMES = 'コード|暗号|代码|코드|รหัส'
export const LOCKS_OF_UNSPACED = alternatives(`
  ドア, 玄関, 金庫, オートロック, 門, カード, 门, 大门, 保险箱, 保险柜, 现关, 手机, 卡, 현관, 금고, 도어락, 카드, ประตู, ตู้เซฟ`)

/** With what something is opened that is named beside it: "the safe opens with 8812". */
export const OPENING_WORDS = alternatives(`
  opens with, open with, open it with, opened with, unlocks with, unlock with, unlock it with, turns off with, turn off with, disarms with, disarm with,
  dial, punch in, entsperren mit, entsperrt mit, geht mit, offnet mit, aufmachen mit, s'ouvre avec, ouvre avec, se desactive avec, s'eteint avec, se coupe avec,
  se abre con, abre con, se apaga con, se desbloquea con, abre com, desliga com, desbloqueia com, si apre con, si sblocca con, si spegne con, gaat open met, opent met,
  otwiera sie, открывается, открывается по, разблокируется, открыть по`)
/** The same where the digits stand before it, in languages without spaces. */
export const OPENED_UNSPACED =
  'で(?:開|解除|あけ|あき|あく)|(?:打开|開門|开门|开锁|解锁)|(?:으로|로)\\s?(?:열|해제|잠금)'

/** What stands between a secret's name and the secret, "is" and "are" in most of them. */
export const IS_WORDS = alternatives(`
  is, it's, its, was, are, be, =, equals, equal to, now, ist, lautet, heisst, war, sind, est, c'est, etait,
  sont, es, era, son, sao, e, foi, eh, sao, sono, fu, jest, to, brzmi, je, zni, var, ar, er, on, ovat, is,
  zijn, luidt, olarak, to, este, adalah, ialah, la, это, есть, был, теперь, такой, такая, هو, هي, كان, הוא,
  היא, זה, है, था, ειναι, คือ, は, が, を, って, 是, 为, 為, 就是, 은, 는, 이, 가, 을, 를`)

/** To what a password is changed or set. */
export const TO_WORDS = alternatives(`
  to, as, into, auf, zu, als, en, a, à, por, para, in, naar, na, ve, til, till, на, 以, 成, 改成, 改为, 改為, 设为, 設為,
  に, 로, 으로, إلى, ל`)

/** What stands between a secret and its name, where the secret is told first, besides "is". */
export const AS_WORDS = 'as|als|como|comme|come|jako|как|for|fur|pour'
/** "Is now". */
export const NOW_WORDS = 'now|jetzt|ahora|maintenant|agora|теперь'

/** The same of languages that put no spaces between words: after a name, before what it is set to, and after the secret. */
export const UNSPACED_IS = 'は|が|って|是|为|為|：|:|=|은|는|이|가|คือ'
export const UNSPACED_TO = 'を|을|를|改成|改为|设成|设为'
export const UNSPACED_AFTER = 'が|は|是|를|을|이|가'

/** What makes another thing of a name: "password manager", "pin code of the city", "Passwordless". */
export const OTHER_THINGS = String.raw`manager|managers|safe|vault|generator|software|policy|policies|protection|protected|reset|field|hash|hashing|app|tool|length|strength|sharing|security|prompt|board|cushion|up|wheel|ball|trick|number\s?pad|verwaltung|tresor|gestionnaire|gestor|less`

/** What makes another thing of it before the name: "discount code", "boarding pass". */
export const OTHER_CODE_OWNERS = `discount|promo|promotion|coupon|voucher|gift|referral|invite|rabatt|gutschein|aktions|de reduction|de descuento|de desconto|sconto|boarding|season|ski|hall|bus|guest|press|mountain|game|battle|vaccine`

/** What says that many random letters are a key, or that they are a hash. */
export const KEY_WORDS = String.raw`key|keys|secret|private|wallet|token|schlussel|cle|clave|chave|chiave|ключ|кошел\p{L}{1,4}|秘密鍵|ウォレット|私钥|钱包|지갑`
export const HASH_WORDS = String.raw`hash|hashes|sha|sha256|sha-256|md5|checksum|digest|commit|tx|txid|transaction|transaktion|transaccion|block|prufsumme|somme|etag|image|blob|tree|merkle|root|транзакци\p{L}{1,3}|хеш|ハッシュ|取引|哈希|交易|해시`

/** Words that follow "my password is" and are none: what is said about it, and what only leads to more words. */
export const SAID_OF_SECRETS = `
  the a an this that my your his her our their too very so not no never now always still just really quite pretty also already in on at for with from by of and or but if when because what which where who how
  wrong right correct long short strong weak secure insecure safe unsafe good bad old new same different lost gone secret private unknown important required needed invalid valid expired expiring changed saved stored written
  empty blank missing there here hidden encrypted hashed reset set working broken complicated simple easy hard difficult stupid funny case something anything nothing everything impossible stolen leaked compromised known public none one two three four
  der die das ein eine mein meine dein zu sehr nicht nie immer noch in auf im am bei fur mit von und oder aber falsch richtig lang kurz stark schwach sicher unsicher gut schlecht alt neu gleich weg verloren geheim abgelaufen gespeichert geandert vergessen anders leer kompliziert einfach schwer
  le la les un une des mon ma mes ton sa trop tres pas plus jamais toujours encore dans sur pour avec de du et ou mais faux fausse bon bonne long longue court courte fort forte faible sur sure ancien nouveau nouvelle meme perdu perdue expire expiree oublie change complique simple difficile
  el los las una mi tu su muy no nunca siempre todavia en con del y o pero incorrecta correcta larga corta fuerte debil segura insegura buena mala vieja nueva misma perdida secreta expirada olvidada facil dificil
  o os as um uma meu minha muito nao nunca sempre ainda em no na com do da e ou mas errada certa longa curta forte fraca segura velha nova mesma perdida expirou
  il lo i gli uno mio mia troppo molto non mai sempre ancora nel nella con di e ma sbagliata giusta lunga corta forte debole sicura vecchia nuova stessa persa scaduta
  niet te heel altijd nog in op met van en of maar fout goed lang kort sterk zwak veilig oud nieuw kwijt vergeten nie zbyt bardzo zawsze jeszcze w na z i ale bledne dobre dlugie krotkie silne slabe
  не очень всегда еще в на с и или но неверный правильный длинный короткий сильный слабый надежный старый новый утерян забыт слишком тот неправильный простой сложный`
