"""Made-up names from ordinary first and family names of England and Wales, and who bears them.

A name is put together by chance from the lists of one group, so that nobody here is anybody. The groups are those of
the census of 2011; the shares are assumed, near those of people under supervision in 2015.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Group:
    """People who give the same answers: the ethnicities that they say, their names, and the languages they may need."""

    weight: float
    ethnicities: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]
    families: tuple[str, ...]
    languages: tuple[str, ...] = ()


_BRITISH = Group(
    weight=0.75,
    ethnicities=("White: British",),
    men=tuple(
        "Aaron Adam Alan Andrew Anthony Ashley Barry Ben Bradley Brian Callum Carl Christopher Colin Connor Craig "
        "Damian Daniel Darren Dean Dominic Elliott Ethan Gareth Gary Gavin Glen Graham Ian Jack Jake Jamie Jason Jay "
        "Joel Jonathan Jordan Josh Karl Keith Kelvin Kieran Kyle Lee Leon Lewis Liam Luke Mark Martin Mason Matthew "
        "Nathan Neil Nicholas Owen Patrick Philip Reece Rhys Robert Ross Ryan Scott Sean Shane Shaun Simon Stephen "
        "Stuart Terry Thomas Toby Trevor Tyler Wayne".split()
    ),
    women=tuple(
        "Abigail Alison Amanda Amy Beth Carly Chantelle Charlotte Claire Danielle Debbie Donna Emily Gemma Hayley "
        "Heather Jade Jenna Joanne Kayleigh Kelly Kirsty Laura Leanne Lisa Lorraine Lucy Lynsey Megan Michelle "
        "Natalie Nicola Paula Rachel Rebecca Samantha Sharon Shelley Stacey Tina Tracy Vicky".split()
    ),
    families=tuple(
        "Abbott Ainsworth Allsop Appleyard Armitage Aspinall Atkins Bagley Bainbridge Barraclough Bates Beaumont "
        "Beckett Bellamy Birch Blackburn Bowden Boyes Bradbury Bramley Brearley Brook Burdett Butterworth Calvert "
        "Carver Chadwick Clegg Coates Cockroft Cotton Cowling Crabtree Craven Cross Crowther Dawber Denham Dewhurst "
        "Dyson Earnshaw Eastwood Entwistle Fairclough Farrell Fawcett Fenton Firth Fletcher Gaskell Gledhill "
        "Goodall Greenhalgh Haigh Halliwell Hampson Hardcastle Hargreaves Hartley Haworth Hebden Helliwell Hinchliffe "
        "Hobson Holt Hopwood Horsfall Illingworth Jagger Jennings Kaye Kershaw Kilburn Lister Lockwood Longbottom "
        "Lumb Marsden Mellor Midgley Naylor Newsome Nuttall Oakes Ogden Ormerod Pickering Pollard Priestley "
        "Radcliffe Ramsden Redfern Riley Roebuck Rushworth Schofield Sheard Shires Shufflebottom Stansfield Sugden "
        "Sutcliffe Swales Sykes Tattersall Thackray Thornton Tordoff Varley Waddington Walmsley Weatherill Whiteley "
        "Wigglesworth Womersley Woodhead Wormald Yeadon".split()
    ),
)

_WELSH = Group(
    weight=0.03,
    ethnicities=("White: British", "White: Welsh"),
    men=tuple("Aled Alun Bryn Dafydd Dylan Emyr Geraint Gethin Huw Iestyn Ieuan Ifan Iolo Llyr Meirion Rhodri".split()),
    women=tuple("Angharad Bethan Carys Catrin Eleri Ffion Lowri Mair Menna Nerys Rhiannon Sioned".split()),
    families=tuple("Beynon Bowen Gethin Gwilym Howells Llewellyn Lloyd Meredith Parry Penry Pritchard Prosser".split()),
)

_IRISH = Group(
    weight=0.025,
    ethnicities=("White: Irish", "White: Gypsy or Irish Traveller"),
    men=tuple("Brendan Ciaran Declan Eamon Fergal Kevin Malachy Martin Michael Padraig Patrick Tom".split()),
    women=tuple("Aoife Bernadette Bridget Ciara Maeve Margaret Mary Niamh Orla Sinead".split()),
    families=tuple("Cawley Connors Coyle Delaney Doran Dunleavy Gavigan Hanrahan Maughan McGinley Tuohy".split()),
)

_OTHER_WHITE = Group(
    weight=0.05,
    ethnicities=("White: other",),
    men=tuple(
        "Andrei Artur Bogdan Dariusz Florin Gintaras Ion Krzysztof Lukasz Marek Piotr Rafal Tomas Vasile".split()
    ),
    women=tuple("Agnieszka Beata Elena Irina Joanna Katarzyna Ligita Magda Monika Raluca".split()),
    families=tuple(
        "Balan Cojocaru Dudek Gajewski Jankauskas Kaminski Lazar Malinowski Moraru Petrauskas Rusu Sadowski Wrona "
        "Zielonka".split()
    ),
    languages=("Polish", "Romanian", "Lithuanian"),
)

_SOUTH_ASIAN = Group(
    weight=0.065,
    ethnicities=("Asian or Asian British: Pakistani", "Asian or Asian British: Bangladeshi"),
    men=tuple("Adeel Asif Bilal Faisal Haroon Ibrar Kashif Majid Naveed Omar Qasim Rizwan Shabir Tariq Usman".split()),
    women=tuple("Aaliyah Farzana Nadia Naila Rabia Rukhsana Saima Shazia Sumaira Yasmin".split()),
    families=tuple("Akhtar Bashir Chowdhury Ghani Iqbal Karim Mahmood Miah Mirza Rafiq Sharif Uddin Zaman".split()),
    languages=("Urdu", "Punjabi", "Bengali"),
)

_INDIAN = Group(
    weight=0.015,
    ethnicities=("Asian or Asian British: Indian",),
    men=tuple("Arjun Baldev Gurpreet Harjit Jaspal Kiran Manoj Nikhil Ranjit Sanjay Vikram".split()),
    women=tuple("Anjali Harpreet Jaswinder Kavita Meena Pooja Rupinder Sunita".split()),
    families=tuple("Bains Chauhan Dhaliwal Gill Joshi Mistry Parmar Rathod Sandhu Solanki Virdee".split()),
    languages=("Punjabi", "Gujarati"),
)

_CARIBBEAN = Group(
    weight=0.025,
    ethnicities=("Black or Black British: Caribbean",),
    men=tuple("Andre Curtis Delroy Desmond Errol Jermaine Leroy Marlon Nathaniel Rohan Tyrone Winston".split()),
    women=tuple("Althea Charmaine Claudette Keisha Marcia Shanice Sonia Yvonne".split()),
    families=tuple("Blackwood Brissett Campbell Cunningham Facey Gayle Lindo McKenzie Pinnock Reid Whyte".split()),
)

_AFRICAN = Group(
    weight=0.025,
    ethnicities=("Black or Black British: African",),
    men=tuple("Abdi Chidi Emeka Femi Hassan Kwame Mohamed Samuel Solomon Tendai Yonas Yusuf".split()),
    women=tuple("Abena Amina Blessing Fatou Grace Hodan Ngozi Selam".split()),
    families=tuple("Adeyemi Boateng Chikwanha Daar Ghebre Jallow Kamara Mensah Nwosu Okonjo Sesay Warsame".split()),
    languages=("Somali", "Tigrinya", "French"),
)

_MIXED = Group(
    weight=0.025,
    ethnicities=("Mixed: White and Black Caribbean", "Mixed: White and Asian", "Mixed: other"),
    men=_BRITISH.men[:40] + _CARIBBEAN.men,
    women=_BRITISH.women[:20] + _CARIBBEAN.women,
    families=_BRITISH.families[::9] + _CARIBBEAN.families,
)

_OTHER = Group(
    weight=0.015,
    ethnicities=("Other: Arab", "Other: any other", "Asian or Asian British: Chinese"),
    men=tuple("Ali Dara Farhad Karwan Nader Rebin Sami Wei Zana".split()),
    women=tuple("Huda Leila Mei Nasrin Rania Shirin".split()),
    families=tuple("Barzan Fares Haddad Jaf Kazemi Lau Naser Tofiq".split()),
    languages=("Arabic", "Kurdish Sorani", "Farsi", "Mandarin"),
)

GROUPS = (*(_BRITISH, _WELSH, _IRISH, _OTHER_WHITE, _SOUTH_ASIAN, _INDIAN, _CARIBBEAN, _AFRICAN, _MIXED, _OTHER),)
_WEIGHTS = [group.weight for group in GROUPS]


@dataclass(frozen=True, slots=True)
class MadeName:
    """Who somebody is: names, sex as recorded, ethnicity as said, and the group that they come from."""

    given: str
    family: str
    sex: str
    ethnicity: str
    group: Group


_WOMEN = {"people": 0.15, "staff": 0.68}
"""The share of women: among people under supervision about one in seven, among staff two of three (published)."""


def a_name(rng: Random, *, among: str = "people") -> MadeName:
    """A name by chance, `among` people or staff."""
    group = rng.choices(GROUPS, _WEIGHTS)[0]
    is_woman = rng.random() < _WOMEN[among]
    given = rng.choice(group.women if is_woman else group.men)
    sex = "Female" if is_woman else "Male"
    return MadeName(given, rng.choice(group.families), sex, rng.choice(group.ethnicities), group)
