"""Word groups: the pieces patterns are built from. Entries are words, phrases, or names of other groups."""


def _forms(table: str, column: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.split()[column] for row in table.strip().splitlines()))


# base, he …s, …ing, past, "has been …"
_VIOLENCE = """
hit hits hitting hit hit
beat beats beating beat beaten
punch punches punching punched punched
kick kicks kicking kicked kicked
slap slaps slapping slapped slapped
strangle strangles strangling strangled strangled
choke chokes choking choked choked
throttle throttles throttling throttled throttled
suffocate suffocates suffocating suffocated suffocated
smother smothers smothering smothered smothered
attack attacks attacking attacked attacked
assault assaults assaulting assaulted assaulted
hurt hurts hurting hurt hurt
harm harms harming harmed harmed
stab stabs stabbing stabbed stabbed
batter batters battering battered battered
bash bashes bashing bashed bashed
smack smacks smacking smacked smacked
whack whacks whacking whacked whacked
thump thumps thumping thumped thumped
headbutt headbutts headbutting headbutted headbutted
rape rapes raping raped raped
molest molests molesting molested molested
grope gropes groping groped groped
drown drowns drowning drowned drowned
burn burns burning burned burnt
bite bites biting bit bitten
shake shakes shaking shook shaken
shove shoves shoving shoved shoved
push pushes pushing pushed pushed
drag drags dragging dragged dragged
grab grabs grabbing grabbed grabbed
torture tortures torturing tortured tortured
whip whips whipping whipped whipped
kill kills killing killed killed
murder murders murdering murdered murdered
shoot shoots shooting shot shot
slash slashes slashing slashed slashed
poison poisons poisoning poisoned poisoned
gut guts gutting gutted gutted
slice slices slicing sliced sliced
thrash thrashes thrashing thrashed thrashed
pummel pummels pummelling pummelled pummelled
bludgeon bludgeons bludgeoning bludgeoned bludgeoned
stamp stamps stamping stamped stamped
scald scalds scalding scalded scalded
electrocute electrocutes electrocuting electrocuted electrocuted
crush crushes crushing crushed crushed
maim maims maiming maimed maimed
execute executes executing executed executed
lamp lamps lamping lamped lamped
cane canes caning caned caned
slug slugs slugging slugged slugged
twat twats twatting twatted twatted
fondle fondles fondling fondled fondled
spit spits spitting spat spat
gas gasses gassing gassed gassed
"""

_FAMILY = (
    "mum mummy mam mammy mom mommy mother mama ma dad daddy father papa stepdad stepfather stepmum stepmother sister "
    "sis brother bro son daughter child children kid kids baby boy girl girls boys toddler twins nan nana gran granny "
    "grandma grandmother grandad grandpa grandfather grandson granddaughter aunt aunty auntie uncle cousin niece nephew "
    "wife husband partner friend mate bestie flatmate housemate roommate neighbour neighbor colleague woman women lady "
    "man men person people girlfriend boyfriend gf bf patient pupil student client tenant resident dog cat "
    "family parents sisters brothers daughters sons inlaw inlaws"
)

