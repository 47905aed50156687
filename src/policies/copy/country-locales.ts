/**
 * The language that most people of a country speak, by the calling code of their phone numbers. Countries with several such
 * languages (Belgium, Switzerland, India, most of Africa) are left out: a guess would be wrong for millions of people, who get
 * the fallback language of the line's texts instead.
 */
const localeByCode: Readonly<Record<string, string>> = {
  '1': 'en-US',
  '7': 'ru-RU',
  '20': 'ar-EG',
  '30': 'el-GR',
  '31': 'nl-NL',
  '33': 'fr-FR',
  '34': 'es-ES',
  '36': 'hu-HU',
  '39': 'it-IT',
  '40': 'ro-RO',
  '43': 'de-AT',
  '44': 'en-GB',
  '45': 'da-DK',
  '46': 'sv-SE',
  '47': 'nb-NO',
  '48': 'pl-PL',
  '49': 'de-DE',
  '51': 'es-PE',
  '52': 'es-MX',
  '54': 'es-AR',
  '55': 'pt-BR',
  '56': 'es-CL',
  '57': 'es-CO',
  '58': 'es-VE',
  '61': 'en-AU',
  '62': 'id-ID',
  '64': 'en-NZ',
  '66': 'th-TH',
  '81': 'ja-JP',
  '82': 'ko-KR',
  '84': 'vi-VN',
  '86': 'zh-CN',
  '90': 'tr-TR',
  '98': 'fa-IR',
  '351': 'pt-PT',
  '353': 'en-IE',
  '358': 'fi-FI',
  '380': 'uk-UA',
  '420': 'cs-CZ',
  '503': 'es-SV',
  '506': 'es-CR',
  '593': 'es-EC',
  '598': 'es-UY',
  '886': 'zh-TW',
  '966': 'ar-SA',
  '972': 'he-IL',
  '1787': 'es-PR',
  '1809': 'es-DO',
  '1829': 'es-DO',
  '1849': 'es-DO',
  '1939': 'es-PR',
};

/**
 * The locale of a phone number in +E.164; undefined if its country is not listed. Tries the longest code first, because
 * islands such as Puerto Rico (+1 787) share the code 1 but not its language.
 */
export function localeOfPhone(phone: string): string | undefined {
  const digits = phone.replace(/\D/g, '');
  return [4, 3, 2, 1].map((length) => localeByCode[digits.slice(0, length)]).find(Boolean);
}
