import type { EthnicCategory, Language } from '../../../features/people/codes.ts'

/** People of one background: what they are called, and what they may answer when asked. All names are invented pairs. */
export type Background = {
  /** Out of all people of the town. */
  weight: number
  ethnic: readonly EthnicCategory[]
  languages: readonly (readonly [Language, number])[]
  women: readonly string[]
  men: readonly string[]
  families: readonly string[]
}

const words = (text: string): string[] => text.trim().split(/\s+/)

export const BACKGROUNDS: readonly Background[] = [
  {
    weight: 78,
    ethnic: ['A', 'A', 'A', 'A', 'A', 'A', 'A', 'A', 'B', 'C', 'D', 'G', 'Z'],
    languages: [
      ['en', 98],
      ['bfi', 2],
    ],
    women: words(`Margaret Jean Dorothy Sheila Brenda Maureen Joyce Barbara Patricia Edna Audrey Doreen Beryl Irene Joan
      Kathleen Marjorie Pauline Christine Susan Linda Carol Janet Elaine Gillian Sandra Denise Tracey Lorraine Wendy Hilda
      Winifred Freda Mavis Rita Norma Hazel Glenys Eileen Vera Connie Olive Nora Sylvia Jacqueline Amanda Hayley Gemma`),
    men: words(`Harold Ronald Kenneth Derek Raymond Geoffrey Brian Alan Roy Dennis Stanley Ernest Arthur Frank Albert Keith
      Trevor Malcolm Barry Graham Colin Terence Gordon Leslie Norman Clifford Walter Donald Peter Michael Stephen Philip
      Neil Ian Andrew Darren Craig Wayne Leonard Herbert Eric Cyril Horace Wilfred Clive Roger Howard Duncan Lee`),
    families: words(`Thornley Ackersby Wadlow Birkinshaw Oldcroft Hepplewhite Dransfield Marklew Copley Ashforth Greaves
      Staniforth Bramhall Wigfield Hollingworth Cawthorne Beardshall Shillito Rodgerson Wainscott Fieldsend Lockwood
      Turton Hague Machin Bagshaw Womersley Ellershaw Garside Tattersall Crossland Armitage Haigh Sykeston Mosforth
      Penistone Swallowby Micklethwaite Ogley Brookfield Hinchcliffe Ramsdell Parkinley Furniss Earnshaw Wragg Dyson
      Barraclough Sugden Illingworth Whitworth Kilner Lumb Naylor Rushforth Speight Tordoff Utley Varley Kaye
      O’Halloran Gallagher-Reed Llewellyn MacInnes Fitzhugh`),
  },
  {
    weight: 8,
    ethnic: ['J', 'J', 'J', 'J', 'F', 'Z'],
    languages: [
      ['ur', 3],
      ['phr', 4],
      ['pa', 2],
      ['en', 4],
    ],
    women: words(
      'Nasreen Shamim Zubaida Rukhsana Parveen Khalida Tahira Yasmin Naseem Bushra Saima Farzana Kausar Mumtaz',
    ),
    men: words('Mohammed Abdul Ghulam Tariq Iqbal Nazir Rashid Javed Zafar Khalid Arshad Bashir Imran Sajid'),
    families: words('Hussain Akhtar Mahmood Begum Khan Mirza Chaudhry Bibi Qureshi Ahmed Shah Malik'),
  },
  {
    weight: 2.5,
    ethnic: ['S', 'S', 'L'],
    languages: [
      ['ar', 4],
      ['ku', 2],
      ['fa', 1],
      ['en', 1],
    ],
    women: words('Fatima Amina Layla Samira Nadia Hanan Zahra Shirin'),
    men: words('Ali Hassan Yusuf Saleh Omar Karim Azad Reza'),
    families: words('Al-Sabri Nasser Haddad Al-Amri Mustafa Karimi Saeed Barzani'),
  },
  {
    weight: 3,
    ethnic: ['C'],
    languages: [
      ['pl', 5],
      ['uk', 1],
      ['lt', 1],
      ['en', 2],
    ],
    women: words('Halina Krystyna Danuta Jadwiga Irena Bożena Oksana Ewa'),
    men: words('Zygmunt Stanisław Kazimierz Tadeusz Ryszard Andrzej Bohdan Marek'),
    families: words('Kowalczyk Wójtowicz Zielińska Nowakowski Łukasik Bondarenko Petrauskas Sobczak'),
  },
  {
    weight: 2.5,
    ethnic: ['C', 'S'],
    languages: [
      ['sk', 3],
      ['rom', 2],
      ['cs', 1],
      ['ro', 1],
    ],
    women: words('Mária Anna Helena Zuzana Jolana Elena'),
    men: words('Jozef Ladislav Milan Štefan Emil Ion'),
    families: words('Horváthová Baláž Gáborová Čonka Kotlár Popescu'),
  },
  {
    weight: 2.5,
    ethnic: ['M', 'M', 'D', 'P'],
    languages: [['en', 1]],
    women: words('Gloria Monica Hyacinth Pearl Marcia Beverley Claudette Yvonne'),
    men: words('Winston Clarence Errol Neville Delroy Carlton Leroy Vincent'),
    families: words('Campbell-Rose Grantley Palmerston Morrison Samuels Whyte Brathwaite Francis'),
  },
  {
    weight: 2,
    ethnic: ['N', 'N', 'E'],
    languages: [
      ['so', 2],
      ['ti', 1],
      ['am', 1],
      ['fr', 1],
      ['en', 4],
    ],
    women: words('Grace Amara Ngozi Selam Hodan Abena Esther Miriam'),
    men: words('Samuel Kwame Tesfay Emeka Abdi Joseph Daniel Yonas'),
    families: words('Mensah Okonjo Tesfaye Abdullahi Adeyemi Mukasa Ndlovu Hagos'),
  },
  {
    weight: 1.5,
    ethnic: ['H', 'H', 'K', 'L'],
    languages: [
      ['gu', 2],
      ['hi', 1],
      ['bn', 1],
      ['ta', 1],
      ['en', 3],
    ],
    women: words('Savita Meena Lakshmi Pushpa Kamala Rohima'),
    men: words('Ramesh Suresh Vijay Harish Mohan Rafiq'),
    families: words('Patel Sharma Desai Iyer Rahman Kapadia'),
  },
  {
    weight: 1,
    ethnic: ['R'],
    languages: [
      ['yue', 3],
      ['cmn', 1],
      ['en', 1],
    ],
    women: words('Mei-Ling Siu-Fong Hui Yuk-Lan'),
    men: words('Wai-Keung Kam-Wing Jun Chi-Ming'),
    families: words('Lau Cheung Tsang Lin'),
  },
]