GROUPS: dict[str, tuple[str, ...]] = {
    # who
    "BE": ("is", "are", "am", "was"),
    "IS": ("is", "are", "am"),
    "I": ("i", "we"),
    "DET": ("my", "our", "his", "her", "their", "your", "the", "a", "an", "this", "that", "some", "another", "me"),
    "ADJ": (
        *("little", "big", "old", "older", "younger", "baby", "young", "own", "step", "poor", "elderly", "drunk", "best"),
        *("only", "two", "three", "four", "ex", "next", "foster", "grand", "disabled", "pregnant", "eldest", "youngest"),
    ),
    "FAMILY": tuple(_FAMILY.split()),
    "PRONOUN": ("me", "us", "her", "him", "them", "you", "someone", "somebody", "everyone", "each"),
    "VICTIM": ("PRONOUN", "DET ADJ? ADJ? FAMILY", "FAMILY"),
    "MINE": ("me", "us", "DET ADJ? ADJ? FAMILY", "her", "him", "them"),
    "HE": ("he", "she", "they"),
    "ATTACKER": ("he", "she", "they", "ex", "stalker", "attacker", "rapist", "someone", "somebody", "man", "men", "guy"),
    "ANYONE": ("ATTACKER", "FAMILY", "lad", "lads", "bloke", "blokes", "boss", "employer", "carer", "stranger", "gang"),
    "RELATION": tuple(
        "husband wife partner boyfriend girlfriend bf gf ex dad daddy father stepdad stepfather mum mother brother "
        "brothers son uncle cousin family parents stalker abuser".split()
    ),
    # violence, in its forms
    "HURT": _forms(_VIOLENCE, 0),
    "HURTS": _forms(_VIOLENCE, 1),
    "HURTING": (*_forms(_VIOLENCE, 2), "pinning", "threatening"),
    "HURT_PAST": (*_forms(_VIOLENCE, 3), "pinned", "jumped", "mugged", "glassed", "bottled", "knifed", "scalded"),
    "HURT_DONE": (*_forms(_VIOLENCE, 4), "abused", "jumped", "mugged", "threatened", "abducted", "kidnapped"),
    "KILL": ("kill", "murder", "stab", "shoot", "strangle", "slaughter", "behead", "butcher", "end", "suffocate"),
    "KILLED": ("killed", "murdered", "stabbed", "shot", "dead", "raped", "beaten", "hurt", "hit", "battered"),
    "KILLING": ("killing", "murdering", "stabbing", "shooting", "strangling"),
    "STRANGLED": ("strangled", "choked", "throttled", "suffocated", "smothered"),
    "RAPED": ("raped", "gangraped", "sexually assaulted", "sexually attacked"),
    "THROAT": ("throat", "neck", "windpipe"),
    "RAGE": (
        *("rage", "violent", "berserk", "ballistic", "aggressive", "psycho", "scary", "raging", "dangerous", "frightening"),
    ),
    "MAD": ("mental", "wild", "mad", "crazy", "nuts", "ballistic", "berserk", "apeshit", "psycho"),
    "WRECKING": ("smashing", "wrecking", "breaking", "throwing", "trashing", "destroying", "punching", "chucking"),
    # weapons
    "BLADE": ("knife", "knives", "blade", "machete", "sword", "dagger", "axe", "hatchet", "cleaver", "scissors", "razor"),
    "GUN": ("gun", "shotgun", "pistol", "rifle", "firearm", "crossbow", "airgun", "taser"),
    "BLUNT": ("hammer", "bat", "crowbar", "poker", "screwdriver", "club", "spade", "stick", "pan", "chair", "chain", "bottle", "brick", "belt", "bar", "pole"),
    "LIQUID": ("acid", "petrol", "ammonia", "bleach", "boiling water", "paraffin", "kerosene", "lighter fluid"),
    "WEAPON": ("BLADE", "GUN", "BLUNT", "LIQUID", "weapon", "weapons"),
    "HOLDS": ("has", "have", "got", "holding", "with", "carrying", "waving", "loading", "swinging", "brandishing"),
    # places close to the person
    "NEAR_PLACE": (
        *("outside", "downstairs", "upstairs", "inside", "next room", "the|my|our house", "the|my|our flat"),
        *("at|by|to|behind|on the|my|our door|window|gate|doorstep", "at|by|on my|our doors|windows", "front|back door"),
        *("the|my|our building|block|hallway|corridor|stairwell|porch|driveway|drive|doorway", "doorstep"),
    ),
    "HOME": ("house", "home", "flat", "room", "bedroom", "building", "apartment", "place", "block", "property", "shed"),
    "DOOR": ("door", "doors", "window", "windows", "gate", "lock", "locks", "letterbox", "letter box"),
    "ROOM": (
        *("bathroom", "bedroom", "toilet", "toilets", "loo", "room", "house", "flat", "car", "van", "cupboard", "shed"),
        *("garage", "attic", "loft", "basement", "cellar", "kitchen", "conservatory", "hotel", "wardrobe", "closet"),
        *("office", "building", "home", "boot", "apartment", "caravan", "stock room", "storeroom", "shop"),
    ),
    "BREAKING": (
        *("breaking", "break", "kicking", "kick", "smashing", "smash", "forcing", "force", "banging", "bang", "burst"),
        *("hammering", "hammer", "pounding", "climbing", "climb", "bashing", "battering", "rattling", "drilling", "pick"),
        *("picking", "barge", "barging", "ramming", "kickin", "bangin"),
    ),
    "TRYING": ("trying to", "tries to", "attempting to", "is trying", "starting to", "about to", "tryna"),
    "VEHICLE": ("car", "van", "taxi", "cab", "boot", "lorry", "alley", "bushes", "woods", "house", "flat", "room", "uber"),
    # time
    "NOW": (
        *("now", "tonight", "today", "currently", "just !like|want|wanted|need|asking|a|the|feel|so|about|general", "again", "right now", "at the moment", "at this moment"),
        *("minute|minutes|mins|min|second|seconds|moments|moment|hour|hours|hrs|hr ago", "this evening", "this afternoon"),
        *("this morning", "all night", "still here|there|outside", "as i type|write", "asap", "immediately", "urgent"),
        *("any minute", "atm", "since he|she came|got in|back|home"),
    ),
    "RECENT": ("NOW", "yesterday", "last night", "earlier", "in the night", "few hours"),
    "SOON": (
        *("NOW", "tomorrow", "soon", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("weekend", "next week", "this week", "next month", "in . days|weeks|hours", "holidays", "summer", "easter"),
        *("flight", "flights", "tickets", "ticket", "airport", "fly", "flying", "passport", "plane", "my turn", "half term"),
        *("coming to our|my|the house", "booked"),
    ),
    "PAST": (
        *("used to", "year|years|month|months|week|weeks|decade|decades|days ago|back|earlier", "long time ago|back"),
        *("in <year>", "since <year>", "from <year>", "<year>", "last year|month|week|summer|winter|spring|autumn"),
        "last christmas|easter|january|february|march|april|may|june|july|august|september|october|november|december",
        "in|since|at january|february|march|april|may|june|july|august|september|october|november|december|christmas",
        *("when i|we was|were|lived|left|met|got|dated|split|came|went", "when i had|first", "as a child|kid|girl|boy", "when he|she|they was|were", "freshers"),
        *("as a teenager|student|teen|young", "back when|then", "back in <year>|the", "once", "one time", "that time", "at the time"),
        *("ages ago", "while ago|back", "in the past|nineties|eighties|seventies|sixties|noughties|end", "historic"),
        *("previously", "years before", "before i left", "until i left", "at university|uni", "our divorce", "before covid"),
        *("we were together|married|dating", "growing up", "since then", "my first husband|wife", "previous relationship"),
        *("at school", "at a|the party", "summers|winters ago", "historical", "an old boyfriend", "died in", "last relationship"),
    ),
    "HYPOTHETICAL": (
        *("what if|happens|would", "what do|should|can|could i|we|you|people do if|when", "do i|we if|when", "is it illegal"),
        *("is it a|against|an crime|offence|law|emergency", "know|tell if|whether", "what counts", "is there a|any|anything|help|support"),
        *("how can|do|could|should i|we report|support|help|preserve|protect", "get a|an|support|advice", "to report"),
        *("advice about|on", "should i|we !do", "how did|does", "different from"),
        *("do i|we have|need|report|tell|qualify|count", "can i|we call|report", "if|when i|we call|report"),
        *("in case", "might be at risk"),
        *("what is|are the|a|an|it|your", "what is|are !he|she|they . law|crime|abuse|marriage|fgm", "what to do if|when", "what does", "signs", "the law on|about", "a film|book|story|show|documentary|novel"),
        *("what happens", "difference between", "leaflet", "in general"),
        *("statistics", "essay", "training", "the scene", "scene where", "how many people"),
    ),
    # asking
    "POLICE": ("police", "999", "polis", "cops", "cop", "ambulance", "feds", "officers", "coppers", "112"),
    "NOT": ("not", "never", "no", "nobody", "without", "nor", "none", "nothing"),
    "SEVERAL": ("all", "too", "many", "loads", "lots", "bunch", "handful", "box", "packet", "pack", "bottle", "<number>", "load"),
    "PILLS": (
        *("pills", "pill", "tablets", "tablet", "paracetamol", "ibuprofen", "codeine", "antidepressants", "meds", "insulin"),
        *("medication", "medicine", "codamol", "aspirin", "valium", "diazepam", "sertraline", "tramadol", "morphine"),
    ),
    "SWALLOWED": ("taken", "took", "take", "swallowed", "swallow", "had", "necked", "downed", "ate", "eaten", "drank", "drunk"),
    "MYSELF": ("myself", "meself", "my self", "me self", "mysen"),
    "THEMSELF": ("herself", "himself", "themselves", "themself", "her self", "him self"),
    "WANT": (
        *("want", "wants", "wanna", "going", "ready", "wish", "rather", "about", "planning", "plan", "feel like", "tempted"),
        *("prefer", "need", "trying", "tried", "might", "should", "could", "will", "would", "gonna"),
    ),
    "INJURY": (
        *("ribs", "jaw", "nose", "arm", "leg", "wrist", "skull", "teeth", "eye", "cheekbone", "fingers", "finger", "bone"),
        *("ankle", "collarbone", "hand", "foot"),
    ),
    "SYMPTOM": (
        *("dizzy", "weird", "faint", "sick", "sleepy", "woozy", "spinning", "numb", "ill", "drowsy", "blacking", "blacked", "hot"),
        *("wobbly", "confused", "vomiting", "collapsed", "blurry", "paralysed", "funny", "strange", "drugged", "unconscious"),
        *("not stand|move|walk|feel|talk|speak|see|wake|breathe", "room is moving|spinning|going", "not . properly", "wrong", "keeps trying|asking", "jelly", "shaking", "not keep . . eyes", "not . focus|balance", "passed out", "passing out", "feel ill|awful"),
        *("legs", "throwing up", "floppy", "out of it", "help"),
    ),
}
