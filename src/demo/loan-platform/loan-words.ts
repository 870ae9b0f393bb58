/** Given and family names that are drawn together, so that a name keeps to one script. */
export const namesByCulture: readonly { readonly given: readonly string[]; readonly family: readonly string[] }[] = [
  {
    given: ['Ada', 'Benedict', 'Clover', 'Dorian', 'Edith', 'Fergus', 'Greta', 'Harlan', 'Imogen', 'Jasper', 'Mary Jo'],
    family: ['Ashdown', 'Birchwell', "O'Marley", 'Fairweather', 'Greenlaw', 'Hollins-Tarr', 'Kettlewick', 'Thornbury'],
  },
  {
    given: ['Élodie', 'Gaël', 'Héloïse', 'Jérôme', 'Noé', 'Zoe\u0308', 'François-Xavier'],
    family: ['Aubépin', 'Bréhéret', 'Côtelle', "D'Orvault", 'Forêtier', 'Noël-Vasseur'],
  },
  {
    given: ['Jürgen', 'Käthe', 'Sören', 'Ylva', 'Åse', 'Þóra', 'Øystein'],
    family: ['Großwald', 'Käsbohrer', 'Søndergaard-Lie', 'Þorvaldsdóttir', 'Ångbäck', 'Überlinger'],
  },
  {
    given: ['Łucja', 'Květa', 'Şule', 'Ğüzide', 'Zvonimír', 'İnci'],
    family: ['Dąbkowska', 'Hřebíček', 'Kılıçoğlu', 'Święcisz', 'Žďárová'],
  },
  { given: ['花子', '一郎', '凛', '蒼'], family: ['青木原 ', '小鳥遊 ', '東風谷 ', '𠮷川 '] },
  { given: ['Олена', 'Мирослав', 'Ярина'], family: ['Журавлик', 'Криниця', 'Щедровська'] },
  { given: ['ליאור', 'נעמה', 'אילת'], family: ['בר־אורן', 'שקדי', 'גפן'] },
  { given: ['سلمى', 'يوسف', 'نورة'], family: ['الزيتوني', 'البستاني', 'النجار'] },
  { given: ['प्रिया', 'अर्जुन', 'मीरा'], family: ['वनवासी', 'सागरिका', 'चंद्रवंशी'] },
];

export const purposes: readonly string[] = [
  'Home purchase',
  'Second-hand car 🚗',
  'Debt consolidation',
  'Rénovation de la cuisine',
  'Photovoltaikanlage & Wärmepumpe',
  '自宅の購入',
  'شراء سيارة مستعملة',
  'שיפוץ דירה',
  'Studies abroad: "MSc" \\ 2 years',
  'Wedding\n(two parts)',
  '',
];

export const notes: readonly string[] = [
  'Called back, no answer ☎️',
  'Prefers e-mail; speaks français',
  'Family of four 👨‍👩‍👧‍👦',
  'Said "yes, but later"',
  'C:\\scans\\payslip.pdf',
  'tab\there, and a line\nbreak',
  '審査待ち',
  '<b>not</b> HTML & not SQL; --',
  '50 % deposit',
];

export const cities: readonly string[] = ['Åkerby', 'Bad Tölzenau', 'Castelló Nou', 'New Fenwick', 'São Vital', '青葉町', 'Żabiec'];

export const currencies: readonly string[] = ['USD', 'EUR', 'GBP', 'CHF', 'CAD', 'SEK', 'INR'];

/** Months. */
export const loanTerms: readonly number[] = [12, 24, 36, 48, 60, 84, 120, 180, 240, 300, 360];
